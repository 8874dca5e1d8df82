"""Lists as files: CSV that streams, XLSX that stays small in memory, no formula in either."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from tempfile import TemporaryFile
from typing import Any

import xlsxwriter
from django.http import FileResponse, StreamingHttpResponse

from saphan.kernel.clock import BORDER_TIME
from saphan.kernel.dates import PartialDate
from saphan.kernel.units import Quantity

type Cell = str | int | Decimal | date | datetime

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet computes text that begins so; an apostrophe in front keeps it text (OWASP)."""

MOST_DIGITS = 15
"""A spreadsheet's numbers keep no more; longer ones are written as text."""


def cell(value: Any) -> Cell:
    """Return what a file may hold for `value`: typed where a spreadsheet has the type."""
    if isinstance(value, Quantity):
        return value.decimal
    if isinstance(value, datetime):
        return value.astimezone(BORDER_TIME).replace(tzinfo=None)
    if isinstance(value, bool) or not isinstance(value, int | Decimal | date):
        return escaped(_text(value))
    return value


def escaped(text: str) -> str:
    """Return `text` so that no spreadsheet takes it for a formula."""
    bare = text.lstrip(" \n\u00a0\ufeff")
    return f"'{text}" if bare.startswith(FORMULA_STARTS) or text.startswith("\n") else text


def _text(value: Any) -> str:
    if isinstance(value, PartialDate):
        return value.text
    return "" if value is None else str(value)


class _Echo:
    """A file that hands back each line, so that the answer streams."""

    def write(self, line: str) -> str:
        return line


def csv_lines(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Yield the lines of a CSV file, with the mark by which Excel knows UTF-8."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + str(writer.writerow([escaped(head) for head in heads]))
    for row in rows:
        yield str(writer.writerow([cell(value) for value in row]))


def csv_response(
    heads: Sequence[str], rows: Iterable[Sequence[Any]], *, name: str
) -> StreamingHttpResponse:
    """Return `name`.csv as a stream."""
    return StreamingHttpResponse(
        csv_lines(heads, rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )


def xlsx_response(
    heads: Sequence[str], rows: Iterable[Sequence[Any]], *, name: str
) -> FileResponse:
    """Return `name`.xlsx, written row by row to a file that disappears after sending."""
    target = TemporaryFile()  # noqa: SIM115 - the response closes it
    book = xlsxwriter.Workbook(
        target,
        {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
    )
    days = book.add_format({"num_format": "dd/mm/yyyy"})
    moments = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, [escaped(head) for head in heads], book.add_format({"bold": True}))
    for line, row in enumerate(rows, 1):
        for column, value in enumerate(map(cell, row)):
            _write(sheet, at=(line, column), value=value, formats=(days, moments))
    book.close()
    target.seek(0)
    return FileResponse(target, as_attachment=True, filename=f"{name}.xlsx")


def _write(sheet: Any, *, at: tuple[int, int], value: Cell, formats: tuple[Any, Any]) -> None:
    if isinstance(value, datetime):
        sheet.write_datetime(*at, value, formats[1])
    elif isinstance(value, date):
        sheet.write_datetime(*at, value, formats[0])
    elif isinstance(value, int | Decimal):
        text = f"{Decimal(value):f}"
        exact = len(text.strip("-").replace(".", "")) <= MOST_DIGITS
        (sheet.write_number if exact else sheet.write_string)(*at, value if exact else text)
    else:
        sheet.write_string(*at, value)
