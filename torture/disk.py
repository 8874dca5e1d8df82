"""What of a node survives a crash, and reading journals from it."""

from __future__ import annotations

import copy as copies
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from saphan.protocol import merkle, receive
from saphan.protocol.course import Course
from saphan.protocol.journal import Line
from saphan.protocol.receive import Copy
from torture.shelf import Shelf


@dataclass(slots=True)
class Stretch:
    """An epoch of a journal: its lines and, once closed, how many of them are in force.

    `pending`: the peer has not taken note of this epoch, so it may still be opened elsewhere.
    """

    epoch: str
    lines: list[bytes] = field(default_factory=list)
    limit: int | None = None
    pending: bool = False

    @property
    def in_force(self) -> list[bytes]:
        return self.lines[: self.limit]


@dataclass(slots=True)
class Disk:
    """What is durable: one's own journal, the copy of the peer's, documents and parts."""

    own: list[Stretch]
    theirs: list[Stretch]
    copy: Copy
    shelf: Shelf = field(default_factory=Shelf)
    gone: set[str] = field(default_factory=set)
    owes: bool = False
    """An ack is due; a node that is not complete yet puts it off."""

    def twin(self) -> Disk:
        return copies.deepcopy(self)


def new_id(chance: random.Random) -> str:
    """Return an id that the seed decides, so that a failing run replays."""
    return chance.randbytes(16).hex()


def course_of(name: str, stretches: Sequence[Stretch]) -> Course:
    course = Course(name, stretches[0].epoch)
    for before, stretch in pairwise(stretches):
        course.open(stretch.epoch, base=len(before.in_force))
    return course


def copied(before: Copy, stretch: Stretch) -> Copy:
    """Return the copy of the same journal that holds all lines of a stretch."""
    frontier = merkle.Frontier()
    frontier.extend(merkle.leaf_hash(data) for data in stretch.lines)
    return Copy(before.node, before.journal, stretch.epoch, frontier.size, frontier.to_bytes())


def lines_of(node: str, name: str, stretches: Iterable[Stretch]) -> Iterator[Line | None]:
    for stretch in stretches:
        place = Copy.empty(node, name, stretch.epoch)
        for seq, data in enumerate(stretch.in_force, start=1):
            yield receive.line_at(data, place, seq)


def root_of(lines: Sequence[bytes]) -> bytes:
    return merkle.root([merkle.leaf_hash(data) for data in lines])
