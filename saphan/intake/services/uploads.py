"""Files: read, doubts settled, cleared by a second officer, sealed whole or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from saphan.accounts import rules
from saphan.intake import kinds
from saphan.intake.choices import UploadState
from saphan.intake.kinds import Composed, Setting, Tables
from saphan.intake.models import KeptMapping, Upload
from saphan.intake.reading.outcome import Finding, Outcome, Row, Settled
from saphan.intake.reading.reader import read
from saphan.intake.services.drafts import require_entrusted
from saphan.intake.services.senders import office_of, setting_of
from saphan.kernel import clock
from saphan.kernel.actors import Actor
from saphan.kernel.refusals import Refused
from saphan.ledger import journals, policies
from saphan.ledger.clearance import Clearance, Hand
from saphan.ledger.records import DocumentRef, Entry

PROGRESS_EVERY = 1_000
FIRST_ROWS = 20
HEADS_AMISS = frozenset({"head-missing", "head-twice"})
"""While a required column is not known, rows are no records."""
MOST_ROWS = 300
MOST_SETTLED = 500
"""Cells that a report names; a column may have settled tens of thousands."""
HAS_DOUBTS = __("The file still has cells that wait for an answer.")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Read:
    """A file as the register understands it, beside the journal's first `as_of` lines."""

    filename: str
    register: str
    setting: Setting
    as_of: int
    outcome: Outcome
    composed: Composed

    @property
    def entries(self) -> int:
        return sum(len(each) for each in self.composed.entries.values())

    @property
    def clean(self) -> bool:
        return not self.doubts and not self.refusals

    @property
    def doubts(self) -> list[dict[str, object]]:
        return [each.as_json() for each in (*self.outcome.doubts, *self.composed.doubts)]

    @property
    def refusals(self) -> list[dict[str, object]]:
        """Without the answers that the reader saw no doubt for and the register used."""
        return [
            each.as_json()
            for each in (*self.outcome.refused, *self.composed.refused)
            if each.code != "answer-without-doubt"
            or f"{each.sheet}!{each.cell}" not in self.composed.answered
        ]

    @property
    def notes(self) -> list[dict[str, object]]:
        """What was passed over or noticed, and each total that the rows add up to."""
        totals = (
            Finding(one.sheet, one.cell, "", "total-holds", {"summed": one.summed})
            for one in self.outcome.checks
            if one.holds
        )
        return [each.as_json() for each in (*self.outcome.notes, *totals)]

    @property
    def settled(self) -> list[dict[str, str]]:
        """Cells with several readings of which one was left; answers come first, each with `by`.

        `why` is `answer`, or what decided without anybody: `column` or `unit`.
        """
        told = [
            Settled(*at.rpartition("!")[::2], "", self.setting.answers[at], "answer")
            for at in sorted(self.composed.answered)
        ]
        told += sorted(self.outcome.settled, key=lambda one: one.why != "answer")
        return [{**asdict(one), "by": self._answerer(one)} for one in told]

    def _answerer(self, told: Settled) -> str:
        if told.why != "answer":
            return ""
        column = told.cell.rstrip("0123456789")
        keys = (f"{told.sheet}!{told.cell}", f"{told.sheet}!{column}:{column}")
        names = self.setting.answered_by
        return next((names[key] for key in keys if key in names), "")

    def report(self, *, sealed: int = 0) -> dict[str, Any]:
        """The import's answer in the shape of the interface."""
        return {
            "file": self.filename,
            "sha256": self.setting.file,
            "register": self.register,
            "rows": len(self.outcome.rows),
            "accepted": self.entries if self.clean else 0,
            "doubtful": self.doubts,
            "refused": self.refusals,
            "sealed": sealed,
            "notes": self.notes,
            "settled": self.settled[:MOST_SETTLED],
            "settled_in_all": len(self.settled),
        }

    def preview(self) -> list[dict[str, Any]]:
        """The first rows and every row with a finding, as written, with the marks of its cells."""
        marked = {(str(f["sheet"]), str(f["cell"])): "doubt" for f in self.doubts}
        marked |= {(str(f["sheet"]), str(f["cell"])): "no" for f in self.refusals}
        rows_marked = {(sheet, cell.lstrip(LETTERS)) for sheet, cell in marked}
        shown: dict[str, list[dict[str, Any]]] = {}
        for row in self.outcome.rows:
            lines = shown.setdefault(f"{row.sheet} · {row.kind}", [])
            most = MOST_ROWS if (row.sheet, str(row.number)) in rows_marked else FIRST_ROWS
            if len(lines) < most:
                lines.append(_previewed(row, marked))
        return [{"title": title, "rows": rows} for title, rows in shown.items()]


def _previewed(row: Row, marked: Mapping[tuple[str, str], str]) -> dict[str, Any]:
    cells = [
        {
            "name": name,
            "cell": row.cell(name),
            "text": row.text(name)[:200],
            "mark": marked.get((row.sheet, row.cell(name)), ""),
        }
        for name in row.positions
    ]
    return {"number": row.number, "cells": cells}


def read_file(
    data: bytes,
    *,
    filename: str,
    register: str,
    setting: Setting,
) -> Read:
    """Read a file for a register without keeping anything (a dry run)."""
    tables, as_of = _tables(register), journals.size()
    outcome = read(
        data,
        filename=filename,
        sheets=tables.sheets,
        answers=setting.answers,
        today=setting.on,
        mapping={m.head: m.columns for m in KeptMapping.objects.filter(register=register)},
    )
    whole = not any(finding.code in HEADS_AMISS for finding in outcome.refused)
    composed = tables.compose(outcome, setting) if outcome.rows and whole else Composed()
    return Read(filename, register, setting, as_of, outcome, composed)


@dataclass(frozen=True, slots=True)
class File:
    """A file as it arrives: its bytes, its name, the register and the office that sent it."""

    data: bytes
    name: str
    register: str
    office: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)


def try_out(file: File, *, by: Actor, on: date) -> Read:
    """Read a file without keeping anything."""
    _tables(file.register)
    by.require(f"{file.register}.import")
    setting = setting_of(
        hashlib.sha256(file.data).hexdigest(),
        authority=by.authority,
        office=office_of(file.office, by=by),
        on=on,
        answers=file.answers,
        answered_by=dict.fromkeys(file.answers, by.name),
    )
    return read_file(file.data, filename=file.name, register=file.register, setting=setting)


@transaction.atomic
def receive(file: File, *, by: Actor, on: date) -> tuple[Upload, Read]:
    """Take a file into staging; the same bytes sent again are the file that waits there.

    `same-file` when it is sealed already.
    """
    _tables(file.register)
    by.require(f"{file.register}.import")
    held, new = Upload.objects.exclude(state=UploadState.WITHDRAWN).get_or_create(
        sha256=hashlib.sha256(file.data).hexdigest(),
        authority=by.authority,
        register=file.register,
        defaults={
            "filename": file.name[:200],
            "data": file.data,
            "office": office_of(file.office, by=by),
            "answers": dict(file.answers),
            "answered_by": dict.fromkeys(file.answers, by.name),
            "uploaded_by": by.login,
            "uploaded_name": by.name,
            "uploaded_at": clock.now(),
        },
    )
    if not new:
        _lock_open(held)
        _send_again(held, file, by=by)
    return held, _reread(held, on=on)


def _send_again(held: Upload, file: File, *, by: Actor) -> None:
    """Whoever changes a file that waits has a hand in it; his new answers replace his old ones."""
    office = office_of(file.office, by=by) if file.office else held.office
    if not file.answers and office == held.office:
        return
    names = {at: name for at, name in held.answered_by.items() if name != by.name}
    if file.answers:
        held.answers = {at: held.answers[at] for at in names} | dict(file.answers)
        held.answered_by = names | dict.fromkeys(file.answers, by.name)
    held.office, held.settled_by = office, sorted({*held.settled_by, by.login})
    held.checked_by = held.checked_name = ""


@transaction.atomic
def settle(held: Upload, answers: Mapping[str, str], *, by: Actor, on: date) -> Read:
    """Add answers to doubtful cells (`Sheet!C14` -> a reading's label or value) and read anew.

    Who answers has a hand in the records, as who sent the file has: he does not clear it.
    """
    by.require(f"{held.register}.import")
    _lock_open(held)
    held.answers = {**held.answers, **answers}
    held.answered_by = {**held.answered_by, **dict.fromkeys(answers, by.name)}
    held.settled_by = sorted({*held.settled_by, by.login})
    held.checked_by = held.checked_name = ""
    return _reread(held, on=on)


@transaction.atomic
def check_upload(held: Upload, *, by: Actor) -> None:
    """A second officer found a file without open doubts right; a new answer undoes that.

    Raises `own-draft` for who sent the file or settled a cell, and `other-role`.
    """
    by.require(f"{held.register}.check")
    _lock_open(held)
    if by.login in {held.uploaded_by, *held.settled_by}:
        raise Refused("own-draft", str(rules.OBJECTIONS["own-draft"]))
    if held.state != UploadState.READY:
        raise Refused("has-doubts", str(HAS_DOUBTS))
    for kind in held.report["kinds"]:
        require_entrusted(kind, by=by)
    held.checked_by, held.checked_name = by.login, by.name
    held.save(update_fields=["checked_by", "checked_name"])


@transaction.atomic
def withdraw_upload(held: Upload, *, by: Actor) -> None:
    by.require(f"{held.register}.import")
    _lock_open(held)
    held.state = UploadState.WITHDRAWN
    held.save(update_fields=["state"])


@transaction.atomic
def clear_upload(
    held: Upload,
    *,
    by: Actor,
    on: date,
    found: Read | None = None,
    progress: Callable[[int], None] = lambda _n: None,
) -> tuple[Read, list[DocumentRef]]:
    """Seal every record of a file without open doubts, or none.

    `found` is what this process read of the file a moment ago; it is read anew when an answer was
    given or anything was sealed since. Raises `has-doubts`, `own-draft` and the refusals of the
    register's services.
    """
    by.require(f"{held.register}.clear")
    _lock_open(held)
    if by.login in held.settled_by:
        raise Refused("own-draft", str(rules.OBJECTIONS["own-draft"]))
    found = found if found and _holds_still(found, held, on=on) else _read(held, on=on)
    if not found.clean:
        raise Refused("has-doubts", str(HAS_DOUBTS))
    refs = _record(held, found, by=by, on=on, progress=progress)
    held.state, held.report = UploadState.SEALED, found.report(sealed=len(refs))
    held.cleared_by, held.cleared_at = by.login, clock.now()
    held.save()
    return found, refs


def _lock_open(held: Upload) -> None:
    """Read the file's row again and lock it: what is sealed or withdrawn stays so."""
    held.refresh_from_db(from_queryset=Upload.objects.select_for_update())
    if held.state == UploadState.SEALED:
        raise Refused(
            "same-file",
            _("This very file was imported before. Nothing was added."),
            where={"sha256": held.sha256},
        )
    if held.state == UploadState.WITHDRAWN:
        raise Refused("file-closed", _("Somebody has dealt with this file already."))


def _record(
    held: Upload, found: Read, *, by: Actor, on: date, progress: Callable[[int], None]
) -> list[DocumentRef]:
    refs: list[DocumentRef] = []
    for name, entries in found.composed.entries.items():
        kind = kinds.kind(name)
        clearance = Clearance(
            drafted_by=Hand(held.uploaded_by, held.uploaded_name),
            cleared_by=by,
            checked_by=_checker(held),
            rule=policies.rule_of(by.authority, name, always=kind.checked),
        )
        counted = _counted(entries, before=len(refs), progress=progress)
        refs += kind.record(counted, by=by, clearance=clearance, on=on)
    return refs


def _checker(held: Upload) -> Hand | None:
    return Hand(held.checked_by, held.checked_name) if held.checked_by else None


def _counted(
    entries: Iterable[Entry], *, before: int, progress: Callable[[int], None]
) -> Iterator[Entry]:
    for done, entry in enumerate(entries, start=before):
        if done % PROGRESS_EVERY == 0:
            progress(done)
        yield entry


def _reread(held: Upload, *, on: date) -> Read:
    found = _read(held, on=on)
    kinds_found = sorted(found.composed.entries)
    held.report = {**found.report(), "kinds": kinds_found, "preview": found.preview()}
    held.state = UploadState.READY if found.clean else UploadState.DOUBTFUL
    if not found.entries and found.refusals:
        held.state = UploadState.REFUSED
    held.save()
    return found


def _read(held: Upload, *, on: date) -> Read:
    return read_file(
        bytes(held.data),
        filename=held.filename,
        register=held.register,
        setting=_setting(held, on=on),
    )


def _holds_still(found: Read, held: Upload, *, on: date) -> bool:
    """Is a reading still what the file would be read as?"""
    same = found.register == held.register and found.setting == _setting(held, on=on)
    return same and found.as_of == journals.size()


def _setting(held: Upload, *, on: date) -> Setting:
    return setting_of(
        held.sha256,
        authority=held.authority,
        office=held.office,
        on=on,
        answers=held.answers,
        answered_by=held.answered_by,
    )


def _tables(register: str) -> Tables:
    found = kinds.tables(register)
    if found is None:
        raise Refused("unknown-register", _("No register of this name takes workbooks."))
    return found
