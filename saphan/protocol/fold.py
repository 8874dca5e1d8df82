"""The joint state of matters: a pure function of the lines that two journals hold (EXCHANGE 5).

It reads lines only, never documents, so withheld and erased payloads change nothing. Both nodes
feed it the same lines, each journal in its own order and the two interleaved as they happened to
arrive; what comes out depends on the set alone.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from saphan.protocol import canon, merkle, statements, trust
from saphan.protocol.course import Course
from saphan.protocol.genesis import Genesis
from saphan.protocol.journal import Line
from saphan.protocol.statements import (
    Acked,
    Confirmed,
    Disputed,
    Linked,
    Proposed,
    Stated,
    Statement,
    Withdrawn,
)
from saphan.protocol.statetree import StateTree
from saphan.protocol.trust import Trust


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
class _Version:
    """A proposed document and what was said of it; numbers are positions in their journals."""

    author: str
    at: int
    prev: tuple[str, ...]
    void: bool
    needs: tuple[str, ...]
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
class _Said:
    """A statement in its place; `seen` is the position of the other journal that was held."""

    journal: str
    at: int
    seen: int
    statement: Statement


@dataclass(slots=True)
class _Acks:
    """The acknowledgements in one journal: `reaches` grow, each with the first line saying so."""

    reaches: list[int] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)

    def add(self, *, at: int, reach: int) -> None:
        if not self.reaches or reach > self.reaches[-1]:
            self.reaches.append(reach)
            self.lines.append(at)

    def of(self, position: int) -> int | None:
        """Return the first line that acknowledges `position` of the other journal."""
        found = bisect_left(self.reaches, position)
        return self.lines[found] if found < len(self.lines) else None


class Fold:
    """States of all matters of a pair of journals; `add` takes lines as they come.

    `genesis` says for which authorities the node of each journal speaks at first.
    """

    def __init__(self, one: Course, two: Course, *, genesis: Genesis) -> None:
        self._courses: Final = {one.journal: one, two.journal: two}
        self._trust: Final = {name: Trust(genesis, name) for name in self._courses}
        self._other: Final = {one.journal: two.journal, two.journal: one.journal}
        self._acks: Final = {one.journal: _Acks(), two.journal: _Acks()}
        self._said: Final[dict[str, list[_Said]]] = {}
        self._links: Final[set[tuple[str, str, str]]] = set()
        self._group: Final[dict[str, tuple[str, ...]]] = {}
        self._waiting: Final[dict[str, deque[tuple[int, str]]]] = {
            one.journal: deque(),
            two.journal: deque(),
        }
        self._states: Final[dict[str, State]] = {}
        self._tree: Final = StateTree()
        self.unread: Final[list[tuple[str, int]]] = []
        """Lines that say nothing, by journal and position: not understood, or not theirs to say."""

    @property
    def states(self) -> Mapping[str, State]:
        return self._states

    def was_agreed(self, rec: str, doc: str) -> bool:
        """Whether a document of the matter is or was agreed, also when another came after it."""
        version = self._versions(self._members(rec)).get(doc)
        return version is not None and version.agreed is not None

    def root(self) -> bytes:
        """Return the state root (32 bytes); that of an empty tree when nothing was said."""
        return self._tree.root()

    def add(self, line: Line) -> set[str]:
        """Take a line of one of the journals; return the matters whose state changed.

        Lines of one journal come in their order. A line that is not in force changes nothing.
        """
        position = self._courses[line.journal].position(line.epoch, line.seq)
        if position is None:
            return set()
        if line.kind in trust.LINES:
            self._trust[line.journal].hear(position, line)
            return set()
        statement = statements.read(line)
        if isinstance(statement, Acked):
            return self._settle(self._acknowledge(line.journal, position, statement))
        if statement is None or not self._speaks_for(line, position):
            self.unread.append((line.journal, position))
            return set()
        return self._settle(self._say(line, position, statement))

    def _speaks_for(self, line: Line, position: int) -> bool:
        """Whether the line's authority is one of those that its journal's node holds there."""
        return line.authority in self._trust[line.journal].at(position).authorities

    def _acknowledge(self, journal: str, position: int, ack: Acked) -> set[str]:
        """Note how far the other journal is acknowledged; confirmations up to there take effect."""
        other = self._other[journal]
        reach = self._courses[other].reach(ack.epoch, ack.size)
        if reach is None:
            return set()
        self._acks[journal].add(at=position, reach=reach)
        waiting, due = self._waiting[other], set()
        while waiting and waiting[0][0] <= reach:
            due.add(waiting.popleft()[1])
        return due

    def _say(self, line: Line, position: int, statement: Statement) -> set[str]:
        rec = line.rec
        if rec is None:
            return set()
        if isinstance(statement, Linked):
            return self._link(line.journal, rec, statement.other)
        said = _Said(line.journal, position, self._seen(line), statement)
        self._said.setdefault(rec, []).append(said)
        if isinstance(statement, Confirmed):
            self._waiting[line.journal].append((position, rec))
        return {rec}

    def _seen(self, line: Line) -> int:
        seen = line.seen
        if seen is None:
            return 0
        return self._courses[self._other[line.journal]].reach(seen.epoch, seen.size) or 0

    def _link(self, journal: str, rec: str, other: str) -> set[str]:
        """Join two matters once both sides say that they are one."""
        pair = (min(rec, other), max(rec, other))
        self._links.add((journal, *pair))
        if (self._other[journal], *pair) not in self._links:
            return set()
        group = tuple(sorted({*self._members(rec), *self._members(other)}))
        for member in group:
            self._group[member] = group
        return set(group)

    def _members(self, rec: str) -> tuple[str, ...]:
        return self._group.get(rec, (rec,))

    def _settle(self, touched: Iterable[str]) -> set[str]:
        """Work the states of the touched matters out anew; return those that changed."""
        changed = set()
        for group in {self._members(rec) for rec in touched}:
            for rec, state in self._of_group(group):
                if self._states.get(rec) != state:
                    self._states[rec] = state
                    self._tree.put(rec, state.leaf(rec))
                    changed.add(rec)
        return changed

    def _of_group(self, group: tuple[str, ...]) -> Iterator[tuple[str, State]]:
        said = [each for rec in group for each in self._said.get(rec, ())]
        state = _state(self._versions(group), said)
        if state is not None:
            yield group[0], state
            for rec in group[1:]:
                yield rec, State(Status.LINKED, main=group[0])

    def _versions(self, group: tuple[str, ...]) -> dict[str, _Version]:
        """Return what was proposed under the matters of a group; what was agreed is never lost.

        Statements speak of the version under their own matter, so linking takes nothing back: a
        document put forward under several of them counts as it does where it got furthest.
        """
        furthest: dict[str, _Version] = {}
        for rec in group:
            for doc, version in self._versions_of(rec).items():
                furthest[doc] = max(furthest.get(doc, version), version, key=_Version.rank)
        return furthest

    def _versions_of(self, rec: str) -> dict[str, _Version]:
        said = sorted(self._said.get(rec, ()), key=lambda each: (each.journal, each.at))
        versions: dict[str, _Version] = {}
        for each in _firsts(said):
            proposal = each.statement
            if isinstance(proposal, Proposed):
                versions[proposal.doc] = _Version(
                    each.journal, each.at, proposal.prev, proposal.void, proposal.needs
                )
        for each in said:
            _hear(each, versions)
        for version in versions.values():
            version.agreed = self._agreed_at(version)
        return versions

    def _agreed_at(self, version: _Version) -> int | None:
        """The author's ack of a confirmation, unless the author withdrew before it; for ever."""
        if version.confirmed is None:
            return None
        ack = self._acks[version.author].of(version.confirmed)
        withdrawn = version.withdrawn
        return None if ack is None or (withdrawn is not None and withdrawn < ack) else ack


def _firsts(said: Sequence[_Said]) -> Iterator[_Said]:
    """Yield the proposals; a document that both sides put forward is his who did not see it."""
    held: dict[str, _Said] = {}
    for each in said:
        if isinstance(each.statement, Proposed):
            before = held.setdefault(each.statement.doc, each)
            if before.journal != each.journal and before.seen >= each.at:
                held[each.statement.doc] = each
    yield from held.values()


def _hear(said: _Said, versions: Mapping[str, _Version]) -> None:
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


def _opened(statement: Confirmed | Disputed, version: _Version) -> bool:
    """A confirmation names all parts that the proposal wants opened, else it says nothing."""
    return isinstance(statement, Disputed) or set(version.needs) <= set(statement.parts)


def _state(versions: Mapping[str, _Version], said: Iterable[_Said]) -> State | None:
    """Return the state of a matter; None when nothing was said that makes one."""
    if not versions:
        stated = [each for each in said if isinstance(each.statement, Stated)]
        return _stated(stated) if stated else None
    agreed = {doc for doc, version in versions.items() if version.agreed is not None}
    heads = tuple(sorted(agreed - _replaced(agreed, versions) or agreed))
    open_ = tuple(sorted(doc for doc, v in versions.items() if v.agreed is None and not v.lapsed))
    return State(
        status=_status(heads, open_, versions),
        agreed=heads,
        open=open_,
        accepted=tuple(doc for doc in open_ if versions[doc].confirmed is not None),
        contested=tuple(doc for doc in (*heads, *open_) if versions[doc].contested),
    )


def _stated(said: Iterable[_Said]) -> State:
    """Return the newest versions that their owners state; each side has its own."""
    replaced = {old for each in said for old in _prev(each.statement)}
    docs = {each.statement.doc for each in said if isinstance(each.statement, Stated)}
    return State(Status.STATED, open=tuple(sorted(docs - replaced)))


def _prev(statement: Statement) -> tuple[str, ...]:
    return statement.prev if isinstance(statement, Stated | Proposed) else ()


def _replaced(agreed: set[str], versions: Mapping[str, _Version]) -> set[str]:
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
    heads: tuple[str, ...], open_: tuple[str, ...], versions: Mapping[str, _Version]
) -> Status:
    if len(heads) > 1:
        return Status.TWO_TEXTS
    if not heads:
        return _before_agreement(open_, versions)
    (head,) = heads
    if versions[head].contested:
        return Status.CONTESTED
    if any(head in _replaced({doc}, versions) for doc in open_):
        return Status.PENDING
    return Status.ENDED if versions[head].void else Status.AGREED


def _before_agreement(open_: tuple[str, ...], versions: Mapping[str, _Version]) -> Status:
    if not open_:
        return Status.LAPSED
    if any(versions[doc].confirmed is not None and not versions[doc].contested for doc in open_):
        return Status.ACCEPTED
    if all(versions[doc].contested for doc in open_):
        return Status.CONTESTED
    return Status.PROPOSED
