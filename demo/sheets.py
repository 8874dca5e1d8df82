"""A workbook held in memory as its office typed it, and the writers that put it in a file.

Rows and columns count from 0 here and are named as in a spreadsheet (`C14`) in doubts.
Files are byte-identical for the same content: creation dates are fixed.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

type Value = str | int | float | date | time | Formula | None

CREATED = datetime(2025, 8, 10, 8, 0)  # noqa: DTZ001 - a workbook's property has no zone
FONT = {"font_name": "Times New Roman", "font_size": 12}
GRID = {"border": 1, "valign": "vcenter", "text_wrap": True}
STYLES: dict[str, dict[str, Any]] = {
    "plain": {},
    "nation": {"bold": True, "align": "center"},
    "unit": {"align": "center"},
    "title": {"bold": True, "align": "center", "font_size": 14, "text_wrap": True},
    "italic": {"italic": True, "align": "center"},
    "note": {"italic": True},
    "head": {**GRID, "bold": True, "align": "center"},
    "text": GRID,
    "center": {**GRID, "align": "center"},
    "number": {**GRID, "align": "right", "num_format": "General"},
    "grouped": {**GRID, "align": "right", "num_format": "#,##0"},
    "date": {**GRID, "align": "center", "num_format": "dd/mm/yyyy"},
    "time": {**GRID, "align": "center", "num_format": "hh:mm"},
    "total": {**GRID, "bold": True, "align": "right"},
}


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula and the value its program last stored; None stores nothing, as some programs do."""

    text: str
    cached: int | float | None = None


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
        cell = xl_rowcol_to_cell(*place)
        self.doubts.append(Doubt(self.name, cell, text, readings, truth, why))


@dataclass(slots=True)
class Book:
    """One file: `register` and `office` say who imports it where; `records` what it truly holds."""

    file: str
    register: str
    office: str
    title: str
    sheets: list[Sheet] = field(default_factory=list)
    records: list[dict[str, Any]] = field(default_factory=list)

    @property
    def doubts(self) -> list[Doubt]:
        return [doubt for sheet in self.sheets for doubt in sheet.doubts]

    def sheet(self, name: str, widths: Sequence[int] = ()) -> Sheet:
        sheet = Sheet(name, widths=widths)
        self.sheets.append(sheet)
        return sheet

    def write(self, folder: Path) -> Path:
        """Write the file by its ending: .xlsx, .xls or .csv (first sheet, UTF-8 with a mark)."""
        path = folder / self.file
        WRITERS[path.suffix](self, path)
        return path


def _style_of(value: Value, style: str) -> str:
    if style != "text":
        return style
    if isinstance(value, date):
        return "date"
    if isinstance(value, time):
        return "time"
    return "number" if isinstance(value, int | float | Formula) else style


def write_xlsx(book: Book, path: Path) -> None:
    workbook = xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy"})
    workbook.set_properties({"author": book.office, "title": book.title, "created": CREATED})
    formats = {name: workbook.add_format({**FONT, **style}) for name, style in STYLES.items()}
    for sheet in book.sheets:
        page = workbook.add_worksheet(sheet.name)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        if sheet.hidden:
            page.hide()
        for col, width in enumerate(sheet.widths):
            page.set_column(col, col, width)
        for top, left, bottom, right in sheet.merges:
            value, style = sheet.cells[top, left]
            page.merge_range(top, left, bottom, right, "", formats[style])
            _write_cell(page, (top, left), value, formats[style])
        covered = _covered(sheet)
        for place, (value, style) in sorted(sheet.cells.items()):
            if place not in covered:
                _write_cell(page, place, value, formats[style])
    workbook.close()


def _covered(sheet: Sheet) -> set[tuple[int, int]]:
    return {
        (row, col)
        for top, left, bottom, right in sheet.merges
        for row in range(top, bottom + 1)
        for col in range(left, right + 1)
    }


def _write_cell(page: Any, place: tuple[int, int], value: Value, style: Any) -> None:
    if value is None:
        page.write_blank(*place, None, style)
    elif isinstance(value, Formula):
        stored = "" if value.cached is None else value.cached
        page.write_formula(*place, value.text, style, stored)
    elif isinstance(value, date | time):
        page.write_datetime(*place, value, style)
    elif isinstance(value, str):
        page.write_string(*place, value, style)
    else:
        page.write_number(*place, value, style)


def write_csv(book: Book, path: Path) -> None:
    """Semicolons and a byte-order mark: what a spreadsheet set to Vietnamese saves."""
    sheet = book.sheets[0]
    last_row = max(row for row, _ in sheet.cells)
    last_col = max(col for _, col in sheet.cells)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        for row in range(last_row + 1):
            values = (sheet.cells.get((row, col), (None, ""))[0] for col in range(last_col + 1))
            writer.writerow([_as_text(value) for value in values])


def _as_text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, Formula):
        return "" if value.cached is None else str(value.cached)
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)


WRITERS = {".xlsx": write_xlsx, ".csv": write_csv}
