"""Dates as people write them, day before month always, in Vietnamese, Lao and English."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from saphan.kernel.numbers import FROM_LAO
from saphan.kernel.periods import Period

BUDDHIST_YEARS = range(2400, 2701)
"""A year in this range counts from the death of the Buddha: 543 more than the common era."""

BUDDHIST_OFFSET = 543

MONTHS = {
    "vi": tuple(f"tháng {number}" for number in range(1, 13)),
    "lo": (
        "ມັງກອນ", "ກຸມພາ", "ມີນາ", "ເມສາ", "ພຶດສະພາ", "ມິຖຸນາ",
        "ກໍລະກົດ", "ສິງຫາ", "ກັນຍາ", "ຕຸລາ", "ພະຈິກ", "ທັນວາ",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June", "July",
        "August", "September", "October", "November", "December",
    ),
}  # fmt: skip


class Doubt(StrEnum):
    """Why a reading of a date needs a person's word."""

    BUDDHIST = "buddhist-year"
    SHORT_YEAR = "two-digit-year"
    OUTSIDE = "outside-window"


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A year, or a month of a year, when no more was written."""

    year: int
    month: int = 0

    @property
    def text(self) -> str:
        """ISO 8601 with reduced precision: 2024 or 2024-07."""
        return f"{self.year:04}-{self.month:02}" if self.month else f"{self.year:04}"

    @property
    def period(self) -> Period:
        """The days it may be."""
        first, last = (self.month, self.month) if self.month else (1, 12)
        days = monthrange(self.year, last)[1]
        return Period(date(self.year, first, 1), date(self.year, last, days))


@dataclass(frozen=True, slots=True)
class DateReading:
    """One day or partial date that a text can mean, with what is doubtful about it."""

    value: date | PartialDate
    doubts: frozenset[Doubt] = frozenset()


_VI_MONTHS = (
    "giêng", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai",
)  # fmt: skip
_NAMED = {
    **{f"tháng {word}": number for number, word in enumerate(_VI_MONTHS, 1)},
    "tháng một": 1,
    "tháng chạp": 12,
    **{word: number for number, word in enumerate(MONTHS["lo"], 1)},
    **{word.casefold(): number for number, word in enumerate(MONTHS["en"], 1)},
    **{word[:3].casefold(): number for number, word in enumerate(MONTHS["en"], 1)},
    "sept": 9,
}
_NAMES = "|".join(sorted(map(re.escape, _NAMED), key=len, reverse=True))
_NAMED_MONTH = re.compile(rf"(?<![^\W\d_])(?:ເດືອນ ?)?({_NAMES})(?![^\W\d_])\.?")
_NUMBERED_MONTH = re.compile(r"(?:tháng|ເດືອນ) ?(\d{1,2})(?!\d)")
_SHORT_MONTH = re.compile(r"^t\.? ?(\d{1,2})(?=[/.\-]\d{4}$)")
"""`T8/2024`, August 2024; a T before anything longer is a day of the week."""

_FURNITURE = re.compile(r"ngày|năm|ວັນທີ|ປີ|ພ\.?ສ\.?|ຄ\.?ສ\.?|t?00:00(?::00(?:\.0+)?)?$")
_TOKEN = re.compile(r"m?\d+")
_BETWEEN = re.compile(r"[\s/.,\-]*")


def read_date(text: str, *, window: Period | None = None) -> tuple[DateReading, ...]:
    """Return each day or partial date that `text` can mean; empty when it is no date.

    `12/8/2025` is 12 August and `8/13/2025` is nothing. A Buddhist-era year is taken off 543 and
    marked. A year of two digits is marked always; `window` (default: any year) says which
    centuries and eras are worth offering, and a full date outside it is marked, not dropped.
    """
    tokens = _tokens(text)
    found: dict[date | PartialDate, frozenset[Doubt]] = {}
    for day, month, year in _orders(tokens):
        for century, doubts in _years(year):
            value = _whole(day, month, century)
            if value is None:
                continue
            outside = window is not None and not _touches(value, window)
            if outside and Doubt.SHORT_YEAR in doubts:
                continue
            found.setdefault(value, doubts | ({Doubt.OUTSIDE} if outside else set()))
    return tuple(DateReading(value, doubts) for value, doubts in found.items())


def _tokens(text: str) -> list[str]:
    """The numbers of a date in the order written, named months as `m8`; empty when unclear."""
    plain = " ".join(unicodedata.normalize("NFC", text).translate(FROM_LAO).casefold().split())
    plain = _NAMED_MONTH.sub(lambda name: f" m{_NAMED[name[1]]} ", plain.removeprefix("'"))
    plain = _SHORT_MONTH.sub(r"m\1", plain)
    plain = _NUMBERED_MONTH.sub(r" m\1 ", plain)
    plain = _FURNITURE.sub(" ", plain).strip()
    if not all(_BETWEEN.fullmatch(between) for between in _TOKEN.split(plain)):
        return []
    return _TOKEN.findall(plain)


def _orders(tokens: list[str]) -> Iterator[tuple[str, str, str]]:
    """The one order (day, month, year) in which these tokens may stand; parts may be empty."""
    shape = "".join("m" if token[0] == "m" else str(min(len(token), 5)) for token in tokens)
    bare = [token.removeprefix("m") for token in tokens]
    if re.fullmatch(r"[12][12m][24]", shape):
        yield bare[0], bare[1], bare[2]
    elif re.fullmatch(r"m[12]4", shape):
        yield bare[1], bare[0], bare[2]
    elif re.fullmatch(r"4[12m][12]", shape):
        yield bare[2], bare[1], bare[0]
    elif re.fullmatch(r"[12]4|m[24]", shape):
        yield "", bare[0], bare[1]
    elif re.fullmatch(r"4[12m]", shape):
        yield "", bare[1], bare[0]
    elif shape == "4":
        yield "", "", bare[0]


def _years(written: str) -> Iterator[tuple[int, frozenset[Doubt]]]:
    year = int(written)
    if len(written) == 2:
        for century in (2000, 1900):
            yield century + year, frozenset({Doubt.SHORT_YEAR})
        for century in (2500, 2400):
            yield century + year - BUDDHIST_OFFSET, frozenset({Doubt.SHORT_YEAR, Doubt.BUDDHIST})
    elif year in BUDDHIST_YEARS:
        yield year - BUDDHIST_OFFSET, frozenset({Doubt.BUDDHIST})
    elif year < BUDDHIST_YEARS.start:
        yield year, frozenset()


def _whole(day: str, month: str, year: int) -> date | PartialDate | None:
    try:
        if day:
            return date(year, int(month), int(day))
        date(year, int(month or 1), 1)
        return PartialDate(year, int(month or 0))
    except ValueError:
        return None


def _touches(value: date | PartialDate, window: Period) -> bool:
    if isinstance(value, date):
        return value in window
    return value.period.since <= window.until and window.since <= value.period.until


def format_date(day: date | PartialDate, language: str, *, long: bool = False) -> str:
    """Write a day as officials do: vi and lo `12/8/2025`, en `12 August 2025`.

    Long: `ngày 12 tháng 8 năm 2025`, `ວັນທີ 12 ສິງຫາ 2025`. A partial date keeps its precision.
    """
    if isinstance(day, PartialDate):
        return _format_partial(day, language, long=long)
    if language == "vi":
        words = f"ngày {day.day} tháng {day.month} năm {day.year}"
    elif language == "lo":
        words = f"ວັນທີ {day.day} {MONTHS['lo'][day.month - 1]} {day.year}"
    else:
        return f"{day.day} {MONTHS['en'][day.month - 1]} {day.year}"
    return words if long else f"{day.day}/{day.month}/{day.year}"


def _format_partial(day: PartialDate, language: str, *, long: bool) -> str:
    if not day.month:
        before = {"vi": "năm ", "lo": "ປີ "}.get(language, "") if long else ""
        return f"{before}{day.year}"
    name = MONTHS.get(language, MONTHS["en"])[day.month - 1]
    if language == "vi":
        return f"{name} năm {day.year}" if long else f"{day.month}/{day.year}"
    if language == "lo":
        return f"ເດືອນ {name} {day.year}" if long else f"{day.month}/{day.year}"
    return f"{name} {day.year}"


def format_period(period: Period, language: str) -> str:
    """Write a period with both of its days, as a table head or a sentence takes it."""
    since, until = (format_date(day, language) for day in (period.since, period.until))
    if language == "vi":
        return f"từ ngày {since} đến ngày {until}"
    if language == "lo":
        return f"ແຕ່ວັນທີ {since} ຫາ {until}"
    return f"{since} to {until}"
