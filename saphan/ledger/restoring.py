"""Documents of our own that come back after a restore, as the bytes that were sealed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from saphan.kernel import clock
from saphan.kernel.refusals import Refused
from saphan.ledger import journals, projectors, reading, rows
from saphan.ledger.models import Document, Part
from saphan.protocol import document
from saphan.protocol.bundle import Payload


def bring_back(
    documents: Iterable[bytes], parts: Iterable[Payload], *, without: Collection[bytes]
) -> int:
    """Store our own documents that are missing, with their parts; return how many came back.

    Nothing is sealed anew: the bytes are those that were. Parts named in `without` (raw
    commitments) were erased and stay away.
    """
    new = {found.hash: (found, data) for data in documents if (found := _read(data))}
    for digest in Document.objects.filter(hash__any=list(new)).values_list("hash", flat=True):
        new.pop(bytes(digest))
    ordered = sorted(new.values(), key=lambda each: (each[0].header.version, each[0].hash))
    at = clock.now()
    rows.copy(Document, (_row(found, data, at) for found, data in ordered))
    for found, _data in ordered:
        _supersede(found)
    _bring_parts({bytes.fromhex(c) for f, _ in ordered for c in f.parts.values()}, parts, without)
    journals.append(
        [journals.Statement(f.header.id, f.hash, f.header.authority) for f, _data in ordered]
    )
    records = [s.record for s in reading.of_hashes([found.hash for found, _data in ordered])]
    records = [record for record in records if record.core]
    projectors.run("stored", records)
    projectors.run("numbered", records)
    return len(ordered)


def _read(data: bytes) -> document.Document | None:
    try:
        return document.read(data)
    except Refused:
        return None


def _row(found: document.Document, data: bytes, at: object) -> rows.Row:
    header = found.header
    return {
        "hash": found.hash,
        "uid": UUID(header.id),
        "authority": header.authority,
        "side": header.authority[:2].upper(),
        "schema": header.schema,
        "version": header.version,
        "level": header.level.code,
        "bytes": data,
        "is_void": header.void,
        "sealed_at": at,
        "peer": "",
    }


def _supersede(found: document.Document) -> None:
    before = [bytes.fromhex(each) for each in found.header.prev]
    Document.objects.filter(hash__any=before, superseded_by=None).update(superseded_by=found.hash)


def _bring_parts(
    wanted: Collection[bytes], parts: Iterable[Payload], without: Collection[bytes]
) -> None:
    given = {part.commitment: part for part in parts}
    missing = set(wanted) & given.keys() - set(without)
    held = Part.objects.filter(commitment__any=list(missing)).values_list("commitment", flat=True)
    missing -= {bytes(each) for each in held}
    rows.copy(
        Part,
        (
            {"commitment": c, "salt": given[c].salt, "payload": given[c].payload}
            for c in sorted(missing)
        ),
    )
