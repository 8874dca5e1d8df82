"""The catalogue: complete, named in three languages, and documented."""

from __future__ import annotations

import pkgutil
from pathlib import Path
from uuid import uuid4

import pytest
from django.urls import reverse

from saphan import registers
from saphan.accounts.choices import Role
from saphan.config.commands.docs import pages
from saphan.figures import catalogue, showing
from saphan.figures.registry import CATALOGUE
from saphan.intake import kinds
from saphan.kernel.facts import DIMENSIONS
from saphan.kernel.figures import Figure
from saphan.kernel.units import UNITS
from tests import visits

ROOT = Path(__file__).parents[2]
EVERY = pytest.mark.parametrize("figure", CATALOGUE.values(), ids=lambda figure: figure.code)


@EVERY
def test_a_figure_is_named_and_explained_in_three_languages(figure: Figure) -> None:
    texts = (figure.names.long, figure.names.head, figure.names.noun, figure.explains)

    assert all(text for one in texts for _language, text in one)
    assert all(text for _language, text in catalogue.source(figure))
    assert set(figure.shows) <= UNITS.keys()
    assert set(figure.breakdowns) <= showing.DIMENSIONS.keys()


def test_no_two_figures_have_one_name() -> None:
    for language in ("en", "vi", "lo"):
        names = [figure.names.long.in_(language) for figure in CATALOGUE.values()]

        assert [name for name in set(names) if names.count(name) > 1] == [], language


@pytest.mark.parametrize("kind", kinds.kinds(), ids=lambda kind: kind.name)
def test_every_record_behind_a_figure_has_a_page(kind: kinds.Kind) -> None:
    assert reverse(kind.route, args=[uuid4()])


def test_every_register_has_a_name() -> None:
    found = {module.name for module in pkgutil.iter_modules(registers.__path__)}

    assert found == catalogue.REGISTERS.keys()


def test_every_dimension_has_a_word() -> None:
    assert {"month", "place", *DIMENSIONS} == showing.DIMENSIONS.keys()


def test_the_document_of_the_catalogue_is_current() -> None:
    page = (ROOT / "docs/figures.md").read_text("utf-8")

    assert page == pages()["docs/figures.md"], "run: make docs"


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "vi", "lo"])
def test_the_page_of_the_catalogue_speaks_the_readers_language(language: str) -> None:
    client = visits.at_work(Role.READER)

    page = client.get(reverse("figures:catalogue"), headers={"Accept-Language": language})

    text = page.content.decode()
    assert all(figure.hash in text for figure in CATALOGUE.values())
    assert CATALOGUE["security.patrols-joint"].names.long.in_(language) in text
