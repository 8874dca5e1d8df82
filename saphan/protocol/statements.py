"""What a line of a pair journal says: the arguments of each kind, read strictly (EXCHANGE 2).

A line whose arguments cannot be read is kept in its place and says nothing: it never blocks the
lines after it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from saphan.kernel.refusals import Refused
from saphan.protocol.document import CORE, is_hash, is_id
from saphan.protocol.journal import Kind, Line, read_line

MOST_NAMED: Final = 1_000
"""Hashes or names in one list of a line."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A document of one owner that expects no answer."""

    doc: str
    prev: tuple[str, ...]
    void: bool


@dataclass(frozen=True, slots=True)
class Proposed:
    """A document put to the other side; `prev` names the versions of the matter it replaces.

    `needs` are the parts that its schema wants opened for a confirmation, besides the core.
    """

    doc: str
    prev: tuple[str, ...]
    void: bool
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The other side's document is agreed to; `parts` are those that were opened for it."""

    doc: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Disputed:
    """The other side's document is not agreed to; `own` is a document with one's own value."""

    doc: str
    own: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Withdrawn:
    doc: str


@dataclass(frozen=True, slots=True)
class Linked:
    """The matter is the one that the other side entered as `other`."""

    other: str


@dataclass(frozen=True, slots=True)
class Disclosed:
    """Parts of a document that follow under a policy, named by the hash of its document."""

    doc: str
    parts: tuple[str, ...]
    policy: str | None


@dataclass(frozen=True, slots=True)
class Acked:
    """The peer's journal is durably held up to `size`, whose root is `root`.

    `missing` names the commitments of disclosed parts that are not held.
    """

    epoch: str
    size: int
    root: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Erased:
    """A part's payload and salt are to go, are gone or stay: the kind of the line says which."""

    doc: str
    part: str
    ground: str


type Statement = (
    Stated | Proposed | Confirmed | Disputed | Withdrawn | Linked | Disclosed | Acked | Erased
)


def read(line: Line) -> Statement | None:
    """Return what `line` says, or None when it says nothing that can be understood.

    Lines about keys and epochs are read where trust is kept.
    """
    reader = _READERS.get(line.kind)
    try:
        return reader(line, line.args) if reader else None
    except (KeyError, TypeError, ValueError):
        return None


def read_bytes(data: bytes) -> Statement | None:
    """Return what a stored line says; None also for bytes that are no line."""
    try:
        return read(read_line(data))
    except Refused:
        return None


def proposed(
    *, prev: tuple[str, ...] = (), void: bool = False, needs: tuple[str, ...] = ()
) -> dict[str, Any]:
    """Return the arguments of `propose`, without `needs` those of `state`; empty ones left out."""
    return _without_empty({"needs": sorted(needs), "prev": sorted(prev), "void": void})


def confirmed(*, parts: tuple[str, ...]) -> dict[str, Any]:
    return {"parts": sorted(parts)}


def disputed(*, reason: str, own: str | None = None) -> dict[str, Any]:
    return _without_empty({"own": own, "reason": reason})


def linked(*, other: str) -> dict[str, Any]:
    return {"other": other}


def disclosed(*, parts: tuple[str, ...], policy: str | None) -> dict[str, Any]:
    return _without_empty({"parts": sorted(parts), "policy": policy})


def acked(*, epoch: str, size: int, root: bytes, missing: tuple[str, ...] = ()) -> dict[str, Any]:
    return _without_empty(
        {"epoch": epoch, "missing": sorted(missing), "root": root.hex(), "size": size}
    )


def erased(*, part: str, ground: str) -> dict[str, Any]:
    return {"ground": ground, "part": part}


def _without_empty(args: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in args.items() if value or type(value) is int}


def _stated(line: Line, args: Mapping[str, Any]) -> Stated:
    return Stated(_doc(line, args, "prev", "void"), _hashes(args, "prev"), _flag(args, "void"))


def _proposed(line: Line, args: Mapping[str, Any]) -> Proposed:
    doc = _doc(line, args, "needs", "prev", "void")
    return Proposed(doc, _hashes(args, "prev"), _flag(args, "void"), _names(args, "needs"))


def _confirmed(line: Line, args: Mapping[str, Any]) -> Confirmed:
    """Nobody agrees to what he has not opened: the core is always among the parts."""
    doc, parts = _doc(line, args, "parts"), _names(args, "parts")
    if CORE not in parts:
        raise ValueError(parts)
    return Confirmed(doc, parts)


def _disputed(line: Line, args: Mapping[str, Any]) -> Disputed:
    doc, own = _doc(line, args, "own", "reason"), args.get("own")
    if own is not None and not is_hash(own):
        raise ValueError(own)
    return Disputed(doc, own, _text(args, "reason"))


def _withdrawn(line: Line, args: Mapping[str, Any]) -> Withdrawn:
    return Withdrawn(_doc(line, args))


def _linked(line: Line, args: Mapping[str, Any]) -> Linked:
    _only(args, "other")
    if line.rec is None or not is_id(args["other"]) or args["other"] == line.rec:
        raise ValueError(line.rec)
    return Linked(args["other"])


def _disclosed(line: Line, args: Mapping[str, Any]) -> Disclosed:
    doc, policy = _doc(line, args, "parts", "policy"), args.get("policy")
    if policy is not None and not is_hash(policy):
        raise ValueError(policy)
    return Disclosed(doc, _names(args, "parts"), policy)


def _acked(line: Line, args: Mapping[str, Any]) -> Acked:
    _only(args, "epoch", "size", "root", "missing")
    size, root = args["size"], args["root"]
    if line.rec or line.doc or not is_id(args["epoch"]) or not is_hash(root):
        raise ValueError(args)
    if type(size) is not int or size < 0:
        raise ValueError(size)
    return Acked(args["epoch"], size, root, _hashes(args, "missing"))


def _erased(line: Line, args: Mapping[str, Any]) -> Erased:
    return Erased(_doc(line, args, "part", "ground"), _text(args, "part"), _text(args, "ground"))


def _doc(line: Line, args: Mapping[str, Any], *allowed: str) -> str:
    _only(args, *allowed)
    if line.rec is None or line.doc is None:
        raise ValueError(line.kind)
    return line.doc


def _only(args: Mapping[str, Any], *allowed: str) -> None:
    if not args.keys() <= set(allowed):
        raise ValueError(args)


def _hashes(args: Mapping[str, Any], name: str) -> tuple[str, ...]:
    return _ascending(args.get(name, ()), is_hash)


def _names(args: Mapping[str, Any], name: str) -> tuple[str, ...]:
    return _ascending(args.get(name, ()), lambda each: type(each) is str and bool(each))


def _ascending(given: Any, is_good: Callable[[Any], bool]) -> tuple[str, ...]:
    """Read a list in its one spelling: ascending, nothing twice."""
    if type(given) not in (list, tuple):
        raise ValueError(given)
    listed = list(given)
    if len(listed) > MOST_NAMED or not all(is_good(each) for each in listed):
        raise ValueError(given)
    if sorted(set(listed)) != listed:
        raise ValueError(given)
    return tuple(listed)


def _flag(args: Mapping[str, Any], name: str) -> bool:
    value = args.get(name, False)
    if type(value) is not bool:
        raise ValueError(value)
    return value


def _text(args: Mapping[str, Any], name: str) -> str:
    value = args[name]
    if type(value) is not str or not value:
        raise ValueError(value)
    return value


_READERS: Final[Mapping[Kind, Callable[[Line, Mapping[str, Any]], Statement]]] = {
    Kind.STATE: _stated,
    Kind.PROPOSE: _proposed,
    Kind.CONFIRM: _confirmed,
    Kind.DISPUTE: _disputed,
    Kind.WITHDRAW: _withdrawn,
    Kind.LINK: _linked,
    Kind.DISCLOSE: _disclosed,
    Kind.ACK: _acked,
    Kind.ERASE: _erased,
    Kind.ERASED: _erased,
    Kind.REFUSED: _erased,
}
