"""The joint state is what EXCHANGE 5 says, whatever the order in which lines arrive."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from saphan.protocol import statements
from saphan.protocol.course import Course
from saphan.protocol.fold import Fold
from saphan.protocol.journal import Kind, Seen
from saphan.protocol.states import State, Status
from tests.protocol.pair import EPOCHS, FIRST, LA, REC, REC2, VN, Pair, doc, sayings, written


def test_a_proposal_is_accepted_and_is_agreed_when_its_author_acknowledges_that() -> None:
    pair = Pair()

    pair.propose(VN, "one")
    proposed = pair.state()
    pair.confirm(LA, "one")
    accepted = pair.state()
    pair.ack(VN)

    assert (proposed.status, accepted.status) == (Status.PROPOSED, Status.ACCEPTED)
    assert pair.state() == State(Status.AGREED, agreed=(doc("one"),))


def test_a_withdrawal_before_the_acknowledgement_lapses_what_was_confirmed_meanwhile() -> None:
    pair = Pair()
    pair.propose(VN, "one")
    pair.withdraw(VN, "one")
    pair.confirm(LA, "one", seen=1)
    pair.ack(VN)

    assert pair.state().status is Status.LAPSED


def test_what_is_agreed_stays_through_withdrawal_and_dispute_and_is_contested() -> None:
    withdrawn, disputed = Pair(), Pair()
    withdrawn.agree("one")
    withdrawn.withdraw(VN, "one")
    disputed.agree("one")
    disputed.dispute(LA, "one")

    for pair in (withdrawn, disputed):
        state = pair.state()
        assert state.status is Status.CONTESTED
        assert state.agreed == state.contested == (doc("one"),)


def test_a_dispute_is_taken_back_by_a_confirmation_after_it() -> None:
    pair = Pair()
    pair.agree("one")
    pair.dispute(LA, "one")
    pair.confirm(LA, "one")

    assert pair.state().status is Status.AGREED


def test_only_a_version_agreed_by_both_replaces_a_contested_one() -> None:
    pair = Pair()
    pair.agree("one")
    pair.dispute(LA, "one")
    pair.propose(VN, "two", "one")
    open_ = pair.state()
    pair.confirm(LA, "two")
    pair.ack(VN)

    assert (open_.status, open_.agreed) == (Status.CONTESTED, (doc("one"),))
    assert pair.state() == State(Status.AGREED, agreed=(doc("two"),))


def test_an_open_descendant_is_a_pending_amendment_from_either_side() -> None:
    pair = Pair()
    pair.agree("one")
    pair.propose(LA, "two", "one")

    assert pair.state() == State(Status.PENDING, agreed=(doc("one"),), open=(doc("two"),))


def test_two_agreed_siblings_are_two_texts_until_a_merge_is_agreed() -> None:
    pair = Pair()
    pair.agree("one")
    pair.propose(VN, "left", "one")
    pair.propose(LA, "right", "one")
    pair.confirm(LA, "left")
    pair.confirm(VN, "right")
    pair.ack(VN)
    pair.ack(LA)
    two = pair.state()
    pair.agree("both", "left", "right")

    assert two.status is Status.TWO_TEXTS
    assert set(two.agreed) == {doc("left"), doc("right")}
    assert pair.state() == State(Status.AGREED, agreed=(doc("both"),))


def test_an_agreed_end_ends_the_matter() -> None:
    pair = Pair()
    pair.agree("one")
    pair.agree("end", "one", by=LA, void=True)

    assert pair.state().status is Status.ENDED


def test_nobody_confirms_his_own_and_nobody_what_he_has_not_seen() -> None:
    own, unseen = Pair(), Pair()
    own.propose(VN, "one")
    own.confirm(VN, "one")
    own.ack(VN)
    unseen.propose(VN, "one")
    unseen.confirm(LA, "one", seen=0)
    unseen.ack(VN)

    assert own.state().status is unseen.state().status is Status.PROPOSED


def test_a_confirmation_names_the_core_and_all_that_the_proposal_wants_opened() -> None:
    coreless, partial = Pair(), Pair()
    coreless.propose(VN, "one")
    coreless.confirm(LA, "one", parts=("photo_1",))
    coreless.ack(VN)
    partial.propose(VN, "one", needs=("file_1",))
    partial.confirm(LA, "one")
    partial.ack(VN)
    before = partial.state()
    partial.confirm(LA, "one", parts=("core", "file_1"))
    partial.ack(VN)

    assert coreless.fold().unread == [(LA, 1)]
    assert coreless.state().status is before.status is Status.PROPOSED
    assert partial.state().status is Status.AGREED


def test_a_line_of_an_authority_that_the_node_does_not_hold_says_nothing() -> None:
    pair = Pair()
    pair.propose(VN, "one")
    pair.confirm(LA, "one", authority="la-vientiane")
    pair.say(LA, Kind.DISPUTE, "one", authority="vn-son-la", **statements.disputed(reason="v"))
    pair.say(VN, Kind.WITHDRAW, "one", authority="la-houaphanh")
    pair.ack(VN)

    assert pair.state() == State(Status.PROPOSED, open=(doc("one"),))
    assert sorted(pair.fold().unread) == [(VN, 2), (LA, 1), (LA, 2)]


def test_a_line_about_the_journal_needs_no_authority() -> None:
    pair = Pair()
    pair.propose(VN, "one")
    pair.confirm(LA, "one")
    args = statements.acked(epoch=EPOCHS[LA], size=1, root=bytes(32))
    pair.say(VN, Kind.ACK, rec=None, authority="vn-hanoi", **args)

    assert pair.state().status is Status.AGREED


def test_an_authority_speaks_from_the_line_on_that_moves_it_and_not_before() -> None:
    pair = Pair()
    pair.propose(VN, "early", authority="vn-dien-bien")
    pair.moves(VN, "vn-dien-bien")
    pair.propose(VN, "late", authority="vn-dien-bien", rec=REC2)
    pair.propose(VN, "gone", authority="vn-son-la")

    assert set(pair.fold().states) == {REC2}
    assert pair.fold().unread == [(VN, 1), (VN, 4)]


def test_nobody_withdraws_what_the_other_side_proposed() -> None:
    pair = Pair()
    pair.propose(VN, "one")
    pair.withdraw(LA, "one")

    assert pair.state().status is Status.PROPOSED


def test_a_document_taken_over_from_the_other_side_stays_its_authors() -> None:
    pair = Pair()
    pair.propose(LA, "one")
    pair.propose(VN, "one")
    pair.confirm(VN, "one")
    pair.ack(LA)

    assert pair.state() == State(Status.AGREED, agreed=(doc("one"),))


def test_one_matter_entered_twice_goes_on_under_the_first_once_both_say_so() -> None:
    pair = Pair()
    pair.propose(VN, "ours")
    pair.propose(LA, "theirs", rec=REC2)
    pair.say(VN, Kind.LINK, other=REC2)
    one_sided = pair.fold().states
    pair.say(LA, Kind.LINK, rec=REC2, other=REC)
    linked = pair.fold().states
    pair.propose(VN, "merged", "ours", "theirs")
    pair.confirm(LA, "merged")
    pair.ack(VN)

    assert one_sided[REC2].status is Status.PROPOSED
    assert linked[REC2] == State(Status.LINKED, main=REC)
    assert set(linked[REC].open) == {doc("ours"), doc("theirs")}
    assert pair.state().agreed == (doc("merged"),)


def test_linking_takes_back_nothing_that_was_agreed() -> None:
    theirs_first, given_up = Pair(), Pair()
    theirs_first.propose(LA, "one", rec=REC2)
    given_up.propose(VN, "one", rec=REC2)
    given_up.say(VN, Kind.WITHDRAW, "one", rec=REC2)

    for pair in (theirs_first, given_up):
        pair.agree("one")
        pair.say(VN, Kind.LINK, other=REC2)
        pair.say(LA, Kind.LINK, rec=REC2, other=REC)

        assert pair.state() == State(Status.AGREED, agreed=(doc("one"),))


def test_a_record_of_one_owner_is_stated_in_its_newest_version() -> None:
    pair = Pair()
    pair.say(VN, Kind.STATE, "one")
    pair.say(VN, Kind.STATE, "two", **statements.proposed(prev=(doc("one"),)))

    assert pair.state() == State(Status.STATED, open=(doc("two"),))


def test_a_line_without_sense_is_kept_aside_and_later_ones_go_on() -> None:
    pair = Pair()
    pair.say(LA, Kind.DISPUTE, "one", nonsense=True)
    pair.agree("one")

    fold = pair.fold()

    assert fold.unread == [(LA, 1)]
    assert fold.states[REC].status is Status.AGREED


def test_lines_of_a_closed_epoch_beyond_its_end_count_no_more() -> None:
    pair = Pair()
    pair.propose(VN, "one")
    pair.withdraw(VN, "one")
    course = Course(VN, EPOCHS[VN])
    course.open("e" * 32, base=1)

    fold = Fold(course, Course(LA, EPOCHS[LA]), genesis=FIRST)
    for line in pair.lines[VN]:
        fold.add(line)

    assert fold.states[REC].status is Status.PROPOSED


@given(said=sayings, order=st.text("vl", max_size=50))
def test_the_order_of_arrival_changes_no_state(said: Any, order: str) -> None:
    one, other = written(said).fold(order), written(said).fold()

    assert one.states == other.states
    assert one.root() == other.root()
    assert sorted(one.unread) == sorted(other.unread)


@given(said=sayings)
def test_what_was_agreed_is_agreed_ever_after(said: Any) -> None:
    pair = written(said)
    fold = Fold(Course(VN, EPOCHS[VN]), Course(LA, EPOCHS[LA]), genesis=FIRST)
    lines = sorted(
        (*pair.lines[VN], *pair.lines[LA]),
        key=lambda line: line.seq + (line.seen or Seen("", 0)).size,
    )
    once: set[tuple[str, str]] = set()
    for line in lines:
        fold.add(line)
        once |= {(rec, each) for rec, state in fold.states.items() for each in state.agreed}
        assert all(fold.was_agreed(rec, each) for rec, each in once)


def test_each_side_stands_by_its_own_newest_text_or_by_what_it_confirmed() -> None:
    pair = Pair()
    pair.propose(VN, "ours")
    pair.propose(LA, "theirs", rec=REC2)
    pair.propose(LA, "theirs again", "theirs", rec=REC2)
    pair.say(VN, Kind.LINK, other=REC2)
    pair.say(LA, Kind.LINK, rec=REC2, other=REC)
    apart = pair.fold()
    pair.withdraw_in(LA, "theirs again", rec=REC2)
    pair.withdraw_in(LA, "theirs", rec=REC2)
    pair.confirm(LA, "ours")
    pair.ack(VN)
    taken_over = pair.fold()

    assert apart.stands(REC, VN) == (doc("ours"),)
    assert apart.stands(REC, LA) == (doc("theirs again"),)
    assert apart.awaits(REC) == {VN, LA}
    assert taken_over.stands(REC, LA) == taken_over.in_force(REC) == (doc("ours"),)
    assert taken_over.awaits(REC) == frozenset()


def test_a_matter_that_one_side_entered_twice_stands_twice() -> None:
    pair = Pair()
    pair.propose(LA, "one")
    pair.propose(LA, "the same again", rec=REC2)
    pair.say(LA, Kind.LINK, rec=REC2, other=REC)
    pair.say(VN, Kind.LINK, other=REC2)

    assert set(pair.fold().stands(REC, LA)) == {doc("one"), doc("the same again")}


def test_while_there_are_two_texts_neither_is_in_force() -> None:
    pair = Pair()
    pair.propose(VN, "left")
    pair.propose(LA, "right")
    pair.confirm(LA, "left")
    pair.confirm(VN, "right")
    pair.ack(VN)
    pair.ack(LA)

    assert pair.fold().in_force(REC) == ()
    assert pair.fold().awaits(REC) == {VN, LA}


def test_a_proposal_that_its_author_replaced_is_open_no_more() -> None:
    pair = Pair()
    pair.propose(VN, "one")
    pair.propose(VN, "two", "one")

    assert pair.state() == State(Status.PROPOSED, open=(doc("two"),))
    assert pair.fold().awaits(REC) == {LA}


def test_the_end_of_what_was_never_agreed_needs_nobody() -> None:
    pair = Pair()
    pair.propose(VN, "one")
    pair.propose(VN, "end", "one", void=True)

    assert pair.state().status is Status.LAPSED
    assert pair.fold().awaits(REC) == frozenset()
    assert pair.fold().stands(REC, VN) == ()
