"""Every change of the programmes register: ability, lock, rule, document, seal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from saphan.kernel.actors import Actor
from saphan.kernel.refusals import Refused
from saphan.ledger.clearance import Clearance
from saphan.ledger.records import DocumentRef, Entry
from saphan.ledger.seal import lawful, seal_many
from saphan.registers.programmes import models, permissions, rules
from saphan.registers.programmes.documents import Beneficiary, Observation, Payment, Support

OBJECTIONS: Mapping[str, Any] = {
    "bad-code": _("The code of a programme is small Latin letters, digits and hyphens."),
    "code-taken": _("Another programme of this authority has this code."),
    "no-name": _("Write the programme's name in at least one language."),
    "no-rate": _("Write what each pupil gets a month, and from which day."),
    "rates-out-of-order": _("Each rate begins on a later day than the one before."),
    "absurd-amount": _("This amount is zero or beyond anything ever paid: check the number."),
    "unknown-unit": _("The unit is not known."),
    "too-far-ahead": _("This day is more than a year ahead: check the year."),
    "in-the-future": _("This day has not come yet; a record states what happened."),
    "same-pupil-twice": _("The same pupil stands here twice."),
    "ends-before-start": _("The last day is before the first day."),
    "after-the-end": _("A pupil is supported after the programme has ended: check both days."),
    "before-the-rate": _("A pupil is supported before the first day of the programme's rate."),
    "bad-month": _("Write the month as year and month, for example 2025-08."),
    "nobody-paid": _("A month's payment names at least one pupil."),
    "paid-far-from-month": _("A day of payment lies far from its month: check the year."),
    "unknown-programme": _("The register has no such programme."),
    "unknown-pupil": _("A payment names somebody who is no pupil of the programme."),
    "not-supported-then": _("A pupil was not supported in this month: check month and pupil."),
    "month-recorded": _("This month of the programme is recorded already: correct that record."),
    "unknown-figure": _("Choose a figure that others report."),
    "no-source": _("Write who states the value, and in which document."),
    "stock-has-a-day": _("This figure is stated for one day: write the same day twice."),
    "unit-does-not-fit": _("The unit does not fit the figure."),
    "unreadable-amount": _("The value cannot be read, or is finer than can be recorded."),
    "already-stated": _(
        "The figure has a statement that counts for this period already. Let this one stand "
        "beside it without counting, or end the other."
    ),
}


@transaction.atomic
def record_supports(
    entries: Iterable[Entry], *, by: Actor, clearance: Clearance, on: date
) -> list[DocumentRef]:
    """State support programmes with their pupils, or new versions of them."""
    by.require(permissions.CLEAR)
    sound = lawful(entries, rules.why_not_record_support, OBJECTIONS, on=on)
    return seal_many(_once(sound, _code_is_taken, "code-taken", by=by), clearance=clearance)


@transaction.atomic
def record_payments(
    entries: Iterable[Entry], *, by: Actor, clearance: Clearance, on: date
) -> list[DocumentRef]:
    """State what programmes paid in a month, or new versions of it."""
    by.require(permissions.CLEAR)
    sound = lawful(entries, rules.why_not_record_payment, OBJECTIONS, on=on)
    own = _paid_to_own_pupils(sound, by=by)
    return seal_many(_once(own, _month_is_recorded, "month-recorded", by=by), clearance=clearance)


@transaction.atomic
def record_observations(
    entries: Iterable[Entry], *, by: Actor, clearance: Clearance, on: date
) -> list[DocumentRef]:
    """State what others report, or new versions of it."""
    by.require(permissions.CLEAR)
    sound = lawful(entries, rules.why_not_record_observation, OBJECTIONS, on=on)
    return seal_many(_once(sound, _is_stated, "already-stated", by=by), clearance=clearance)


def _once(entries: Iterable[Entry], is_taken: Any, code: str, *, by: Actor) -> Iterator[Entry]:
    """Yield entries whose key no other record of the authority, or of this batch, has."""
    seen: dict[Any, UUID] = {}
    for entry in entries:
        key, taken = is_taken(entry, by)
        if key is not None and (taken or seen.setdefault(key, entry.uid) != entry.uid):
            raise _refused(code, entry)
        yield entry


def _code_is_taken(entry: Entry, by: Actor) -> tuple[Any, bool]:
    core = _core(entry, Support)
    held = models.Support.objects.of(by.authority).filter(code=core.code)
    return core.code, held.exclude(uid=entry.uid).exists()


def _month_is_recorded(entry: Entry, by: Actor) -> tuple[Any, bool]:
    core = _core(entry, Payment)
    held = models.Payment.objects.of(by.authority).filter(
        programme=core.programme, month=core.month
    )
    return (core.programme, core.month), held.exclude(uid=entry.uid).exists()


def _is_stated(entry: Entry, by: Actor) -> tuple[Any, bool]:
    core = _core(entry, Observation)
    if not core.counts:
        return None, False
    held = models.Observation.objects.of(by.authority).filter(
        figure=core.figure, area=core.area, since=core.since, until=core.until, counts=True
    )
    key = (core.figure, core.area, core.since, core.until)
    return key, held.exclude(uid=entry.uid).exists()


def _paid_to_own_pupils(entries: Iterable[Entry], *, by: Actor) -> Iterator[Entry]:
    """Yield payments to pupils that their programme supported in the month."""
    supported: dict[str, list[Beneficiary]] = {}
    for entry in entries:
        core = _core(entry, Payment)
        if core.programme not in supported:
            supported[core.programme] = _pupils_of(core.programme, by=by)
        code = rules.why_not_pay(core, supported[core.programme])
        if not supported[core.programme]:
            code = "unknown-programme"
        if code:
            raise _refused(code, entry)
        yield entry


def _pupils_of(programme: str, *, by: Actor) -> list[Beneficiary]:
    own: Any = models.Support.objects.of(by.authority).select_for_update()
    held = own.filter(uid=programme).first()
    if held is None:
        return []
    return [
        Beneficiary(id=row.child, since=row.since, until=row.until or held.ended_on)
        for row in models.Beneficiary.objects.of(held.uid, held.side)
    ]


def _core[C](entry: Entry, core: type[C]) -> C:
    if not isinstance(entry.core, core):
        raise TypeError(entry.core)
    return entry.core


def _refused(code: str, entry: Entry) -> Refused:
    return Refused(code, str(OBJECTIONS[code]), where={"record": str(entry.uid)})
