"""A text read from a cell: what a spreadsheet made a date or a number of is asked about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time

from saphan.intake.reading.characters import objection_to_text
from saphan.intake.reading.columns import Column
from saphan.intake.reading.outcome import Raw, Reading, as_written
from saphan.intake.reading.parsed import Parsed, doubtful, reading, refused

MOST_TYPED = 10**15
"""From here on a spreadsheet drops the last digits of a typed number."""

_NEGATIVE = re.compile(r"[-\u2212]\d+(?:[.,]\d+)?")


def plain_text(raw: Raw) -> Parsed:
    """The text of a cell, whatever its column; None for an empty one."""
    if isinstance(raw, int | float):
        return refused("digits-lost") if abs(raw) >= MOST_TYPED else Parsed(as_written(raw))
    text = as_written(raw).strip()
    code = objection_to_text(text)
    return refused(code) if code else Parsed(text or None)


def parse_text(raw: Raw, column: Column) -> Parsed:
    """Read one cell of a TEXT column: `5/2` typed into a spreadsheet comes back as a day."""
    if isinstance(raw, date | time) and not column.takes_days:
        return _asked("date-in-text", list(_texts_of_day(raw)), column)
    text = plain_text(raw)
    if text.code or not isinstance(text.value, str):
        return text
    if _is_odd(raw):
        said = dict.fromkeys((text.value, text.value.replace(".", ",")))
        return _asked("number-in-text", [reading(one) for one in said], column)
    return text if _fits(text.value, column) else _wrong_form(column)


def _is_odd(raw: Raw) -> bool:
    """A negative number, or a fraction that was typed as a number."""
    if isinstance(raw, str):
        return _NEGATIVE.fullmatch(raw.strip()) is not None
    return isinstance(raw, int | float) and (raw < 0 or raw != int(raw))


def _texts_of_day(raw: date | time) -> Iterator[Reading]:
    """What may have been typed: day and month in both orders, month and year, or the day."""
    if isinstance(raw, time):
        yield reading(f"{raw:%H:%M}", "time")
        return
    day = raw.date() if isinstance(raw, datetime) else raw
    yield reading(f"{day.day}/{day.month}", "day/month")
    if day.day <= 12 and day.day != day.month:
        yield reading(f"{day.month}/{day.day}", "month/day")
    if day.day == 1:
        yield reading(f"{day.month}/{day.year}", "month/year")
    yield reading(day.isoformat(), "day")


def _asked(code: str, said: list[Reading], column: Column) -> Parsed:
    """The readings that the column's form allows; the form is told when there is none."""
    fitting = [one for one in said if _fits(one.label, column)]
    return doubtful(code, *fitting, column=column.heads[0]) if fitting else _wrong_form(column)


def _fits(text: str, column: Column) -> bool:
    return column.form is None or column.form.fits(text)


def _wrong_form(column: Column) -> Parsed:
    examples = column.form.examples if column.form else ""
    return refused("wrong-form", column=column.heads[0], examples=examples)
