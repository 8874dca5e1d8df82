"""The API of staging: drafts on their way to the seal, and the files that offices send."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import msgspec
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, File, Form, Query, Router, Schema, Status, UploadedFile

from saphan.intake import kinds, services
from saphan.intake.choices import DraftState, UploadState
from saphan.intake.kinds import Kind
from saphan.intake.models import Draft, Upload
from saphan.intake.pages import draft_of
from saphan.intake.services.drafts import entry_of as written
from saphan.intake.services.drafts import is_end, mark_of
from saphan.intake.views.files import MOST_BYTES
from saphan.kernel import clock
from saphan.kernel.actors import Actor
from saphan.kernel.refusals import Refused
from saphan.ledger.records import DocumentRef, Entry
from saphan.web.api import REFUSALS, AtWork, Span, Unreadable, actor_at
from saphan.web.pages import note_read

CLEARANCE = "clearance"
"""The part that says who cleared a version: the history tells it, not the record."""

drafts = Router(tags=["drafts"], auth=AtWork())
uploads = Router(tags=["uploads"], auth=AtWork())


class RecordIn(Schema):
    """A record's core, and its persons by id; persons left out stay as they were."""

    core: dict[str, Any]
    persons: dict[str, dict[str, Any]] | None = None


class VersionIn(RecordIn):
    """`prev` is the hash of the version that the writer saw: the lock."""

    prev: str = ""


class DraftOut(Schema):
    """`prev` is the hash of the version it replaces, `ends` why it ends its record; `mark` tells
    this writing of the draft from another one."""

    id: UUID
    kind: str
    record: UUID
    title: str
    state: DraftState
    prev: str
    mark: str
    drafted_by: str
    drafted_at: datetime
    checked_by: str
    note: str
    ends: str
    core: dict[str, Any] | None
    persons: dict[str, Any] | None = None


class DraftList(Schema):
    count: int
    items: list[DraftOut]


class NoteIn(Schema):
    note: str


class Sealed(Schema):
    """What was sealed: the record, its version, its line in the own journal."""

    record: UUID
    hash: str
    version: int
    line: int


class FileOut(Schema):
    """The answer to a file, in the shape of `saphan import --json`; no `id` on a dry run."""

    id: int | None = None
    state: UploadState | None = None
    file: str
    sha256: str
    of_register: str = Field(alias="register")
    rows: int
    accepted: int
    doubtful: list[dict[str, Any]]
    refused: list[dict[str, Any]]
    sealed: int
    notes: list[dict[str, Any]] = []
    settled: list[dict[str, Any]] = []
    settled_in_all: int = 0


class UploadList(Schema):
    count: int
    items: list[FileOut]


class AnswersIn(Schema):
    """`Sheet!C14` -> a reading's label or value."""

    answers: dict[str, str]


class FileIn(Schema):
    """`answers` is JSON: cell -> reading."""

    of_register: str = Field(alias="register")
    office: str = ""
    answers: str = ""
    dry_run: bool = False


@drafts.get("", response={200: DraftList, **REFUSALS}, url_name="drafts")
def list_drafts(
    request: HttpRequest, span: Query[Span], state: DraftState | None = None, kind: str = ""
) -> dict[str, Any]:
    """Drafts of the registers that the actor reads, newest first; without their persons."""
    rows = Draft.objects.visible_to(actor_at(request)).order_by("-drafted_at", "pk")
    rows = rows.filter(state=state) if state else rows
    rows = rows.filter(kind=kind) if kind else rows
    page = rows[span.offset : span.offset + span.limit]
    return {"count": rows.count(), "items": [drafted(one) for one in page]}


@drafts.get("/{uuid:pk}", response={200: DraftOut, **REFUSALS}, url_name="draft")
def show_draft(request: HttpRequest, pk: UUID, *, persons: bool = False) -> dict[str, Any]:
    """One draft; `persons` needs the ability to read personal data, and is logged."""
    by = actor_at(request)
    held = _held(pk, by)
    if persons:
        by.require(f"{kinds.kind(held.kind).register}.read-personal")
        note_read(request, [held.uid], purpose="show")
    return drafted(held, persons=persons)


@drafts.put("/{uuid:pk}", response={200: DraftOut, **REFUSALS}, url_name="draft")
def correct_draft(request: HttpRequest, pk: UUID, said: VersionIn) -> dict[str, Any]:
    """Its author writes an open or returned draft anew; `prev` as the draft shows it."""
    by = actor_at(request)
    held = _held(pk, by)
    if lock_of(said.prev) != lock_of(_hash(held)):
        raise Refused("changed-meanwhile", _("This draft is of another version of the record."))
    if is_end(held):
        raise Refused("draft-closed", _("A draft that ends its record has nothing to correct."))
    entry = entry_of(said, kinds.kind(held.kind), before=written(held), prev=said.prev)
    return drafted(services.correct(held, entry, by=by, on=clock.today()))


@drafts.post("/{uuid:pk}/check", response={200: DraftOut, **REFUSALS}, url_name="draft-check")
def check_draft(request: HttpRequest, pk: UUID, seen: str) -> dict[str, Any]:
    """State that the draft is right; `seen` is the mark of what was looked at."""
    by = actor_at(request)
    return drafted(services.check(_held(pk, by), by=by, seen=seen))


@drafts.post("/{uuid:pk}/clear", response={200: Sealed, **REFUSALS}, url_name="draft-clear")
def clear_draft(request: HttpRequest, pk: UUID, seen: str) -> dict[str, Any]:
    """Seal the draft: from here on it counts; `seen` is the mark of what was looked at."""
    by = actor_at(request)
    return _sealed(services.clear(_held(pk, by), by=by, on=clock.today(), seen=seen))


@drafts.post("/{uuid:pk}/give-back", response={200: DraftOut, **REFUSALS}, url_name="draft-back")
def give_draft_back(request: HttpRequest, pk: UUID, said: NoteIn) -> dict[str, Any]:
    by = actor_at(request)
    return drafted(services.give_back(_held(pk, by), note=said.note, by=by))


@drafts.post("/{uuid:pk}/withdraw", response={200: DraftOut, **REFUSALS}, url_name="draft-withdraw")
def withdraw_draft(request: HttpRequest, pk: UUID) -> dict[str, Any]:
    by = actor_at(request)
    return drafted(services.withdraw(_held(pk, by), by=by))


@uploads.post(
    "", response={200: FileOut, 201: FileOut, **REFUSALS}, by_alias=True, url_name="uploads"
)
def send_file(request: HttpRequest, said: Form[FileIn], file: File[UploadedFile]) -> Status[Any]:
    """Read an office's workbook: with `dry_run` nothing is kept, else it goes into staging."""
    by, on = actor_at(request), clock.today()
    if (file.size or 0) > MOST_BYTES:
        raise Refused("file-too-large", _("The file is too large."))
    sent = services.File(
        file.read(), file.name or "", said.of_register, said.office, _answers(said.answers)
    )
    if said.dry_run:
        return Status(200, services.try_out(sent, by=by, on=on).report())
    held, _read = services.receive(sent, by=by, on=on)
    return Status(201, _opened(request, held))


@uploads.get("", response={200: UploadList, **REFUSALS}, by_alias=True, url_name="uploads")
def list_files(
    request: HttpRequest, span: Query[Span], state: UploadState | None = None
) -> dict[str, Any]:
    # What is written in doubtful cells is told one file at a time, and logged.
    rows = Upload.objects.visible_to(actor_at(request)).defer("data").order_by("-uploaded_at")
    rows = rows.filter(state=state) if state else rows
    page = rows[span.offset : span.offset + span.limit]
    return {"count": rows.count(), "items": [_reported(one) for one in page]}


@uploads.get("/{int:pk}", response={200: FileOut, **REFUSALS}, by_alias=True, url_name="upload")
def show_file(request: HttpRequest, pk: int) -> dict[str, Any]:
    return _opened(request, _file(pk, actor_at(request)))


@uploads.post(
    "/{int:pk}/answers",
    response={200: FileOut, **REFUSALS},
    by_alias=True,
    url_name="upload-answers",
)
def settle_file(request: HttpRequest, pk: int, said: AnswersIn) -> dict[str, Any]:
    """Answer doubtful cells; the file is read anew."""
    by = actor_at(request)
    held = _file(pk, by)
    services.settle(held, said.answers, by=by, on=clock.today())
    return _reported(held)


@uploads.post(
    "/{int:pk}/clear", response={200: FileOut, **REFUSALS}, by_alias=True, url_name="upload-clear"
)
def clear_file(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Seal every record of a file without doubts, or none."""
    by = actor_at(request)
    services.clear_upload(_file(pk, by), by=by, on=clock.today())
    return _opened(request, _file(pk, by))


@uploads.post(
    "/{int:pk}/withdraw",
    response={200: FileOut, **REFUSALS},
    by_alias=True,
    url_name="upload-withdraw",
)
def withdraw_file(request: HttpRequest, pk: int) -> dict[str, Any]:
    by = actor_at(request)
    services.withdraw_upload(_file(pk, by), by=by)
    return _opened(request, _file(pk, by))


def entry_of(said: RecordIn, kind: Kind, *, before: Entry | None, prev: str = "") -> Entry:
    """Read what was sent as a record of `kind`; what was there `before` keeps number and level.

    Unreadable names the member at fault.
    """
    try:
        core = msgspec.convert(said.core, kind.core)
        persons = _persons(said, kind) if said.persons is not None or before is None else None
    except msgspec.ValidationError as fault:
        sentence, _at, place = str(fault).partition(" - at ")
        raise Unreadable(sentence, where={"member": place.strip("`") or "$"}) from fault
    if before is None:
        return Entry(uuid4(), core, persons or {})
    kept = before.persons if persons is None else persons
    return replace(before, core=core, persons=kept, prev=lock_of(prev))


def _persons(said: RecordIn, kind: Kind) -> dict[str, Any]:
    persons = said.persons or {}
    if persons and (kind.person is None or CLEARANCE in persons):
        raise Unreadable(_("A record of this kind has no such persons."), where={"persons": ""})
    return {key: msgspec.convert(one, kind.person) for key, one in persons.items()}


def lock_of(text: str) -> tuple[bytes, ...]:
    """Read a version's hash, with or without `sha256:`; nothing for a record's first version."""
    try:
        return (bytes.fromhex(text.removeprefix("sha256:")),) if text else ()
    except ValueError as fault:
        raise Unreadable(
            _("A version's hash is 64 hexadecimal digits."), where={"prev": text}
        ) from (fault)


def drafted(held: Draft, *, persons: bool = False) -> dict[str, Any]:
    """Return a draft as the API shows it."""
    ends = held.payload["void"] if is_end(held) else ""
    return {
        "id": held.pk,
        "kind": held.kind,
        "record": held.uid,
        "title": held.title,
        "state": held.state,
        "prev": _hash(held),
        "mark": mark_of(held),
        "drafted_by": held.drafted_name,
        "drafted_at": held.drafted_at,
        "checked_by": held.checked_name,
        "note": held.note,
        "ends": ends,
        "core": None if ends else held.payload["core"],
        "persons": held.payload.get("persons", {}) if persons else None,
    }


def _hash(held: Draft) -> str:
    return f"sha256:{bytes(held.replaces).hex()}" if held.replaces else ""


def _held(pk: UUID, by: Actor) -> Draft:
    held = draft_of(pk, authority=by.authority)
    by.require(f"{kinds.kind(held.kind).register}.read")
    return held


def _file(pk: int, by: Actor) -> Upload:
    found = Upload.objects.visible_to(by).filter(pk=pk).first()
    if found is None:
        raise Http404(str(_("There is no such file.")))
    return found


def _sealed(ref: DocumentRef) -> dict[str, Any]:
    sealed = {"record": ref.uid, "hash": f"sha256:{ref.hash.hex()}", "version": ref.version}
    return {**sealed, "line": ref.seq}


WITH_TEXTS = ("doubtful", "refused", "notes", "settled")
WITHHELD: dict[str, Any] = {"text": "", "readings": [], "label": ""}


def _opened(request: HttpRequest, held: Upload) -> dict[str, Any]:
    """Report on a file; its cells may name people, so they are shown and logged as such."""
    personal = actor_at(request).can(f"{held.register}.read-personal")
    if personal:
        note_read(request, [held.sha256], purpose="preview")
    return _reported(held, personal=personal)


def _reported(held: Upload, *, personal: bool = False) -> dict[str, Any]:
    said = {**held.report, "id": held.pk, "state": held.state}
    if personal:
        return said
    told = [name for name in WITH_TEXTS if name in said]
    return {**said, **{name: list(map(_withheld, said[name])) for name in told}}


def _withheld(finding: Mapping[str, Any]) -> dict[str, Any]:
    """Return the place and the code of a finding without what is written there or was chosen."""
    return {**finding, **{key: empty for key, empty in WITHHELD.items() if key in finding}}


def _answers(text: str) -> dict[str, str]:
    try:
        return msgspec.json.decode(text, type=dict[str, str]) if text else {}
    except msgspec.DecodeError as fault:
        sentence = _("The answers map cells such as Sheet!C14 to readings.")
        raise Unreadable(sentence, where={"answers": str(fault)}) from fault
