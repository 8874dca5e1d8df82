"""One cell read as its column asks: a value, readings to choose from, or a reason why not."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal

from rapidfuzz import fuzz, process

from saphan.intake.reading.amounts import (
    UnknownUnit,
    decimals_of,
    read_amounts,
    split_unit,
    unit_of,
    why_no_number,
)
from saphan.intake.reading.characters import objection_to_text
from saphan.intake.reading.columns import LANGUAGES, Column, Kind, Trilingual, fold, in_language
from saphan.intake.reading.days import parse_date
from saphan.intake.reading.outcome import Amount, Raw, Value, as_written, number
from saphan.intake.reading.parsed import EMPTY, Parsed, doubtful, plain, reading, refused
from saphan.intake.reading.texts import MOST_TYPED, parse_text, plain_text
from saphan.kernel.numbers import FROM_LAO, NumberReading, read_number
from saphan.kernel.periods import Period
from saphan.kernel.units import UNITS

FIRST_DAY = date(1900, 1, 1)


def parser_of(column: Column, *, today: date) -> Callable[[Raw], Parsed]:
    """Return the function that reads one cell of `column`; it knows nothing of other cells."""
    if column.kind is Kind.CHOICE:
        return _choice_parser(column)
    if column.kind is Kind.DATE:
        window = Period(column.since or FIRST_DAY, max(column.until or today, FIRST_DAY))
        return lambda raw: parse_date(raw, column, window)
    if column.kind is Kind.TIME:
        return _parse_time
    if column.kind is Kind.AMOUNTS:
        return lambda raw: _parse_amounts(raw, column)
    if column.kind is Kind.TEXT:
        return lambda raw: parse_text(raw, column)
    return _number_parser(column)


def _choice_parser(column: Column) -> Callable[[Raw], Parsed]:
    codes = {
        fold(spelling): code
        for code, spellings in column.choices.items()
        for spelling in (code, *spellings)
    }
    known = Trilingual(
        ", ".join(in_language(words, language) for words in column.choices.values() if words)
        for language in LANGUAGES
    )

    def parse(raw: Raw) -> Parsed:
        text = plain_text(raw)
        if text.code or not isinstance(text.value, str):
            return text
        folded = fold(text.value)
        if folded in codes:
            return Parsed(codes[folded])
        near = process.extract(folded, codes.keys(), scorer=fuzz.ratio, limit=3, score_cutoff=80)
        if near:
            found = dict.fromkeys(codes[key] for key, _, _ in near)
            return doubtful(
                "choice-near", *(reading(code) for code in found), column=column.heads[0]
            )
        return refused("unknown-choice", column=column.heads[0], choices=known)

    return parse


def _number_parser(column: Column) -> Callable[[Raw], Parsed]:
    words = {
        fold(word): Parsed(Decimal(value))
        for value, spellings in column.choices.items()
        for word in spellings
    }

    def parse(raw: Raw) -> Parsed:
        said = words.get(fold(raw)) if words and isinstance(raw, str) else None
        return said or _parse_number(raw, column)

    return parse


def _parse_number(raw: Raw, column: Column) -> Parsed:
    if isinstance(raw, int | float):
        return within(_parse_typed_number(number(raw), column), column)
    text = as_written(raw).strip()
    if not text:
        return EMPTY
    code = objection_to_text(text)
    if code:
        return refused(code)
    readings = read_number(text)
    if readings:
        return within(_choose(readings, column), column)
    said = why_no_number(text)
    if said:
        return within(_no_number(*said, column), column)
    mended = _LETTERS_FOR_DIGITS.sub(lambda found: "0" if found[0] in "OoОо" else "1", text)
    if mended != text and read_number(mended):
        return within(_doubt_letters(read_number(mended), column), column)
    return within(_parse_with_unit(*split_unit(text), column), column)


def _no_number(code: str, written: tuple[str, ...], column: Column) -> Parsed:
    """A range is asked by its ends and 1e3 by its value; a date is no number at all."""
    if code == "scientific":
        value = plain(Decimal(written[0].replace(",", ".")))
        fits = decimals_of(value) <= column.decimals and value < MOST_TYPED
        return doubtful(code, reading(value)) if fits else refused("not-a-number")
    ends = [_choose(read_number(each), column) for each in written]
    values = [one.value for end in ends for one in end.readings or (end,)]
    known = dict.fromkeys(value for value in values if isinstance(value, Decimal))
    return doubtful(code, *map(reading, known)) if known else refused(code)


_LETTERS_FOR_DIGITS = re.compile(r"(?<=\d)[OoОо]|[OoОоIl|](?=[\dOoОо])")


def _doubt_letters(readings: tuple[NumberReading, ...], column: Column) -> Parsed:
    """`1O` may be 10: a letter stands where a digit of the same shape belongs."""
    chosen = _choose(readings, column)
    if chosen.value is None:
        return chosen
    return doubtful("letter-for-digit", reading(chosen.value))


def _parse_typed_number(value: Decimal, column: Column) -> Parsed:
    if abs(value) >= MOST_TYPED:
        return refused("digits-lost")
    if decimals_of(value) <= column.decimals:
        return Parsed(value)
    if column.decimals:
        return refused("too-fine", unit=column.unit)
    if decimals_of(value) > 3:
        return refused("not-whole", column=column.heads[0])
    meant = value.scaleb(3).quantize(Decimal(1))
    return doubtful("typed-fraction", reading(meant, "thousands"), column=column.heads[0])


def _choose(readings: tuple[NumberReading, ...], column: Column) -> Parsed:
    """The one reading that the column's unit can hold, or all of them as a doubt."""
    if not readings:
        return refused("not-a-number")
    fitting = [found for found in readings if decimals_of(found.value) <= column.decimals]
    if not fitting:
        whole = column.decimals == 0
        return refused("not-whole", column=column.heads[0]) if whole else _too_fine(column)
    if len(fitting) == 1:
        why = "unit" if len(readings) > 1 else ""
        return Parsed(plain(fitting[0].value), why=why, proves=fitting[0].proves)
    options = (reading(plain(found.value), str(found.proves)) for found in fitting)
    return doubtful("number-two-readings", *options)


def _too_fine(column: Column) -> Parsed:
    return refused("too-fine", unit=column.unit)


def _parse_with_unit(written: str, word: str, column: Column) -> Parsed:
    """`5 kg` in a column of kg is 5; in a column of g it is for a person to say."""
    unit = unit_of(word) if word else None
    if unit is None or not read_number(written):
        return (
            refused("unit-unknown", found=word) if read_number(written) else refused("not-a-number")
        )
    if column.unit is None or unit == column.unit:
        return _choose(read_number(written), column)
    if UNITS[unit].base != UNITS[column.unit].base:
        return refused("other-unit", found=unit, unit=column.unit)
    options = []
    for found in read_number(written):
        converted = found.value * UNITS[unit].factor / UNITS[column.unit].factor
        options += [reading(plain(converted), f"converted from {unit}"), reading(found.value)]
    return doubtful("other-unit", *options, found=unit, unit=column.unit)


def within(parsed: Parsed, column: Column) -> Parsed:
    """Hold quantities to the bounds of the column: too little is refused, too much asked."""
    values = [r.value for r in parsed.readings] or [parsed.value]
    numbers = [value for value in values if isinstance(value, Decimal)]
    if not numbers:
        return parsed
    if column.minimum is not None and max(numbers) < column.minimum:
        return refused("below-minimum", least=column.minimum)
    if column.maximum is not None and not parsed.code and max(numbers) > column.maximum:
        return doubtful("above-maximum", reading(parsed.value), most=column.maximum)
    low = column.in_thousands_below
    if low is not None and not parsed.code and 0 < max(numbers) < low:
        ways = (reading(numbers[0]), reading(1000 * numbers[0]))
        return doubtful("in-thousands", *ways)
    return parsed


_TIME = re.compile(r"(\d{1,2})\s*(?:[:hg]|giờ|ໂມງ)\s*(?:(\d{1,2})(?::\d{2})?\s*(?:phút|p|ນາທີ)?)?")


def _parse_time(raw: Raw) -> Parsed:
    if isinstance(raw, datetime):
        return Parsed(raw.time())
    if isinstance(raw, time):
        return Parsed(raw)
    if isinstance(raw, int | float):
        minutes = round(raw * 1440)
        valid = 0 <= raw < 1 and abs(raw * 1440 - minutes) < 0.01
        return Parsed(time(*divmod(minutes % 1440, 60))) if valid else refused("not-a-time")
    text = as_written(raw).strip().translate(FROM_LAO).casefold()
    if not text:
        return EMPTY
    written = _TIME.fullmatch(text)
    if written is None or int(written[1]) > 23 or int(written[2] or 0) > 59:
        return refused("not-a-time")
    return Parsed(time(int(written[1]), int(written[2] or 0)))


def _parse_amounts(raw: Raw, column: Column) -> Parsed:
    text = as_written(raw).strip()
    if not text:
        return EMPTY
    code = objection_to_text(text)
    if code:
        return refused(code)
    figures = isinstance(raw, int | float) or why_no_number(text) is not None
    if figures and column.unit is None:
        return refused("unit-missing")
    if figures and column.unit:
        return _as_amounts(_parse_number(raw, column), column.unit)
    try:
        found = read_amounts(text, default=column.unit)
    except UnknownUnit as fault:
        word = str(fault)
        return refused("unit-unknown", found=word) if word else refused("unit-missing")
    if not found:
        return refused("not-a-number")
    return _amounts_within(found, column)


def _as_amounts(parsed: Parsed, unit: str) -> Parsed:
    def amounts(value: Value) -> Value:
        return (Amount(value, unit),) if isinstance(value, Decimal) else value

    options = tuple(reading(amounts(one.value), one.how) for one in parsed.readings)
    return replace(parsed, value=amounts(parsed.value), readings=options)


def _amounts_within(found: list[tuple[Amount, ...]], column: Column) -> Parsed:
    least = column.minimum
    if least is not None and any(one.value < least for way in found for one in way):
        return refused("below-minimum", least=least)
    ways = dict.fromkeys(tuple(Amount(plain(one.value), one.unit) for one in way) for way in found)
    if len(ways) == 1:
        return Parsed(next(iter(ways)))
    return doubtful("number-two-readings", *(reading(way) for way in ways))
