"""Everything about one matter: what both journals say of it, and the versions they speak of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from saphan.bilateral.models import Matter, Stand, View
from saphan.ledger import pairs, reading
from saphan.ledger.models import JournalLine
from saphan.ledger.reading import Stored
from saphan.protocol import journal, statements
from saphan.protocol.course import Course
from saphan.protocol.journal import Kind, Line
from saphan.protocol.statements import Statement

PUTS_FORWARD: Final = (Kind.PROPOSE, Kind.STATE)


@dataclass(frozen=True, slots=True)
class Said:
    """A line in force: `at` is its position, `seen` how much of the other journal was held."""

    line: Line
    ours: bool
    at: int
    seen: int

    @property
    def statement(self) -> Statement | None:
        return statements.read(self.line)


@dataclass(frozen=True, slots=True)
class Dossier:
    """`matter` is the one under which a group of linked ones goes on; `members` names them all.

    `said` stands in the order in which each side had seen the other's lines; `versions` are the
    documents put forward that are held, by hexadecimal hash.
    """

    matter: Matter
    members: tuple[str, ...]
    said: Sequence[Said]
    versions: Mapping[str, Stored]
    stands: Sequence[Stand]

    def put_forward(self, *, ours: bool) -> list[Stored]:
        """Return a side's versions that are held, oldest first."""
        docs = [
            each.line.doc
            for each in self.said
            if each.ours is ours and each.line.kind in PUTS_FORWARD and each.line.doc
        ]
        return [self.versions[doc] for doc in dict.fromkeys(docs) if doc in self.versions]

    def standing(self, view: View) -> list[Stored]:
        """Return the versions that stand for a view, the newest of several last."""
        docs = [bytes(each.doc).hex() for each in self.stands if each.view == view]
        return [self.versions[doc] for doc in docs if doc in self.versions]

    def shown(self, *, ours: bool) -> Stored | None:
        """Return the version by which a bank stands, else the last one it had put forward."""
        standing = self.standing(View.OURS if ours else View.THEIRS)
        versions = standing or self.put_forward(ours=ours)
        return versions[-1] if versions else None

    def is_late(self, stored: Stored) -> bool:
        """Whether the other side cannot have seen the version yet."""
        return any(s.late for s in self.stands if bytes(s.doc) == stored.record.hash)

    def withdrawn(self) -> set[str]:
        taken_back = (each.line for each in self.said if each.line.kind is Kind.WITHDRAW)
        return {line.doc for line in taken_back if line.doc}


def gather(matter: Matter) -> Dossier:
    """Return what is known of a matter, or of the one under which it goes on."""
    main = matter
    if matter.main:
        main = Matter.objects.get(peer=matter.peer, rec=matter.main)
    linked = Matter.objects.filter(peer=main.peer, main=main.rec).order_by("rec")
    members = (main.rec, *linked.values_list("rec", flat=True))
    said = _said(main.peer, members)
    docs = {each.line.doc for each in said if each.line.kind in PUTS_FORWARD and each.line.doc}
    stands = Stand.objects.filter(peer=main.peer, matter=main.rec).order_by("at", "pk")
    docs |= {bytes(each.doc).hex() for each in stands}
    stored = reading.of_hashes([bytes.fromhex(doc) for doc in sorted(docs)])
    versions = {each.record.hash.hex(): each for each in stored}
    return Dossier(main, members, said, versions, list(stands))


def _said(peer: str, recs: Sequence[str]) -> list[Said]:
    to, from_ = pairs.course(peer, pairs.TO), pairs.course(peer, pairs.FROM)
    found = JournalLine.objects.filter(rec__in=recs, journal__in=[to.journal, from_.journal])
    lines = [journal.read_line(bytes(data)) for data in found.values_list("bytes", flat=True)]
    ours = _in_force((line for line in lines if line.journal == to.journal), to, from_, ours=True)
    theirs = _in_force(
        (line for line in lines if line.journal == from_.journal), from_, to, ours=False
    )
    return list(_merged(ours, theirs))


def _in_force(lines: Iterator[Line], course: Course, other: Course, *, ours: bool) -> list[Said]:
    said = []
    for line in lines:
        at = course.position(line.epoch, line.seq)
        seen = other.reach(line.seen.epoch, line.seen.size) if line.seen else 0
        if at is not None:
            said.append(Said(line, ours, at, seen or 0))
    return sorted(said, key=lambda each: each.at)


def _merged(ours: list[Said], theirs: list[Said]) -> Iterator[Said]:
    """Yield both sides' lines, each after those it had seen; by their claimed time else."""
    while ours and theirs:
        one, two = ours[0], theirs[0]
        if one.seen >= two.at:
            yield theirs.pop(0)
        elif two.seen >= one.at or one.line.at <= two.line.at:
            yield ours.pop(0)
        else:
            yield theirs.pop(0)
    yield from ours
    yield from theirs
