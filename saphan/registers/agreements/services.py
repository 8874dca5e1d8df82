"""Every change of the agreements register: ability, lock, rule, document, seal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from saphan.kernel.actors import Actor
from saphan.ledger.clearance import Clearance
from saphan.ledger.records import DocumentRef, Entry
from saphan.ledger.seal import lawful, seal_many
from saphan.registers.agreements import permissions, rules

OBJECTIONS: Mapping[str, Any] = {
    "no-text": _("Write the text in at least one language."),
    "in-the-future": _("This day has not come yet; a record states what happened."),
    "too-early": _("This is before the first day possible for such a record: check the year."),
    "in-force-before-signed": _("It enters into force before it is signed: check both days."),
    "ends-before-start": _("The last day is before the first day."),
    "bad-code": _("The code of a meeting is small Latin letters, digits and hyphens."),
    "too-far-ahead": _("The meeting lies more than two years ahead: check the year."),
    "half-a-period": _("Give both days of the period on which the meeting reports, or none."),
    "too-long": _("The period is longer than three years: check both days."),
    "same-child-twice": _("Two delegates have the same number."),
    "no-debtor": _("Say which side carries the content out: Vietnam, Laos or both."),
    "due-before-agreed": _("The content falls due before it was agreed: check the year."),
    "bad-number": _("A number here goes from 1 to 999: check it."),
}


def record_instruments(
    entries: Iterable[Entry], *, by: Actor, clearance: Clearance, on: date
) -> list[DocumentRef]:
    """State instruments, or new versions of them."""
    by.require(permissions.CLEAR)
    sound = lawful(entries, rules.why_not_record_instrument, OBJECTIONS, on=on)
    return seal_many(sound, clearance=clearance)


def record_meetings(
    entries: Iterable[Entry], *, by: Actor, clearance: Clearance, on: date
) -> list[DocumentRef]:
    """State meetings with agenda, delegations and proposals."""
    by.require(permissions.CLEAR)
    sound = lawful(entries, rules.why_not_record_meeting, OBJECTIONS, on=on)
    return seal_many(sound, clearance=clearance)


def record_contents(
    entries: Iterable[Entry], *, by: Actor, clearance: Clearance, on: date
) -> list[DocumentRef]:
    """State contents agreed, or what this side says of them later."""
    by.require(permissions.CLEAR)
    sound = lawful(entries, rules.why_not_record_content, OBJECTIONS, on=on)
    return seal_many(sound, clearance=clearance)
