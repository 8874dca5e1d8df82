"""What the other cells of a column prove about a cell that can be read two ways."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from decimal import Decimal

from saphan.intake.reading.cells import within
from saphan.intake.reading.columns import Column, Kind
from saphan.intake.reading.days import in_years
from saphan.intake.reading.outcome import Raw, Value
from saphan.intake.reading.parsed import Parsed, doubtful, reading
from saphan.kernel.dates import read_date
from saphan.kernel.numbers import Convention

ENOUGH = 3
"""So many different texts must show one convention, and none the other, to settle the rest."""

BUDDHIST = "buddhist-year"


def vote(column: Column, found: Mapping[Raw, Parsed]) -> dict[Raw, Parsed]:
    """Return what each distinct cell text of a column means once the column was heard."""
    if column.kind is Kind.INTEGER:
        return _vote_on_numbers(column, _as_typed_elsewhere(column, found))
    if column.kind is Kind.DECIMAL:
        return _vote_on_numbers(column, found)
    if column.kind is Kind.DATE:
        return _lend_years(_question_turned_dates(_settle_era(found)))
    return dict(found)


def _as_typed_elsewhere(column: Column, found: Mapping[Raw, Parsed]) -> dict[Raw, Parsed]:
    """Where the column also holds 500000 as a number, the text 500.000 is that number again."""
    typed = {p.value for raw, p in found.items() if not isinstance(raw, str) and not p.code}
    return {raw: _as_typed(parsed, typed, column) for raw, parsed in found.items()}


def _as_typed(parsed: Parsed, typed: Collection[Value], column: Column) -> Parsed:
    """Take a reading with thousands, never one with decimals, if it alone was typed elsewhere."""
    if parsed.code != "number-two-readings":
        return parsed
    values = [one.value for one in parsed.readings if isinstance(one.value, Decimal)]
    known = [value for value in values if value in typed]
    if len(known) != 1 or known[0] != max(values):
        return parsed
    return within(Parsed(known[0], why="column"), column)


def _vote_on_numbers(column: Column, found: Mapping[Raw, Parsed]) -> dict[Raw, Parsed]:
    proved = [parsed.proves for parsed in found.values() if parsed.proves]
    conventions = set(proved)
    if len(conventions) > 1:
        return {raw: _question(parsed) for raw, parsed in found.items()}
    if len(proved) < ENOUGH:
        return dict(found)
    (convention,) = conventions
    numbers = (parsed.value for parsed in found.values() if not parsed.code)
    sizes = [value for value in numbers if isinstance(value, Decimal) and value]
    usual = (min(sizes), max(sizes)) if sizes else (Decimal(0), Decimal(0))
    return {raw: _settle(parsed, convention, usual, column) for raw, parsed in found.items()}


def _question(parsed: Parsed) -> Parsed:
    """In a column of both conventions the unit alone is not enough to settle a cell."""
    if parsed.why != "unit":
        return parsed
    return doubtful("number-two-readings", reading(parsed.value, str(parsed.proves)))


def _settle(
    parsed: Parsed, convention: Convention, usual: tuple[Decimal, Decimal], column: Column
) -> Parsed:
    """Take the reading of the column's convention if only that one is of the column's size.

    In a column of whole things, decimals that are all noughts are never taken for granted.
    """
    if parsed.code != "number-two-readings":
        return parsed
    values = {one.how: one.value for one in parsed.readings}
    chosen, other = values.pop(str(convention), None), next(iter(values.values()), None)
    if not isinstance(chosen, Decimal) or not isinstance(other, Decimal):
        return parsed
    least, most = usual
    alike = least <= chosen <= most and not least <= other <= most
    grouped = abs(chosen) > abs(other)
    if not alike and not (grouped and column.kind is Kind.INTEGER):
        return parsed
    if column.kind is Kind.INTEGER and not grouped:
        return parsed
    return within(Parsed(chosen, why="column", proves=convention), column)


def _settle_era(found: Mapping[Raw, Parsed]) -> dict[Raw, Parsed]:
    """Take years of the Buddhist era for what they are where most days of the column are in it."""
    days = [parsed for parsed in found.values() if parsed.value is not None or parsed.readings]
    of_era = sum(parsed.code == BUDDHIST for parsed in days)
    if of_era < ENOUGH or 2 * of_era <= len(days):
        return dict(found)
    return {
        raw: Parsed(parsed.readings[0].value, why="column") if parsed.code == BUDDHIST else parsed
        for raw, parsed in found.items()
    }


def _question_turned_dates(found: Mapping[Raw, Parsed]) -> dict[Raw, Parsed]:
    """A program set to month/day turns 8/12 into 12 August and leaves 13/8 as text.

    So when every typed day of a column is 12 or less and every written day is 13 or more, each
    typed date is doubtful, unless day and month are the same number.
    """
    typed = [_day_of(raw) for raw in found if isinstance(raw, date)]
    written = [
        days[0].value for raw in found if isinstance(raw, str) and raw and (days := read_date(raw))
    ]
    written_days = [day.day for day in written if isinstance(day, date)]
    small = all(day.day <= 12 for day in typed)
    if not typed or not written_days or not small or min(written_days) <= 12:
        return dict(found)
    return {
        raw: _both_ways(parsed, _day_of(raw)) if isinstance(raw, date) else parsed
        for raw, parsed in found.items()
    }


def _lend_years(found: Mapping[Raw, Parsed]) -> dict[Raw, Parsed]:
    """A day without its year is asked about in the years that the column shows."""
    days = (one for parsed in found.values() for one in (parsed.value, *_offered(parsed)))
    years = sorted({day.year for day in days if isinstance(day, date)})
    return {
        raw: in_years(parsed, years) if parsed.code == "year-missing" else parsed
        for raw, parsed in found.items()
    }


def _offered(parsed: Parsed) -> list[Value]:
    return [one.value for one in parsed.readings]


def _day_of(raw: date) -> date:
    return raw.date() if isinstance(raw, datetime) else raw


def _both_ways(parsed: Parsed, day: date) -> Parsed:
    if day.day == day.month or (parsed.code and parsed.code != "date-in-future"):
        return parsed
    turned = day.replace(day=day.month, month=day.day)
    options = [reading(turned, "day-first")]
    if not parsed.code:
        options.append(reading(day, "as-typed"))
    return doubtful("date-swapped", *options)
