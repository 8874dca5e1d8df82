"""Pair journals: what this node says to each peer, and the copy of what each peer says to it.

Ours lies `TO` a peer, theirs comes `FROM` it. Positions count the lines in force through all
epochs (see `protocol.course`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final

from django.db.models import Max, Q
from django.utils.translation import gettext as _

from saphan.kernel import clock
from saphan.kernel.refusals import Refused
from saphan.ledger import journals, rows
from saphan.ledger.models import JournalLine, Pair, PairEpoch, SignedHead
from saphan.ledger.records import SealedRecord
from saphan.protocol import journal, merkle, receive
from saphan.protocol.course import Course
from saphan.protocol.genesis import Genesis, loads
from saphan.protocol.journal import Kind, Line, Seen
from saphan.protocol.receive import Copy
from saphan.protocol.trust import Trust

TO: Final = "to"
FROM: Final = "from"


@dataclass(frozen=True, slots=True)
class Say:
    """What a line will say to a peer, before it has a number."""

    kind: Kind
    authority: str
    rec: str | None = None
    doc: str | None = None
    args: Mapping[str, Any] = field(default_factory=dict)


type Tell = Callable[[Sequence[SealedRecord]], None]

_tellers: list[Tell] = []


def plug(tell: Tell) -> None:
    """Let the floor that knows the peers write the lines that sealed records cause."""
    if tell not in _tellers:
        _tellers.append(tell)


def tell(records: Sequence[SealedRecord]) -> None:
    """Have the peers told of what was sealed just now; call it last in a transaction."""
    for each in _tellers:
        each(records)


def begin(
    peer: str, *, node: str, genesis: bytes, ours: journals.Place, theirs: journals.Place
) -> None:
    """Open the first epochs of a pair, both empty; `node` is this node's id."""
    Pair.objects.create(peer=peer, node=node, genesis=genesis)
    for way, place in ((TO, ours), (FROM, theirs)):
        PairEpoch.objects.create(
            peer=peer,
            way=way,
            journal=place.journal,
            epoch=place.epoch,
            number=1,
            opened_at=clock.now(),
        )


def epochs(peer: str, way: str) -> list[PairEpoch]:
    """Return the epochs that count, oldest first; empty for a stranger."""
    return list(PairEpoch.objects.filter(peer=peer, way=way, gone=False).order_by("number"))


def peers() -> list[str]:
    """Return the nodes with which this one shares journals."""
    return list(Pair.objects.order_by("peer").values_list("peer", flat=True))


def me(peer: str) -> str:
    """Return this node's id, as the peer knows it."""
    return Pair.objects.get(peer=peer).node


def genesis(peer: str) -> Genesis:
    """Return the genesis file of a pair."""
    return _genesis(bytes(Pair.objects.get(peer=peer).genesis))


@lru_cache(maxsize=16)
def _genesis(data: bytes) -> Genesis:
    return loads(data)


def trust(peer: str, way: str) -> Trust:
    """Return what a journal of the pair says of its own node, by position."""
    known = Trust(genesis(peer), epochs(peer, way)[0].journal)
    for position, line in _trust_lines(peer, way):
        known.hear(position, line)
    return known


def speaker(peer: str) -> str:
    """Return an authority of this node, for lines that are about the journals themselves."""
    return min(trust(peer, TO).at(reach(peer, TO)).authorities, default="")


def _trust_lines(peer: str, way: str) -> Iterator[tuple[int, Line]]:
    course_ = course(peer, way)
    for each in epochs(peer, way):
        held = JournalLine.objects.filter(
            journal=each.journal, epoch=each.epoch, kind__in=[Kind.KEY, Kind.EPOCH]
        )
        at = Copy.empty(peer, each.journal, each.epoch)
        for seq, data in held.order_by("seq").values_list("seq", "bytes"):
            line = receive.line_at(bytes(data), at, seq)
            position = course_.position(each.epoch, seq)
            if line is not None and position is not None:
                yield position, line


def course(peer: str, way: str) -> Course:
    """Return which lines of a journal are in force."""
    found = epochs(peer, way)
    made = Course(found[0].journal, found[0].epoch)
    for before, after in pairwise(found):
        made.open(after.epoch, base=before.base or 0)
    gone = PairEpoch.objects.filter(peer=peer, way=way, gone=True)
    made.lost(gone.values_list("epoch", flat=True))
    return made


def size(place: journals.Place) -> int:
    """Return how many lines of an epoch are stored."""
    stored = JournalLine.objects.filter(journal=place.journal, epoch=place.epoch)
    return stored.aggregate(last=Max("seq"))["last"] or 0


def place(epoch: PairEpoch) -> journals.Place:
    return journals.Place(epoch.journal, epoch.epoch)


def reach(peer: str, way: str) -> int:
    """Return how many lines in force there are: the position of the last one."""
    *before, last = epochs(peer, way)
    return sum(each.base or 0 for each in before) + size(place(last))


def copy(peer: str) -> Copy:
    """Return what is durably held of the peer's present epoch."""
    last = epochs(peer, FROM)[-1]
    head = (
        SignedHead.objects.filter(journal=last.journal, epoch=last.epoch).order_by("-size").first()
    )
    if head is None:
        return Copy.empty(peer, last.journal, last.epoch)
    return Copy(peer, last.journal, last.epoch, head.size, bytes(head.frontier))


def quarantined(peer: str) -> bool:
    """Whether this node was restored and the peer has not taken note of the new epoch yet."""
    return PairEpoch.objects.filter(peer=peer, way=TO, gone=False, pending=True).exists()


def write(peer: str, says: Sequence[Say]) -> int:
    """Number one line for each thing to say and return the first number.

    Takes the numbering lock for the rest of the transaction: call it last. Refused with
    `quarantine` after a restore: such a node listens and acknowledges only.
    """
    journals.lock()
    if quarantined(peer) and any(say.kind not in _IN_QUARANTINE for say in says):
        raise Refused("quarantine", _("This node was restored and reads only until it is whole."))
    return _write(peer, says)


_IN_QUARANTINE: Final = frozenset({Kind.ACK, Kind.EPOCH})


def _write(peer: str, says: Sequence[Say]) -> int:
    here, held = place(epochs(peer, TO)[-1]), copy(peer)
    first, at = size(here) + 1, journal.moment(clock.now())
    seen = Seen(held.epoch, held.size)
    lines = (
        Line(
            journal=here.journal,
            epoch=here.epoch,
            seq=seq,
            kind=say.kind,
            rec=say.rec,
            doc=say.doc,
            authority=say.authority,
            at=at,
            seen=seen,
            args=say.args,
        )
        for seq, say in enumerate(says, start=first)
    )
    rows.copy(JournalLine, (_row(line, journal.line_bytes(line)) for line in lines))
    return first


def keep(at: Copy, start: int, lines: Sequence[bytes], read: Sequence[Line | None]) -> None:
    """Store a peer's lines as they came, one that cannot be read (None) in its place too."""
    rows.copy(
        JournalLine,
        (
            _row(line, data) if line else _unread(at, seq, data)
            for seq, (data, line) in enumerate(zip(lines, read, strict=True), start=start)
        ),
    )


def _row(line: Line, data: bytes) -> rows.Row:
    return {
        "journal": line.journal,
        "epoch": line.epoch,
        "seq": line.seq,
        "bytes": data,
        "leaf": merkle.leaf_hash(data),
        "doc": bytes.fromhex(line.doc) if line.doc else None,
        "rec": line.rec,
        "kind": str(line.kind),
    }


def _unread(at: Copy, seq: int, data: bytes) -> rows.Row:
    return {
        "journal": at.journal,
        "epoch": at.epoch,
        "seq": seq,
        "bytes": data,
        "leaf": merkle.leaf_hash(data),
        "doc": None,
        "rec": None,
        "kind": "",
    }


def stored(at: journals.Place, first: int, last: int) -> list[bytes]:
    """Return the lines from one number to another, both included, as they are stored."""
    found = JournalLine.objects.filter(
        journal=at.journal, epoch=at.epoch, seq__gte=first, seq__lte=last
    ).order_by("seq")
    return [bytes(data) for data in found.values_list("bytes", flat=True).iterator(10_000)]


def lines(peer: str, way: str, *, after: int = 0) -> Iterator[Line | None]:
    """Yield the lines in force from a position on; None for one that cannot be read."""
    before = 0
    for each in epochs(peer, way):
        first = max(after - before, 0) + 1
        held = JournalLine.objects.filter(journal=each.journal, epoch=each.epoch, seq__gte=first)
        if each.base is not None:
            held = held.filter(seq__lte=each.base)
        at = Copy.empty(peer, each.journal, each.epoch)
        for seq, data in held.order_by("seq").values_list("seq", "bytes").iterator(10_000):
            yield receive.line_at(bytes(data), at, seq)
        before += each.base or 0


def about(peer: str, recs: Iterable[str]) -> Iterator[Line]:
    """Yield what both journals say of some matters, every acknowledgement, and lines of trust."""
    wanted = Q(rec__any=list(recs)) | Q(kind__in=[Kind.ACK, Kind.KEY, Kind.EPOCH])
    for way in (TO, FROM):
        for each in epochs(peer, way):
            held = JournalLine.objects.filter(wanted, journal=each.journal, epoch=each.epoch)
            at = Copy.empty(peer, each.journal, each.epoch)
            for seq, data in held.order_by("seq").values_list("seq", "bytes").iterator(10_000):
                line = receive.line_at(bytes(data), at, seq)
                if line is not None:
                    yield line
