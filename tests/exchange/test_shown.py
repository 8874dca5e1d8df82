"""What a peer sends is shown once, in its newest version, and without what was erased."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from saphan.exchange.services import erase
from saphan.figures.models import Fact
from saphan.ledger import rebuild
from saphan.ledger.models import Document
from saphan.ledger.records import Entry
from saphan.ledger.seal import seal
from saphan.protocol import canon, document, statements
from saphan.protocol.journal import Kind
from saphan.registers.security.documents import Case, Person, Subject
from saphan.registers.security.models import CaseSubject, Patrol
from tests import make
from tests.exchange.make_exchange import Line, peer_of
from torture import deeds

pytestmark = pytest.mark.django_db

PATROL = {
    "area": "la-houaphanh",
    "ended_on": "2025-02-07",
    "number": "12",
    "participants": {"la": 9, "vn": 8},
    "started_on": "2025-02-05",
}


def test_a_line_about_a_version_that_is_shown_does_not_count_it_twice() -> None:
    line = Line()
    line.share_by_policy()
    doc = line.proposes(PATROL)
    line.exchange()
    counted = Fact.objects.filter(version_hash=bytes.fromhex(doc)).count()

    line.la.say(Kind.WITHDRAW, line.matter(doc).rec, doc, {})
    line.exchange()

    assert counted > 0
    assert Fact.objects.filter(version_hash=bytes.fromhex(doc)).count() == counted


def test_two_versions_that_arrive_together_leave_one_row_and_the_newer_stands() -> None:
    line = Line()
    line.share_by_policy()
    la, uid, rec = line.la, uuid4().hex, uuid4().hex
    prev: tuple[str, ...] = ()
    for version in (1, 2):
        header = document.Header(
            uid, la.name, "security.patrol/1", document.Level("shared"), version=version, prev=prev
        )
        core = canon.dumps({**PATROL, "number": f"{version}"})
        sealed = document.build(header, [document.Part("core", core, bytes([version]) * 32)])
        doc = la.disk.shelf.put(sealed)
        deeds.disclose(la, rec, doc)
        la.say(Kind.PROPOSE, rec, doc, statements.proposed(prev=prev))
        prev = (doc,)

    line.exchange()

    assert Patrol.objects.get(side="LA").number == "2"
    assert Document.objects.get(peer=peer_of(line).node, version=1).superseded_by is not None
    assert all(table.unchanged for table in rebuild.rebuild("rows"))


def test_an_erased_person_leaves_the_rows_of_the_register_too() -> None:
    case = Case(
        number="7", opened_on=date(2025, 2, 5), area="vn-son-la", subjects=[Subject(id="s1")]
    )
    person = Person(name="Nguyễn Văn A")
    ref = seal(Entry(uuid4(), case, persons={"s1": person}), clearance=make.clearance())
    assert CaseSubject.objects.get().name == person.name

    erase(ref.hash.hex(), "person_s1", ground="law", by=make.actor())

    assert CaseSubject.objects.get().name == ""
    assert all(table.unchanged for table in rebuild.rebuild("rows"))
