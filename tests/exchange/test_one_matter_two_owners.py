"""A record becomes a matter of two owners over real bundles; the peer knows the protocol alone."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest

from saphan.bilateral import services
from saphan.bilateral.models import Matter, Stand, View
from saphan.exchange import ingest, sharing
from saphan.exchange.models import Refusal
from saphan.figures import cells, reconciling
from saphan.figures.compiler import Question
from saphan.figures.models import Fact
from saphan.figures.registry import CATALOGUE
from saphan.kernel.periods import Period
from saphan.kernel.refusals import Refused
from saphan.ledger import pairs
from saphan.protocol.journal import Kind
from saphan.protocol.states import Status
from saphan.registers.security.models import Patrol
from tests import make
from tests.exchange.make_exchange import Line, patrol

pytestmark = pytest.mark.django_db


def test_nothing_is_said_of_a_record_that_no_policy_allows() -> None:
    line = Line()
    patrol()

    assert line.there() == 0
    assert not Matter.objects.exists()


def test_a_patrol_is_agreed_once_the_other_side_confirms_and_this_one_acknowledges() -> None:
    line = Line()
    line.share_by_policy()
    ref = patrol()
    line.exchange()
    proposed = line.matter(ref.hash.hex())
    line.confirms(ref.hash.hex())
    line.exchange()

    agreed = line.matter(ref.hash.hex())
    assert (proposed.status, proposed.turn) == (Status.PROPOSED, View.THEIRS)
    assert (agreed.status, agreed.turn, agreed.uid) == (Status.AGREED, "", ref.uid)
    assert set(Stand.objects.filter(matter=agreed.rec).values_list("view", flat=True)) == {
        View.OURS,
        View.THEIRS,
        View.JOINT,
    }


def test_what_was_sealed_before_a_policy_follows_once_it_is_agreed() -> None:
    line = Line()
    ref = patrol()
    line.share_by_policy()
    line.exchange()

    assert line.matter(ref.hash.hex()).status == Status.PROPOSED
    held = line.la.disk.shelf.commitments(ref.hash.hex(), ["core"])
    assert held <= line.la.disk.shelf.payloads.keys()


def test_the_other_sides_patrol_becomes_a_row_and_facts_here_and_is_agreed() -> None:
    line = Line()
    line.share_by_policy()
    doc = line.proposes(make_core(number="ຫຫ-03"))
    line.exchange()
    matter = line.matter(doc)
    row = Patrol.objects.get(side="LA")
    services.confirm(matter, doc, by=make.actor())
    line.exchange()

    assert (matter.status, matter.turn) == (Status.PROPOSED, View.OURS)
    assert (row.number, row.authority, bytes(row.version_hash).hex()) == (
        "ຫຫ-03",
        "la-houaphanh",
        doc,
    )
    assert Fact.objects.filter(version_hash=bytes.fromhex(doc)).count() == 3
    assert line.matter(doc).status == Status.AGREED
    assert line.la.now.states[matter.rec].status == Status.AGREED


def test_what_the_other_side_says_later_of_its_patrol_states_no_fact_twice() -> None:
    line = Line()
    line.share_by_policy()
    doc = line.proposes(make_core())
    line.exchange()
    line.la.say(Kind.WITHDRAW, line.matter(doc).rec, doc, {})
    line.exchange()

    assert Fact.objects.filter(version_hash=bytes.fromhex(doc)).count() == 3


def test_what_was_confirmed_without_a_record_of_our_own_counts_as_ours() -> None:
    line = Line()
    line.share_by_policy()
    doc = line.proposes(make_core())
    line.exchange()
    year = Period(date(2025, 1, 1), date(2025, 12, 31))
    question = Question(CATALOGUE["security.patrols-joint"], "vn-son-la", year)
    before = cells.compute(question)
    services.confirm(line.matter(doc), doc, by=make.actor())
    line.exchange()

    after = cells.compute(question)
    (compared,) = reconciling.compare(
        authority="vn-son-la", period=year, codes=["security.patrols-joint"]
    )
    assert [before.components[0].text, after.components[0].text] == ["0", "1"]
    assert (after.documents, compared.as_json()["differences"][0]["classes"]) == (1, [])


def test_an_objection_stands_beside_the_value_it_objects_to() -> None:
    line = Line()
    line.share_by_policy()
    doc = line.proposes(make_core())
    line.exchange()
    services.dispute(line.matter(doc), doc, reason="value", words="11 người", by=make.actor())
    line.exchange()

    matter = line.matter(doc)
    assert (matter.status, matter.contested) == (Status.CONTESTED, [doc])
    assert line.la.now.states[matter.rec].status == Status.CONTESTED
    assert Patrol.objects.filter(side="LA").exists()


def test_a_line_that_arrives_twice_or_is_damaged_changes_nothing() -> None:
    line = Line()
    line.share_by_policy()
    line.proposes(make_core())
    held = pairs.copy(line.la.node)
    data = line.la.serve(held.epoch, held.size)
    assert data is not None
    spoilt = data.replace(b"propose", b"proposf")

    with pytest.raises(Refused):
        ingest.take(spoilt)
    first = ingest.take(data)
    again = ingest.take(data)

    assert (first.lines > 0, again.lines) == (True, 0)
    assert Refusal.objects.get().peer == line.la.node


def test_one_patrol_that_both_entered_goes_on_as_one_matter() -> None:
    line = Line()
    line.share_by_policy()
    ours = patrol()
    theirs = line.proposes(make_core(number="ຫຫ-07"))
    line.exchange()
    one, two = line.matter(ours.hash.hex()), line.matter(theirs)
    services.link(one, two, by=make.actor())
    line.there()
    line.la.say(Kind.LINK, two.rec, None, {"other": one.rec})
    line.exchange()
    line.confirms(ours.hash.hex())
    line.exchange()

    main = line.matter(ours.hash.hex())
    assert main.status == Status.AGREED
    assert {m.main for m in Matter.objects.filter(rec__in=[one.rec, two.rec])} == {"", main.rec}
    assert main.turn == ""
    stands = {s.view: bytes(s.doc).hex() for s in Stand.objects.filter(matter=main.rec)}
    assert stands == {"ours": ours.hash.hex(), "theirs": theirs, "joint": ours.hash.hex()}


def make_core(**changes: Any) -> dict[str, Any]:
    core: dict[str, Any] = msgspec.to_builtins(make.patrol(**changes))
    return core


def test_every_record_is_gone_through_when_policies_change_and_not_at_each_bundle(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    line = Line()
    gone_through: list[str] = []
    share = sharing.share

    def noted(peer: str) -> int:
        gone_through.append(peer)
        return share(peer)

    monkeypatch.setattr(sharing, "share", noted)
    line.share_by_policy()
    after_policy = len(gone_through)
    line.proposes(make_core())
    patrol()
    line.exchange()

    assert 0 < after_policy == len(gone_through)
