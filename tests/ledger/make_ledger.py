"""Makers for tests of the ledger: a key, a small signed journal, and hands that tamper with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection

from saphan.kernel.languages import T
from saphan.ledger import signer
from saphan.ledger.evidence import Receiver, Words
from saphan.ledger.reading import Stored
from saphan.ledger.records import DocumentRef, Void
from saphan.ledger.seal import seal
from saphan.protocol import journal
from tests import make

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
SCHEMA = "security.patrol/1"


def sealed(**changes: Any) -> DocumentRef:
    return seal(make.patrol_entry(**changes), clearance=make.clearance())


def replaced(ref: DocumentRef, **changes: Any) -> DocumentRef:
    return sealed(uid=ref.uid, prev=(ref.hash,), **changes)


def ended(ref: DocumentRef, *, reason: str = "entered twice") -> DocumentRef:
    return seal(Void(ref.uid, SCHEMA, reason, (ref.hash,)), clearance=make.clearance())


def signed_journal() -> list[DocumentRef]:
    """Five lines under heads of sizes 3 and 5; the fourth line replaces the first's version."""
    refs = [sealed(number=str(number)) for number in range(3)]
    signer.sign(KEY)
    refs += [replaced(refs[0], number="0 again"), sealed(number="4")]
    signer.sign(KEY)
    return refs


@contextmanager
def superuser() -> Iterator[Any]:
    """A cursor with the guard switched off, as an administrator of the database has it."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        try:
            yield cursor
        finally:
            cursor.execute("SET session_replication_role = origin")


def tamper(statement: str, params: Sequence[Any] = ()) -> int:
    with superuser() as cursor:
        cursor.execute(statement, params)
        return int(cursor.rowcount)


def printed_key() -> str:
    return journal.printed(journal.fingerprint(KEY.public_key().public_bytes_raw()))


def words(stored: Stored) -> Words:
    said = str(stored.record.core)
    return Words(T(en=said, vi=said, lo=said))


def receiver(**changes: Any) -> Receiver:
    values: dict[str, Any] = {"on": date(2025, 8, 12)}
    return Receiver(**{**values, **changes})
