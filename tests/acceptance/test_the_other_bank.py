"""The demo's other bank: what the offices of Houaphanh sent, through the same two pairs of eyes."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from demo.houaphanh.workbooks import write
from saphan.accounts import roles
from saphan.accounts.models import User
from saphan.accounts.services import load_authorities
from saphan.config import scenario
from saphan.config.banks import HOUAPHANH
from saphan.figures import cells
from saphan.figures.registry import CATALOGUE
from saphan.kernel.actors import Actor
from saphan.kernel.languages import Language
from saphan.kernel.periods import Period
from saphan.kernel.units import UNITS, Quantity
from saphan.places import services as places

pytestmark = pytest.mark.django_db

TALKS = Period(date(2024, 7, 1), date(2025, 8, 12))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The other bank's people at work, and what its offices send."""
    load_authorities()
    places.load()
    side, whose = HOUAPHANH.side, HOUAPHANH.authority
    operator = Actor("operator", "Operator", whose, side, roles.all_abilities())
    scenario.people(tmp_path, operator=operator, bank=HOUAPHANH)
    write(tmp_path / "workbooks")
    return tmp_path / "workbooks"


def imported(folder: Path, *, late: bool = False) -> int:
    done = scenario.imports(folder, say=print, bank=HOUAPHANH, late=late)
    return sum(each.sealed for each in done)


def own_figures() -> dict[str, Counter[str]]:
    """Every figure that is not nought, in base units."""
    found = {}
    for cell in cells.table(authority=HOUAPHANH.authority, period=TALKS):
        found[cell.figure.code] = Counter(
            {
                UNITS[one.unit].base: one.quantity.amount
                for one in cell.components
                if one.quantity and one.quantity.amount
            }
        )
    return {code: sums for code, sums in found.items() if sums}


def meant(sums: Mapping[str, Mapping[str, str]]) -> dict[str, Counter[str]]:
    """The truth of the files in base units; of what no figure shows nothing is left."""
    return {
        code: Counter(
            {UNITS[unit].base: Quantity.of(value, unit).amount for unit, value in units.items()}
        )
        for code, units in sums.items()
        if code in CATALOGUE
    }


def test_the_other_banks_own_figures_are_what_its_offices_meant(folder: Path) -> None:
    truth = json.loads((folder / "truth.json").read_text("utf-8"))

    assert imported(folder) == 27
    assert own_figures() == meant(truth["figures"])

    assert imported(folder) == 0
    assert imported(folder, late=True) == 1
    assert own_figures() == meant(truth["figures_later"])
    assert truth["figures_later"] != truth["figures"]


def test_the_other_banks_people_work_in_lao_and_are_marked_as_nobody_real(folder: Path) -> None:
    people = {user.login: user for user in User.objects.all()}

    assert set(people) == {HOUAPHANH.administrator[0], *(login for login, *_ in HOUAPHANH.people)}
    assert {user.language for user in people.values()} == {Language.LO}
    assert all("ສາທິດ" in user.display_name for user in people.values())
    told = (folder.parent / scenario.LOGINS).read_text("utf-8")
    assert all(login in told for login in people)
