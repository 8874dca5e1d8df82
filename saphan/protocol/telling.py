"""The state root that a journal tells with each of its lines, and that its reader works out alike.

A line says how much of the other journal its author held. The state at a size is the fold of the
author's lines up to there and of the other's lines seen by the last of them, so both nodes can
compute it, for every head, whatever each of them holds besides (EXCHANGE 2, head).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from saphan.protocol.course import Course
from saphan.protocol.fold import Fold
from saphan.protocol.genesis import Genesis
from saphan.protocol.journal import Line
from saphan.protocol.policy import IN_FORCE
from saphan.protocol.states import State
from saphan.protocol.statetree import Proof


class Telling:
    """Follows an author's lines in order; `roots[n]` is the state root at position n."""

    def __init__(self, author: Course, other: Course, *, genesis: Genesis | None = None) -> None:
        self._other = other
        self._fold = Fold(author, other, genesis=genesis)
        self._heard: list[Line | None] = []
        self._used = 0
        self.roots = [self._fold.root()]
        self.lacks = False
        """Whether a line saw more than was heard: roots from there on are not the author's."""

    @property
    def states(self) -> Mapping[str, State]:
        """The states at the newest line."""
        return self._fold.states

    def proof(self, rec: str) -> Proof:
        """Return the proof of a matter's state under the root at the newest line."""
        return self._fold.proof(rec)

    def latches(self, rec: str) -> frozenset[tuple[str, int]]:
        """Return what a matter's agreements rest on (`Fold.latches`), at the newest line."""
        return self._fold.latches(rec)

    def stands(self, doc: str) -> bool:
        """Whether a document is agreed and uncontested at the newest line."""
        state = self._fold.state_of(doc)
        return state is not None and state.status in IN_FORCE and doc in state.agreed

    def hear(self, lines: Iterable[Line | None]) -> None:
        """Take the other's next lines in force, in order; None for one that cannot be read."""
        self._heard += lines

    def tell(self, line: Line | None) -> bytes:
        """Take the author's next line in force; return the state root at it (32 bytes)."""
        if line is not None:
            self._see(line)
            self._fold.add(line)
        self.roots.append(self._fold.root())
        return self.roots[-1]

    def _see(self, line: Line) -> None:
        """Add what the line's author held by then; a size that goes back adds nothing."""
        if line.seen is None:
            return
        seen = self._other.reach(line.seen.epoch, line.seen.size)
        self.lacks |= seen is None or seen > len(self._heard)
        until = min(seen or 0, len(self._heard))
        for each in self._heard[self._used : until]:
            if each is not None:
                self._fold.add(each)
        self._used = max(self._used, until)
