"""Drafts: written by one officer, checked by another where needed, cleared by a second."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import uuid4

import msgspec
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from saphan.intake import kinds
from saphan.intake.choices import DraftState
from saphan.intake.kinds import Kind
from saphan.intake.models import Draft
from saphan.kernel import clock
from saphan.kernel.actors import Actor
from saphan.kernel.refusals import Refused
from saphan.ledger import policies
from saphan.ledger.clearance import Clearance, Hand
from saphan.ledger.models import Document
from saphan.ledger.records import DocumentRef, Entry

OPEN = (DraftState.DRAFTED, DraftState.CHECKED)


def draft(kind: Kind, entry: Entry, *, by: Actor, on: date) -> Draft:
    """Keep an officer's draft; nothing of it is in a register, a figure or a pack.

    Raises `Refused` with the register's code when its rule objects, `changed-meanwhile` when the
    version that the officer saw is no longer the current one, `draft-open` when the record
    already waits for clearance.
    """
    by.require(f"{kind.register}.draft")
    _require_rule(kind, entry, on=on)
    _require_current(entry)
    try:
        with transaction.atomic():
            return Draft.objects.create(
                id=uuid4(),
                kind=kind.name,
                uid=entry.uid,
                replaces=entry.prev[0] if entry.prev else None,
                authority=by.authority,
                office=by.office,
                title=kind.title(entry.core),
                payload=_as_json(entry),
                drafted_by=by.login,
                drafted_name=by.name,
                drafted_at=clock.now(),
            )
    except IntegrityError as error:
        raise Refused(
            "draft-open", _("A draft of this record already waits for clearance.")
        ) from error


@transaction.atomic
def correct(held: Draft, entry: Entry, *, by: Actor, on: date) -> Draft:
    """Let the author write his open or returned draft anew; it has to be checked again."""
    kind = kinds.kind(held.kind)
    by.require(f"{kind.register}.draft")
    held = _locked(held, states=(DraftState.DRAFTED, DraftState.RETURNED))
    _require_author(held, by)
    _require_rule(kind, entry, on=on)
    held.payload, held.title = _as_json(entry), kind.title(entry.core)
    held.state, held.note = DraftState.DRAFTED, ""
    held.save(update_fields=["payload", "title", "state", "note"])
    return held


@transaction.atomic
def check(held: Draft, *, by: Actor) -> Draft:
    """A second officer found the draft right; a third clears it, or he does."""
    by.require(f"{kinds.kind(held.kind).register}.check")
    held = _locked(held, states=(DraftState.DRAFTED,))
    _require_own_authority(held, by)
    if held.drafted_by == by.login:
        raise Refused("own-draft", _("You wrote this draft: another officer must check it."))
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
    held.state, held.note, held.checked_by = DraftState.RETURNED, note.strip(), ""
    held.save(update_fields=["state", "note", "checked_by"])
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
def clear(held: Draft, *, by: Actor, on: date) -> DocumentRef:
    """Seal the draft: from here on it counts. Raises `own-draft` and the seal's refusals."""
    kind = kinds.kind(held.kind)
    by.require(f"{kind.register}.clear")
    held = _locked(held, states=OPEN)
    _require_own_authority(held, by)
    (ref,) = kind.record([entry_of(held)], by=by, clearance=_clearance(held, kind, by=by), on=on)
    held.state, held.cleared_by = DraftState.CLEARED, by.login
    held.closed_at, held.sealed_as = clock.now(), ref.hash
    held.save(update_fields=["state", "cleared_by", "closed_at", "sealed_as"])
    return ref


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
    )


def _clearance(held: Draft, kind: Kind, *, by: Actor) -> Clearance:
    checked = Hand(held.checked_by, held.checked_name) if held.checked_by else None
    return Clearance(
        drafted_by=Hand(held.drafted_by, held.drafted_name),
        cleared_by=by,
        checked_by=checked,
        needs_check=policies.needs_check(by.authority, kind.name, default=kind.checked),
    )


def _as_json(entry: Entry) -> dict[str, Any]:
    return {
        "core": msgspec.to_builtins(entry.core),
        "persons": {k: msgspec.to_builtins(v) for k, v in entry.persons.items()},
        "level": entry.level,
    }


def _locked(held: Draft, *, states: tuple[DraftState, ...]) -> Draft:
    found = Draft.objects.select_for_update().get(pk=held.pk)
    if found.state not in states:
        raise Refused("draft-closed", _("Somebody has dealt with this draft already."))
    return found


def _require_rule(kind: Kind, entry: Entry, *, on: date) -> None:
    objection = kind.why_not(entry.core, on=on)
    if objection:
        raise Refused(objection, str(kind.objections[objection]))


def _require_current(entry: Entry) -> None:
    for previous in entry.prev:
        if not Document.objects.filter(
            hash=previous, uid=entry.uid, superseded_by__isnull=True
        ).exists():
            raise Refused(
                "changed-meanwhile",
                _("Somebody changed this record after you opened it. Look at the new version."),
            )


def _require_author(held: Draft, by: Actor) -> None:
    if held.drafted_by != by.login:
        raise Refused("not-author", _("Only its author changes a draft."))


def _require_own_authority(held: Draft, by: Actor) -> None:
    if held.authority != by.authority:
        raise Refused("other-authority", _("This draft belongs to another authority."))
