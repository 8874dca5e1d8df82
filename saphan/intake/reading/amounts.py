"""Unit words of the three languages, and several quantities in one cell."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import product

from saphan.intake.reading.columns import fold
from saphan.intake.reading.outcome import Amount
from saphan.kernel.numbers import FROM_LAO, read_number
from saphan.kernel.units import UNITS

_ALSO = {
    "cake": ("cake", "bánh heroin"),
    "pill": ("pill", "tablet", "tablets", "viên nén", "ເມັດຢາ"),
    "item": ("cái", "khẩu", "quả", "bộ", "cá thể", "con", "piece", "pieces", "pcs",
             "ໜ່ວຍ", "ກະບອກ", "ຄັນ", "ໂຕ"),
    "kg": ("kilogam", "kilôgam", "ki-lô-gam", "kilogram", "kilograms", "kgs", "ກິໂລ", "ກລ", "ກກ"),
    "g": ("gam", "gr", "gram", "grams", "ກຣ", "ກຼາມ", "ກລາມ"),
    "mg": ("miligam", "milligram", "milligrams"),
    "t": ("t", "tan", "ton", "tons", "tonne"),
    "m3": ("m3", "mét khối", "khối", "cubic metre", "cubic metres", "ແມັດກ້ອນ"),
    "m": ("mét", "metre", "metres"),
    "person": ("person", "persons", "đối tượng", "ຄົນ", "đ/c", "đồng chí", "ສະຫາຍ"),
    "VND": ("vnđ", "đ", "dong", "ກີບຫວຽດ"),
    "LAK": ("kip", "ກີບ"),
    "USD": ("$", "đô la", "dollar", "dollars"),
}  # fmt: skip
WORDS: dict[str, str] = {
    fold(word): unit.code
    for unit in UNITS.values()
    for word in (unit.code, *(name for _, name in unit.names), *_ALSO.get(unit.code, ()))
    if fold(word)
} | {"$": "USD", "%": "%"}

_JOINED = re.compile(r"\s+(?:và|and|ແລະ)\s+|[;+\n]", re.IGNORECASE)
_PART = re.compile(
    r"(?P<number>[-\u2212]?\d[\d.,\u00a0\u202f ]*(?<![ ,]))\s*"
    r"(?P<word>[^\d,]*)(?:,\s*|$|(?<=\D))"
)
_FIGURES = r"\d[\d.,]*"
_NO_NUMBERS = (
    ("date-in-number", re.compile(r"\d{1,4}\s*/\s*\d{1,4}(?:\s*/\s*\d{2,4})?")),
    ("date-in-number", re.compile(r"\d{4}-\d\d-\d\d(?: \d\d:\d\d)?|\d{1,2}-\d{1,2}-\d{4}")),
    ("range", re.compile(rf"({_FIGURES})\s*(?:-|\u2013|\u2014|đến|tới|to|ຫາ)\s*({_FIGURES})")),
    ("scientific", re.compile(rf"({_FIGURES}e[-+]?\d{{1,3}})", re.IGNORECASE)),
)
_CUBIC = re.compile(r"(?<=m)3(?!\d)")
_TRAILING = re.compile(r"(?P<number>.*?\d)\s*(?P<word>[^\d\s.,].*)?", re.DOTALL)


class UnknownUnit(ValueError):  # noqa: N818 - it names what it carries
    """A word after a number is no unit."""


def unit_of(word: str) -> str | None:
    """The code of the unit that `word` names in any of the languages."""
    return WORDS.get(fold(word) or word.strip())


def why_no_number(text: str) -> tuple[str, tuple[str, ...]] | None:
    """What a text of figures is instead of a number, and the numbers that it names.

    `range` 9-11, `date-in-number` 9/11, `scientific` 1e3; None for anything else.
    """
    written = text.strip().translate(FROM_LAO)
    for code, shape in _NO_NUMBERS:
        found = shape.fullmatch(written)
        if found:
            return code, found.groups()
    return None


def split_unit(text: str) -> tuple[str, str]:
    """Part the number of `5 kg` from the word after it; the word may be empty."""
    parts = _TRAILING.fullmatch(text.strip().translate(FROM_LAO))
    return (parts["number"], (parts["word"] or "").strip()) if parts else (text, "")


def read_amounts(text: str, *, default: str | None) -> list[tuple[Amount, ...]]:
    """Return each way to read quantities such as `2 bánh; 111,22g`; empty when there is none.

    `default` is the unit of a bare number; UnknownUnit carries a word that is no unit, empty for
    a bare number without a default.
    """
    found: list[list[Amount]] = []
    for written, word in _parts(text):
        unit = unit_of(word) if word else default
        if unit is None:
            raise UnknownUnit(word)
        most = UNITS[unit].decimals
        values = (reading.value for reading in read_number(written))
        found.append([Amount(value, unit) for value in values if decimals_of(value) <= most])
    return [tuple(amounts) for amounts in product(*found)] if found else []


def _parts(text: str) -> list[tuple[str, str]]:
    """The numbers and the words after them; one empty number when a rest stays unexplained."""
    found = []
    for piece in _JOINED.split(_CUBIC.sub("³", text.translate(FROM_LAO))):
        rest = piece.strip()
        while rest:
            part = _PART.match(rest)
            if part is None:
                return [("", "")]
            found.append((part["number"], part["word"].strip(" .")))
            rest = rest[part.end() :].strip()
    return found


def decimals_of(value: Decimal) -> int:
    """How many digits after the separator the value needs: 12.000 needs none."""
    return len(f"{value:f}".partition(".")[2].rstrip("0"))
