"""Does the ledger still say what was sealed? Every byte is hashed again and every root rebuilt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import batched

from django.db.models import OuterRef, Subquery

from saphan.kernel.refusals import Refused
from saphan.ledger.models import Document, Epoch, JournalLine, NodeKey, Part, SignedHead
from saphan.protocol import document, journal, merkle

BATCH = 5_000


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong where: `kind` is document, part, line or head; `name` finds the row."""

    kind: str
    name: str
    code: str

    def __str__(self) -> str:
        return f"{self.kind} {self.name}: {self.code}"


@dataclass(frozen=True, slots=True)
class Checked:
    """How much was looked at, and every fault found."""

    documents: int
    parts: int
    lines: int
    heads: int
    faults: tuple[Fault, ...]


def check() -> Checked:
    """Read the whole ledger; the answer names each document, part, line or head that is wrong."""
    faults = [*_documents(), *_parts(), *_missing_cores(), *_journals()]
    return Checked(
        documents=Document.objects.count(),
        parts=Part.objects.count(),
        lines=JournalLine.objects.count(),
        heads=SignedHead.objects.count(),
        faults=tuple(faults),
    )


def _documents() -> Iterator[Fault]:
    line = JournalLine.objects.filter(doc=OuterRef("hash")).values("seq")[:1]
    for row in Document.objects.annotate(line=Subquery(line)).iterator(chunk_size=BATCH):
        name, data = bytes(row.hash).hex(), bytes(row.bytes)
        if sha256(data).digest() != bytes(row.hash):
            yield Fault("document", name, "bytes-changed")
            continue
        if row.line is None:
            yield Fault("document", name, "no-line")
        if not _row_says_what_bytes_say(row, data):
            yield Fault("document", name, "row-differs")


def _row_says_what_bytes_say(row: Document, data: bytes) -> bool:
    header = document.read(data).header
    return (row.uid.hex, row.authority, row.schema, row.version, row.is_void, row.level) == (
        header.id,
        header.authority,
        header.schema,
        header.version,
        header.void,
        header.level.code,
    )


def _parts() -> Iterator[Fault]:
    for part in Part.objects.iterator(chunk_size=BATCH):
        found = document.commitment(bytes(part.salt), bytes(part.payload))
        if found != bytes(part.commitment):
            yield Fault("part", bytes(part.commitment).hex(), "bytes-changed")


def _missing_cores() -> Iterator[Fault]:
    """A document whose core is gone cannot be projected; other parts may be withheld."""
    rows = Document.objects.values_list("hash", "bytes").iterator(chunk_size=BATCH)
    for batch in batched(rows, BATCH):
        cores = {
            bytes.fromhex(core): bytes(hash_).hex()
            for hash_, data in batch
            if (core := _core_of(bytes(data)))
        }
        held = Part.objects.filter(commitment__in=cores).values_list("commitment", flat=True)
        for missing in cores.keys() - {bytes(c) for c in held}:
            yield Fault("document", cores[missing], "core-missing")


def _core_of(data: bytes) -> str | None:
    try:
        return document.read(data).parts.get(document.CORE)
    except Refused:
        return None


def _journals() -> Iterator[Fault]:
    for epoch in Epoch.objects.order_by("role", "number"):
        yield from _journal(epoch)


def _journal(epoch: Epoch) -> Iterator[Fault]:
    heads = {
        head.size: head
        for head in SignedHead.objects.filter(journal=epoch.journal, epoch=epoch.epoch)
    }
    frontier = merkle.Frontier()
    lines = JournalLine.objects.filter(journal=epoch.journal, epoch=epoch.epoch).order_by("seq")
    for line in lines.iterator(chunk_size=BATCH):
        name = f"{epoch.role}:{line.seq}"
        data = bytes(line.bytes)
        if line.seq != frontier.size + 1:
            yield Fault("line", name, "gap-before")
            return
        code = _line_fault(line, data)
        if code:
            yield Fault("line", name, code)
        frontier.append(merkle.leaf_hash(data))
        head = heads.pop(frontier.size, None)
        if head is not None:
            yield from _head(head, frontier, epoch)
    for size in heads:
        yield Fault("head", f"{epoch.role}:{size}", "lines-missing")


def _line_fault(line: JournalLine, data: bytes) -> str | None:
    if merkle.leaf_hash(data) != bytes(line.leaf):
        return "bytes-changed"
    try:
        said = journal.read_line(data)
    except Refused as refused:
        return refused.code
    stated = (said.journal, said.epoch, said.seq, said.doc)
    doc = bytes(line.doc).hex() if line.doc is not None else None
    return None if stated == (line.journal, line.epoch, line.seq, doc) else "row-differs"


def _head(head: SignedHead, frontier: merkle.Frontier, epoch: Epoch) -> Iterator[Fault]:
    name = f"{epoch.role}:{head.size}"
    said = journal.read_head(bytes(head.bytes))
    if (said.size, said.root) != (frontier.size, frontier.root()):
        yield Fault("head", name, "root-differs")
    key = NodeKey.objects.filter(fingerprint=head.key).values_list("public", flat=True).first()
    if key is None:
        yield Fault("head", name, "unknown-key")
    elif not journal.verify_head(said, bytes(head.signature), key=bytes(key)):
        yield Fault("head", name, "signature")
