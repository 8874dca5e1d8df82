"""The database refuses to rewrite what was sealed."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from saphan.ledger.models import Document, JournalLine, NodeKey, Part, SignedHead
from tests.ledger import make_ledger as ledger

pytestmark = pytest.mark.django_db

REWRITES = [
    "UPDATE ledger_journalline SET bytes = bytes || '\\x00'",
    "UPDATE ledger_journalline SET seq = seq + 100",
    "DELETE FROM ledger_journalline",
    "UPDATE ledger_signedhead SET signature = '\\x00'",
    "DELETE FROM ledger_signedhead",
    "UPDATE ledger_document SET bytes = bytes || '\\x00'",
    "UPDATE ledger_document SET authority = 'vn-nghe-an'",
    "UPDATE ledger_document SET superseded_by = hash, level = 'public'",
    "UPDATE ledger_document SET superseded_by = NULL WHERE superseded_by IS NOT NULL",
    "UPDATE ledger_document SET superseded_by = hash WHERE superseded_by IS NOT NULL",
    "DELETE FROM ledger_document",
    "UPDATE ledger_part SET payload = '\\x00'",
    "UPDATE ledger_epoch SET number = 9",
    "DELETE FROM ledger_epoch",
    "UPDATE ledger_nodekey SET public = '\\x00'",
    "DELETE FROM ledger_nodekey",
]


@pytest.mark.parametrize("statement", REWRITES)
def test_history_is_not_rewritten(statement: str) -> None:
    ledger.signed_journal()

    with (
        pytest.raises(DatabaseError, match=r"append-only|does not change"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_a_version_learns_once_what_replaced_it() -> None:
    refs = ledger.signed_journal()

    changed = Document.objects.filter(hash=refs[1].hash).update(superseded_by=refs[2].hash)

    assert changed == 1
    with pytest.raises(DatabaseError), transaction.atomic():
        Document.objects.filter(hash=refs[1].hash).update(superseded_by=refs[3].hash)


def test_a_part_may_be_erased() -> None:
    ledger.signed_journal()
    part = Part.objects.order_by("commitment")[0]

    part.delete()

    assert not Part.objects.filter(commitment=part.commitment).exists()


@pytest.mark.parametrize("model", [JournalLine, SignedHead, NodeKey, Document])
def test_the_guard_holds_for_the_orm_too(model: type[JournalLine]) -> None:
    ledger.signed_journal()

    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.all().delete()
