"""The joint state of matters: a pure function of the lines that two journals hold (EXCHANGE 5).

It reads lines only, never documents, so withheld and erased payloads change nothing. Both nodes
feed it the same lines, each journal in its own order and the two interleaved as they happened to
arrive; what comes out depends on the set alone.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from saphan.protocol import statements, states, trust
from saphan.protocol.course import Course
from saphan.protocol.genesis import Genesis
from saphan.protocol.journal import Line
from saphan.protocol.statements import Acked, Confirmed, Linked, Proposed, Statement
from saphan.protocol.states import Said, State, Status, Version
from saphan.protocol.statetree import Proof, StateTree
from saphan.protocol.trust import Trust


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

    `genesis` says for which authorities the node of each journal speaks at first; without one
    nobody is asked for whom he speaks. One that is not `rooted` has no root, and is faster.
    """

    def __init__(
        self, one: Course, two: Course, *, genesis: Genesis | None = None, rooted: bool = True
    ) -> None:
        self._courses: Final = {one.journal: one, two.journal: two}
        self._trust: Final = {name: Trust(genesis, name) for name in self._courses if genesis}
        self._other: Final = {one.journal: two.journal, two.journal: one.journal}
        self._acks: Final = {one.journal: _Acks(), two.journal: _Acks()}
        self._said: Final[dict[str, list[Said]]] = {}
        self._links: Final[set[tuple[str, str, str]]] = set()
        self._put_under: Final[dict[str, str]] = {}
        self._group: Final[dict[str, tuple[str, ...]]] = {}
        self._waiting: Final[dict[str, deque[tuple[int, str]]]] = {
            one.journal: deque(),
            two.journal: deque(),
        }
        self._states: Final[dict[str, State]] = {}
        self._tree: Final = StateTree()
        self._rooted: Final = rooted
        self.unread: Final[list[tuple[str, int]]] = []
        """Lines that say nothing, by journal and position: not understood, or not theirs to say."""

    @property
    def states(self) -> Mapping[str, State]:
        return self._states

    def state_of(self, doc: str) -> State | None:
        """Return the state of the matter under which a document was proposed first."""
        rec = self._put_under.get(doc)
        return self._states.get(self._members(rec)[0]) if rec else None

    def was_agreed(self, rec: str, doc: str) -> bool:
        """Whether a document of the matter is or was agreed, also when another came after it."""
        version = self._versions(self._members(rec)).get(doc)
        return version is not None and version.agreed is not None

    def stands(self, rec: str, journal: str) -> tuple[str, ...]:
        """Return the documents by which a journal's owner stands in the matter.

        Its own newest that it has not withdrawn (several when it entered the matter several
        times, none after an end); where it has none of its own, the other's that it confirmed.
        """
        versions = self._versions(self._members(rec))
        own = {doc: v for doc, v in versions.items() if v.author == journal and not v.withdrawn}
        if own:
            heads = own.keys() - states.replaced(set(own), own)
            return tuple(sorted(doc for doc in heads if not own[doc].void))
        others = [v for v in versions.items() if v[1].author != journal and not v[1].void]
        confirmed = [(v.confirmed, doc) for doc, v in others if v.confirmed and not v.contested]
        return (max(confirmed)[1],) if confirmed else ()

    def in_force(self, rec: str) -> tuple[str, ...]:
        """Return the agreed document that counts; none after an end and while there are two texts.

        One that is contested counts until another is agreed.
        """
        state = self._states.get(rec)
        if state is None or len(state.agreed) != 1:
            return ()
        versions = self._versions(self._members(rec))
        return tuple(doc for doc in state.agreed if not versions[doc].void)

    def awaits(self, rec: str) -> frozenset[str]:
        """Return the journals whose owners are to answer next.

        The reader of a proposal that nobody answered, the author of one that is contested, and
        both when it is what they had agreed. A text whose author then confirmed the other's waits
        for nobody.
        """
        by_doc = self._versions(self._members(rec))
        versions = by_doc.values()
        open_ = [
            by_doc[doc]
            for doc in states.open_docs(by_doc)
            if states.is_awaiting(by_doc[doc], versions)
        ]
        waiting = {self._other[v.author] for v in open_ if v.confirmed is None and not v.objected}
        waiting |= {v.author for v in open_ if v.objected}
        state = self._states.get(self._members(rec)[0])
        if state and state.status in (Status.CONTESTED, Status.TWO_TEXTS) and not waiting:
            return frozenset(self._other)
        return frozenset(waiting)

    def latches(self, rec: str) -> frozenset[tuple[str, int]]:
        """Return journal and position of the acks of confirmations of a matter, and of linked ones.

        With the matter's own lines they are all that its state rests on.
        """
        versions = [v for each in self._members(rec) for v in self._versions_of(each).values()]
        found = {
            (version.author, self._acks[version.author].of(version.confirmed))
            for version in versions
            if version.confirmed is not None
        }
        return frozenset((journal, ack) for journal, ack in found if ack is not None)

    def proof(self, rec: str) -> Proof:
        """Return the proof of a matter's state under `root`; KeyError for an unknown one."""
        return self._tree.proof(rec)

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
            if line.journal in self._trust:
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
        known = self._trust.get(line.journal)
        return known is None or line.authority in known.at(position).authorities

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
        said = Said(line.journal, position, self._seen(line), statement)
        self._said.setdefault(rec, []).append(said)
        if isinstance(statement, Proposed):
            self._put_under.setdefault(statement.doc, rec)
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
                    if self._rooted:
                        self._tree.put(rec, state.leaf(rec))
                    changed.add(rec)
        return changed

    def _of_group(self, group: tuple[str, ...]) -> Iterator[tuple[str, State]]:
        said = [each for rec in group for each in self._said.get(rec, ())]
        state = states.state_of(self._versions(group), said)
        if state is not None:
            yield group[0], state
            for rec in group[1:]:
                yield rec, State(Status.LINKED, main=group[0])

    def _versions(self, group: tuple[str, ...]) -> dict[str, Version]:
        """Return what was proposed under the matters of a group; what was agreed is never lost.

        Statements speak of the version under their own matter, so linking takes nothing back: a
        document put forward under several of them counts as it does where it got furthest.
        """
        furthest: dict[str, Version] = {}
        for rec in group:
            for doc, version in self._versions_of(rec).items():
                furthest[doc] = max(furthest.get(doc, version), version, key=Version.rank)
        return furthest

    def _versions_of(self, rec: str) -> dict[str, Version]:
        said = sorted(self._said.get(rec, ()), key=lambda each: (each.journal, each.at))
        versions: dict[str, Version] = {}
        for each in states.firsts(said):
            proposal = each.statement
            if isinstance(proposal, Proposed):
                versions[proposal.doc] = Version(
                    each.journal, each.at, proposal.prev, proposal.void, proposal.needs
                )
        for each in said:
            states.hear(each, versions)
        for version in versions.values():
            version.agreed = self._agreed_at(version)
        return versions

    def _agreed_at(self, version: Version) -> int | None:
        """The author's ack of a confirmation, unless the author withdrew before it; for ever."""
        if version.confirmed is None:
            return None
        ack = self._acks[version.author].of(version.confirmed)
        withdrawn = version.withdrawn
        return None if ack is None or (withdrawn is not None and withdrawn < ack) else ack
