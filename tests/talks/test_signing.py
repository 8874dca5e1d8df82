"""Minutes signed by both over real bundles; the other node knows the protocol alone."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saphan.figures import cells
from saphan.figures.standing import View
from saphan.kernel.periods import Period
from saphan.kernel.refusals import Forbidden, Refused
from saphan.ledger import journals, pairs
from saphan.ledger.rebuild import rebuild
from saphan.ledger.records import DocumentRef
from saphan.protocol.states import Status as Joint
from saphan.talks import checking, restating, signed, signing
from saphan.talks.checking import Verdict
from saphan.talks.models import Minutes, SignedCell
from saphan.talks.signed import Status
from tests import make
from tests.exchange.make_exchange import Line
from tests.talks import make_signed, make_talks
from tests.talks.make_signed import CODE

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(db: None) -> Line:
    return make_signed.shared_line()


def test_signing_freezes_the_three_views_as_of_both_journals(line: Line) -> None:
    make_signed.agreed_patrols(line)
    make_signed.patrol(4)
    size, ours = journals.size(), pairs.reach(line.peer.node, pairs.TO)

    ref = make_signed.sign()

    minutes = Minutes.objects.get()
    assert (minutes.own, minutes.ours) == (size, ours)
    assert minutes.theirs == pairs.reach(line.peer.node, pairs.FROM)
    assert make_signed.value("security.patrols-joint", "own", ref) == {"patrol": "4"}
    assert make_signed.value("security.patrols-joint", "counterpart", ref) == {"patrol": "3"}
    assert make_signed.value("security.patrols-joint", "joint", ref) == {"patrol": "3"}
    assert signed.standing(CODE, by=make.actor()).status is Status.BY_US


def test_signed_values_are_those_of_the_figures_in_every_view(line: Line) -> None:
    make_signed.agreed_patrols(line)
    line.proposes(make_signed.patrol_core(9))
    line.exchange()

    make_signed.sign()

    period = Period(make_talks.FIRST, make_talks.LAST)
    for view in View:
        today = {
            cell.id: cell for cell in cells.table(authority="vn-son-la", period=period, view=view)
        }
        for cell in SignedCell.objects.filter(view=view):
            found = today[cell.cell]
            assert cell.components == [one.as_json() for one in found.components]
            assert cell.status == found.status


def test_the_other_side_countersigns_by_agreeing_to_the_document(line: Line) -> None:
    make_signed.agreed_patrols(line)
    ref = make_signed.sign()
    line.exchange()
    line.confirms(ref.hash.hex())
    line.exchange()

    found = signed.standing(CODE, by=make.actor())
    assert found.status is Status.BY_BOTH
    assert found.matter is not None
    assert found.matter.status == Joint.AGREED
    assert found.in_force == Minutes.objects.get()


def test_the_other_sides_minutes_are_countersigned_when_every_joint_value_is_found_here(
    line: Line,
) -> None:
    refs = make_signed.agreed_patrols(line)
    doc = make_signed.their_minutes(line, refs, "3")
    line.exchange()
    waiting = signed.standing(CODE, by=make.actor())

    signing.countersign(CODE, by=make.actor())
    line.exchange()

    assert (waiting.status, waiting.awaits_us) == (Status.BY_THEM, True)
    assert signed.standing(CODE, by=make.actor()).status is Status.BY_BOTH
    assert line.la.now.states[line.matter(doc).rec].status == Joint.AGREED


@pytest.mark.parametrize(("count", "value"), [(3, "4"), (2, "3")])
def test_minutes_with_another_joint_value_or_other_documents_are_not_countersigned(
    line: Line, count: int, value: str
) -> None:
    refs = make_signed.agreed_patrols(line)
    make_signed.their_minutes(line, refs[:count], value)
    line.exchange()

    (checked,) = checking.check(Minutes.objects.get())
    with pytest.raises(Refused) as refused:
        signing.countersign(CODE, by=make.actor())

    assert (checked.verdict, checked.objects) == (Verdict.DIFFERS, True)
    assert refused.value.code == "other-values"
    assert signed.standing(CODE, by=make.actor()).status is Status.BY_THEM


def test_what_came_after_their_signature_changes_nothing_in_the_check(line: Line) -> None:
    refs = make_signed.agreed_patrols(line)
    make_signed.their_minutes(line, refs, "3")
    line.exchange()
    make_signed.patrol(5)
    line.exchange()
    days = {"started_on": date(2025, 8, 20), "ended_on": date(2025, 8, 21)}
    changed = make_signed.replace(refs[0], 1, **days)
    line.there()
    line.confirms(changed.hash.hex())
    line.exchange()

    (checked,) = checking.check(Minutes.objects.get())

    assert checked.verdict is Verdict.EQUAL


def test_minutes_that_name_other_lines_are_not_countersigned(line: Line) -> None:
    refs = make_signed.agreed_patrols(line)
    make_signed.their_minutes(line, refs, "3", forged=True)
    line.exchange()

    with pytest.raises(Refused) as refused:
        signing.countersign(CODE, by=make.actor())

    assert refused.value.code == "other-lines"


def test_signing_alone_needs_no_peer(talks: str) -> None:
    ref = signing.sign(talks, by=make.actor(), drafted_by=make_signed.SECRETARY)

    minutes = Minutes.objects.get(version_hash=ref.hash)
    assert (minutes.ours, minutes.theirs) == (None, None)
    assert set(SignedCell.objects.values_list("view", flat=True)) == {"own"}
    assert {c.verdict for c in checking.check(minutes)} == {Verdict.EQUAL}
    assert restating.restated(minutes) == []


def test_nobody_signs_twice_without_the_ability_or_what_he_prepared_himself(line: Line) -> None:
    make_signed.agreed_patrols(line)

    with pytest.raises(Forbidden):
        signing.sign(CODE, by=make.actor(abilities=frozenset({"figures.read"})))
    with pytest.raises(Refused) as own:
        signing.sign(CODE, by=make.actor("secretary"), drafted_by=make_signed.SECRETARY)
    with pytest.raises(Refused) as unprepared:
        signing.sign(CODE, by=make.actor())
    make_signed.sign()
    with pytest.raises(Refused) as twice:
        make_signed.sign()

    codes = [found.value.code for found in (own, unprepared, twice)]
    assert codes == ["own-draft", "no-pack", "signed-already"]


def test_a_changed_record_restates_exactly_its_cells_and_names_both_versions(line: Line) -> None:
    refs = make_signed.agreed_patrols(line)
    make_signed.sign()
    changed = make_signed.replace(refs[1], 2, participants={"vn": 11, "la": 12})

    found = restating.restated(Minutes.objects.get())

    assert {(one.signed.figure, one.signed.view) for one in found} == {
        ("security.patrol-participants", "own")
    }
    ((change,),) = [one.changes for one in found]
    assert [one.version_hash for one in change.before] == [refs[1].hash]
    assert [one.version_hash for one in change.after] == [changed.hash]
    assert change.before[0].title
    assert found[0].signed.components[0]["value"] == "72"
    assert found[0].now is not None
    assert found[0].now.cell.components[0].text == "71"


def test_the_joint_value_is_restated_once_the_amendment_is_agreed(line: Line) -> None:
    refs = make_signed.agreed_patrols(line)
    make_signed.sign()
    changed = make_signed.replace(refs[1], 2, participants={"vn": 11, "la": 12})
    line.there()
    line.confirms(changed.hash.hex())
    line.exchange()

    found = restating.restated(Minutes.objects.get())

    assert {one.signed.view for one in found} == {"own", "joint", "counterpart"}
    assert {change.after[0].version_hash for one in found for change in one.changes} == {
        changed.hash
    }
    assert len({change.matter for one in found for change in one.changes}) == 1


def test_restated_minutes_name_the_signed_ones_which_keep_their_values(line: Line) -> None:
    refs = make_signed.agreed_patrols(line)
    first = make_signed.sign()
    with pytest.raises(Refused) as unchanged:
        signing.restate(CODE, by=make.actor(), drafted_by=make_signed.SECRETARY)
    make_signed.replace(refs[1], 2, participants={"vn": 11, "la": 12})

    second = signing.restate(CODE, by=make.actor(), drafted_by=make_signed.SECRETARY)

    assert unchanged.value.code == "nothing-changed"
    assert (second.uid, second.version) == (first.uid, 2)
    assert make_signed.value("security.patrol-participants", "own", first) == {"person": "72"}
    assert make_signed.value("security.patrol-participants", "own", second) == {"person": "71"}
    assert Minutes.objects.get(version_hash=second.hash).restates == first.hash.hex()
    assert signed.standing(CODE, by=make.actor()).status is Status.RESTATED


def test_rebuilding_keeps_every_signed_version(line: Line) -> None:
    refs = make_signed.agreed_patrols(line)
    make_signed.sign()
    make_signed.replace(refs[1], 2, participants={"vn": 11, "la": 12})
    signing.restate(CODE, by=make.actor(), drafted_by=make_signed.SECRETARY)

    assert all(table.unchanged for table in rebuild("rows"))
    assert Minutes.objects.count() == 2


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(number=st.integers(1, 3), people=st.integers(1, 20), leaves=st.booleans())
def test_restating_lists_exactly_what_one_changed_record_changes(
    signed_patrols: tuple[Line, list[DocumentRef]],
    *,
    number: int,
    people: int,
    leaves: bool,
) -> None:
    _line, refs = signed_patrols
    with transaction.atomic():
        days = {"started_on": date(2025, 8, 20), "ended_on": date(2025, 8, 21)} if leaves else {}
        changed = make_signed.replace(
            refs[number - 1], number, participants={"vn": people, "la": 12}, **days
        )

        found = restating.restated(Minutes.objects.get())

        transaction.set_rollback(True)
    counts = {"security.patrols-joint"} if leaves else set()
    people_differ = {"security.patrol-participants"} if leaves or people != 12 else set()
    assert {(one.signed.figure, one.signed.view) for one in found} == {
        (figure, "own") for figure in counts | people_differ
    }
    for one in found:
        (change,) = one.changes
        assert [old.version_hash for old in change.before] == [refs[number - 1].hash]
        assert {new.version_hash for new in change.after} == (set() if leaves else {changed.hash})


@pytest.fixture
def signed_patrols(line: Line) -> tuple[Line, list[DocumentRef]]:
    refs = make_signed.agreed_patrols(line)
    make_signed.sign()
    return line, refs
