"""Every change of the crossings register: ability, lock, rule, document, seal.

Movements are never sealed without the tallies that count them: both in one transaction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from itertools import batched
from typing import Any, NoReturn
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from saphan.accounts.models import Authority
from saphan.kernel.actors import Actor
from saphan.kernel.refusals import Refused
from saphan.ledger.clearance import Clearance
from saphan.ledger.records import DocumentRef, Entry, Void
from saphan.ledger.seal import lawful, seal, seal_many
from saphan.registers.crossings import documents, models, permissions, rules
from saphan.registers.crossings.documents import Bin, Counted

OBJECTIONS: Mapping[str, Any] = {
    "no-gate": _("A movement names the gate it went through."),
    "unknown-gate": _("No gate of this side has this name or code."),
    "in-the-future": _("This day has not come yet; a record states what happened."),
    "too-early": _("This is before the first day possible for such a record: check the year."),
    "absurd-companions": _("More than 60 companions on one document: check the number."),
    "aboard-nothing": _("Who rides along rides in a vehicle: say which kind."),
    "before-decision": _("A class or hours cannot hold before they were decided."),
    "half-hours": _("Give both hours, or none."),
    "closes-before-opening": _("The gate closes before it opens."),
    "does-not-add-up": _("The parts of the tally do not add up to its count."),
    "counted-by-the-register": _(
        "A tally follows from its movements: correct or end a movement, and its tally follows."
    ),
}

DAYS_AT_ONCE = 120
"""Days counted anew in one query: memory stays small however long the file."""


@transaction.atomic
def record_movements(
    entries: Iterable[Entry], *, by: Actor, clearance: Clearance, on: date
) -> list[DocumentRef]:
    """State movements, or new versions of them; the tallies of their gates and days follow.

    Returns the movements' references. The seal numbers its lines under a lock that lasts until the
    transaction ends, so two officers who add to one day are counted one after the other.
    """
    by.require(permissions.CLEAR)
    touched: set[Bin] = set()
    sound = lawful(entries, rules.why_not_record_movement, OBJECTIONS, on=on)
    refs = seal_many(_watched(sound, touched), clearance=clearance)
    _count_anew(touched, clearance=clearance, on=on)
    return refs


@transaction.atomic
def end_movement(void: Void, *, by: Actor, clearance: Clearance, on: date) -> DocumentRef:
    """End a movement that did not happen; its tally counts one less."""
    by.require(permissions.CLEAR)
    touched = _bins_of([void.uid], authority=by.authority)
    ref = seal(void, clearance=clearance)
    _count_anew(touched, clearance=clearance, on=on)
    return ref


def decide_gates(
    entries: Iterable[Entry], *, by: Actor, clearance: Clearance, on: date
) -> list[DocumentRef]:
    """State decisions on the class and hours of gates."""
    by.require(permissions.CLEAR)
    sound = lawful(entries, rules.why_not_decide_gate, OBJECTIONS, on=on)
    return seal_many(sound, clearance=clearance)


def refuse_tally(*_given: object, **_hands: object) -> NoReturn:
    """Nobody writes or ends a tally: it is counted when movements are sealed."""
    raise Refused("counted-by-the-register", str(OBJECTIONS["counted-by-the-register"]))


def _watched(entries: Iterable[Entry], touched: set[Bin]) -> Iterator[Entry]:
    """Hand the entries on and note each bin that gains or, by a correction, loses a movement."""
    for entry in entries:
        core: Any = entry.core
        touched.add(Bin(core.gate, core.on, str(core.direction), str(core.resident)))
        if entry.prev:
            touched |= _bins_of([entry.uid])
        yield entry


def _bins_of(uids: Collection[UUID], **where: str) -> set[Bin]:
    rows: Iterable[Any] = models.Movement.objects.filter(uid__in=uids, **where)
    return {row.bin for row in rows}


def _count_anew(touched: set[Bin], *, clearance: Clearance, on: date) -> None:
    """Seal a new version of each tally whose movements are no longer those it counts."""
    authority = clearance.cleared_by.authority
    area = _area(authority)
    for some in batched(_by_day(touched), DAYS_AT_ONCE):
        bins = [each for day in some for each in day]
        counted = _counted(bins, authority=authority)
        tallies = [documents.tally(each, counted[each], area=area) for each in bins]
        changed = _changed(tallies, bins, authority=authority)
        seal_many(lawful(changed, rules.why_not_tally, OBJECTIONS, on=on), clearance=clearance)


def _by_day(bins: Iterable[Bin]) -> list[list[Bin]]:
    days: dict[date, list[Bin]] = defaultdict(list)
    for each in sorted(bins):
        days[each.on].append(each)
    return list(days.values())


def _counted(bins: Collection[Bin], *, authority: str) -> Mapping[Bin, list[Counted]]:
    found: dict[Bin, list[Counted]] = defaultdict(list)
    rows = models.Movement.objects.of(authority).in_bins(bins)
    for gate, day, direction, resident, version_hash, *rest in rows.values_list(
        "gate", "on", "direction", "resident", "version_hash",
        "travel_document", "vehicle", "aboard", "companions", "minor",
    ):  # fmt: skip
        found[Bin(gate, day, direction, resident)].append(Counted(bytes(version_hash), *rest))
    return found


def _changed(
    tallies: Iterable[documents.Tally], bins: Collection[Bin], *, authority: str
) -> Iterator[Entry]:
    rows: Iterable[Any] = models.Tally.objects.of(authority).in_bins(bins)
    held = {row.bin: row for row in rows}
    for tally in tallies:
        before = held.get(Bin(tally.gate, tally.on, tally.direction, tally.resident))
        if before is None:
            yield Entry(uuid4(), tally)
        elif before.root != tally.root:
            yield Entry(before.uid, tally, prev=(bytes(before.version_hash),))


def _area(authority: str) -> str:
    """The place for which an authority works."""
    place = Authority.objects.filter(code=authority).values_list("place", flat=True).first()
    return place or authority
