"""Documents of our own that come back after a restore, as the bytes that were sealed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from django.db.models import Q

from saphan.kernel import clock
from saphan.ledger import copies, journals, projectors, reading, rows
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
    new = {found.hash: (found, data) for data in documents if (found := copies.read(data))}
    for digest in Document.objects.filter(hash__any=list(new)).values_list("hash", flat=True):
        new.pop(bytes(digest))
    ordered = sorted(new.values(), key=lambda each: (each[0].header.version, each[0].hash))
    at, taken = clock.now(), _taken_numbers([found for found, _data in ordered])
    rows.copy(
        Document,
        (
            {**copies.row(found, data, at=at), "again": _number(found) in taken}
            for found, data in ordered
        ),
    )
    for found, _data in ordered:
        _supersede(found)
    _bring_parts({bytes.fromhex(c) for f, _ in ordered for c in f.parts.values()}, parts, without)
    journals.append(
        [journals.Statement(f.header.id, f.hash, f.header.authority) for f, _data in ordered]
    )
    records = [s.record for s in reading.of_hashes([found.hash for found, _data in ordered])]
    records = [record for record in records if record.core]
    current = Document.objects.filter(hash__any=[r.hash for r in records], superseded_by=None)
    shown = {bytes(digest) for digest in current.values_list("hash", flat=True)}
    projectors.run("stored", [record for record in records if record.hash in shown])
    projectors.run("numbered", records)
    return len(ordered)


type _Number = tuple[UUID, str, int]


def _number(found: document.Document) -> _Number:
    header = found.header
    return UUID(header.id), header.authority[:2].upper(), header.version


def _taken_numbers(documents: Sequence[document.Document]) -> set[_Number]:
    """Return the versions that were sealed anew before anybody knew of the restore."""
    uids = {UUID(found.header.id) for found in documents}
    held = Document.objects.filter(uid__in=uids, peer="", again=False)
    return set(held.values_list("uid", "side", "version"))


def _supersede(found: document.Document) -> None:
    """Put a version in its place: after those it names, and before a newer one that is here.

    Where another version with its number or a higher one was sealed meanwhile, that one stands.
    """
    uid, _side, version = _number(found)
    named = [bytes.fromhex(each) for each in found.header.prev]
    standing = Document.objects.filter(peer="", superseded_by=None).exclude(hash=found.hash)
    of_record = standing.filter(uid=uid)
    newer = of_record.filter(version__gte=version).order_by("-version").first()
    older = Q(uid=uid, version__lt=version) | Q(hash__in=named)
    standing.filter(older).update(superseded_by=found.hash)
    if newer is not None:
        own = Document.objects.filter(hash=found.hash, superseded_by=None)
        own.update(superseded_by=newer.hash)


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
