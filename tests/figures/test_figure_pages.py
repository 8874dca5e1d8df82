"""Pages of figures: every number opens, and adds up before the reader's eyes."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import reverse

from saphan.accounts.choices import Role
from saphan.figures import cells, opening
from saphan.figures.compiler import Question
from saphan.figures.registry import CATALOGUE
from saphan.kernel.languages import T
from saphan.kernel.periods import Period
from saphan.kernel.refusals import Forbidden
from saphan.ledger.records import DocumentRef
from saphan.ledger.seal import seal_many
from saphan.places.models import Place
from tests import make, visits

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings

pytestmark = pytest.mark.django_db
YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))
ASKED = {"since": "2025-01-01", "until": "2025-12-31"}
PATROLS = Question(CATALOGUE["security.patrols-joint"], "vn-son-la", YEAR)
PEOPLE = Question(CATALOGUE["security.patrol-participants"], "vn-son-la", YEAR)


@pytest.fixture
def reader() -> Client:
    return visits.at_work(Role.READER)


@pytest.fixture
def sealed() -> list[DocumentRef]:
    entries = [
        make.patrol_entry(number="01/BB"),
        make.patrol_entry(number="02/BB", participants={"vn": 10, "la": 6}),
    ]
    return seal_many(entries, clearance=make.clearance())


def text_of(client: Client, route: str, *args: str, **query: str) -> str:
    answer = client.get(reverse(route, args=args), query)
    assert answer.status_code == 200, answer.content
    return answer.content.decode()


def test_each_number_of_the_table_opens_its_records(
    reader: Client, sealed: list[DocumentRef]
) -> None:
    page = text_of(reader, "figures:table", **ASKED)

    assert reverse("figures:cell", args=[cells.compute(PEOPLE).id]) in page
    assert '<span class="num">40</span>' in page
    assert f"{reverse('figures:figure', args=['security.cases'])}?since=2025-01-01" in page


def test_a_figure_stands_on_our_bank_beside_its_definition(
    reader: Client, sealed: list[DocumentRef]
) -> None:
    page = text_of(reader, "figures:figure", PEOPLE.figure.code, **ASKED)

    assert '<span class="num">40</span>' in page
    assert PEOPLE.figure.explains.en in page
    assert PEOPLE.figure.hash in page
    assert "ours alone" in page
    assert "They have said nothing yet." in page


def test_a_figure_is_broken_down_by_what_its_definition_allows(
    reader: Client, sealed: list[DocumentRef]
) -> None:
    page = text_of(reader, "figures:figure", PEOPLE.figure.code, by="side", **ASKED)

    assert "Vietnamese side" in page
    assert '<span class="num">22</span>' in page
    assert '<span class="num">18</span>' in page
    assert page.count('role="img"') == 1


def test_months_are_drawn_without_gaps(reader: Client, sealed: list[DocumentRef]) -> None:
    page = text_of(reader, "figures:figure", PATROLS.figure.code, **ASKED)

    assert all(f">{month}/2025<" in page for month in range(1, 13))


def test_drawings_bring_no_style_that_the_policy_would_refuse(
    reader: Client, sealed: list[DocumentRef]
) -> None:
    page = text_of(reader, "figures:figure", PATROLS.figure.code, **ASKED)

    assert 'style="' not in page


def test_the_wrong_way_round_is_said_and_the_typed_days_stay(reader: Client) -> None:
    page = text_of(reader, "figures:table", since="2025-12-31", until="1/1/2025")

    assert "The last day is before the first day." in page
    assert 'value="1/1/2025"' in page


def test_the_records_of_a_cell_add_up_and_open(reader: Client, sealed: list[DocumentRef]) -> None:
    page = text_of(reader, "figures:cell", cells.compute(PEOPLE).id)

    assert "The 4 lines" not in page
    assert "The 2 lines below add up to this value." in page
    assert all(reverse("security:patrol", args=[ref.uid]) in page for ref in sealed)


def test_a_sum_that_fails_is_said(sealed: list[DocumentRef]) -> None:
    opened = opening.opened(PEOPLE, by=make.actor())
    short = replace(opened, facts=opened.facts[1:])

    assert opened.adds_up_to(cells.compute(PEOPLE))
    assert not short.adds_up_to(cells.compute(PEOPLE))


def test_a_class_of_a_figure_opens_with_its_name(reader: Client, sealed: list[DocumentRef]) -> None:
    (vietnamese,) = [c for c in cells.compute_by(PEOPLE, ("side",)) if c.within["side"] == "VN"]

    page = text_of(reader, "figures:cell", vietnamese.id)

    assert "Side: Vietnamese side" in page
    assert '<span class="num">22</span>' in page


def test_who_does_not_read_a_register_sees_no_title(sealed: list[DocumentRef]) -> None:
    abilities = frozenset({"figures.read", "agreements.read"})
    opened = opening.opened(PATROLS, by=make.actor(abilities=abilities))

    lines = opened.described(opened.lines)

    assert [(line.title, line.href) for line in lines] == [("", ""), ("", "")]


def test_the_figures_of_another_authority_stay_closed(reader: Client) -> None:
    theirs = cells.compute(replace(PATROLS, authority="vn-nghe-an"))

    with pytest.raises(Forbidden, match="other-authority"):
        opening.question_of(theirs.id, by=make.actor())

    assert reader.get(reverse("figures:cell", args=[theirs.id])).status_code == 403


def test_a_cell_that_is_none_is_refused_with_its_code(reader: Client) -> None:
    answer = reader.get(reverse("figures:cell", args=["security.patrols@nowhere"]))

    assert answer.status_code == 409
    assert b"unknown-cell" in answer.content


@pytest.mark.parametrize("page", ["0", "2", "x"])
def test_a_cell_has_no_page_past_its_last(
    reader: Client, sealed: list[DocumentRef], page: str
) -> None:
    answer = reader.get(reverse("figures:cell", args=[cells.compute(PATROLS).id]), {"page": page})

    assert answer.status_code == 404


def test_the_records_of_a_cell_are_saved_as_a_list(
    reader: Client, sealed: list[DocumentRef]
) -> None:
    answer = reader.get(reverse("figures:cell", args=[cells.compute(PEOPLE).id]), {"export": "csv"})

    lines = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert lines[0][4] == "Adds"
    assert sum(int(line[4]) for line in lines[1:]) == 40


def test_the_table_is_saved_with_its_units(reader: Client, sealed: list[DocumentRef]) -> None:
    answer = reader.get(reverse("figures:table"), {"export": "csv", **ASKED})

    lines = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert ["Bilateral patrols", "2", "patrols", "", "final", "2"] in lines


def test_the_classes_of_a_figure_are_saved_as_they_stand(
    reader: Client, sealed: list[DocumentRef]
) -> None:
    address = reverse("figures:figure", args=["security.patrol-participants"])

    page = reader.get(address, {"by": "side", **ASKED}).content.decode()
    answer = reader.get(address, {"by": "side", "export": "csv", **ASKED})

    lines = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert "by=side&amp;export=csv" in page
    assert [line[:2] for line in lines] == [
        ["Side", "Value"],
        ["Lao side", "18"],
        ["Vietnamese side", "22"],
    ]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_table_of_figures_offers_itself_as_a_file(reader: Client, form: str) -> None:
    assert f"export={form}" in text_of(reader, "figures:table")
    assert reader.get(reverse("figures:table"), {"export": form}).getvalue()


def test_published_numbers_are_compared_on_a_demonstration_only(
    reader: Client, settings: Settings
) -> None:
    closed = reader.get(reverse("figures:published"))
    settings.SAPHAN_GENERATED = T(*("Generated records.",) * 3)

    page = text_of(reader, "figures:published")

    assert closed.status_code == 404
    assert '<span class="num">683,013</span>' in page
    assert "different" in page


def test_a_figure_that_the_catalogue_does_not_know_is_not_found(reader: Client) -> None:
    assert reader.get(reverse("figures:figure", args=["security.wishes"])).status_code == 404


def test_who_only_administers_sees_no_figures() -> None:
    client = visits.at_work(Role.ADMINISTRATOR)

    routes = [("table", []), ("catalogue", []), ("figure", [PATROLS.figure.code])]

    asked = [client.get(reverse(f"figures:{route}", args=args)) for route, args in routes]
    assert {answer.status_code for answer in asked} == {403}


def test_pages_of_figures_ask_the_database_as_often_as_agreed(
    reader: Client,
    sealed: list[DocumentRef],
    frozen_queries: Callable[[str], AbstractContextManager[None]],
) -> None:
    Place.objects.all()
    text_of(reader, "figures:catalogue")

    with frozen_queries("a figure by month"):
        text_of(reader, "figures:figure", PATROLS.figure.code, **ASKED)
    with frozen_queries("the records of a cell"):
        text_of(
            reader,
            "figures:cell",
            cells.cell_id(PATROLS.figure.code, "vn-son-la", YEAR, {}, view="own"),
        )
