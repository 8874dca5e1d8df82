"""A cell opened: the document versions behind it, each with what it adds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from saphan.figures import cells
from saphan.figures.cells import Contribution
from saphan.intake import kinds
from saphan.kernel.sides import Side
from saphan.kernel.units import UNITS, Quantity
from saphan.ledger import reading


@dataclass(frozen=True, slots=True)
class Opened:
    """One version of a `side` under a cell: `quantity` is all it adds in one unit."""

    uid: UUID
    version_hash: bytes
    kind: str
    title: str
    on: date
    place: str
    gate: str
    quantity: Quantity
    seq: int
    side: Side

    def as_json(self) -> dict[str, Any]:
        return {
            "document": f"sha256:{self.version_hash.hex()}",
            "record": str(self.uid),
            "kind": self.kind,
            "title": self.title,
            "on": self.on.isoformat(),
            "place": self.place,
            "value": self.quantity.text,
            "unit": self.quantity.unit,
            "line": self.seq,
        }


def opened(cell: str) -> list[Opened]:
    """Return the documents of a cell by day; their quantities add up to its components."""
    question = cells.question_of(cell)
    return describe(cells.contributions(question), shows=question.figure.shows)


def describe(found: Sequence[Contribution], *, shows: Sequence[str]) -> list[Opened]:
    """Join facts of one version and unit, and name their records."""
    unit_of_base = {UNITS[unit].base: unit for unit in reversed(shows)}
    sums: dict[tuple[bytes, str], int] = {}
    first: dict[tuple[bytes, str], Contribution] = {}
    for each in found:
        key = (each.version_hash, each.unit)
        sums[key] = sums.get(key, 0) + each.amount
        first.setdefault(key, each)
    titles = _titles({each.version_hash for each in found})
    return [
        Opened(
            uid=fact.uid,
            version_hash=fact.version_hash,
            kind=titles[fact.version_hash][0],
            title=titles[fact.version_hash][1],
            on=fact.on,
            place=fact.place,
            gate=fact.gate,
            quantity=Quantity(sums[key], unit_of_base.get(fact.unit, fact.unit)),
            seq=fact.seq,
            side=titles[fact.version_hash][2],
        )
        for key, fact in first.items()
    ]


def _titles(versions: set[bytes]) -> dict[bytes, tuple[str, str, Side]]:
    return {
        stored.record.hash: (
            stored.record.kind,
            kinds.title_of(stored.record),
            stored.record.side,
        )
        for stored in reading.of_hashes(list(versions))
    }
