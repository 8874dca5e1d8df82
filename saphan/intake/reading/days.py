"""A day read from a cell: typed, written in words, without its year, or in another era."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from saphan.intake.reading.characters import objection_to_text
from saphan.intake.reading.columns import Column
from saphan.intake.reading.outcome import Raw
from saphan.intake.reading.parsed import EMPTY, Parsed, doubtful, reading, refused
from saphan.kernel.dates import BUDDHIST_OFFSET, BUDDHIST_YEARS, PartialDate, read_date
from saphan.kernel.numbers import FROM_LAO
from saphan.kernel.periods import Period

YEARS = range(1850, 2701)
"""A bare number of this range in a column of partial dates is a year, of either era."""

_SERIAL_ZERO = date(1899, 12, 30)


def parse_date(raw: Raw, column: Column, window: Period) -> Parsed:
    """Read one cell of a DATE column; days of `window` are possible."""
    if isinstance(raw, datetime):
        raw = raw.date()
    if isinstance(raw, date):
        return _typed_date(raw, window)
    if isinstance(raw, time):
        return refused("not-a-date")
    if isinstance(raw, int | float) and not (column.partial and raw in YEARS):
        return _serial_date(raw, window)
    text = (raw if isinstance(raw, str) else f"{raw:.0f}").strip()
    if not text:
        return EMPTY
    code = objection_to_text(text)
    return refused(code) if code else _written_date(text, column, window)


def _typed_date(day: date, window: Period) -> Parsed:
    if day.year in BUDDHIST_YEARS:
        try:
            day = day.replace(year=day.year - BUDDHIST_OFFSET)
        except ValueError:
            return refused("not-a-date")
        return _in_window(day, window, code="buddhist-year")
    return _in_window(day, window)


def _in_window(day: date | PartialDate, window: Period, *, code: str = "") -> Parsed:
    first, last = (day, day) if isinstance(day, date) else (day.period.since, day.period.until)
    if first > window.until:
        return refused("date-in-future", until=window.until)
    if last < window.since:
        return refused("date-too-early", since=window.since)
    return doubtful(code, reading(day, code)) if code else Parsed(day)


def _serial_date(raw: float, window: Period) -> Parsed:
    """45881 is what is left of 12 August 2025 when its cell loses the format of a date."""
    if raw != int(raw) or not 1 <= raw < 2_958_466:
        return refused("not-a-date")
    day = _SERIAL_ZERO + timedelta(days=int(raw))
    if day not in window:
        return refused("not-a-date")
    return doubtful("date-serial", reading(day, "serial"))


_MONTH_FIRST = re.compile(r"\D*\d{1,2}\s*[/.\- ]\s*(1[3-9]|2\d|3[01])\s*[/.\- ]\s*\d{2,4}\D*")


def _written_date(text: str, column: Column, window: Period) -> Parsed:
    found = read_date(text, window=window)
    if not found:
        return _unclear_date(text.translate(FROM_LAO), column, window)
    if isinstance(found[0].value, PartialDate) and not column.partial:
        return refused("date-partial")
    doubts = frozenset().union(*(one.doubts for one in found))
    if "two-digit-year" in doubts:
        options = (
            reading(one.value, "buddhist-year" if "buddhist-year" in one.doubts else "common-year")
            for one in found
        )
        return doubtful("two-digit-year", *options)
    code = "buddhist-year" if "buddhist-year" in doubts else ""
    return _in_window(found[0].value, window, code=code)


_ABOUT = re.compile(r"(?:khoảng|chừng|tầm|about|around|circa|ປະມານ|~)\s*", re.IGNORECASE)
_DAY_AND_MONTH = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})")
_WHOLE_DAY = re.compile(r"(?<!\d)\d{1,2}[/.-]\d{1,2}[/.-]\d{4}(?!\d)")
_DAY_BEFORE = re.compile(r"(?<![\d/.])(\d{1,2})(?:[/.](\d{1,2}))?(?![\d/.])")


def _unclear_date(text: str, column: Column, window: Period) -> Parsed:
    """What is no date as it stands, but says enough to ask about one."""
    about = _ABOUT.match(text)
    if about:
        return _approximate(_written_date(text[about.end() :], column, window))
    wrong = _MONTH_FIRST.fullmatch(text)
    if wrong:
        return refused("month-first", month=wrong[1])
    days = [day for day in dict.fromkeys(_days_in(text)) if day in window]
    if days:
        return doubtful("date-in-words", *map(reading, days))
    short = _DAY_AND_MONTH.fullmatch(text)
    if short:
        return refused("year-missing", day=int(short[1]), month=int(short[2]), until=window.until)
    return refused("not-a-date")


def _approximate(meant: Parsed) -> Parsed:
    readings = meant.readings or ((reading(meant.value),) if meant.value is not None else ())
    return doubtful("approximate", *readings) if readings else meant


def _days_in(text: str) -> Iterator[date]:
    """Each whole day in a sentence, and the days before it that share its month or year."""
    before = 0
    for written in _WHOLE_DAY.finditer(text):
        for one in read_date(written[0]):
            if not isinstance(one.value, date):
                continue
            yield one.value
            for day, month in _DAY_BEFORE.findall(text[before : written.start()]):
                yield from _day(one.value.year, int(month or one.value.month), int(day))
        before = written.end()


def _day(year: int, month: int, day: int) -> Iterator[date]:
    try:
        yield date(year, month, day)
    except ValueError:
        return


def in_years(parsed: Parsed, years: list[int]) -> Parsed:
    """Offer a day that was written without its year in each of `years` that it can lie in."""
    said = parsed.facts
    day, month, until = said["day"], said["month"], said["until"]
    if not (isinstance(day, int) and isinstance(month, int) and isinstance(until, date)):
        return parsed
    found = [one for year in years for one in _day(year, month, day) if one <= until]
    return doubtful("year-missing", *map(reading, found), **said) if found else parsed
