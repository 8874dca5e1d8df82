"""What one cell turned out to hold, and how its readings are named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal

from saphan.intake.reading.outcome import Reading, Value
from saphan.kernel.dates import PartialDate
from saphan.kernel.numbers import Convention


@dataclass(frozen=True, slots=True)
class Parsed:
    """A known `value` when `code` is empty; else doubtful with `readings`, refused without.

    `why` says what left one of several readings; `proves` the convention that a number shows.
    """

    value: Value = None
    code: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
    readings: tuple[Reading, ...] = ()
    why: str = ""
    proves: Convention | None = None


EMPTY = Parsed()


def refused(code: str, **facts: object) -> Parsed:
    return Parsed(code=code, facts=facts)


def doubtful(code: str, *readings: Reading, **facts: object) -> Parsed:
    return Parsed(code=code, facts=facts, readings=readings)


def label_of(value: Value) -> str:
    """How a reading is named in an answer: exact, without the separators of any language."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, tuple):
        return "; ".join(f"{amount.value:f} {amount.unit}" for amount in value)
    if isinstance(value, PartialDate):
        return value.text
    return value.isoformat() if isinstance(value, date | time) else str(value)


def reading(value: Value, how: str = "") -> Reading:
    return Reading(label_of(value), value, how)


def plain(value: Decimal) -> Decimal:
    """The value without noughts at its end, so that 12.000 and 12 are named alike; any length."""
    text = f"{value:f}"
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)
