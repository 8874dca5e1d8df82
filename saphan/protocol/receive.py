"""Whether a bundle may be taken in: a pure check before the one transaction (EXCHANGE 4).

Order matters: who and where first, then what was held before, then signature and root over every
line. What passes is stored byte for byte; what a line says is judged afterwards, so that a line
without sense never blocks the ones after it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from saphan.kernel.refusals import Refused
from saphan.protocol import journal, merkle
from saphan.protocol.bundle import Bundle
from saphan.protocol.journal import Head, Kind, Line

_OPENINGS: Final = ({"base", "parent", "root"}, {"base", "key", "parent", "root", "signatures"})

type Held = Callable[[int, int], Sequence[bytes]]
"""The stored lines from one number to another, both included."""


@dataclass(frozen=True, slots=True)
class Copy:
    """What is durably held of a peer's journal: its present epoch up to `size`."""

    node: str
    journal: str
    epoch: str
    size: int
    frontier: bytes

    @classmethod
    def empty(cls, node: str, journal_: str, epoch: str) -> Copy:
        return cls(node, journal_, epoch, 0, merkle.Frontier().to_bytes())


@dataclass(frozen=True, slots=True)
class News:
    """What a bundle adds: raw lines from `start`, and the copy as it is after them."""

    start: int
    lines: tuple[bytes, ...]
    copy: Copy
    head: Head

    @property
    def calls_for_ack(self) -> bool:
        """Whether a line was added that is no ack: acks of acks would never end."""
        return any(kind_of(data) is not Kind.ACK for data in self.lines)


def examine(
    bundle: Bundle, copy: Copy, *, me: str, key_at: Callable[[int], bytes], held: Held
) -> News:
    """Return what `bundle` adds to `copy`; nothing when all of it is held already.

    `me` is the receiving node, `key_at` gives the raw public key that signs a head of some size
    (lines of the bundle included). Raises `Refused`: `wrong-receiver`, `wrong-sender`,
    `other-journal`, `other-epoch`, `gap` (with the size held), `fork`, `bad-signature`,
    `bad-root`, `bad-head`.
    """
    _addressed(bundle, copy, me=me)
    head = _head(bundle)
    if bundle.header.start > copy.size + 1:
        raise Refused("gap", "Lines before these are not here yet.", where={"held": str(copy.size)})
    if not journal.verify_head(head, bundle.signature, key=key_at(head.size)):
        raise Refused("bad-signature", "The head is not signed by the key of this journal.")
    known = copy.size + 1 - bundle.header.start
    _same_as_held(bundle, known, head, held)
    fresh = bundle.lines[known:]
    frontier = merkle.Frontier.from_bytes(copy.frontier)
    frontier.extend(merkle.leaf_hash(data) for data in fresh)
    if frontier.size == head.size and frontier.root() != head.root:
        raise _contradicted(head, bundle.header.start)
    after = Copy(copy.node, copy.journal, copy.epoch, frontier.size, frontier.to_bytes())
    return News(copy.size + 1, fresh, after, head)


def reopened(bundle: Bundle, copy: Copy, *, held: Held, yields: bool) -> int:
    """Return after how many held lines the epoch that `bundle` opens goes on.

    The epoch's first line names its parent, the size at which it goes on and the root there. That
    must be all that is held, so that no line in force is lost. A reader `yields` held lines when
    he was restored himself and his peer no longer knows them, or when the roots signed the epoch
    (`opening`), because the key that signed those lines is no longer trusted. Raises `Refused`:
    `other-epoch` when the bundle opens none here, `stale-base` (with the size held) when the
    lines do not end there.
    """
    line = opening(bundle)
    if line is None or line.args["parent"] != copy.epoch:
        raise Refused("other-epoch", "The bundle is of another epoch.")
    base = line.args["base"]
    if base != copy.size and not (yields and base < copy.size):
        raise _stale(copy)
    if merkle.root([merkle.leaf_hash(data) for data in held(1, base)]).hex() != line.args["root"]:
        raise _stale(copy)
    return int(base)


def _stale(copy: Copy) -> Refused:
    return Refused(
        "stale-base",
        "The new epoch does not go on where the lines held here end.",
        where={"held": str(copy.size)},
    )


def opening(bundle: Bundle) -> Line | None:
    """Return the line with which a bundle opens an epoch; None when it opens none."""
    if bundle.header.start != 1 or not bundle.lines:
        return None
    new = Copy.empty(bundle.header.sender, bundle.header.journal, bundle.header.epoch)
    line = line_at(bundle.lines[0], new, 1)
    if line is None or line.kind is not Kind.EPOCH or line.args.keys() not in _OPENINGS:
        return None
    base = line.args["base"]
    return line if type(base) is int and base >= 0 else None


def opening_args(*, parent: str, base: int, root: bytes) -> dict[str, Any]:
    """Return the arguments of the line that opens an epoch after line `base` of `parent`."""
    return {"base": base, "parent": parent, "root": root.hex()}


def line_at(data: bytes, copy: Copy, seq: int) -> Line | None:
    """Read the line stored as `seq` of a journal; None when it is none or claims another place."""
    try:
        line = journal.read_line(data)
    except Refused:
        return None
    here = (line.journal, line.epoch, line.seq) == (copy.journal, copy.epoch, seq)
    return line if here else None


def kind_of(data: bytes) -> Kind | None:
    """Return the kind of a line; None when it cannot be read."""
    try:
        return journal.read_line(data).kind
    except Refused:
        return None


def _addressed(bundle: Bundle, copy: Copy, *, me: str) -> None:
    header = bundle.header
    for given, wanted, code, sentence in (
        (header.receiver, me, "wrong-receiver", "The bundle is meant for another node."),
        (header.sender, copy.node, "wrong-sender", "The bundle comes from another node."),
        (header.journal, copy.journal, "other-journal", "The bundle is of another journal."),
        (header.epoch, copy.epoch, "other-epoch", "The bundle is of another epoch."),
    ):
        if given != wanted:
            raise Refused(code, sentence, where={"given": given})


def _head(bundle: Bundle) -> Head:
    """Return the head; it speaks of this journal and covers exactly the lines given."""
    head = journal.read_head(bundle.head)
    here = (head.journal, head.epoch) == (bundle.header.journal, bundle.header.epoch)
    if not here or head.size != bundle.last:
        raise Refused("bad-head", "The head does not end with the last line of the bundle.")
    return head


def _same_as_held(bundle: Bundle, known: int, head: Head, held: Held) -> None:
    """Lines that are held must be what they were; other ones under a signed root prove a fork."""
    start, again = bundle.header.start, bundle.lines[:known]
    if not again or list(held(start, start + len(again) - 1)) == list(again):
        return
    frontier = merkle.Frontier()
    for data in (*held(1, start - 1), *bundle.lines):
        frontier.append(merkle.leaf_hash(data))
    if frontier.root() != head.root:
        raise _contradicted(head, start)
    raise Refused(
        "fork", "The peer now says something else than it said before under these numbers."
    )


def _contradicted(head: Head, start: int) -> Refused:
    return Refused(
        "bad-root",
        "The lines do not lead to the root that the head states.",
        where={"start": str(start), "size": str(head.size)},
    )
