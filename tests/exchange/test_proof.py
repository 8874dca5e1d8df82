"""Evidence of what both sides agreed to, from the tables; the bare verifier checks it."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest

from saphan.bilateral import services
from saphan.exchange import proof
from saphan.ledger.evidence import Receiver
from saphan.protocol import verifier
from saphan.talks import showing
from tests import make
from tests.exchange.make_exchange import Line, patrol
from tests.talks import make_signed

pytestmark = pytest.mark.django_db
RECEIVER = Receiver(date(2025, 8, 12))


def codes(data: bytes) -> dict[str, Any]:
    return dict(verifier.verify(data))


def file_of(record: Any) -> bytes:
    return proof.file_of(record, words=showing.in_words, receiver=RECEIVER)


def test_a_record_that_both_agreed_to_is_proven_by_both_sides() -> None:
    line = Line()
    line.share_by_policy()
    ref = patrol()
    patrol(number="08/BB")
    line.there()
    line.confirms(ref.hash.hex())
    line.exchange()
    line.there()

    found = codes(file_of(ref.uid))

    assert found["bracket"]["one"] == "vn-son-la"
    assert found["bracket"]["other"] == "la-houaphanh"
    assert "agreed" in found
    assert found["policy"]


def test_the_other_sides_record_is_proven_once_it_took_note() -> None:
    line = Line()
    line.share_by_policy()
    doc = line.proposes(msgspec.to_builtins(make.patrol(number="ຫຫ-03")))
    line.exchange()
    services.confirm(line.matter(doc), doc, by=make.actor())
    line.exchange()

    found = codes(file_of(bytes.fromhex(doc)))

    assert "agreed" in found
    assert found["bracket"]["one"] == "la-houaphanh"


def test_an_amendment_that_waits_leaves_the_agreed_version_proven() -> None:
    line = make_signed.shared_line()
    (ref,) = make_signed.agreed_patrols(line, 1)
    line.there()
    newer = make_signed.replace(ref, 1, participants={"vn": 1, "la": 1})
    line.exchange()

    found = codes(file_of(ref.hash))

    assert "amendment-pending" in found
    assert "bracket" not in codes(file_of(newer.hash))


def test_a_record_that_nobody_answered_is_proven_by_its_own_side_alone() -> None:
    line = Line()
    line.share_by_policy()
    ref = patrol()
    line.exchange()

    assert "bracket" not in codes(file_of(ref.uid))


def test_signed_minutes_are_proven_with_every_cell() -> None:
    line = make_signed.shared_line()
    make_signed.agreed_patrols(line)
    ref = make_signed.sign()
    line.exchange()
    line.confirms(ref.hash.hex())
    line.exchange()
    line.there()

    data = file_of(ref.uid)

    values = [value for code, value in verifier.verify(data) if code == "value"]
    assert "agreed" in codes(data)
    assert {"path": "core.talks", "value": make_signed.CODE} in values
    assert any(one["path"].startswith("core.cells.") for one in values)


@pytest.mark.parametrize("place", range(0, 9_000, 997))
def test_a_changed_byte_is_refused(agreed_file: bytes, place: int) -> None:
    changed = agreed_file[:place] + bytes([agreed_file[place] ^ 1]) + agreed_file[place + 1 :]

    with pytest.raises(verifier.NotProven):
        verifier.verify(changed)


@pytest.fixture
def agreed_file(db: None) -> bytes:
    line = Line()
    line.share_by_policy()
    ref = patrol()
    line.there()
    line.confirms(ref.hash.hex())
    line.exchange()
    line.there()
    return file_of(ref.uid)
