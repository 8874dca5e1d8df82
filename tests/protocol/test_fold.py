"""The joint state is what EXCHANGE 5 says, whatever the order in which lines arrive."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from saphan.protocol import statements
from saphan.protocol.course import Course
from saphan.protocol.fold import Fold
from saphan.protocol.journal import Kind, Line, Seen
from saphan.protocol.states import State, Status

VN, LA = "1" * 32, "2" * 32
EPOCHS = {VN: "a" * 32, LA: "b" * 32}
REC, REC2 = "c" * 32, "d" * 32


def doc(name: str) -> str:
    return sha256(name.encode()).hexdigest()


class Pair:
    """Two journals that are written in turns; each sees all of the other unless told otherwise."""

    def __init__(self) -> None:
        self.lines: dict[str, list[Line]] = {VN: [], LA: []}

    def say(
        self,
        by: str,
        kind: Kind,
        name: str = "",
        *,
        rec: str | None = REC,
        seen: int | None = None,
        **args: Any,
    ) -> None:
        other = LA if by == VN else VN
        self.lines[by].append(
            Line(
                journal=by,
                epoch=EPOCHS[by],
                seq=len(self.lines[by]) + 1,
                kind=kind,
                rec=rec,
                doc=doc(name) if name else None,
                authority="vn-son-la" if by == VN else "la-houaphanh",
                at="2025-08-12T02:00:00Z",
                seen=Seen(EPOCHS[other], len(self.lines[other]) if seen is None else seen),
                args=args,
            )
        )

    def propose(self, by: str, name: str, *prev: str, void: bool = False, rec: str = REC) -> None:
        args = statements.proposed(prev=tuple(doc(p) for p in prev), void=void)
        self.say(by, Kind.PROPOSE, name, rec=rec, **args)

    def confirm(self, by: str, name: str, *, rec: str = REC, seen: int | None = None) -> None:
        self.say(
            by, Kind.CONFIRM, name, rec=rec, seen=seen, **statements.confirmed(parts=("core",))
        )

    def dispute(self, by: str, name: str) -> None:
        self.say(by, Kind.DISPUTE, name, **statements.disputed(reason="value"))

    def withdraw(self, by: str, name: str) -> None:
        self.say(by, Kind.WITHDRAW, name)

    def withdraw_in(self, by: str, name: str, *, rec: str) -> None:
        self.say(by, Kind.WITHDRAW, name, rec=rec)

    def ack(self, by: str, size: int | None = None) -> None:
        other = LA if by == VN else VN
        held = len(self.lines[other]) if size is None else size
        args = statements.acked(epoch=EPOCHS[other], size=held, root=bytes(32))
        self.say(by, Kind.ACK, rec=None, **args)

    def agree(self, name: str, *prev: str, by: str = VN, void: bool = False) -> None:
        self.propose(by, name, *prev, void=void)
        self.confirm(LA if by == VN else VN, name)
        self.ack(by)

    def fold(self, order: str = "") -> Fold:
        """Fold the lines, VN's at each `v` of the order and LA's at each `l`, then the rest."""
        fold = Fold(Course(VN, EPOCHS[VN]), Course(LA, EPOCHS[LA]))
        queues = {"v": list(self.lines[VN]), "l": list(self.lines[LA])}
        for letter in order + "v" * len(queues["v"]) + "l" * len(queues["l"]):
            if queues[letter]:
                fold.add(queues[letter].pop(0))
        return fold

    def state(self, rec: str = REC) -> State:
        return self.fold().states[rec]


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

    fold = Fold(course, Course(LA, EPOCHS[LA]))
    for line in pair.lines[VN]:
        fold.add(line)

    assert fold.states[REC].status is Status.PROPOSED


names = st.sampled_from(["one", "two", "three"])
sayings = st.lists(
    st.tuples(
        st.sampled_from([VN, LA]),
        st.sampled_from(["propose", "confirm", "dispute", "withdraw", "ack", "link"]),
        names,
        st.lists(names, max_size=2, unique=True),
        st.sampled_from([REC, REC2]),
    ),
    max_size=25,
)


def written(said: Any) -> Pair:
    pair = Pair()
    for by, what, name, prev, rec in said:
        if what == "propose":
            pair.propose(by, name, *(p for p in prev if p != name), rec=rec)
        elif what == "confirm":
            pair.confirm(by, name, rec=rec)
        elif what == "ack":
            pair.ack(by)
        elif what == "link":
            pair.say(by, Kind.LINK, rec=rec, other=REC if rec == REC2 else REC2)
        else:
            (pair.dispute if what == "dispute" else pair.withdraw)(by, name)
    return pair


@given(said=sayings, order=st.text("vl", max_size=50))
def test_the_order_of_arrival_changes_no_state(said: Any, order: str) -> None:
    pair = written(said)

    assert pair.fold(order).states == pair.fold().states
    assert pair.fold(order).root() == pair.fold().root()


@given(said=sayings)
def test_what_was_agreed_is_agreed_ever_after(said: Any) -> None:
    pair, fold = written(said), Fold(Course(VN, EPOCHS[VN]), Course(LA, EPOCHS[LA]))
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
