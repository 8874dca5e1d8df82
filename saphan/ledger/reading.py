"""Stored bytes back into records: for history, rebuilds, checks and evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.backends.utils import CursorWrapper

from saphan.kernel.sides import Side
from saphan.ledger.models import Part
from saphan.ledger.records import SealedRecord
from saphan.protocol import canon, document

BATCH = 2_000

SELECT = """
    SELECT d.hash, d.uid, d.authority, d.side, d.schema, d.version, d.level, d.is_void, d.bytes,
           d.sealed_at, coalesce(l.seq, 0), CASE WHEN d.peer = '' THEN s.seq ELSE 0 END, d.peer
    FROM ledger_document d
    LEFT JOIN ledger_journalline l ON l.doc = d.hash AND l.rec IS NULL
    LEFT JOIN ledger_journalline s ON s.doc = d.superseded_by AND s.rec IS NULL
"""
"""Versions with their lines in the own journal; a peer's have none there."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A version with its bytes; `opened` maps part names to the parts that are held."""

    record: SealedRecord
    data: bytes
    sealed_at: datetime
    opened: Mapping[str, Part]
    commitments: Mapping[str, str]


def every(*, current: bool, kinds: Sequence[str] = ()) -> Iterator[Stored]:
    """Yield stored versions in journal order, streamed; `current` leaves superseded ones out.

    A peer's versions come first.
    """
    terms, params = [], []
    if current:
        terms.append("d.superseded_by IS NULL")
    if kinds:
        terms.append("split_part(d.schema, '/', 1) = ANY(%s)")
        params.append(list(kinds))
    with connection.chunked_cursor() as cursor:
        yield from _stored(cursor, terms, params)


def versions(uid: UUID) -> list[Stored]:
    """Return the versions of a record, oldest first."""
    return _few("d.uid = %s", uid)


def version(hash_: bytes) -> Stored | None:
    return next(iter(_few("d.hash = %s", hash_)), None)


def of_hashes(hashes: Sequence[bytes]) -> list[Stored]:
    """Return the versions with these hashes, in journal order."""
    return _few("d.hash = ANY(%s)", list(hashes))


def _few(term: str, value: Any) -> list[Stored]:
    with connection.cursor() as cursor:
        return list(_stored(cursor, [term], [value]))


def _stored(cursor: CursorWrapper, terms: Sequence[str], params: Sequence[Any]) -> Iterator[Stored]:
    where = f" WHERE {' AND '.join(terms)}" if terms else ""
    cursor.execute(f"{SELECT}{where} ORDER BY l.seq NULLS FIRST, d.version", params)
    while rows := cursor.fetchmany(BATCH):
        yield from _opened(rows)


def _opened(rows: Sequence[tuple[Any, ...]]) -> Iterator[Stored]:
    named = [canon.loads(bytes(row[8]))["parts"] for row in rows]
    wanted = {bytes.fromhex(c) for parts in named for c in parts.values()}
    held = {bytes(p.commitment): p for p in Part.objects.filter(commitment__any=wanted)}
    for row, commitments in zip(rows, named, strict=True):
        opened = {
            name: held[bytes.fromhex(c)]
            for name, c in commitments.items()
            if bytes.fromhex(c) in held
        }
        yield Stored(_record(row, opened), bytes(row[8]), row[9], opened, commitments)


def _record(row: tuple[Any, ...], opened: Mapping[str, Part]) -> SealedRecord:
    payloads = {
        name: canon.loads(bytes(part.payload))
        for name, part in opened.items()
        if name == document.CORE or name.startswith("person_")
    }
    return SealedRecord(
        hash=bytes(row[0]),
        uid=row[1],
        authority=row[2],
        side=Side(row[3]),
        schema=row[4],
        version=row[5],
        level=row[6],
        core=payloads.get(document.CORE, {}),
        persons={
            name.removeprefix("person_"): value
            for name, value in payloads.items()
            if name.startswith("person_")
        },
        is_void=row[7],
        seq=row[10],
        until_seq=row[11],
        peer=row[12],
    )
