"""How a register declares the tables it takes: data only."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from saphan.kernel.units import UNITS

LANGUAGES = ("vi", "lo", "en")


class Trilingual(tuple[str, ...]):
    """Words of a fact in vi, lo and en; a sentence takes those of its own language."""

    __slots__ = ()


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    TIME = "time"
    CHOICE = "choice"
    AMOUNTS = "amounts"


@dataclass(frozen=True, slots=True)
class Form:
    """How the texts of a column are written; `examples` tells it to a person."""

    fits: Callable[[str], bool]
    examples: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table.

    `heads` are its spellings, the first three in vi, lo and en for templates, then aliases;
    `group` is the upper head over it, in the same order. A date lies from `since` to `until`
    (default: today). `choices` maps a code to its spellings, again vi, lo, en first. Quantities
    are in `unit`, whose decimals bound them, or in the unit that `unit_from`, another column, names
    in their row; `maximum` is where a quantity becomes doubtful, and below `in_thousands_below`
    it is asked whether thousands were meant. In a column of numbers `choices` maps a number to
    words that stand for it. `checks` marks a column that only adds up others. A text has the
    `form` of its column; a day typed as a date is asked about unless the column `takes_days`.
    """

    name: str
    heads: tuple[str, ...]
    kind: Kind
    group: tuple[str, ...] = ()
    unit: str | None = None
    unit_from: str = ""
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    required: bool = False
    minimum: Decimal | int | None = 0
    maximum: Decimal | int | None = None
    in_thousands_below: Decimal | int | None = None
    since: date | None = None
    until: date | None = None
    partial: bool = False
    personal: bool = False
    checks: bool = False
    form: Form | None = None
    takes_days: bool = False

    def head(self, language: str) -> str:
        return in_language(self.heads, language)

    @property
    def called(self) -> Trilingual:
        """Its head in vi, lo and en, under the head of its group."""
        return Trilingual(
            " / ".join(filter(None, (in_language(self.group, language), self.head(language))))
            for language in LANGUAGES
        )

    @property
    def decimals(self) -> int:
        """Digits after the separator that a quantity may have; 40 when nothing bounds them."""
        if self.kind is Kind.INTEGER:
            return 0
        return UNITS[self.unit].decimals if self.unit else 40


@dataclass(frozen=True, slots=True)
class Before:
    """In each row `start` is on or before `end`; an empty one says nothing."""

    start: str
    end: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetSpec:
    """One kind of table: `unique` names the columns that tell its rows apart (default: all).

    `repeats` allows rows that say the same. `version` goes into the templates.
    """

    name: str
    titles: tuple[str, ...]
    columns: tuple[Column, ...]
    before: tuple[Before, ...] = ()
    unique: tuple[str, ...] = ()
    repeats: bool = False
    version: int = 1

    def column(self, name: str) -> Column | None:
        return next((column for column in self.columns if column.name == name), None)


def in_language(texts: tuple[str, ...], language: str) -> str:
    """The text of vi, lo, en texts for `language`; the first one when there is none."""
    place = LANGUAGES.index(language) if language in LANGUAGES else 2
    return texts[min(place, len(texts) - 1)] if texts else ""


_DROPPED = re.compile(r"[\u0300-\u036f\u0ec8-\u0ecb\W_]+")
_LAO_MARKS = re.compile(r"[\u0eb1\u0eb4-\u0ebc\u0ecc\u0ecd]")
_SAME = str.maketrans({"đ": "d", "ð": "d", "\u0eb3": "\u0ecd\u0eb2", "\u0ebc": "ລ"})


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """The text without case, accents, tone marks, punctuation and spaces, for comparing only.

    Lao vowel signs stay: they are marks to Unicode but letters to a reader.
    """
    plain = unicodedata.normalize("NFD", text.casefold()).translate(_SAME)
    kept = _LAO_MARKS.sub(lambda mark: f"z{ord(mark[0]):x}z", plain)
    return _DROPPED.sub("", kept)
