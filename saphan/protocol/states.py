"""What was proposed in a matter, what both sides said of it, and the state that this makes. Pure.

See `fold`, which gathers the statements of both journals.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from saphan.protocol import canon, merkle
from saphan.protocol.statements import (
    Confirmed,
    Disputed,
    Proposed,
    Stated,
    Statement,
    Withdrawn,
)


class Status(StrEnum):
    """What two nodes say alike of a matter."""

    STATED = "stated"
    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    AGREED = "agreed"
    PENDING = "amendment-pending"
    CONTESTED = "contested"
    TWO_TEXTS = "two-texts"
    LAPSED = "lapsed"
    ENDED = "ended"
    LINKED = "linked"


@dataclass(frozen=True, slots=True)
class State:
    """A matter's status, its agreed documents (two for two texts), and what is still open.

    `contested` holds the agreed or open documents that somebody objects to, `accepted` the open
    ones that the other side confirmed; `main` is the matter under which a linked one goes on.
    """

    status: Status
    agreed: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    accepted: tuple[str, ...] = ()
    contested: tuple[str, ...] = ()
    main: str = ""

    def leaf(self, rec: str) -> bytes:
        """Return the leaf hash of this state in the state tree."""
        value = {
            "accepted": list(self.accepted),
            "agreed": list(self.agreed),
            "contested": list(self.contested),
            "main": self.main,
            "open": list(self.open),
            "rec": rec,
            "status": str(self.status),
        }
        return merkle.leaf_hash(canon.dumps(value))


@dataclass(slots=True)
class Version:
    """A proposed document and what was said of it; numbers are positions in their journals."""

    author: str
    at: int
    prev: tuple[str, ...]
    void: bool
    needs: tuple[str, ...] = ()
    confirmed: int | None = None
    withdrawn: int | None = None
    objected: bool = False
    agreed: int | None = None
    """Position of the author's ack that made it agreed, in the author's journal."""

    @property
    def lapsed(self) -> bool:
        return self.agreed is None and self.withdrawn is not None

    @property
    def contested(self) -> bool:
        return self.objected or (self.agreed is not None and self.withdrawn is not None)

    def rank(self) -> tuple[bool, bool, bool, bool]:
        """How far it got: of two under linked matters, the further one tells the state."""
        return self.agreed is not None, not self.lapsed, self.contested, self.confirmed is not None


@dataclass(frozen=True, slots=True)
class Said:
    """A statement in its place; `seen` is the position of the other journal that was held."""

    journal: str
    at: int
    seen: int
    statement: Statement


def firsts(said: Sequence[Said]) -> Iterator[Said]:
    """Yield the proposals; a document that both sides put forward is his who did not see it."""
    held: dict[str, Said] = {}
    for each in said:
        if isinstance(each.statement, Proposed):
            before = held.setdefault(each.statement.doc, each)
            if before.journal != each.journal and before.seen >= each.at:
                held[each.statement.doc] = each
    yield from held.values()


def hear(said: Said, versions: Mapping[str, Version]) -> None:
    """Note one statement about a version; what only its owner or only the other may say counts."""
    statement = said.statement
    if not isinstance(statement, Confirmed | Disputed | Withdrawn):
        return
    version = versions.get(statement.doc)
    if version is None:
        return
    own = said.journal == version.author
    if isinstance(statement, Withdrawn):
        if own and said.at > version.at and version.withdrawn is None:
            version.withdrawn = said.at
    elif not own and said.seen >= version.at and _opened(statement, version):
        version.objected = isinstance(statement, Disputed)
        if isinstance(statement, Confirmed) and version.confirmed is None:
            version.confirmed = said.at


def _opened(statement: Confirmed | Disputed, version: Version) -> bool:
    """A confirmation names all parts that the proposal wants opened, else it says nothing."""
    return isinstance(statement, Disputed) or set(version.needs) <= set(statement.parts)


def open_docs(versions: Mapping[str, Version]) -> tuple[str, ...]:
    """Return the documents that may still become agreed, sorted.

    One that its author replaced, or that an agreed one comes after, is open no more unless it is
    confirmed already; the end of what was never agreed needs nobody.
    """
    agreed = {doc for doc, version in versions.items() if version.agreed is not None}
    over = replaced(agreed, versions)
    for version in versions.values():
        if not version.lapsed:
            over |= {doc for doc in version.prev if _is_by(version.author, versions.get(doc))}
    return tuple(
        sorted(
            doc
            for doc, v in versions.items()
            if v.agreed is None and not v.lapsed
            if v.confirmed is not None or not (doc in over or (v.void and not agreed))
        )
    )


def _is_by(author: str, version: Version | None) -> bool:
    return version is not None and version.author == author


def is_awaiting(version: Version, versions: Iterable[Version]) -> bool:
    """Whether the author of an open version has not confirmed another one since."""
    later = (
        other.confirmed
        for other in versions
        if other.author != version.author and other.confirmed is not None
    )
    return not any(confirmed > version.at for confirmed in later)


def state_of(versions: Mapping[str, Version], said: Iterable[Said]) -> State | None:
    """Return the state of a matter; None when nothing was said that makes one."""
    if not versions:
        stated = [each for each in said if isinstance(each.statement, Stated)]
        return _stated(stated) if stated else None
    agreed = {doc for doc, version in versions.items() if version.agreed is not None}
    heads = tuple(sorted(agreed - replaced(agreed, versions) or agreed))
    open_ = open_docs(versions)
    return State(
        status=_status(heads, open_, versions),
        agreed=heads,
        open=open_,
        accepted=tuple(doc for doc in open_ if versions[doc].confirmed is not None),
        contested=tuple(doc for doc in (*heads, *open_) if versions[doc].contested),
    )


def _stated(said: Iterable[Said]) -> State:
    """Return the newest versions that their owners state; each side has its own."""
    replaced = {old for each in said for old in _prev(each.statement)}
    docs = {each.statement.doc for each in said if isinstance(each.statement, Stated)}
    return State(Status.STATED, open=tuple(sorted(docs - replaced)))


def _prev(statement: Statement) -> tuple[str, ...]:
    return statement.prev if isinstance(statement, Stated | Proposed) else ()


def replaced(agreed: set[str], versions: Mapping[str, Version]) -> set[str]:
    """Return every version that an agreed one comes after, at whatever distance."""
    replaced: set[str] = set()
    queue = [old for doc in agreed for old in versions[doc].prev if old != doc]
    while queue:
        doc = queue.pop()
        if doc not in replaced:
            replaced.add(doc)
            queue += versions[doc].prev if doc in versions else ()
    return replaced


def _status(
    heads: tuple[str, ...], open_: tuple[str, ...], versions: Mapping[str, Version]
) -> Status:
    if len(heads) > 1:
        return Status.TWO_TEXTS
    if not heads:
        return _before_agreement(open_, versions)
    (head,) = heads
    if versions[head].contested:
        return Status.CONTESTED
    if any(head in replaced({doc}, versions) for doc in open_):
        return Status.PENDING
    return Status.ENDED if versions[head].void else Status.AGREED


def _before_agreement(open_: tuple[str, ...], versions: Mapping[str, Version]) -> Status:
    if not open_:
        return Status.LAPSED
    if any(versions[doc].confirmed is not None and not versions[doc].contested for doc in open_):
        return Status.ACCEPTED
    if all(versions[doc].contested for doc in open_):
        return Status.CONTESTED
    return Status.PROPOSED
