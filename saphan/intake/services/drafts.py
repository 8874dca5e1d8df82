"""Drafts: written by one officer, checked by another where needed, cleared by a second."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import msgspec
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from saphan.accounts import rules
from saphan.intake import kinds
from saphan.intake.choices import DraftState
from saphan.intake.kinds import Kind
from saphan.intake.models import Draft
from saphan.intake.texts import fault_in, texts_in
from saphan.kernel import clock
from saphan.kernel.actors import Actor
from saphan.kernel.refusals import Refused
from saphan.ledger import policies, reading
from saphan.ledger.clearance import Clearance, Hand
from saphan.ledger.models import Document
from saphan.ledger.records import DocumentRef, Entry, SealedRecord, Void
from saphan.ledger.seal import seal
from saphan.protocol import canon

OPEN = (DraftState.DRAFTED, DraftState.CHECKED)
CHANGED_MEANWHILE = __("Somebody changed this record after you opened it. Look at the new version.")


def draft(kind: Kind, entry: Entry, *, by: Actor, on: date) -> Draft:
    """Keep an officer's draft; nothing of it is in a register, a figure or a pack.

    Raises `Refused` with the register's code when its rule objects, `changed-meanwhile` when the
    version that the officer saw is no longer the current one, `draft-open` when the record
    already waits for clearance.
    """
    by.require(f"{kind.register}.draft")
    _require_plain(entry)
    _require_rule(kind, entry, on=on)
    _require_current(entry.uid, entry.prev)
    return _keep(
        Draft(
            id=uuid4(),
            kind=kind.name,
            uid=entry.uid,
            replaces=entry.prev[0] if entry.prev else None,
            title=kind.title(entry.core),
            payload=_as_json(entry),
        ),
        by=by,
    )


def _keep(held: Draft, *, by: Actor) -> Draft:
    held.authority, held.office = by.authority, by.office
    held.drafted_by, held.drafted_name, held.drafted_at = by.login, by.name, clock.now()
    try:
        with transaction.atomic():
            held.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(
            "draft-open", _("A draft of this record already waits for clearance.")
        ) from error
    return held


def draft_end(kind: Kind, *, uid: UUID, prev: bytes, reason: str, by: Actor) -> Draft:
    """Propose to end a record: it counts nowhere once a second officer has cleared that."""
    by.require(f"{kind.register}.draft")
    if not reason.strip():
        raise Refused("no-reason", _("Say why the record ends."), where={"field": "reason"})
    require_plain(reason)
    stored = reading.version(prev)
    found = (uid, kind.name, by.authority)
    if stored is None or _named(stored.record) != found:
        raise Refused("no-record", _("There is no such record."))
    _require_current(uid, (prev,))
    return _keep(
        Draft(
            id=uuid4(),
            kind=kind.name,
            uid=uid,
            replaces=prev,
            title=kinds.title_of(stored.record),
            payload={"void": reason.strip(), "schema": stored.record.schema},
        ),
        by=by,
    )


def _named(record: SealedRecord) -> tuple[UUID, str, str]:
    return record.uid, record.kind, record.authority


@transaction.atomic
def correct(held: Draft, entry: Entry, *, by: Actor, on: date) -> Draft:
    """Let the author write his open or returned draft anew; it has to be checked again."""
    kind = kinds.kind(held.kind)
    by.require(f"{kind.register}.draft")
    held = _locked(held, states=(DraftState.DRAFTED, DraftState.RETURNED))
    _require_author(held, by)
    _require_plain(entry)
    _require_rule(kind, entry, on=on)
    held.payload, held.title = _as_json(entry), kind.title(entry.core)
    held.state, held.note = DraftState.DRAFTED, ""
    held.save(update_fields=["payload", "title", "state", "note"])
    return held


@transaction.atomic
def check(held: Draft, *, by: Actor, seen: str = "") -> Draft:
    """A second officer found the draft right; a third clears it, or he does. `seen` as `clear`."""
    kind = kinds.kind(held.kind)
    by.require(f"{kind.register}.check")
    held = _locked(held, states=(DraftState.DRAFTED,))
    _require_seen(held, seen)
    _require_own_authority(held, by)
    if held.drafted_by == by.login:
        raise Refused("own-draft", _("You wrote this draft: another officer must check it."))
    require_entrusted(kind.name, by=by)
    held.state, held.checked_by, held.checked_name = DraftState.CHECKED, by.login, by.name
    held.save(update_fields=["state", "checked_by", "checked_name"])
    return held


@transaction.atomic
def give_back(held: Draft, *, note: str, by: Actor) -> Draft:
    """Return a draft to its author with the reason."""
    by.require(f"{kinds.kind(held.kind).register}.check")
    held = _locked(held, states=OPEN)
    _require_own_authority(held, by)
    if not note.strip():
        raise Refused("no-reason", _("Say what the author should change."))
    require_plain(note)
    held.state, held.note = DraftState.RETURNED, note.strip()
    held.checked_by = held.checked_name = ""
    held.save(update_fields=["state", "note", "checked_by", "checked_name"])
    return held


@transaction.atomic
def withdraw(held: Draft, *, by: Actor) -> Draft:
    """The author gives his draft up; it stays in staging as withdrawn."""
    held = _locked(held, states=(DraftState.DRAFTED, DraftState.RETURNED))
    _require_author(held, by)
    held.state, held.closed_at = DraftState.WITHDRAWN, clock.now()
    held.save(update_fields=["state", "closed_at"])
    return held


@transaction.atomic
def clear(held: Draft, *, by: Actor, on: date, seen: str = "") -> DocumentRef:
    """Seal the draft: from here on it counts. Raises `own-draft` and the seal's refusals.

    `seen` is the mark of what the officer looked at: a draft that its author has written anew
    since then is refused with `changed-meanwhile`.
    """
    kind = kinds.kind(held.kind)
    by.require(f"{kind.register}.clear")
    held = _locked(held, states=OPEN)
    _require_seen(held, seen)
    _require_own_authority(held, by)
    clearance = _clearance(held, kind, by=by)
    if is_end(held):
        ref = _end(held, kind, by=by, clearance=clearance, on=on)
    else:
        (ref,) = kind.record([entry_of(held)], by=by, clearance=clearance, on=on)
    held.state, held.cleared_by = DraftState.CLEARED, by.login
    held.closed_at, held.sealed_as = clock.now(), ref.hash
    held.save(update_fields=["state", "cleared_by", "closed_at", "sealed_as"])
    return ref


def _end(held: Draft, kind: Kind, *, by: Actor, clearance: Clearance, on: date) -> DocumentRef:
    if kind.end:
        return kind.end(_void(held), by=by, clearance=clearance, on=on)
    return seal(_void(held), clearance=clearance)


def is_end(held: Draft) -> bool:
    """Tell whether the draft proposes to end its record."""
    return "void" in held.payload


def _void(held: Draft) -> Void:
    payload: Mapping[str, str] = held.payload
    return Void(held.uid, payload["schema"], payload["void"], (bytes(held.replaces or b""),))


def entry_of(held: Draft) -> Entry:
    """Read the draft's payload back as the entry that would be sealed."""
    kind = kinds.kind(held.kind)
    payload: Mapping[str, Any] = held.payload
    person = kind.person or dict
    return Entry(
        uid=held.uid,
        core=msgspec.convert(payload["core"], kind.core),
        persons={k: msgspec.convert(v, person) for k, v in payload["persons"].items()},
        prev=(bytes(held.replaces),) if held.replaces else (),
        level=payload["level"],
        basis=payload.get("basis", ""),
        until=date.fromisoformat(payload["until"]) if payload.get("until") else None,
    )


def _clearance(held: Draft, kind: Kind, *, by: Actor) -> Clearance:
    checked = Hand(held.checked_by, held.checked_name) if held.checked_by else None
    return Clearance(
        drafted_by=Hand(held.drafted_by, held.drafted_name),
        cleared_by=by,
        checked_by=checked,
        rule=policies.rule_of(by.authority, kind.name, always=kind.checked),
    )


def _as_json(entry: Entry) -> dict[str, Any]:
    return {
        "core": msgspec.to_builtins(entry.core),
        "persons": {k: msgspec.to_builtins(v) for k, v in entry.persons.items()},
        "level": entry.level,
        "basis": entry.basis,
        "until": entry.until.isoformat() if entry.until else "",
    }


def require_entrusted(kind: str, *, by: Actor) -> None:
    """Refuse a check by a role that the authority does not entrust with this kind of record."""
    rule = policies.rule_of(by.authority, kind, always=False)
    if not rules.is_entrusted(by, roles=rule.checkers):
        raise Refused("other-role", str(rules.OBJECTIONS["other-role"]))


def _locked(held: Draft, *, states: tuple[DraftState, ...]) -> Draft:
    found = Draft.objects.select_for_update().get(pk=held.pk)
    if found.state not in states:
        raise Refused("draft-closed", _("Somebody has dealt with this draft already."))
    return found


def _require_plain(entry: Entry) -> None:
    persons = (msgspec.to_builtins(person) for person in entry.persons.values())
    require_plain([msgspec.to_builtins(entry.core), *persons])


def require_plain(said: Any) -> None:
    """Refuse text that hides or turns what is read, and what no document could hold."""
    fault = next(filter(None, map(fault_in, texts_in(said))), None)
    if fault:
        raise fault
    canon.dumps(said)


def mark_of(held: Draft) -> str:
    """Return what tells one writing of a draft from another."""
    said = json.dumps(held.payload, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


def _require_seen(held: Draft, seen: str) -> None:
    if seen and seen != mark_of(held):
        raise Refused("changed-meanwhile", str(CHANGED_MEANWHILE))


def _require_rule(kind: Kind, entry: Entry, *, on: date) -> None:
    objection = kind.why_not(entry.core, on=on)
    if objection:
        raise Refused(objection, str(kind.objections[objection]))


def _require_current(uid: UUID, prev: Sequence[bytes]) -> None:
    if not prev and Document.objects.filter(uid=uid).exists():
        raise Refused("changed-meanwhile", str(CHANGED_MEANWHILE))
    for previous in prev:
        if not Document.objects.filter(hash=previous, uid=uid, superseded_by__isnull=True).exists():
            raise Refused("changed-meanwhile", str(CHANGED_MEANWHILE))


def _require_author(held: Draft, by: Actor) -> None:
    if held.drafted_by != by.login:
        raise Refused("not-author", _("Only its author changes a draft."))


def _require_own_authority(held: Draft, by: Actor) -> None:
    if held.authority != by.authority:
        raise Refused("other-authority", _("This draft belongs to another authority."))
