"""The whole demo on one database: what the offices sent adds up to what the press published."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from demo.workbooks import write as write_workbooks
from saphan.accounts import roles
from saphan.accounts.services import load_authorities
from saphan.config import scenario
from saphan.figures import cells, evidence, published
from saphan.figures.cells import Cell
from saphan.figures.projection import states
from saphan.figures.registry import FACTS
from saphan.kernel.actors import Actor
from saphan.kernel.periods import Period
from saphan.kernel.sides import Side
from saphan.kernel.units import UNITS
from saphan.ledger import reading
from saphan.ledger.check import check
from saphan.ledger.rebuild import rebuild
from saphan.places import services as places

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

TALKS = Period(date(2024, 7, 1), date(2025, 8, 12))
ROWS = range(11, 42)


@pytest.fixture
def demo(tmp_path: Path) -> None:
    load_authorities()
    places.load()
    operator = Actor("operator", "Operator", "vn-son-la", Side.VN, roles.all_abilities())
    scenario.people(tmp_path, operator=operator)
    write_workbooks(tmp_path / "workbooks")
    done = list(scenario.imports(tmp_path / "workbooks", say=print))
    assert sum(each.sealed for each in done) > 76_993
    assert scenario.decisions(tmp_path / "workbooks") == 1


def in_python(cell: Cell) -> Counter[str]:
    """The cell's value from the sealed documents alone, without the facts table."""
    total: Counter[str] = Counter()
    hashes = {each.version_hash for each in cells.contributions(cells.question_of(cell.id))}
    for stored in reading.of_hashes(sorted(hashes)):
        for fact in states(stored.record, FACTS[stored.record.schema]):
            if fact.kind == cell.figure.fact and counts(cell, fact.on, dict(fact.dims)):
                total[fact.unit] += fact.quantity
    return total


def counts(cell: Cell, on: date, dims: dict[str, str]) -> bool:
    begins = cell.period.since if cell.figure.kind == "flow" else date.min
    wanted = {**cell.figure.where}
    return begins <= on <= cell.period.until and all(
        dims.get(name, "") == value for name, value in wanted.items()
    )


def base_sums(cell: Cell) -> Counter[str]:
    return Counter(
        {
            UNITS[amount.unit].base: amount.quantity.amount
            for amount in cell.components
            if amount.quantity and amount.quantity.amount
        }
    )


def test_what_the_offices_sent_adds_up_to_what_was_published(demo: None) -> None:
    rows = [r for r in published.beside(authorities=["vn-son-la"]) if r.published.row in ROWS]
    assert [r.published.row for r in rows if r.equal is not True] == []
    assert {r.published.row for r in rows} == set(ROWS)

    every = cells.table(authority="vn-son-la", period=TALKS)
    heroin = next(c for c in every if c.figure.code == "security.seized.heroin")
    assert [(a.text, a.unit) for a in heroin.components] == [("8", "cake"), ("111.22", "g")]

    for cell in every:
        assert in_python(cell) == base_sums(cell), cell.id
        opened = evidence.opened(cell.id)
        shown = Counter[str]()
        for each in opened:
            shown[UNITS[each.quantity.unit].base] += each.quantity.amount
        assert +shown == base_sums(cell), cell.id

    tables = rebuild("rows") + rebuild("facts")
    assert [t.table for t in tables if not t.unchanged] == []
    assert check().faults == ()
