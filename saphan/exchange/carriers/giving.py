"""What a restored peer asks for: the epochs known here, and its own lines back (EXCHANGE 6)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from saphan.exchange.serving import ROOM
from saphan.kernel.refusals import Refused
from saphan.ledger import pairs
from saphan.protocol import bundle, canon
from saphan.protocol.document import is_id

LINES = 2_000


@dataclass(frozen=True, slots=True)
class Chain:
    """Epochs known to a peer, oldest first: of its own journal, and of ours as it holds it."""

    own: tuple[str, ...]
    held: tuple[str, ...]


def chain(peer: str) -> bytes:
    """Return the epochs of the pair as this node knows them, for `read_chain`."""
    own, held = ([each.epoch for each in pairs.epochs(peer, way)] for way in (pairs.TO, pairs.FROM))
    return canon.dumps({"held": held, "own": own})


def read_chain(data: bytes) -> Chain:
    """Read a peer's answer; Refused with `bad-answer` or a code of canonical bytes."""
    said = canon.loads(data)
    if type(said) is not dict or said.keys() != {"held", "own"}:
        raise _bad_answer()
    return Chain(own=_epochs(said["own"]), held=_epochs(said["held"]))


def held(peer: str, epoch: str, size: int) -> bytes | None:
    """Return lines of the peer's own journal in force after line `size` of an epoch, as many as a
    bundle may have; None when no more are held.
    """
    found = next((each for each in pairs.epochs(peer, pairs.FROM) if each.epoch == epoch), None)
    if found is None:
        return None
    place = pairs.place(found)
    last = min(found.base if found.base is not None else pairs.size(place), size + LINES)
    lines: list[str] = []
    room = ROOM
    for line in pairs.stored(place, size + 1, last) if size < last else []:
        room -= len(line) * 2
        if lines and room < 0:
            break
        lines.append(line.decode())
    return canon.dumps({"lines": lines}, limit=bundle.LIMIT) if lines else None


def read_held(data: bytes) -> tuple[bytes, ...]:
    """Read lines that a peer gives back; Refused as `read_chain`."""
    said = canon.loads(data, limit=bundle.LIMIT)
    if type(said) is not dict or said.keys() != {"lines"}:
        raise _bad_answer()
    lines = said["lines"]
    if type(lines) is not list or not all(type(line) is str for line in lines):
        raise _bad_answer()
    return tuple(line.encode() for line in lines)


def _epochs(said: Any) -> tuple[str, ...]:
    if type(said) is not list or not all(is_id(epoch) for epoch in said):
        raise _bad_answer()
    return tuple(said)


def _bad_answer() -> Refused:
    return Refused("bad-answer", "The peer's answer cannot be understood.")
