"""Every change of the security register: ability, lock, rule, document, seal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from saphan.kernel.actors import Actor
from saphan.ledger.clearance import Clearance
from saphan.ledger.records import DocumentRef, Entry
from saphan.ledger.seal import lawful, seal_many
from saphan.registers.security import permissions, rules

OBJECTIONS: Mapping[str, Any] = {
    "ends-before-start": _("The last day is before the first day."),
    "in-the-future": _("This day has not come yet; a record states what happened."),
    "too-early": _("This is before the first day possible for such a record: check the year."),
    "too-long": _("A patrol of more than 60 days: check both days."),
    "not-a-marker": _(
        "A marker is a number from 1 to 792, such as 255; one of several at its place is 607(1) "
        "or 607/1."
    ),
    "negative": _("A quantity is zero or less."),
    "absurd-participants": _("Nobody, or more than 2,000 people, on one patrol: check the number."),
    "one-side-only": _("A bilateral patrol has people of both sides."),
    "same-child-twice": _("Two subjects or exhibits have the same number."),
    "custody-before-case": _("An exhibit changed hands before the day of the case."),
    "custody-stands-still": _("An exhibit was handed from an office to itself."),
    "handed-back-before-found": _("The person was handed back before being found."),
    "no-amount": _("An exhibit has no quantity."),
    "unit-does-not-fit": _("The unit does not fit the exhibit."),
    "unknown-unit": _("The unit is not known."),
    "unreadable-amount": _("A quantity cannot be read, or is finer than can be recorded."),
    "absurd-amount": _("A quantity is beyond any load ever carried: check the number."),
    "same-side": _("Persons are handed back to the other side."),
    "nobody-handed-back": _("A hand-back names at least one person."),
}


def record_patrols(
    entries: Iterable[Entry], *, by: Actor, clearance: Clearance, on: date
) -> list[DocumentRef]:
    """State bilateral patrols, or new versions of them."""
    by.require(permissions.CLEAR)
    sound = lawful(entries, rules.why_not_record_patrol, OBJECTIONS, on=on)
    return seal_many(sound, clearance=clearance)


def record_cases(
    entries: Iterable[Entry], *, by: Actor, clearance: Clearance, on: date
) -> list[DocumentRef]:
    """State cases with their subjects, exhibits and custody."""
    by.require(permissions.CLEAR)
    sound = lawful(entries, rules.why_not_record_case, OBJECTIONS, on=on)
    return seal_many(sound, clearance=clearance)


def record_handbacks(
    entries: Iterable[Entry], *, by: Actor, clearance: Clearance, on: date
) -> list[DocumentRef]:
    """State that persons were handed back."""
    by.require(permissions.CLEAR)
    sound = lawful(entries, rules.why_not_record_handback, OBJECTIONS, on=on)
    return seal_many(sound, clearance=clearance)
