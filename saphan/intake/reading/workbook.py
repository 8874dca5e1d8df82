"""One shape for the sheets of every kind of file: cells, merges, faults of single cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from saphan.intake.reading import biff, legacy, parts
from saphan.intake.reading.apart import Unreadable, Values, values_of, values_of_xls
from saphan.intake.reading.outcome import Raw
from saphan.intake.reading.parts import Place, SheetParts
from saphan.intake.reading.plain import read_plain
from saphan.intake.reading.safety import LIMITS, FileKind, Limits, examine, refusal

type Fault = tuple[str, Mapping[str, object]]
"""A code and its facts."""


@dataclass(slots=True)
class Grid:
    """The cells of one sheet from A1 on, all rows equally long; rows and columns count from 0.

    `merged` are (first row, first column, last row, last column); `faults` are the cells whose
    value cannot be trusted.
    """

    name: str
    cells: list[list[Raw]]
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    faults: dict[Place, Fault] = field(default_factory=dict)
    hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    @property
    def width(self) -> int:
        return len(self.cells[0]) if self.cells else 0


@dataclass(frozen=True, slots=True)
class Book:
    grids: tuple[Grid, ...]
    linked: bool = False


def open_book(data: bytes, *, filename: str, limits: Limits = LIMITS) -> Book:
    """Read every sheet of a workbook or text table; `Refused` for a file not to be opened.

    In .xls, runs of several fonts inside one cell are not looked at; all else is as in .xlsx.
    """
    kind = examine(data, filename=filename, limits=limits)
    if kind is FileKind.TEXT:
        return Book((Grid("CSV", read_plain(data)),))
    xlsx = kind is FileKind.XLSX
    found = parts.scan(data, limits=limits) if xlsx else biff.scan(data)
    try:
        sheets = (values_of if xlsx else values_of_xls)(data, most=limits.cells)
    except Unreadable as fault:
        raise refusal("file-damaged") from fault
    vast = max((sheet.area for sheet in sheets), default=0)
    if vast > limits.cells:
        raise refusal("too-many-cells", cells=vast, most=limits.cells)
    grids = [_grid(sheet, found.sheets.get(sheet.name, SheetParts())) for sheet in sheets]
    return Book(tuple(grids), linked=found.linked)


def _grid(sheet: Values, found: SheetParts) -> Grid:
    grid = Grid(
        sheet.name,
        [[_plain(cell) if type(cell) in _UNUSUAL else cell for cell in row] for row in sheet.rows],
        merged=sheet.merged,
        hidden=not sheet.visible,
        hidden_rows=found.hidden_rows,
        hidden_columns=found.hidden_columns,
    )
    grid.faults.update(dict.fromkeys(found.uncomputed, ("formula-not-computed", {})))
    grid.faults.update(dict.fromkeys(found.errors, ("cell-error", {})))
    _mark_legacy_fonts(grid, found.fonts)
    return grid


_UNUSUAL = (bool, timedelta)


def _plain(cell: object) -> str:
    """Truth values and spans of time are not what a table of records holds: keep their text."""
    return str(cell).upper() if isinstance(cell, bool) else str(cell)


def _mark_legacy_fonts(grid: Grid, fonts: Mapping[Place, str]) -> None:
    for (row, column), font in fonts.items():
        inside = row < len(grid.cells) and column < grid.width
        text = grid.cells[row][column] if inside else ""
        if isinstance(text, str) and text and legacy.hides_letters(text, font):
            grid.faults[row, column] = ("legacy-font", {"font": font})
