"""One named test for each of the 18 invariants of EXCHANGE 8, on the pure core.

I5, I6, I8, I10 and I11 speak of a database; here the simulated disk of `torture` stands for it.
Each test was seen red with a fault planted into what it watches.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from saphan.kernel.refusals import Refused
from saphan.protocol import bundle, canon, journal, statements, verifier
from saphan.protocol.journal import Kind
from saphan.protocol.states import Status
from saphan.protocol.trust import Trust
from tests.protocol import agreed
from tests.protocol import test_trust as roots
from tests.protocol.pair import FIRST, LA, REC, VN, doc, sayings, written
from torture import deeds
from torture.disk import Stretch, root_of
from torture.party import Party
from torture.world import World, fingerprint

STEPS = 120
seeds = st.integers(0, 1 << 32)
few = settings(max_examples=6)


def world(seed: int, *, restores: bool = False) -> World:
    """A pair after so many steps with faults, before it has come to rest."""
    made = World(seed, restores=restores)
    made.play(STEPS)
    return made


def rested(seed: int, *, restores: bool = False) -> World:
    made = world(seed, restores=restores)
    made.rest()
    return made


def fresh(party: Party) -> bytes | None:
    """The bundle that a party's peer would fetch next."""
    held = party.peer.disk.copy
    return party.serve(held.epoch, held.size)


def stretches(party: Party) -> list[Stretch]:
    return [*party.disk.own, *party.disk.theirs]


@few
@given(seed=seeds)
def test_i1_the_peers_copy_is_a_byte_exact_prefix_of_each_epoch(seed: int) -> None:
    for party in world(seed).parties:
        own = {stretch.epoch: stretch.lines for stretch in party.disk.own}
        for copy in party.peer.disk.theirs:
            assert copy.lines == own[copy.epoch][: len(copy.lines)]


@few
@given(seed=seeds)
def test_i2_ingest_again_and_with_overlap_changes_nothing(seed: int) -> None:
    for party in world(seed).parties:
        first, held = party.first_epoch, party.peer.disk.copy
        for start in {0, held.size // 2, held.size}:
            data = party.serve(first, min(start, len(party.disk.own[0].lines)))
            if data is not None and party.peer.disk.copy.epoch == first:
                _taken(party.peer, data)
                before = fingerprint(party.peer)
                _taken(party.peer, data)
                assert fingerprint(party.peer) == before


@few
@given(seed=seeds, chance=st.randoms(use_true_random=False))
def test_i3_a_damaged_bundle_changes_nothing(seed: int, chance: random.Random) -> None:
    for party in world(seed).parties:
        data = fresh(party)
        for _ in range(20 if data else 0):
            spoilt = _damaged(data or b"", chance)
            before = fingerprint(party.peer)
            try:
                party.peer.take(spoilt)
            except Refused:
                assert fingerprint(party.peer) == before
            else:
                # a payload alone was hit: it is not kept, for it has another commitment
                payloads = party.peer.disk.shelf.payloads
                assert all(each.commitment == name for name, each in payloads.items())


@given(said=sayings, order=st.text("vl", max_size=40))
def test_i4_equal_sizes_give_equal_state_roots(said: Any, order: str) -> None:
    assert written(said).fold(order).root() == written(said).fold("l" * 50).root()


@few
@given(seed=seeds)
def test_i5_every_deed_is_one_line_and_numbers_have_no_gap(seed: int) -> None:
    made = world(seed)
    for party in made.parties:
        for stretch in party.disk.own:
            numbers = [journal.read_line(data).seq for data in stretch.lines]
            assert numbers == list(range(1, len(numbers) + 1))
        proposed = [line.doc for line in party.own_lines() if line and line.kind is Kind.PROPOSE]
        assert sorted(map(str, proposed)) == sorted(d for _, d, by in made.docs if by is party)


@few
@given(seed=seeds)
def test_i6_after_a_crash_the_disk_says_all_that_was_known(seed: int) -> None:
    for party in world(seed).parties:
        before, wanted = fingerprint(party), set(party.wanted)

        party.start()

        assert (fingerprint(party), party.wanted) == (before, wanted)


@few
@given(seed=seeds, restores=st.booleans())
def test_i7_after_the_faults_both_are_equal_and_then_silent(*, seed: int, restores: bool) -> None:
    made = rested(seed, restores=restores)

    changed = [made.exchanges(party) for party in made.parties]

    assert changed == [False, False]


@few
@given(seed=seeds)
def test_i8_an_ack_names_a_size_and_root_that_were_on_disk_before(seed: int) -> None:
    for party in world(seed).parties:
        held = {stretch.epoch: stretch.lines for stretch in party.disk.theirs}
        for line in party.own_lines():
            said = statements.read(line) if line else None
            if line and isinstance(said, statements.Acked):
                assert said.root == root_of(held[said.epoch][: said.size]).hex()
                assert line.seen == journal.Seen(said.epoch, said.size)


@example(said=[(VN, "agree", "one", [], REC), (VN, "withdraw", "one", [], REC)])
@given(said=sayings)
def test_i9_agreed_needs_both_and_is_for_ever(said: Any) -> None:
    pair, once = written(said), dict[str, set[str]]()
    for size in range(len(said) + 1):
        so_far = written(said[:size]).fold()
        for rec, state in so_far.states.items():
            once.setdefault(rec, set()).update(state.agreed)
        for rec, docs in once.items():
            assert all(so_far.was_agreed(rec, each) for each in docs)
    for docs in once.values():
        for each in docs:
            kinds = {
                (x.journal, x.kind) for by in (VN, LA) for x in pair.lines[by] if x.doc == each
            }
            assert any(
                {(one, Kind.PROPOSE), (other, Kind.CONFIRM)} <= kinds
                for one, other in ((VN, LA), (LA, VN))
            )


@few
@given(seed=seeds)
def test_i10_no_person_leaves_without_a_policy_in_force(seed: int) -> None:
    made = world(seed)
    for party in made.parties:
        persons = {
            part
            for each in party.disk.shelf.documents
            for part in party.disk.shelf.commitments(each, ["person_a"])
        }
        allowed = any(
            "person" in article.parts
            for each in party.policies().values()
            for article in each.articles
        )
        data = fresh(party)
        if data is not None and not allowed:
            sent = {part.commitment for part in bundle.unpack(data).parts}
            assert not sent & persons - party.reckless


@few
@given(seed=seeds)
def test_i11_an_erased_part_is_nowhere_and_the_proofs_still_hold(seed: int) -> None:
    made = world(seed)
    for rec, each, by in made.docs:
        held = by.disk.shelf.read(each)
        if held and "person_a" in held.parts:
            deeds.erase(by, rec, each, "person_a")
    made.rest()
    for party in made.parties:
        party.disk = party.disk.twin()
        party.start()
        gone = party.orders
        assert not gone & party.disk.shelf.payloads.keys()
        assert not gone & {part.commitment for part in bundle.unpack(fresh(party) or b"").parts}
    one, two = made.parties
    assert one.now.root() == two.now.root()


@given(new=st.integers(9, 40), at=st.integers(1, 50), later=st.integers(1, 50))
def test_i12_what_was_valid_stays_valid_at_its_position(new: int, at: int, later: int) -> None:
    known = Trust(FIRST, VN)
    before = [known.at(position) for position in range(at)]

    known.hear(at, roots.line(roots.rotation(new, seq=at), seq=at))
    middle = known.at(at)
    known.hear(at + later, roots.line(roots.rotation(new + 1, seq=at + later), seq=at + later))

    assert [known.at(position) for position in range(at)] == before
    assert known.at(at + later - 1) == middle


@few
@given(seed=seeds)
def test_i13_sizes_never_go_down_within_an_epoch(seed: int) -> None:
    made, sizes = World(seed, restores=False), dict[tuple[str, str], int]()
    for _ in range(12):
        made.play(10)
        for party in made.parties:
            for stretch in stretches(party):
                place = party.name, stretch.epoch
                assert len(stretch.lines) >= sizes.get(place, 0)
                sizes[place] = len(stretch.lines)


@few
@given(seed=seeds)
def test_i14_what_is_stored_is_spelt_in_the_one_way(seed: int) -> None:
    for party in world(seed).parties:
        for data in (*party.disk.shelf.documents.values(), *_lines(party)):
            assert canon.dumps(canon.loads(data)) == data


@given(said=sayings)
def test_i15_dispute_and_withdrawal_take_no_agreed_value_away(said: Any) -> None:
    pair = written(said)
    before = {rec: state.agreed for rec, state in pair.fold().states.items()}
    for rec, docs in before.items():
        for each in docs:
            for by in (VN, LA):
                pair.say(by, Kind.WITHDRAW, each, rec=rec)
                pair.say(by, Kind.DISPUTE, each, rec=rec, **statements.disputed(reason="value"))
    after = pair.fold().states

    assert {rec: after[rec].agreed for rec in before} == before
    assert all(
        after[rec].status in (Status.CONTESTED, Status.TWO_TEXTS)
        for rec, docs in before.items()
        if docs
    )


@settings(max_examples=200)
@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_i16_an_agreed_record_is_proven_and_no_changed_byte_is(place: float, bit: int) -> None:
    changed = bytearray(PROOF)
    changed[int(place * len(PROOF))] ^= 1 << bit

    with pytest.raises(verifier.NotProven):
        verifier.verify(bytes(changed))


PROOF = agreed.file(agreed.agreed())


@given(said=sayings, years=st.lists(st.integers(1970, 2999), min_size=1))
def test_i17_clocks_that_are_years_off_change_no_state(said: Any, years: list[int]) -> None:
    pair, wrong = written(said), written(said)
    for by in (VN, LA):
        wrong.lines[by] = [
            replace(line, at=f"{years[n % len(years)]}-01-01T00:00:00Z")
            for n, line in enumerate(wrong.lines[by])
        ]

    assert wrong.fold().root() == pair.fold().root()


POISON: dict[str, Callable[[Any], None]] = {
    "arguments that nobody understands": lambda pair: pair.say(LA, Kind.DISPUTE, "a", nonsense=1),
    "a foreign authority": lambda pair: pair.confirm(LA, "a", authority="vn-son-la"),
    "an ack of an epoch that is none": lambda pair: pair.say(
        LA, Kind.ACK, rec=None, **statements.acked(epoch="0" * 32, size=9, root=bytes(32))
    ),
    "a key that no root signed": lambda pair: pair.say(LA, Kind.KEY, rec=None, key="0" * 64),
    "a matter without a name": lambda pair: pair.say(LA, Kind.PROPOSE, "a", rec=None),
    "a version that never was": lambda pair: pair.confirm(LA, "never"),
    "an epoch inside an epoch": lambda pair: pair.say(LA, Kind.EPOCH, rec=None, base=-1),
}


@pytest.mark.parametrize("poison", POISON.values(), ids=list(POISON))
@settings(max_examples=20)
@given(said=sayings)
def test_i18_a_poison_line_is_kept_and_later_ones_go_on(
    poison: Callable[[Any], None], said: Any
) -> None:
    pair = written(said)
    poison(pair)
    pair.agree("after it", by=VN)

    fold = pair.fold()

    assert fold.was_agreed(REC, doc("after it"))


def _lines(party: Party) -> list[bytes]:
    return [data for stretch in stretches(party) for data in stretch.lines]


def _taken(party: Party, data: bytes) -> None:
    try:
        party.take(data)
    except Refused as refused:
        if refused.code not in {"gap", "other-epoch", "state-unknown"}:
            raise


def _damaged(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return chance.choice(
        [
            data[:at],
            data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :],
            data[:at] + data[at + chance.randrange(1, 40) :],
        ]
    )
