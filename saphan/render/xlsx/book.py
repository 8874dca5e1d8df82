"""One workbook: its sheets, the looks of its cells, and the only ways to write into a cell."""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from saphan.kernel.languages import Language
from saphan.render.official import CODE, LAO_SCRIPT, LEVEL, PAGE, printable
from saphan.render.paper import Number, Paper

LATIN_FONT, LAO_FONT = "Times New Roman", "Phetsarath OT"
A4 = 9
RULE = "#5A666B"
LINE = 16.5
"""Points of one line of text at 11 points, Lao included."""

type Look = dict[str, object]


class Book:
    """Writes texts as texts and values as values; formulas have no way in."""

    def __init__(self, workbook: Any, paper: Paper) -> None:
        self.paper = paper
        self._workbook = workbook
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}

    @property
    def language(self) -> Language:
        return self.paper.language

    def sheet(self, name: str, *, landscape: bool = False) -> Any:
        """Return a new A4 sheet with level, code and page on each printed page."""
        sheet = self._workbook.add_worksheet(name)
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        if landscape:
            sheet.set_landscape()
        level = f"{LEVEL.in_(self.language)}: {self.paper.level}"
        code = f"{CODE.in_(self.language)}: {self.paper.code}"
        sheet.set_header(f"&R&B{_in_margin(level)}")
        sheet.set_footer(f"&L{_in_margin(code)}&R{PAGE.in_(self.language)} &P/&N")
        return sheet

    def text(self, sheet: Any, place: tuple[int, int], text: str, look: Look) -> None:
        """Write a text; what would be read as a formula keeps a sign that it is none."""
        text = printable(text)
        font = LAO_FONT if LAO_SCRIPT.search(text) else LATIN_FONT
        guard = {"quote_prefix": True} if text[:1] in {"=", "+", "-", "@"} and len(text) > 1 else {}
        sheet.write_string(*place, text, self.format(look | guard | {"font_name": font}))

    def span(self, sheet: Any, area: tuple[int, int, int, int], text: str, look: Look) -> None:
        """Write a text over several cells: first row and column, last row and column."""
        if area[:2] != area[2:]:
            sheet.merge_range(*area, "", self.format(look))
        self.text(sheet, area[:2], text, look)

    def number(self, sheet: Any, place: tuple[int, int], number: Number, look: Look) -> None:
        """Write a value; one that binary numbers would change is written as its digits."""
        look = {"align": "right", "font_name": LATIN_FONT} | look
        if number.value is None:
            self.text(sheet, place, number.shown, look)
        elif Decimal(repr(float(number.value))) == number.value:
            shape = {"num_format": number_format(number)}
            sheet.write_number(*place, float(number.value), self.format(look | shape))
        else:
            self.text(sheet, place, f"{number.value:f}", look)

    def fit(self, sheet: Any, row: int, texts: Iterable[tuple[str, float]]) -> None:
        """Make a row as high as its wrapped texts need, each with the width of its column.

        Not every reader of workbooks measures wrapped text itself.
        """
        lines = max((math.ceil(len(text) / width) for text, width in texts), default=1)
        if lines > 1:
            sheet.set_row(row, lines * LINE)

    def format(self, look: Look) -> Any:
        key = tuple(sorted(look.items()))
        if key not in self._formats:
            basis = {"font_size": 11, "text_wrap": True, "valign": "top"}
            self._formats[key] = self._workbook.add_format(basis | look)
        return self._formats[key]


def number_format(number: Number) -> str:
    """Return the format that shows qualifier and unit around a value that stays a number."""
    exponent = number.value.as_tuple().exponent if number.value is not None else 0
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    digits = "#,##0" + ("." + "0" * decimals if decimals else "")
    before = f'"{_quoted(number.qualifier)} "' if number.qualifier else ""
    after = f'" {_quoted(number.unit)}"' if number.unit else ""
    return before + digits + after


def _quoted(words: str) -> str:
    return printable(words).replace('"', "'")[:80]


def _in_margin(words: str) -> str:
    return printable(words).replace("&", "&&")[:100]
