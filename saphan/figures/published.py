"""What the press published, row by row, beside what the node computes from records.

The rows are facts of five articles about the border cooperation; `source` names the article.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from saphan.figures import cells
from saphan.figures.cells import Amount, Cell
from saphan.figures.compiler import Question
from saphan.figures.registry import CATALOGUE
from saphan.kernel.periods import Period
from saphan.ledger import journals

TABLE = Path(__file__).parent / "data" / "published.csv"


@dataclass(frozen=True, slots=True)
class Published:
    """One line of the table: `value` None where the source names a thing without a number."""

    row: int
    source: str
    code: str
    authority: str
    period: Period
    period_basis: str
    value: Decimal | None
    unit: str
    qualifier: str


@dataclass(frozen=True, slots=True)
class Beside:
    """A published line and the node's cell; `cell` None where no register computes it yet."""

    published: Published
    cell: Cell | None

    @property
    def amount(self) -> Amount | None:
        """The cell's component in the published unit."""
        amounts = self.cell.components if self.cell else ()
        wanted = self.published.unit
        return next((a for a in amounts if not wanted or a.unit == wanted), None)

    @property
    def computed(self) -> str:
        if self.cell is None:
            return "no figure yet"
        amount = self.amount
        return (
            "missing" if amount is None or amount.text is None else f"{amount.text} {amount.unit}"
        )

    @property
    def equal(self) -> bool | None:
        """None where nothing can be compared; a bound holds when the computed value keeps it."""
        if self.cell is None:
            return None
        computed = self.amount.quantity if self.amount else None
        if self.published.value is None or computed is None:
            return self.published.value is None and computed is None
        value, bound = computed.decimal, self.published.value
        if self.published.qualifier == ">":
            same = self.amount is not None and self.amount.qualifier == ">"
            return value > bound or (same and value == bound)
        return value == bound

    def as_json(self) -> dict[str, Any]:
        published = self.published
        return {
            "row": published.row,
            "source": published.source,
            "code": published.code,
            "authority": published.authority,
            "from": published.period.since.isoformat(),
            "to": published.period.until.isoformat(),
            "period_basis": published.period_basis,
            "published": {
                "value": None if published.value is None else f"{published.value:f}",
                "unit": published.unit,
                "qualifier": published.qualifier,
            },
            "computed": self.cell.as_json() if self.cell else None,
            "equal": self.equal,
        }


@cache
def rows() -> tuple[Published, ...]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(_row(line) for line in csv.DictReader(file))


def _row(line: dict[str, str]) -> Published:
    return Published(
        row=int(line["row"]),
        source=line["source"],
        code=line["code"],
        authority=line["authority"],
        period=Period(date.fromisoformat(line["from"]), date.fromisoformat(line["to"])),
        period_basis=line["period_basis"],
        value=Decimal(line["value"]) if line["value"] else None,
        unit=line["unit"],
        qualifier=line["qualifier"],
    )


def beside(*, authorities: Iterable[str] = ()) -> list[Beside]:
    """Return every published line with the node's cell, for some authorities or for all.

    All cells speak for one size of the own journal.
    """
    wanted, as_of = set(authorities), journals.size()
    found = [row for row in rows() if not wanted or row.authority in wanted]
    return [Beside(row, _cell(row, as_of)) for row in found]


def _cell(row: Published, as_of: int) -> Cell | None:
    figure = CATALOGUE.get(row.code)
    if figure is None:
        return None
    return cells.compute(Question(figure, row.authority, row.period, as_of=as_of))
