"""The own journal: one dense sequence of lines that every sealed document enters (EXCHANGE 2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from saphan.kernel import clock
from saphan.ledger import rows
from saphan.ledger.models import Epoch, JournalLine
from saphan.protocol import document, journal, merkle

OWN = "own"
NUMBERING_LOCK = 0x5A9A


@dataclass(frozen=True, slots=True)
class Place:
    """A journal's name and its present epoch, 32 hexadecimal digits each."""

    journal: str
    epoch: str


@dataclass(frozen=True, slots=True)
class Statement:
    """What a line will say of a document, before it has a number."""

    rec: str
    doc: bytes
    authority: str


def own() -> Place:
    """Return the own journal, opening its first epoch when the node is new."""
    found = Epoch.objects.filter(role=OWN).order_by("-number").first()
    if found is None:
        lock()
        found, _made = Epoch.objects.get_or_create(
            role=OWN,
            number=1,
            defaults={
                "journal": document.new_id(),
                "epoch": document.new_id(),
                "opened_at": clock.now(),
            },
        )
    return Place(found.journal, found.epoch)


def size() -> int:
    """Return how many lines the own journal has; 0 for a node that has sealed nothing."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(max((SELECT max(seq) FROM ledger_journalline l "
            "WHERE l.journal = e.journal AND l.epoch = e.epoch)), 0) "
            "FROM ledger_epoch e WHERE e.role = %s",
            [OWN],
        )
        return int(cursor.fetchone()[0])


def append(statements: Sequence[Statement]) -> int:
    """Number one line for each statement and return the first number.

    Takes an advisory lock for the rest of the transaction, so that the order of numbers is the
    order of commits: call it last.
    """
    place = own()
    lock()
    first = size() + 1
    at = journal.moment(clock.now())
    rows.copy(
        JournalLine,
        (
            _row(place, seq, statement, at=at)
            for seq, statement in enumerate(statements, start=first)
        ),
    )
    return first


def _row(place: Place, seq: int, statement: Statement, *, at: str) -> rows.Row:
    data = journal.line_bytes(
        journal.Line(
            journal=place.journal,
            epoch=place.epoch,
            seq=seq,
            kind=journal.Kind.STATE,
            rec=statement.rec,
            doc=statement.doc.hex(),
            authority=statement.authority,
            at=at,
        )
    )
    return {
        "journal": place.journal,
        "epoch": place.epoch,
        "seq": seq,
        "bytes": data,
        "leaf": merkle.leaf_hash(data),
        "doc": statement.doc,
        "rec": None,
        "kind": str(journal.Kind.STATE),
    }


def lock() -> None:
    """Hold the right to number lines until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [NUMBERING_LOCK])
