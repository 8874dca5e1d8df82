"""What stood for whom when the two journals of a pair had so many lines (FIGURES 3).

Both nodes hold the same lines up to there, so both work out the same; nothing stored is trusted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from saphan.bilateral.models import View
from saphan.ledger import pairs
from saphan.protocol.fold import Fold
from saphan.protocol.journal import Kind, Line


@dataclass(frozen=True, slots=True)
class Positions:
    """Lines in force of our journal to the peer, and of the peer's journal to us."""

    ours: int
    theirs: int


@dataclass(frozen=True, slots=True)
class Standing:
    """A matter at such a moment: hexadecimal hashes by view, those of them that are contested.

    `stated_by` gives the authority that put each of these documents forward.
    """

    rec: str
    docs: Mapping[View, tuple[str, ...]]
    contested: frozenset[str]
    stated_by: Mapping[str, str]


def now(peer: str) -> Positions:
    """Return how far both journals of the pair reach here."""
    return Positions(pairs.reach(peer, pairs.TO), pairs.reach(peer, pairs.FROM))


def standings(peer: str, *moments: Positions) -> list[list[Standing]]:
    """Return the matters at each of the moments, which grow from one to the next."""
    ours, theirs = pairs.course(peer, pairs.TO), pairs.course(peer, pairs.FROM)
    fold = Fold(ours, theirs, genesis=pairs.genesis(peer))
    journals = {View.OURS: ours.journal, View.THEIRS: theirs.journal}
    stated: dict[str, str] = {}
    found, before = [], Positions(0, 0)
    for moment in moments:
        for line in _between(peer, before, moment):
            fold.add(line)
            if line.kind is Kind.PROPOSE and line.doc:
                stated.setdefault(line.doc, line.authority)
        found.append(list(_standings(fold, journals, stated)))
        before = moment
    return found


def _between(peer: str, before: Positions, after: Positions) -> Iterator[Line]:
    for way, held, wanted in (
        (pairs.TO, before.ours, after.ours),
        (pairs.FROM, before.theirs, after.theirs),
    ):
        for line in islice(pairs.lines(peer, way, after=held), max(wanted - held, 0)):
            if line is not None:
                yield line


def _standings(
    fold: Fold, journals: Mapping[View, str], stated: Mapping[str, str]
) -> Iterator[Standing]:
    for rec, state in fold.states.items():
        if state.main:
            continue
        docs = {view: fold.stands(rec, journal) for view, journal in journals.items()}
        docs[View.JOINT] = fold.in_force(rec)
        standing = {doc for each in docs.values() for doc in each}
        if standing:
            yield Standing(
                rec,
                docs,
                frozenset(standing & set(state.contested)),
                {doc: stated[doc] for doc in standing},
            )
