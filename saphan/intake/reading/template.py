"""An office's template: a workbook that explains itself and maps itself when it comes back."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import override

from saphan.intake.reading.columns import Column, Kind, SheetSpec, in_language
from saphan.intake.reading.heads import hash_of
from saphan.intake.reading.outcome import Amount, Value, letters, number
from saphan.intake.reading.workbook import Book
from saphan.kernel.dates import PartialDate, format_date
from saphan.kernel.languages import Language
from saphan.kernel.numbers import format_number
from saphan.kernel.units import UNITS

SHEET = "_saphan"
"""The hidden sheet: one line per table with its kind, version, head hash and mapping."""

BODY_ROWS = 500
"""Rows below the head that an office may fill in; it can insert more."""

_HEAD = 4
_LONGEST_LIST = 255
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\']")


def mappings(book: Book) -> dict[str, dict[str, str]]:
    """The mappings that a returned template carries; empty for any other workbook."""
    lines = next((grid.cells for grid in book.grids if grid.name == SHEET), [])
    found: dict[str, dict[str, str]] = {}
    for line in lines:
        try:
            _kind, _version, key, columns = (str(cell) for cell in line[:4])
            mapping = json.loads(columns)
        except ValueError:
            continue
        if isinstance(mapping, dict):
            found[key] = {str(letter): str(name) for letter, name in mapping.items()}
    return found


def write_template(
    spec: SheetSpec,
    *,
    language: Language | str,
    rows: Iterable[Mapping[str, Value]] = (),
    office: str = "",
    month: PartialDate | None = None,
) -> bytes:
    """Return an .xlsx for `office` and `month`, pre-filled with `rows` (values by column name).

    Reading it back gives the same rows: heads and instructions are locked, choices are lists.
    """
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False})
    with override(language):
        page = _Page(book, spec, str(language))
        page.write_title(office, month)
        page.write_heads()
        page.write_body(list(rows))
        page.write_hidden()
    book.close()
    return target.getvalue()


@dataclass(slots=True)
class _Page:
    book: Any
    spec: SheetSpec
    language: str
    sheet: Any = None
    hidden: Any = None

    def __post_init__(self) -> None:
        title = in_language(self.spec.titles, self.language)
        self.sheet = self.book.add_worksheet(_NOT_IN_SHEET_NAMES.sub(" ", title)[:31].strip())
        self.hidden = self.book.add_worksheet(SHEET)
        self.hidden.very_hidden()
        self.sheet.protect(
            "", {"insert_rows": True, "delete_rows": True, "sort": True, "format_columns": True}
        )
        self.sheet.freeze_panes(self.body, 0)

    @property
    def grouped(self) -> bool:
        return any(column.group for column in self.spec.columns)

    @property
    def body(self) -> int:
        """The first row below the head, from 0."""
        return _HEAD + (2 if self.grouped else 1)

    def write_title(self, office: str, month: PartialDate | None) -> None:
        big = self.book.add_format({"bold": True, "font_size": 14})
        self.sheet.write_string(0, 0, in_language(self.spec.titles, self.language), big)
        self.sheet.write_string(1, 0, office)
        self.sheet.write_string(2, 0, format_date(month, self.language, long=True) if month else "")
        hint = self.book.add_format({"italic": True, "font_color": "#555555"})
        rule = _("One record per row. Columns marked * must be filled in. Dates: day/month/year.")
        self.sheet.write_string(3, 0, rule, hint)

    def texts(self) -> dict[int, tuple[str, str]]:
        """The upper and lower head over each column; they are the same without a group."""
        found = {}
        for place, column in enumerate(self.spec.columns):
            lower = column.head(self.language)
            if column.unit and column.kind is not Kind.AMOUNTS:
                lower += f" ({UNITS[column.unit].names.in_(self.language)})"
            lower += " *" if column.required else ""
            found[place] = (in_language(column.group, self.language) or lower, lower)
        return found

    def write_heads(self) -> None:
        look = self.book.add_format(
            {"bold": True, "border": 1, "text_wrap": True, "align": "center", "valign": "vcenter",
             "bg_color": "#DDEBE9"}
        )  # fmt: skip
        texts = self.texts()
        for place, (upper, lower) in texts.items():
            self.sheet.set_column(place, place, max(12, min(len(lower) + 2, 40)))
            if not self.grouped:
                self.sheet.write_string(_HEAD, place, lower, look)
            elif upper == lower:
                self.sheet.merge_range(_HEAD, place, _HEAD + 1, place, lower, look)
            else:
                self.sheet.write_string(_HEAD + 1, place, lower, look)
        for first, last, upper in _spans(texts) if self.grouped else ():
            if first == last:
                self.sheet.write_string(_HEAD, first, upper, look)
            else:
                self.sheet.merge_range(_HEAD, first, _HEAD, last, upper, look)

    def write_body(self, rows: Sequence[Mapping[str, Value]]) -> None:
        last = self.body + max(BODY_ROWS, len(rows) + 100)
        for place, column in enumerate(self.spec.columns):
            look = self.book.add_format({"locked": False, "border": 1, **_format_of(column)})
            self._validate(place, column, last)
            for below in range(self.body, last + 1):
                self.sheet.write_blank(below, place, None, look)
            for below, row in enumerate(rows, self.body):
                self._write(below, place, column, row.get(column.name), look)

    def _validate(self, place: int, column: Column, last: int) -> None:
        """A list for choices; numbers and days are checked on return, with readings to choose."""
        if column.kind is not Kind.CHOICE:
            return
        names = [in_language(words, self.language) for words in column.choices.values()]
        source: list[str] | str = names
        if len(",".join(names)) > _LONGEST_LIST or any("," in name for name in names):
            self.hidden.write_column(0, 10 + place, names)
            name = letters(10 + place)
            source = f"='{SHEET}'!${name}$1:${name}${len(names)}"
        rule = {"validate": "list", "source": source}
        self.sheet.data_validation(self.body, place, last, place, rule)

    def _write(self, row: int, place: int, column: Column, value: Value, look: Any) -> None:
        if isinstance(value, Decimal) and number(float(value)) == value:
            self.sheet.write_number(row, place, float(value), look)
        elif isinstance(value, date):
            self.sheet.write_datetime(row, place, value, look)
        elif value is not None:
            self.sheet.write_string(row, place, self._text(column, value), look)

    def _text(self, column: Column, value: Value) -> str:
        if isinstance(value, tuple):
            return "; ".join(self._amount(amount) for amount in value)
        if isinstance(value, Decimal):
            return format_number(value, self.language)
        if isinstance(value, PartialDate):
            return format_date(value, self.language)
        if isinstance(value, time):
            return f"{value:%H:%M}"
        words = column.choices.get(str(value), ())
        return in_language(words, self.language) or str(value)

    def _amount(self, amount: Amount) -> str:
        unit = UNITS[amount.unit].names.in_(self.language)
        return f"{format_number(amount.value, self.language)} {unit}"

    def write_hidden(self) -> None:
        heads = {place: " / ".join(dict.fromkeys(both)) for place, both in self.texts().items()}
        columns = {letters(place): column.name for place, column in enumerate(self.spec.columns)}
        line = (self.spec.name, f"v{self.spec.version}", hash_of(heads), json.dumps(columns))
        for place, text in enumerate(line):
            self.hidden.write_string(0, place, text)


def _spans(texts: Mapping[int, tuple[str, str]]) -> list[tuple[int, int, str]]:
    """Neighbouring columns under one upper head: first, last, text."""
    found: list[tuple[int, int, str]] = []
    for place, (upper, lower) in texts.items():
        if upper == lower:
            continue
        if found and found[-1][1] == place - 1 and found[-1][2] == upper:
            found[-1] = (found[-1][0], place, upper)
        else:
            found.append((place, place, upper))
    return found


def _format_of(column: Column) -> dict[str, object]:
    if column.kind is Kind.DATE:
        return {"num_format": "dd/mm/yyyy"}
    if column.kind in (Kind.TEXT, Kind.CHOICE, Kind.AMOUNTS, Kind.TIME):
        return {"num_format": "@"}
    return {"num_format": "#,##0" if not column.decimals else "General"}
