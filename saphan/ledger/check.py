"""Does the ledger still say what was sealed? Every byte is hashed again and every root rebuilt.

Rows stream through server-side cursors, so that a large ledger is read in little memory.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import batched
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from saphan.kernel.refusals import Refused
from saphan.ledger import journals
from saphan.ledger.models import Epoch, NodeKey, PairEpoch
from saphan.protocol import document, journal, merkle

BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong where: `kind` is document, part, line, head, key or epoch; `name` finds it."""

    kind: str
    name: str
    code: str

    def __str__(self) -> str:
        return f"{self.kind} {self.name}: {self.code}"


@dataclass(frozen=True, slots=True)
class Checked:
    """How much was looked at, and every fault found; no signed head covers `unsigned` lines yet."""

    documents: int
    parts: int
    lines: int
    heads: int
    unsigned: int
    faults: tuple[Fault, ...]


type Erased = Callable[[], Collection[bytes]]

_erased: list[Erased] = []


def plug(erased: Erased) -> None:
    """Let the floor that erases parts name their commitments (raw): they are not missing."""
    if erased not in _erased:
        _erased.append(erased)


def check() -> Checked:
    """Read the whole ledger; the answer names each document, part, line or head that is wrong."""
    seen: Counter[str] = Counter()
    faults = [*_documents(seen), *_parts(seen), *_keys(), *_unknown_epochs()]
    for epoch in _epochs():
        faults += _journal(epoch, seen)
    return Checked(
        documents=seen["documents"],
        parts=seen["parts"],
        lines=seen["lines"],
        heads=seen["heads"],
        unsigned=seen["unsigned"],
        faults=tuple(faults),
    )


class _Epoch(NamedTuple):
    """An epoch of the own journal, of one to a peer or of one from it: `role` says which."""

    role: str
    journal: str
    epoch: str


def _epochs() -> Iterator[_Epoch]:
    for own in Epoch.objects.order_by("role", "number"):
        yield _Epoch(own.role, own.journal, own.epoch)
    for each in PairEpoch.objects.filter(gone=False).order_by("peer", "way", "number"):
        yield _Epoch(f"{each.way}:{each.peer[:8]}", each.journal, each.epoch)


class _Document(NamedTuple):
    hash: bytes
    uid: UUID
    authority: str
    side: str
    schema: str
    version: int
    level: str
    is_void: bool
    superseded_by: bytes | None
    data: bytes
    peer: str
    has_line: bool

    @property
    def name(self) -> str:
        return bytes(self.hash).hex()


DOCUMENTS = """
    SELECT hash, uid, authority, side, schema, version, level, is_void, superseded_by, bytes, peer,
           EXISTS (SELECT FROM ledger_journalline l WHERE l.doc = d.hash)
    FROM ledger_document d
"""


def _documents(seen: Counter[str]) -> Iterator[Fault]:
    for batch in batched(map(_Document._make, _rows(DOCUMENTS)), BATCH):
        seen["documents"] += len(batch)
        sound: list[tuple[_Document, document.Document]] = []
        for row in batch:
            read = _read(row)
            if isinstance(read, str):
                yield Fault("document", row.name, read)
                continue
            sound.append((row, read))
            if not row.has_line:
                yield Fault("document", row.name, "no-line")
            if not _row_says_what_bytes_say(row, read.header):
                yield Fault("document", row.name, "row-differs")
        own = [(row, read) for row, read in sound if not row.peer]
        yield from _missing_parts(own)
        yield from _broken_chains(own)


def _read(row: _Document) -> document.Document | str:
    data = bytes(row.data)
    if sha256(data).digest() != bytes(row.hash):
        return "bytes-changed"
    try:
        return document.read(data)
    except Refused as refused:
        return refused.code


def _row_says_what_bytes_say(row: _Document, header: document.Header) -> bool:
    said = (header.id, header.authority, header.schema, header.version, header.void)
    kept = (row.uid.hex, row.authority, row.schema, row.version, row.is_void)
    side = header.authority[:2].upper()
    return said == kept and (row.level, row.side) == (header.level.code, side)


def _missing_parts(sound: Sequence[tuple[_Document, document.Document]]) -> Iterator[Fault]:
    """A document without its core cannot be projected; any other part is named by itself.

    A peer's documents lack what was not disclosed, and an own one what was erased.
    """
    wanted = {bytes.fromhex(c) for _row, read in sound for c in read.parts.values()}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT commitment FROM ledger_part WHERE commitment = ANY(%s)", [list(wanted)]
        )
        held = {bytes(c).hex() for (c,) in cursor.fetchall()}
    held |= {bytes(c).hex() for erased in _erased for c in erased()}
    for row, read in sound:
        for name, commitment in read.parts.items():
            if commitment in held:
                continue
            if name == document.CORE:
                yield Fault("document", row.name, "core-missing")
            else:
                yield Fault("part", commitment, "missing")


def _broken_chains(sound: Sequence[tuple[_Document, document.Document]]) -> Iterator[Fault]:
    """What replaces a version names it or is as new, and what is replaced knows that it was.

    As new: after a restore a version may come back beside another with its number, or without the
    one between.
    """
    around = _around(sound)
    for row, read in sound:
        successor = bytes(row.superseded_by).hex() if row.superseded_by else ""
        after = around.get(successor) if successor != row.name else None
        if successor and not (after and after.replaces(row)):
            yield Fault("document", row.name, "row-differs")
        for previous in read.header.prev:
            if previous not in around:
                yield Fault("document", previous, "missing")
            elif around[previous].superseded_by is None:
                yield Fault("document", previous, "row-differs")


class _Neighbour(NamedTuple):
    """A version before or after another one, and which ones it names as replaced."""

    uid: UUID
    version: int
    superseded_by: bytes | None
    previous: Sequence[str]

    def replaces(self, row: _Document) -> bool:
        as_new = (self.uid, row.peer) == (row.uid, "") and self.version >= row.version
        return row.name in self.previous or as_new


def _around(
    sound: Sequence[tuple[_Document, document.Document]],
) -> Mapping[str, _Neighbour]:
    """Of the versions before and after these: what replaced them, and which ones they replace."""
    wanted = {bytes.fromhex(p) for _row, read in sound for p in read.header.prev}
    wanted |= {bytes(row.superseded_by) for row, _read in sound if row.superseded_by}
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT hash, uid, version, superseded_by, bytes FROM ledger_document "
            "WHERE hash = ANY(%s)",
            [list(wanted)],
        )
        return {
            bytes(h).hex(): _Neighbour(uid, version, by, _previous(bytes(data)))
            for h, uid, version, by, data in cursor.fetchall()
        }


def _previous(data: bytes) -> Sequence[str]:
    try:
        return document.read(data).header.prev
    except Refused:
        return ()


def _parts(seen: Counter[str]) -> Iterator[Fault]:
    for commitment, salt, payload in _rows("SELECT commitment, salt, payload FROM ledger_part"):
        seen["parts"] += 1
        if document.commitment(bytes(salt), bytes(payload)) != bytes(commitment):
            yield Fault("part", bytes(commitment).hex(), "bytes-changed")


def _keys() -> Iterator[Fault]:
    for key in NodeKey.objects.order_by("since_size"):
        if journal.fingerprint(bytes(key.public)) != key.fingerprint:
            yield Fault("key", key.fingerprint, "bytes-changed")


def _unknown_epochs() -> Iterator[Fault]:
    """Lines and heads of a journal that no epoch opened."""
    for name, epoch in _rows(
        "SELECT journal, epoch FROM ledger_journalline UNION SELECT journal, epoch "
        "FROM ledger_signedhead EXCEPT (SELECT journal, epoch FROM ledger_epoch "
        "UNION SELECT journal, epoch FROM ledger_pairepoch)"
    ):
        yield Fault("epoch", f"{name}:{epoch}", "missing")


class _Line(NamedTuple):
    """A line beside the document it names and the head of its size, where there are such."""

    seq: int
    data: bytes
    leaf: bytes
    kind: str
    doc: bytes | None
    doc_held: bool
    size: int | None
    head: bytes
    signature: bytes
    key: str
    frontier: bytes
    public: bytes | None


LINES = """
    SELECT l.seq, l.bytes, l.leaf, l.kind, l.doc,
           EXISTS (SELECT FROM ledger_document d WHERE d.hash = l.doc),
           h.size, h.bytes, h.signature, h.key, h.frontier, k.public
    FROM ledger_journalline l
    LEFT JOIN ledger_signedhead h ON (h.journal, h.epoch, h.size) = (l.journal, l.epoch, l.seq)
    LEFT JOIN ledger_nodekey k ON k.fingerprint = h.key
    WHERE l.journal = %s AND l.epoch = %s ORDER BY l.seq
"""
HEADS_BEYOND = """
    SELECT size FROM ledger_signedhead h WHERE h.journal = %s AND h.epoch = %s AND NOT EXISTS (
        SELECT FROM ledger_journalline l
        WHERE (l.journal, l.epoch, l.seq) = (h.journal, h.epoch, h.size))
    ORDER BY size
"""


@dataclass(slots=True)
class _Reached:
    """How far a journal was read; `frontier` is None while its lines cannot tell the root."""

    seq: int = 0
    unsigned: int = 0
    frontier: merkle.Frontier | None = field(default_factory=merkle.Frontier)

    def add(self, line: _Line, *, sound: bool) -> None:
        self.seq, self.unsigned = line.seq, self.unsigned + 1
        if not sound:
            self.frontier = None
        elif self.frontier is not None:
            self.frontier.append(merkle.leaf_hash(bytes(line.data)))

    @property
    def root(self) -> bytes | None:
        return self.frontier.root() if self.frontier else None


def _journal(epoch: _Epoch, seen: Counter[str]) -> Iterator[Fault]:
    """A head whose lines are already named as faulty is not blamed for its root.

    From each head on, the tree grows again from the frontier that was kept with it.
    """
    place, reached = [epoch.journal, epoch.epoch], _Reached()
    for line in map(_Line._make, _rows(LINES, place)):
        name = f"{epoch.role}:{line.seq}"
        faults = [Fault("line", name, c) for c in _line_faults(line, epoch, after=reached.seq)]
        yield from faults
        reached.add(line, sound=not faults)
        seen["lines"] += 1
        if line.size is not None:
            seen["heads"] += 1
            yield from (Fault("head", name, c) for c in _head_faults(line, epoch, reached.root))
            reached.unsigned, reached.frontier = 0, _frontier_of(line)
    seen["unsigned"] += reached.unsigned
    for (size,) in _rows(HEADS_BEYOND, place):
        seen["heads"] += 1
        yield Fault("head", f"{epoch.role}:{size}", "lines-missing")


def _line_faults(line: _Line, epoch: _Epoch, *, after: int) -> Iterator[str]:
    data = bytes(line.data)
    if line.seq != after + 1:
        yield "gap-before"
    if merkle.leaf_hash(data) != bytes(line.leaf):
        yield "bytes-changed"
        return
    if not line.kind:  # a peer's line that cannot be read is kept as it came
        return
    try:
        said = journal.read_line(data)
    except Refused as refused:
        yield refused.code
        return
    doc = bytes(line.doc).hex() if line.doc is not None else None
    kept = (epoch.journal, epoch.epoch, line.seq, doc)
    if (said.journal, said.epoch, said.seq, said.doc) != kept:
        yield "row-differs"
    if doc and not line.doc_held and epoch.role == journals.OWN:
        yield "document-missing"


def _head_faults(line: _Line, epoch: _Epoch, root: bytes | None) -> Iterator[str]:
    """`root` is that of the lines, or None when they cannot tell."""
    try:
        said = journal.read_head(bytes(line.head))
    except Refused as refused:
        yield refused.code
        return
    if (said.journal, said.epoch, said.size) != (epoch.journal, epoch.epoch, line.seq):
        yield "row-differs"
    if root is not None and (said.root != root or _own_differs(said, epoch)):
        yield "root-differs"
    if line.public is None:
        yield "unknown-key"
    elif not journal.verify_head(said, bytes(line.signature), key=bytes(line.public)):
        yield "signature"
    if _frontier_of(line) is None:
        yield "frontier"


def _own_differs(said: journal.Head, epoch: _Epoch) -> bool:
    return epoch.role == journals.OWN and said.own != said.root


def _frontier_of(line: _Line) -> merkle.Frontier | None:
    """The frontier kept with a head, if it leads to the head's root."""
    try:
        kept = merkle.Frontier.from_bytes(bytes(line.frontier))
        said = journal.read_head(bytes(line.head))
    except Refused:
        return None
    return kept if (kept.size, kept.root()) == (said.size, said.root) else None


def _rows(statement: str, params: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement, params)
        while rows := cursor.fetchmany(BATCH):
            yield from rows
