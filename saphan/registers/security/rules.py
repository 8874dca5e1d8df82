"""Decisions of the security register: each returns the code of the first objection, or None."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from saphan.kernel.first_days import first_day
from saphan.kernel.units import UNITS, Quantity
from saphan.registers.security.choices import UNITS_OF, Item
from saphan.registers.security.documents import Amount, Case, Exhibit, Handback, Patrol

LONGEST_PATROL = timedelta(days=60)
MOST_PARTICIPANTS = 2_000
MOST_BASE_UNITS = 10**15
FIRST_DAY = first_day("security")
POSITIONS = 792
"""Positions of markers on the line: 834 markers stand at them, some with two or three."""

_MARKER = re.compile(r"([1-9]\d{0,2})(?:\(([1-9])\)|/([1-9]))?")


def is_marker(written: str) -> bool:
    """Is this a position of the line, `255`, or one of its markers, `607(1)` or `255/1`?"""
    marker = _MARKER.fullmatch(written)
    return marker is not None and int(marker[1]) <= POSITIONS


def why_not_record_patrol(patrol: Patrol, *, on: date) -> str | None:
    """A patrol is over when it is recorded, and somebody walked it."""
    if patrol.ended_on < patrol.started_on:
        return "ends-before-start"
    objection = _why_not_day(patrol.started_on, patrol.ended_on, on=on)
    if objection:
        return objection
    if patrol.ended_on - patrol.started_on > LONGEST_PATROL:
        return "too-long"
    if not all(is_marker(one) for one in (patrol.section_from, patrol.section_to) if one):
        return "not-a-marker"
    if any(n < 0 for n in patrol.participants.values()):
        return "negative"
    people = sum(patrol.participants.values())
    if people == 0 or people > MOST_PARTICIPANTS:
        return "absurd-participants"
    if patrol.joint and not all(patrol.participants.get(side) for side in ("vn", "la")):
        return "one-side-only"
    return None


def _why_not_day(*days: date, on: date) -> str | None:
    """A record's days lie between the delimitation of the line and today."""
    if max(days) > on:
        return "in-the-future"
    return "too-early" if min(days) < FIRST_DAY else None


def why_not_record_case(case: Case, *, on: date) -> str | None:
    """A case has happened, and each exhibit is counted in a unit that fits the thing."""
    objection = _why_not_day(case.opened_on, on=on)
    if objection:
        return objection
    if _repeats(s.id for s in case.subjects) or _repeats(e.id for e in case.exhibits):
        return "same-child-twice"
    if any(step.on < case.opened_on for step in case.custody):
        return "custody-before-case"
    if any(step.on > on for step in case.custody):
        return "in-the-future"
    if any(step.giver == step.receiver for step in case.custody):
        return "custody-stands-still"
    return next(filter(None, map(why_not_exhibit, case.exhibits)), None)


def why_not_exhibit(exhibit: Exhibit) -> str | None:
    if not exhibit.amounts:
        return None if exhibit.item is Item.OTHER and exhibit.written else "no-amount"
    for amount in exhibit.amounts:
        if amount.unit not in UNITS_OF[exhibit.item]:
            return "unit-does-not-fit"
        objection = why_not_amount(amount)
        if objection:
            return objection
    return None


def why_not_amount(amount: Amount) -> str | None:
    """A quantity is positive, exact in its base unit and below any load ever carried."""
    if amount.unit not in UNITS:
        return "unknown-unit"
    try:
        value = Quantity.of(Decimal(amount.value), amount.unit)
    except (InvalidOperation, ValueError):
        return "unreadable-amount"
    if value.amount <= 0:
        return "negative"
    return "absurd-amount" if value.amount > MOST_BASE_UNITS else None


def why_not_record_handback(handback: Handback, *, on: date) -> str | None:
    objection = _why_not_day(handback.found_on or handback.on, handback.on, on=on)
    if objection:
        return objection
    if handback.found_on and handback.found_on > handback.on:
        return "handed-back-before-found"
    if handback.giver == handback.receiver:
        return "same-side"
    if _repeats(s.id for s in handback.subjects):
        return "same-child-twice"
    return None if handback.subjects else "nobody-handed-back"


def _repeats(ids: Iterable[str]) -> bool:
    seen = list(ids)
    return len(seen) != len(set(seen))
