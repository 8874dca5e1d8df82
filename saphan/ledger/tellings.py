"""The states that pair journals tell, followed line by line in this process.

Working them out from the first line takes seconds for a long journal, so each process keeps what
it followed and reads on from there. The stored lines alone decide: `forget` is always safe.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from saphan.ledger import pairs
from saphan.protocol.telling import Telling

type Course = tuple[tuple[str, int | None], ...]


@dataclass(slots=True)
class Followed:
    """A journal's telling and how much of both journals it has taken in, by position."""

    telling: Telling
    course: Course
    told: int = 0
    heard: int = 0


_followed: Final[dict[tuple[str, str], Followed]] = {}


def follow(peer: str, way: str) -> Followed:
    """Return the telling of a journal of the pair, up to the newest stored line."""
    course = _course(peer)
    kept = _followed.get((peer, way))
    if kept is None or kept.course != course:
        author, other = pairs.course(peer, way), pairs.course(peer, _other(way))
        kept = _followed[peer, way] = Followed(
            Telling(author, other, genesis=pairs.genesis(peer)), course
        )
    # What an author's line saw was stored before it: read the author's lines first.
    new = list(pairs.lines(peer, way, after=kept.told))
    heard = list(pairs.lines(peer, _other(way), after=kept.heard))
    kept.telling.hear(heard)
    for line in new:
        kept.telling.tell(line)
    kept.told += len(new)
    kept.heard += len(heard)
    return kept


def begin(peer: str, way: str) -> Telling:
    """Return a telling that has heard the other journal and was told nothing yet."""
    telling = Telling(
        pairs.course(peer, way), pairs.course(peer, _other(way)), genesis=pairs.genesis(peer)
    )
    telling.hear(pairs.lines(peer, _other(way)))
    return telling


def kept(peer: str, way: str) -> Followed:
    """Return the telling as it was followed last, with lines that are about to be stored."""
    return _followed[peer, way]


def forget(peer: str) -> None:
    """Drop what was followed: a transaction that it followed came to nothing."""
    for way in (pairs.TO, pairs.FROM):
        _followed.pop((peer, way), None)


def _other(way: str) -> str:
    return pairs.FROM if way == pairs.TO else pairs.TO


def _course(peer: str) -> Course:
    return tuple(
        (each.epoch, each.base)
        for way in (pairs.TO, pairs.FROM)
        for each in pairs.epochs(peer, way)
    )
