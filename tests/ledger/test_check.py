"""Whatever is changed behind the program's back is named."""

from __future__ import annotations

import pytest
from django.db import connection

from saphan.ledger.check import Fault, check
from saphan.ledger.models import Part
from tests.ledger import make_ledger as ledger

pytestmark = pytest.mark.django_db

FLIP = "set_byte({column}, {at}, get_byte({column}, {at}) # 1)"


def faults() -> set[str]:
    return {str(fault) for fault in check().faults}


def flip(table: str, column: str, where: str, *, at: int = 20) -> None:
    flipped = FLIP.format(column=column, at=at)
    changed = ledger.tamper(f"UPDATE {table} SET {column} = {flipped} WHERE {where}")
    assert changed == 1


def test_a_sound_ledger_has_no_fault() -> None:
    refs = ledger.signed_journal()
    ledger.ended(refs[1])

    found = check()

    assert found.faults == ()
    assert (found.documents, found.lines, found.heads, found.unsigned) == (6, 6, 2, 1)


def test_an_empty_ledger_has_no_fault() -> None:
    assert check().faults == ()


@pytest.mark.parametrize("at", [0, 20, 200])
def test_a_byte_of_a_document(at: int) -> None:
    ref = ledger.signed_journal()[2]

    flip("ledger_document", "bytes", f"hash = '\\x{ref.hash.hex()}'", at=at)

    assert faults() == {f"document {ref.hash.hex()}: bytes-changed"}


@pytest.mark.parametrize("column", ["payload", "salt"])
def test_a_byte_of_a_part(column: str) -> None:
    ledger.signed_journal()
    part = bytes(Part.objects.order_by("commitment").values_list("commitment", flat=True)[0]).hex()

    flip("ledger_part", column, f"commitment = '\\x{part}'")

    assert faults() == {f"part {part}: bytes-changed"}


@pytest.mark.parametrize("column", ["bytes", "leaf"])
@pytest.mark.parametrize("seq", [1, 3, 5])
def test_a_byte_of_a_line(column: str, seq: int) -> None:
    ledger.signed_journal()

    flip("ledger_journalline", column, f"seq = {seq}")

    assert faults() == {f"line own:{seq}: bytes-changed"}


def test_a_line_rewritten_with_its_leaf() -> None:
    ledger.signed_journal()

    ledger.tamper(
        "UPDATE ledger_journalline SET bytes = convert_to(replace(convert_from(bytes, 'UTF8'), "
        "'vn-son-la', 'vn-son-lb'), 'UTF8') WHERE seq = 2"
    )
    ledger.tamper("UPDATE ledger_journalline SET leaf = sha256('\\x00'::bytea || bytes)")

    assert faults() == {"head own:3: root-differs"}


def test_two_lines_swapped() -> None:
    ledger.signed_journal()

    ledger.tamper(
        "UPDATE ledger_journalline l SET bytes = o.bytes, leaf = o.leaf, doc = o.doc "
        "FROM ledger_journalline o WHERE l.seq + o.seq = 3 AND l.seq IN (1, 2)"
    )

    assert faults() == {"line own:1: row-differs", "line own:2: row-differs"}


@pytest.mark.parametrize(("column", "code"), [("signature", "signature"), ("frontier", "frontier")])
def test_a_byte_beside_a_head(column: str, code: str) -> None:
    ledger.signed_journal()

    flip("ledger_signedhead", column, "size = 3")

    assert faults() == {f"head own:3: {code}"}


@pytest.mark.parametrize("at", [0, 12, 60, 150, 200])
def test_a_byte_of_a_head(at: int) -> None:
    ledger.signed_journal()

    flip("ledger_signedhead", "bytes", "size = 5", at=at)

    assert {fault.split(":")[0] for fault in faults()} == {"head own"}


def test_a_head_of_an_unknown_key() -> None:
    ledger.signed_journal()

    ledger.tamper("UPDATE ledger_signedhead SET key = 'f00' WHERE size = 3")

    assert faults() == {"head own:3: unknown-key"}


def test_a_byte_of_a_public_key() -> None:
    ledger.signed_journal()

    flip("ledger_nodekey", "public", "true")

    assert {fault.split()[0] for fault in faults()} == {"key", "head"}


def test_a_line_taken_out() -> None:
    refs = ledger.signed_journal()

    ledger.tamper("DELETE FROM ledger_journalline WHERE seq = 2")

    assert faults() == {f"document {refs[1].hash.hex()}: no-line", "line own:3: gap-before"}


def test_the_last_line_taken_out() -> None:
    refs = ledger.signed_journal()

    ledger.tamper("DELETE FROM ledger_journalline WHERE seq = 5")

    assert faults() == {f"document {refs[4].hash.hex()}: no-line", "head own:5: lines-missing"}


def test_a_document_taken_out() -> None:
    refs = ledger.signed_journal()

    ledger.tamper("DELETE FROM ledger_document WHERE hash = %s", [refs[4].hash])

    assert faults() == {"line own:5: document-missing"}


def test_a_replaced_version_taken_out() -> None:
    refs = ledger.signed_journal()

    ledger.tamper("DELETE FROM ledger_document WHERE hash = %s", [refs[0].hash])

    assert faults() == {"line own:1: document-missing", f"document {refs[0].hash.hex()}: missing"}


def test_a_document_slipped_in_without_a_line() -> None:
    ledger.signed_journal()
    ref = ledger.sealed(number="slipped in")

    ledger.tamper("DELETE FROM ledger_journalline WHERE seq = 6")

    assert faults() == {f"document {ref.hash.hex()}: no-line"}


@pytest.mark.parametrize(("name", "kind"), [("core", "document"), ("person_clearance", "part")])
def test_a_part_taken_out(name: str, kind: str) -> None:
    ref = ledger.signed_journal()[1]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT convert_from(bytes, 'UTF8')::jsonb -> 'parts' ->> %s FROM ledger_document "
            "WHERE hash = %s",
            [name, ref.hash],
        )
        (commitment,) = cursor.fetchone()

    ledger.tamper("DELETE FROM ledger_part WHERE commitment = %s", [bytes.fromhex(commitment)])

    named = f"document {ref.hash.hex()}: core-missing"
    assert faults() == {named if kind == "document" else f"part {commitment}: missing"}


@pytest.mark.parametrize(
    "change",
    [
        "authority = 'vn-nghe-an'",
        "version = 7",
        "level = 'public'",
        "side = 'LA'",
        "is_void = true",
        "superseded_by = hash",
    ],
)
def test_a_row_that_says_other_than_its_bytes(change: str) -> None:
    ref = ledger.signed_journal()[4]

    ledger.tamper(f"UPDATE ledger_document SET {change} WHERE hash = %s", [ref.hash])

    assert faults() == {f"document {ref.hash.hex()}: row-differs"}


def test_a_replaced_version_made_current_again() -> None:
    ref = ledger.signed_journal()[0]

    ledger.tamper("UPDATE ledger_document SET superseded_by = NULL WHERE hash = %s", [ref.hash])

    assert faults() == {f"document {ref.hash.hex()}: row-differs"}


def test_an_epoch_taken_out() -> None:
    ledger.signed_journal()

    ledger.tamper("DELETE FROM ledger_epoch")

    assert {fault.rpartition(": ")[2] for fault in faults()} == {"missing"}


def test_faults_far_apart_are_each_named() -> None:
    refs = ledger.signed_journal()

    flip("ledger_journalline", "bytes", "seq = 2")
    flip("ledger_signedhead", "signature", "size = 5")
    flip("ledger_document", "bytes", f"hash = '\\x{refs[4].hash.hex()}'")

    assert faults() == {
        "line own:2: bytes-changed",
        "head own:5: signature",
        f"document {refs[4].hash.hex()}: bytes-changed",
    }


def test_a_fault_reads_as_where_and_what() -> None:
    assert str(Fault("line", "own:7", "gap-before")) == "line own:7: gap-before"
