"""The joint state worked out anew for the matters that lines touched, and for all of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import batched
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import Model, Q

from saphan.bilateral.models import Matter, Stand, View
from saphan.ledger import pairs, rows
from saphan.ledger.models import Document, JournalLine
from saphan.ledger.rebuild import Rebuilt, digest
from saphan.protocol import journal, statements
from saphan.protocol.course import Course
from saphan.protocol.fold import Fold
from saphan.protocol.journal import Kind, Line
from saphan.protocol.states import State

BATCH: Final = 5_000


@dataclass(slots=True)
class _Told:
    """What the lines of a batch of matters come to."""

    peer: str
    ours: Course
    theirs: Course
    fold: Fold
    docs: dict[str, list[str]] = field(default_factory=dict)
    at: dict[str, tuple[str, int]] = field(default_factory=dict)
    since: dict[str, str] = field(default_factory=dict)
    speaks: dict[tuple[str, str], str] = field(default_factory=dict)
    acked: int = 0

    def hear(self, line: Line) -> None:
        """Follow one line; the first that puts a document forward gives its place."""
        self.fold.add(line)
        ack = statements.read(line) if line.kind is Kind.ACK else None
        if isinstance(ack, statements.Acked) and line.journal == self.theirs.journal:
            self.acked = max(self.acked, self.ours.reach(ack.epoch, ack.size) or 0)
        if line.rec is None:
            return
        self.since[line.rec] = max(self.since.get(line.rec, ""), line.at)
        course = self.ours if line.journal == self.ours.journal else self.theirs
        position = course.position(line.epoch, line.seq)
        if line.doc and position is not None:
            self.docs.setdefault(line.rec, []).append(line.doc)
            if line.kind in (Kind.PROPOSE, Kind.STATE, Kind.CONFIRM):
                self.speaks.setdefault((line.journal, line.doc), line.authority)
            if line.kind in (Kind.PROPOSE, Kind.STATE):
                self.at.setdefault(line.doc, (line.journal, position))


def refresh(peer: str, recs: Collection[str]) -> None:
    """Work out the rows of some matters, and of those linked with them, from the lines."""
    wanted = _linked(peer, set(recs))
    for batch in batched(sorted(wanted), BATCH):
        _refresh(peer, _linked(peer, set(batch)))


def rebuild(peer: str) -> None:
    """Work out every matter of a pair anew."""
    Matter.objects.filter(peer=peer).delete()
    Stand.objects.filter(peer=peer).delete()
    places = [e.epoch for way in (pairs.TO, pairs.FROM) for e in pairs.epochs(peer, way)]
    named = JournalLine.objects.filter(epoch__in=places, rec__isnull=False)
    recs = set(named.values_list("rec", flat=True).distinct())
    refresh(peer, {rec for rec in recs if rec})


@transaction.atomic
def rebuild_all() -> list[Rebuilt]:
    """Work out every matter of every pair anew from the lines, and compare with what was."""
    tables: tuple[type[Model], ...] = (Matter, Stand)
    before = {model: digest(model) for model in tables}
    for peer in pairs.peers():
        rebuild(peer)
    return [
        Rebuilt(model._meta.db_table, model._default_manager.count(), was, digest(model))
        for model, was in before.items()
    ]


def heard(peer: str, reach: int) -> None:
    """Note that the peer acknowledges our journal up to a position: nothing there is late."""
    Stand.objects.filter(peer=peer, late=True, at__lte=reach).update(late=False)


def _linked(peer: str, recs: set[str]) -> set[str]:
    """Add the matters that links join with these, by either side's word."""
    found, new = set(recs), set(recs)
    while new:
        rows_ = Matter.objects.filter(peer=peer).filter(Q(rec__any=new) | Q(main__any=new))
        named = {name for pair in rows_.values_list("rec", "main") for name in pair if name}
        said = JournalLine.objects.filter(kind=Kind.LINK, rec__any=new).values_list("bytes")
        named |= {other for (data,) in said for other in _other(bytes(data))}
        new = named - found
        found |= new
    return found


def _other(data: bytes) -> Iterator[str]:
    said = statements.read(journal.read_line(data))
    if isinstance(said, statements.Linked):
        yield said.other


def _refresh(peer: str, recs: set[str]) -> None:
    told = _told(peer, recs)
    states = {rec: state for rec, state in told.fold.states.items() if rec in recs}
    held = _documents(told, states)
    Matter.objects.filter(peer=peer, rec__any=recs).delete()
    Stand.objects.filter(peer=peer, matter__any=recs).delete()
    rows.copy(Matter, (_matter(told, rec, state, held) for rec, state in states.items()))
    rows.copy(Stand, _stands(told, states, held))


def _told(peer: str, recs: set[str]) -> _Told:
    ours, theirs = pairs.course(peer, pairs.TO), pairs.course(peer, pairs.FROM)
    told = _Told(peer, ours, theirs, Fold(ours, theirs, genesis=pairs.genesis(peer), rooted=False))
    for line in pairs.about(peer, recs):
        told.hear(line)
    return told


def _documents(told: _Told, states: Mapping[str, State]) -> dict[str, tuple[UUID, str]]:
    """Return the record and the schema of each document that these matters name."""
    wanted = [bytes.fromhex(doc) for rec in states for doc in told.docs.get(rec, ())]
    found = Document.objects.filter(hash__any=wanted).values_list("hash", "uid", "schema")
    return {bytes(digest).hex(): (uid, schema) for digest, uid, schema in found}


def _matter(
    told: _Told, rec: str, state: State, held: Mapping[str, tuple[UUID, str]]
) -> dict[str, Any]:
    known = [held[doc] for doc in told.docs.get(rec, ()) if doc in held]
    uid, schema = known[0] if known else (None, "")
    return {
        "peer": told.peer,
        "rec": rec,
        "uid": uid,
        "kind": schema.partition("/")[0],
        "status": str(state.status),
        "turn": _turn(told, rec, state),
        "agreed": list(state.agreed),
        "open": list(state.open),
        "accepted": list(state.accepted),
        "contested": list(state.contested),
        "main": state.main,
        "since": datetime.fromisoformat(told.since[rec]),
    }


def _turn(told: _Told, rec: str, state: State) -> str:
    awaited = told.fold.awaits(rec) if not state.main else frozenset()
    if told.ours.journal in awaited:
        return View.OURS
    return View.THEIRS if awaited else ""


def _stands(
    told: _Told, states: Mapping[str, State], held: Mapping[str, tuple[UUID, str]]
) -> Iterator[dict[str, Any]]:
    for rec, state in states.items():
        if state.main:
            continue
        for view, docs in _by_view(told, rec):
            for doc in docs:
                if doc in held:
                    yield _stand(told, rec, view, doc, held[doc][0])


def _by_view(told: _Told, rec: str) -> Iterable[tuple[View, Sequence[str]]]:
    yield View.OURS, told.fold.stands(rec, told.ours.journal)
    yield View.THEIRS, told.fold.stands(rec, told.theirs.journal)
    yield View.JOINT, told.fold.in_force(rec)


def _stand(told: _Told, rec: str, view: View, doc: str, uid: UUID) -> dict[str, Any]:
    author, at = told.at.get(doc, ("", 0))
    journal_ = {View.OURS: told.ours.journal, View.THEIRS: told.theirs.journal}.get(view, "")
    return {
        "peer": told.peer,
        "matter": rec,
        "view": str(view),
        "doc": bytes.fromhex(doc),
        "uid": uid,
        "at": at,
        "authority": told.speaks.get((journal_, doc), ""),
        "taken": bool(journal_) and author != journal_,
        "late": author == told.ours.journal and at > told.acked,
    }
