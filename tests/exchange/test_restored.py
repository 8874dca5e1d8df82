"""A node from yesterday's backup fetches its lines back, opens an epoch and loses nothing."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from django.db.models import QuerySet

from saphan.exchange import ingest, recovery, serving, status
from saphan.exchange.models import Refusal
from saphan.kernel.refusals import Refused
from saphan.ledger import pairs, signer
from saphan.ledger.models import Document, PairEpoch
from saphan.protocol.states import Status
from saphan.registers.security.models import Patrol
from tests import make
from tests.exchange.make_exchange import Backup, Line, help_back, patrol, peer_of

pytestmark = pytest.mark.django_db


def test_lines_and_documents_that_a_backup_lacks_come_back_and_a_new_epoch_begins() -> None:
    line = Line()
    line.share_by_policy()
    kept = patrol(number="1")
    line.exchange()
    backup = Backup(line)
    lost = patrol(number="2")
    line.confirms(kept.hash.hex())
    line.exchange()
    line.confirms(lost.hash.hex())
    line.exchange()
    assert line.matter(lost.hash.hex()).status == Status.AGREED
    backup.restore()
    assert not Document.objects.filter(hash=lost.hash).exists()

    with pytest.raises(Refused, match="restored"):
        line.there()
    assert status.of(peer_of(line)).state == status.QUARANTINE
    with pytest.raises(Refused, match="quarantine"):
        patrol(number="3")
    found = help_back(line)
    line.exchange(6)

    assert (found.lines > 0, found.documents, found.lost) == (True, 1, ())
    assert status.of(peer_of(line)).state == status.SOUND
    assert Patrol.objects.filter(side="VN").count() == 2
    for ref in (kept, lost):
        assert line.matter(ref.hash.hex()).status == Status.AGREED
        rec = line.matter(ref.hash.hex()).rec
        assert line.la.now.states[rec].status == Status.AGREED
    assert not Refusal.objects.filter(code__in=["fork", "state-differs"]).exists()
    after = patrol(number="3")
    line.exchange()
    assert line.matter(after.hash.hex()).status == Status.PROPOSED


def test_a_node_restored_twice_while_a_bundle_is_on_its_way_tells_no_false_fork() -> None:
    line = Line()
    line.share_by_policy()
    line.exchange()
    backup = Backup(line)
    first = patrol(number="1")
    line.exchange()
    backup.restore()
    with pytest.raises(Refused, match="restored"):
        line.there()
    help_back(line)
    on_its_way = list(_pending(line))
    backup.restore()
    with pytest.raises(Refused, match="restored"):
        line.there()
    help_back(line)
    assert {_taken_late(line, data) for data in on_its_way} <= LATE
    for _round in range(4):
        help_back(line)
        line.exchange(2)

    assert status.of(peer_of(line)).state == status.SOUND
    assert line.matter(first.hash.hex()).status == Status.PROPOSED
    assert [e.gone for e in _epochs(line)].count(False) >= 2


LATE = {"", "other-epoch", "stale-base", "state-unknown"}
"""What a bundle of a life that ended may be called; never a fork."""


def _taken_late(line: Line, data: bytes) -> str:
    try:
        line.deliver(data)
    except Refused as refused:
        return refused.code
    return ""


def _pending(line: Line) -> list[bytes]:
    signer.sign(line.key)
    held = line.la.disk.copy
    return list(serving.bundles(line.peer.node, held.epoch, held.size))


def _epochs(line: Line) -> QuerySet[PairEpoch]:
    return PairEpoch.objects.filter(peer=line.peer.node, way=pairs.TO)


def test_lines_that_this_node_did_not_sign_are_not_taken_for_its_own() -> None:
    line = Line()
    line.share_by_policy()
    backup = Backup(line)
    patrol()
    line.exchange()
    backup.restore()
    with pytest.raises(Refused, match="restored"):
        line.there()
    forged = [data.replace(b"propose", b"confirm") for data in line.taken]
    said = recovery.Chain(frozenset(line.la.chain()), frozenset(line.la.holds()))

    with pytest.raises(Refused):
        recovery.recover(line.peer.node, forged, said=said)
    assert status.of(peer_of(line)).state == status.QUARANTINE
    assert ingest.answer(line.peer.node) is False


def test_what_is_sealed_before_the_peer_took_note_waits_and_stops_no_bundle() -> None:
    line = Line()
    kept = patrol(number="1")
    backup = Backup(line)
    line.share_by_policy()
    backup.restore()
    with pytest.raises(Refused, match="restored"):
        line.there()
    help_back(line)
    waiting = patrol(number="2")
    line.proposes(core_of_a_patrol())
    line.back()
    line.exchange(6)

    assert status.of(peer_of(line)).state == status.SOUND
    for ref in (kept, waiting):
        assert line.matter(ref.hash.hex()).status == Status.PROPOSED


def core_of_a_patrol() -> dict[str, Any]:
    core: dict[str, Any] = msgspec.to_builtins(make.patrol())
    return core
