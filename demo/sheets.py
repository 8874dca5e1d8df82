"""A workbook held in memory as its office typed it.

Rows and columns count from 0 here and are named as in a spreadsheet (`C14`) in doubts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

type Value = str | int | float | date | time | Formula | None


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula and the value its program last stored; None stores nothing, as some programs do."""

    text: str
    cached: int | float | str | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """A cell that a reader cannot settle alone; `truth` is what its office meant, in plain form."""

    sheet: str
    cell: str
    text: str
    readings: tuple[str, ...]
    truth: str
    why: str

    @property
    def address(self) -> str:
        return f"{self.sheet}!{self.cell}"


@dataclass(slots=True)
class Sheet:
    name: str
    cells: dict[tuple[int, int], tuple[Value, str]] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    widths: Sequence[int] = ()
    doubts: list[Doubt] = field(default_factory=list)
    hidden: bool = False
    bulk: Iterable[Sequence[Value]] = ()
    bulk_row: int = 0

    def put(self, row: int, col: int, value: Value, style: str = "text") -> None:
        self.cells[row, col] = (value, style)

    def row(self, row: int, values: Sequence[Value], style: str = "text", start: int = 0) -> None:
        """Write `values` side by side; a date or number takes the style of its type."""
        for offset, value in enumerate(values):
            self.put(row, start + offset, value, _style_of(value, style))

    def merge(self, area: tuple[int, int, int, int], value: Value, style: str) -> None:
        """Write `value` over (first row, first column, last row, last column), both included."""
        top, left, bottom, right = area
        for row in range(top, bottom + 1):
            for col in range(left, right + 1):
                self.cells[row, col] = (None, style)
        self.cells[top, left] = (value, style)
        if (top, left) != (bottom, right):
            self.merges.append(area)

    def doubtful(
        self, place: tuple[int, int], text: str, truth: str, readings: tuple[str, ...], why: str
    ) -> None:
        """Write `text` where its office wrote it and keep what was meant."""
        self.put(*place, text, "center")
        self.doubt(place, text, truth, readings, why)

    def doubt(
        self, place: tuple[int, int], text: str, truth: str, readings: tuple[str, ...], why: str
    ) -> None:
        """Keep what was meant by a cell that is written elsewhere."""
        self.doubts.append(Doubt(self.name, address(*place), text, readings, truth, why))

    def fill(self, row: int, rows: Iterable[Sequence[Value]]) -> None:
        """Lay a long table from `row` on; its cells carry no frame, as in a system's export."""
        self.bulk_row, self.bulk = row, rows


@dataclass(slots=True)
class Book:
    """One file: `register` and `kind` say where it belongs; `records` what it truly holds.

    `line` is the height of a line of its `font` in points. A `late` one is sent after the others,
    when figures were exchanged already.
    """

    file: str
    register: str
    kind: str
    office: str
    title: str
    sheets: list[Sheet] = field(default_factory=list)
    records: list[dict[str, Any]] = field(default_factory=list)
    font: str = "Times New Roman"
    line: float = 16.5
    late: bool = False

    @property
    def doubts(self) -> list[Doubt]:
        return [doubt for sheet in self.sheets for doubt in sheet.doubts]

    def sheet(self, name: str, widths: Sequence[int] = ()) -> Sheet:
        sheet = Sheet(name, widths=widths)
        self.sheets.append(sheet)
        return sheet


def address(row: int, col: int) -> str:
    """Return `C14` for (13, 2); columns up to Z, no office here goes further."""
    return f"{chr(ord('A') + col)}{row + 1}"


def _style_of(value: Value, style: str) -> str:
    if style != "text":
        return style
    if isinstance(value, date):
        return "date"
    if isinstance(value, time):
        return "time"
    return "number" if isinstance(value, int | float | Formula) else style
