"""Put a workbook into a file: .xlsx, .xls or .csv; the same content gives the same bytes."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import xlsxwriter
import xlwt

from demo.sheets import Book, Formula, Sheet, Value

CREATED = datetime(2025, 8, 10, 8, 0)  # noqa: DTZ001 - a workbook's property has no zone
SIZE = 12
GRID = {"border": 1, "valign": "vcenter", "text_wrap": True}
STYLES: dict[str, dict[str, Any]] = {
    "plain": {},
    "nation": {"bold": True, "align": "center", "text_wrap": True},
    "unit": {"align": "center"},
    "title": {"bold": True, "align": "center", "font_size": 14, "text_wrap": True},
    "italic": {"italic": True, "align": "center"},
    "note": {"italic": True},
    "head": {**GRID, "bold": True, "align": "center"},
    "text": GRID,
    "center": {**GRID, "align": "center"},
    "number": {**GRID, "align": "center"},
    "grouped": {**GRID, "align": "right", "num_format": "#,##0"},
    "date": {**GRID, "align": "center", "num_format": "dd/mm/yyyy"},
    "time": {**GRID, "align": "center", "num_format": "hh:mm"},
    "total": {**GRID, "bold": True, "align": "center"},
}


def write(book: Book, folder: Path) -> Path:
    """Write `book` into `folder` by the ending of its file; return where."""
    path = folder / book.file
    {".xlsx": write_xlsx, ".xls": write_xls, ".csv": write_csv}[path.suffix](book, path)
    return path


def write_xlsx(book: Book, path: Path) -> None:
    workbook = xlsxwriter.Workbook(path)
    workbook.set_properties({"author": book.office, "title": book.title, "created": CREATED})
    font = {"font_name": book.font, "font_size": SIZE}
    formats = {name: workbook.add_format({**font, **style}) for name, style in STYLES.items()}
    formats["plain-date"] = workbook.add_format({**font, "num_format": "dd/mm/yyyy"})
    formats["plain-time"] = workbook.add_format({**font, "num_format": "hh:mm"})
    for sheet in book.sheets:
        page = workbook.add_worksheet(sheet.name)
        _lay_out(page, sheet, line=book.line)
        covered = _covered(sheet)
        for top, left, bottom, right in sheet.merges:
            value, style = sheet.cells[top, left]
            page.merge_range(top, left, bottom, right, "", formats[style])
            _write_cell(page, (top, left), value, formats[style])
        for place, (value, style) in sorted(sheet.cells.items()):
            if place not in covered:
                _write_cell(page, place, value, formats[style])
        _write_bulk(page, sheet, formats)
    workbook.close()


def _lay_out(page: Any, sheet: Sheet, *, line: float) -> None:
    """A landscape A4 page, one page wide, rows high enough for what is in them."""
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    if sheet.hidden:
        page.hide()
    for col, width in enumerate(sheet.widths):
        page.set_column(col, col, width)
    for row, lines in _lines(sheet).items():
        page.set_row(row, line * lines)


def _lines(sheet: Sheet) -> dict[int, int]:
    wide = {(top, left): right for top, left, _, right in sheet.merges}
    lines: dict[int, int] = defaultdict(lambda: 1)
    for (row, col), (value, style) in sheet.cells.items():
        if isinstance(value, str) and style not in {"note", "plain"} and sheet.widths:
            width = sum(sheet.widths[col : wide.get((row, col), col) + 1])
            need = sum(-(-len(part) // max(int(width), 1)) or 1 for part in value.split("\n"))
            lines[row] = max(lines[row], need)
    return lines


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
        page.write_formula(*place, value.text, style, "" if value.cached is None else value.cached)
    elif isinstance(value, date | time):
        page.write_datetime(*place, value, style)
    elif isinstance(value, str):
        page.write_string(*place, value, style)
    else:
        page.write_number(*place, value, style)


def _write_bulk(page: Any, sheet: Sheet, formats: dict[str, Any]) -> None:
    kinds = {date: "plain-date", time: "plain-time"}
    for row, values in enumerate(sheet.bulk, sheet.bulk_row):
        for col, value in enumerate(values):
            if value is not None:
                _write_cell(page, (row, col), value, formats[kinds.get(type(value), "plain")])


def write_xls(book: Book, path: Path) -> None:
    """The format of Excel 97, as an old machine at a station still saves it."""
    workbook = xlwt.Workbook(encoding="utf-8")
    styles = {name: _old_style(style) for name, style in STYLES.items()}
    for sheet in book.sheets:
        page = workbook.add_sheet(sheet.name)
        page.set_portrait(False)
        for col, width in enumerate(sheet.widths):
            page.col(col).width = width * 256
        page.fit_num_pages = 1
        page.fit_height_to_pages = 0
        for row, lines in _lines(sheet).items():
            page.row(row).height_mismatch = True
            page.row(row).height = int(book.line * lines * 20)
        covered = _covered(sheet)
        for top, left, bottom, right in sheet.merges:
            value, style = sheet.cells[top, left]
            page.write_merge(top, bottom, left, right, value, styles[style])
        for place, (value, style) in sorted(sheet.cells.items()):
            if place not in covered:
                page.write(*place, value, styles[style])
    workbook.save(str(path))


def _old_style(style: dict[str, Any]) -> Any:
    wrap = "on" if style.get("text_wrap") else "off"
    edge = "thin" if style.get("border") else "no_line"
    return xlwt.easyxf(
        f"font: name Times New Roman, height 240, bold {'on' if style.get('bold') else 'off'}, "
        f"italic {'on' if style.get('italic') else 'off'}; "
        f"align: wrap {wrap}, horiz {style.get('align', 'general')}, vert center; "
        f"borders: left {edge}, right {edge}, top {edge}, bottom {edge}",
        num_format_str=style.get("num_format", "General"),
    )


def write_csv(book: Book, path: Path) -> None:
    """Semicolons and a byte-order mark: what a spreadsheet set to Vietnamese saves."""
    sheet = book.sheets[0]
    last = max((row for row, _ in sheet.cells), default=-1)
    width = max((col for _, col in sheet.cells), default=-1) + 1
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        for row in range(last + 1):
            values = (sheet.cells.get((row, col), (None, ""))[0] for col in range(width))
            writer.writerow([_as_text(value) for value in values])
        writer.writerows([_as_text(value) for value in values] for values in sheet.bulk)


def _as_text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, Formula):
        return "" if value.cached is None else str(value.cached)
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)
