"""A node notices by two files beside its database that a backup was put back."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from saphan.exchange import beside, helping, recovery, status
from saphan.exchange.services import erase
from saphan.kernel.refusals import Refused
from saphan.ledger import signer
from saphan.ledger.models import Part
from saphan.ledger.records import Entry
from saphan.ledger.seal import seal
from saphan.protocol import canon
from saphan.registers.security.documents import Case, Person, Subject
from saphan.registers.security.models import CaseSubject, Patrol
from tests import make
from tests.exchange.make_exchange import Backup, Line, patrol, peer_of

pytestmark = pytest.mark.django_db


def test_a_node_from_a_backup_reads_only_before_it_says_anything(tmp_path: Path) -> None:
    line = Line()
    line.share_by_policy()
    beside.keep(tmp_path)
    backup = Backup(line)
    patrol(number="1")
    line.exchange()
    beside.keep(tmp_path)
    assert beside.look(tmp_path) == []

    backup.restore()

    assert beside.look(tmp_path) == [line.peer.node]
    assert status.of(peer_of(line)).state == status.QUARANTINE
    with pytest.raises(Refused, match="quarantine"):
        patrol(number="2")


def test_lines_written_anew_under_numbers_that_were_given_out_are_noticed(tmp_path: Path) -> None:
    line = Line()
    line.share_by_policy()
    backup = Backup(line)
    patrol(number="1")
    signer.sign(line.key)
    beside.keep(tmp_path)
    backup.restore()
    patrol(number="2")
    signer.sign(line.key)

    assert beside.look(tmp_path) == [line.peer.node]


def test_a_node_that_is_behind_does_not_forget_how_far_it_was(tmp_path: Path) -> None:
    line = Line()
    line.share_by_policy()
    backup = Backup(line)
    patrol()
    signer.sign(line.key)
    beside.keep(tmp_path)
    said = (tmp_path / beside.SIZES).read_bytes()
    backup.restore()

    beside.keep(tmp_path)

    assert (tmp_path / beside.SIZES).read_bytes() == said


def test_what_was_erased_is_erased_again_after_a_restore(tmp_path: Path) -> None:
    line = Line()
    case = Case(
        number="7", opened_on=date(2025, 2, 5), area="vn-son-la", subjects=[Subject(id="s1")]
    )
    person = {"s1": Person(name="Nguyễn Văn A")}
    ref = seal(Entry(uuid4(), case, persons=person), clearance=make.clearance())
    backup = Backup(line)
    erase(ref.hash.hex(), "person_s1", ground="law", by=make.actor())
    beside.keep(tmp_path)
    (erased,) = json.loads((tmp_path / beside.ERASED).read_text())
    backup.restore()
    gone = Part.objects.filter(commitment=bytes.fromhex(erased["commitment"]))
    assert gone.exists()

    beside.look(tmp_path)

    assert not gone.exists()
    assert CaseSubject.objects.get().name == ""


def test_help_on_a_stick_makes_a_restored_node_whole() -> None:
    line = Line()
    line.share_by_policy()
    patrol(number="1")
    line.exchange()
    backup = Backup(line)
    patrol(number="2")
    line.exchange()
    backup.restore()
    recovery.restored(line.peer.node)
    first = canon.dumps({"format": helping.FORMAT, "from": line.peer.node, "to": line.me})
    chain = canon.dumps(
        {
            "format": recovery.FORMAT,
            "held": sorted(line.la.holds()),
            "own": sorted(line.la.chain()),
        }
    )
    assert helping.is_help(first)

    found = helping.take(first, iter([chain, *line.taken]))
    line.exchange(4)

    assert (found.documents, found.lost) == (1, ())
    assert status.of(peer_of(line)).state == status.SOUND
    assert Patrol.objects.filter(side="VN").count() == 2


def test_help_for_another_node_is_refused() -> None:
    line = Line()
    first = canon.dumps({"format": helping.FORMAT, "from": line.peer.node, "to": "5" * 32})

    with pytest.raises(Refused, match="wrong-receiver"):
        helping.take(first, iter(()))
