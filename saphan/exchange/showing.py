"""A peer's documents as rows and facts here, as soon as their core is held."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final
from uuid import UUID

import msgspec
import psycopg
from django.db import DatabaseError, transaction

from saphan.bilateral import kinds
from saphan.exchange.models import Peer, Unread
from saphan.kernel import clock
from saphan.ledger import projectors, reading
from saphan.ledger.models import Document, Part
from saphan.ledger.records import SealedRecord
from saphan.protocol import document

UNKNOWN_SCHEMA: Final = "unknown-schema"
NOT_THEIRS: Final = "not-theirs"
UNREADABLE: Final = "unreadable"
FAILS: Final = (
    DatabaseError,
    psycopg.Error,
    msgspec.ValidationError,
    LookupError,
    ValueError,
    ArithmeticError,
)


def show(peer: Peer, came: Mapping[bytes, Collection[str]]) -> None:
    """Write rows and facts of the documents of which parts came; note those that cannot be shown.

    `came` names the parts by the document's raw hash. A document is counted once, when its core
    comes; its row is written again when more of it comes.
    """
    stored = reading.of_hashes(list(came))
    records = [
        each.record
        for each in stored
        if each.record.peer == peer.node and document.CORE in each.opened
    ]
    others = _others(peer, records)
    sound = [record for record in records if not _refused(peer, record, others)]
    current = _settle(peer.node, sound)
    for kind in sorted({record.kind for record in sound}):
        of_kind = [record for record in sound if record.kind == kind]
        counted = [record for record in of_kind if document.CORE in came[record.hash]]
        _project([record for record in of_kind if record.hash in current], counted)


def show_again(doc: bytes) -> None:
    """Write the rows of a version anew, by its raw hash: a part of it was erased."""
    current = Document.objects.filter(hash=doc, superseded_by=None)
    if current.exists() and doc not in unread():
        _project([each.record for each in reading.of_hashes([doc]) if each.record.core], ())


def unread() -> set[bytes]:
    """Return the raw hashes of the documents that are not shown."""
    return {bytes(doc) for doc in Unread.objects.values_list("doc", flat=True)}


def _others(peer: Peer, records: Sequence[SealedRecord]) -> dict[UUID, set[str]]:
    """Return the authorities that state these records at other nodes of the peer's side."""
    named = Document.objects.filter(uid__in={record.uid for record in records}, side=peer.side)
    found: dict[UUID, set[str]] = {}
    for uid, authority in named.exclude(peer=peer.node).values_list("uid", "authority"):
        found.setdefault(uid, set()).add(authority)
    return found


def _refused(peer: Peer, record: SealedRecord, others: Mapping[UUID, Collection[str]]) -> bool:
    """Whether a record cannot be shown: not theirs to state, or of a schema not known here.

    The same authority may go on with its record at another node.
    """
    code = ""
    if record.authority not in peer.authorities or set(others.get(record.uid, ())) - {
        record.authority
    }:
        code = NOT_THEIRS
    elif record.schema not in kinds.schemas():
        code = UNKNOWN_SCHEMA
    elif not record.is_void:
        try:
            msgspec.convert(record.core, kinds.schemas()[record.schema])
        except (msgspec.ValidationError, ValueError, TypeError):
            code = UNREADABLE
    if code:
        _unread(record, code)
    return bool(code)


def _unread(record: SealedRecord, code: str) -> None:
    set_aside(record.hash, peer=record.peer, schema=record.schema, code=code)


def set_aside(doc: bytes, *, peer: str, schema: str, code: str) -> None:
    """Note why a peer's document, by its raw hash, is not shown."""
    Unread.objects.get_or_create(
        doc=doc,
        defaults={"peer": peer, "schema": schema, "code": code, "noticed_at": clock.now()},
    )


def _settle(peer: str, records: Sequence[SealedRecord]) -> set[bytes]:
    """Let one version of each record be current, whatever came first; return the current ones.

    It is the highest that can be shown, and of two the one that came now.
    """
    held = Document.objects.filter(
        uid__in={record.uid for record in records}, peer=peer, superseded_by=None
    )
    versions: dict[UUID, list[Document]] = {}
    for each in held:
        versions.setdefault(each.uid, []).append(each)
    standing = {bytes(each.hash) for several in versions.values() for each in several}
    current = {record.hash for record in records} & standing
    for several in versions.values():
        if len(several) > 1:
            current -= _superseded(several, current)
    return current


def _superseded(versions: Sequence[Document], came: Collection[bytes]) -> set[bytes]:
    shown = [each for each in versions if bytes(each.hash) in came or _is_shown(each)]
    newest = max(shown, key=lambda each: (each.version, bytes(each.hash) in came))
    older = [
        bytes(each.hash)
        for each in versions
        if each is not newest and each.version <= newest.version
    ]
    Document.objects.filter(hash__in=older).update(superseded_by=newest.hash)
    return set(older)


def _is_shown(held: Document) -> bool:
    core = bytes.fromhex(document.read(bytes(held.bytes)).parts[document.CORE])
    readable = not Unread.objects.filter(doc=held.hash).exists()
    return readable and Part.objects.filter(commitment=core).exists()


def _project(current: Sequence[SealedRecord], counted: Sequence[SealedRecord]) -> None:
    """Project the records together; when that fails, each alone, without those that fail."""
    records = {record.hash: record for record in (*current, *counted)}
    try:
        _run(current, counted)
    except FAILS:
        if len(records) == 1:
            _unread(next(iter(records.values())), UNREADABLE)
            return
        for digest in records:
            _project(
                [each for each in current if each.hash == digest],
                [each for each in counted if each.hash == digest],
            )


@transaction.atomic
def _run(current: Sequence[SealedRecord], counted: Sequence[SealedRecord]) -> None:
    projectors.run("stored", current)
    projectors.run("numbered", counted)
