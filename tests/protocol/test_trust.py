"""Keys, authorities and schemas hold by position; roots alone change the first two."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saphan.kernel.refusals import Refused
from saphan.protocol import journal, merkle, receive, trust
from saphan.protocol.bundle import Bundle, Header
from saphan.protocol.journal import Head, Kind, Line
from saphan.protocol.receive import Copy
from saphan.protocol.trust import Trust
from tests.protocol.pair import (
    AUTHORITIES,
    EPOCHS,
    FIRST,
    KEYS,
    LA,
    NODES,
    VN,
    key,
    public,
    signed,
)

NEXT_EPOCH = "9" * 32
AT = "2025-08-12T02:00:00Z"


def line(args: dict[str, Any], *, seq: int = 10, kind: Kind = Kind.KEY, epoch: str = "") -> Line:
    epoch = epoch or EPOCHS[VN]
    return Line(VN, epoch, seq, kind, None, None, AUTHORITIES[VN], AT, args=args)


def rotation(new: int, *, seq: int = 10, roots: tuple[int, ...] = (1, 2)) -> dict[str, Any]:
    return signed({"key": public(new)}, by=VN, seq=seq, roots=roots)


def test_a_key_holds_from_its_line_on_and_the_one_before_it_for_earlier_heads() -> None:
    keys = Trust(FIRST, VN)

    assert keys.hear(30, line(rotation(9)))

    assert keys.at(29).key.hex() == public(KEYS[VN])
    assert keys.at(30).key.hex() == keys.at(99).key.hex() == public(9)


@pytest.mark.parametrize(
    "args",
    [
        rotation(9, roots=(1,)),
        rotation(9, roots=(4, 5)),
        rotation(9, seq=11),
        rotation(9, roots=(7, 8)),
        {"key": public(9), "signatures": "none"},
        {"key": public(9)},
        {**rotation(9), "authorities": []},
        signed({"authorities": ["la-houaphanh"]}, by=VN, seq=10),
        signed({"authorities": ["vn-son-la"]}, by=VN, seq=10, roots=(4, 5)),
        signed({"authorities": "vn-son-la"}, by=VN, seq=10),
        {"authorities": ["vn-dien-bien"]},
        {"schemas": [{"hash": "none", "schema": "security.patrol/2"}]},
        {"schemas": "all"},
        {},
    ],
)
def test_what_the_roots_did_not_sign_for_this_line_or_nobody_understands_changes_nothing(
    args: Any,
) -> None:
    keys = Trust(FIRST, VN)
    before = keys.at(99)

    assert not keys.hear(30, line(args))
    assert keys.at(99) == before


def test_an_authority_that_moves_is_given_up_by_one_node_and_taken_over_by_another() -> None:
    old, new = Trust(FIRST, VN), Trust(FIRST, VN)
    given_up = signed({"authorities": []}, by=VN, seq=10)
    taken_over = signed({"authorities": ["vn-dien-bien", "vn-son-la"]}, by=VN, seq=10)

    assert old.hear(30, line(given_up))
    assert new.hear(30, line(taken_over))

    assert old.at(29).authorities == {"vn-son-la"}
    assert old.at(30).authorities == frozenset()
    assert new.at(30).authorities == {"vn-dien-bien", "vn-son-la"}
    assert trust.claimed_twice([old.at(29), new.at(30)]) == {"vn-son-la"}
    assert trust.claimed_twice([old.at(30), new.at(30)]) == frozenset()


def test_schemas_are_those_of_the_genesis_file_until_a_node_announces_others() -> None:
    ours = Trust(FIRST, VN)
    later = {"security.patrol/1": "a" * 64, "security.patrol/2": "b" * 64}

    assert ours.hear(30, line(trust.announced(later)))

    assert ours.at(29).schemas == FIRST.schemas
    assert ours.at(30).schemas == later


@pytest.mark.parametrize(
    ("theirs", "version"),
    [
        ({"a.b/1": "1", "a.b/2": "2", "a.b/10": "10"}, 10),
        ({"a.b/1": "1", "a.b/3": "3"}, 1),
        ({"a.b/1": "1", "a.b/2": "another description"}, 1),
        ({"a.bc/2": "2", "a/2": "2"}, None),
        ({}, None),
    ],
)
def test_a_record_is_written_at_the_highest_version_that_both_know_alike(
    theirs: dict[str, str], version: int | None
) -> None:
    ours = {"a.b/1": "1", "a.b/2": "2", "a.b/10": "10"}

    assert trust.common("a.b", ours, theirs) == version
    assert trust.common("a.b", theirs, ours) == version


def test_a_document_of_an_unknown_major_version_cannot_be_read() -> None:
    assert trust.readable("security.patrol/1", FIRST.schemas)
    assert not trust.readable("security.patrol/2", FIRST.schemas)


@given(st.permutations(range(4)), st.integers(1, 60))
def test_what_held_at_a_position_holds_there_for_ever(order: list[int], position: int) -> None:
    changes = [
        rotation(9, seq=1),
        rotation(10, seq=1),
        signed({"authorities": []}, by=VN, seq=1),
        trust.announced({}),
    ]
    heard = Trust(FIRST, VN)
    known = []

    for at, number in enumerate(order, start=1):
        if at * 10 > position:
            known.append(heard.at(position))
        heard.hear(at * 10, line(changes[number], seq=1))

    assert all(each == heard.at(position) for each in known)


# a compromised key

ROWS = [
    journal.line_bytes(Line(VN, EPOCHS[VN], n, Kind.STATE, "6" * 32, "a" * 64, AUTHORITIES[VN], AT))
    for n in range(1, 7)
]
HELD = replace(Copy.empty(NODES[VN], VN, EPOCHS[VN]), size=6)


def opened(base: int, *, new: int, roots: tuple[int, ...] = (1, 2), by: int = 9) -> Bundle:
    """An epoch after `base` lines under a new key, as the roots `roots` sign it."""
    root = merkle.root([merkle.leaf_hash(row) for row in ROWS[:base]])
    plain = receive.opening_args(parent=EPOCHS[VN], base=base, root=root)
    args = signed({**plain, "key": public(new)}, by=VN, seq=1, roots=roots, epoch=NEXT_EPOCH)
    first = journal.line_bytes(line(args, seq=1, kind=Kind.EPOCH, epoch=NEXT_EPOCH))
    leaf = merkle.leaf_hash(first)
    head = Head(VN, NEXT_EPOCH, 1, leaf, leaf)
    header = Header(NODES[VN], NODES[LA], VN, NEXT_EPOCH, 1)
    return Bundle(header, (first,), journal.head_bytes(head), journal.sign_head(head, key(by)))


def taken(arrived: Bundle) -> int:
    """Take an epoch in as a node does; return after how many lines it goes on."""
    held = Trust(FIRST, VN)
    first = receive.opening(arrived)
    assert first is not None
    base = receive.reopened(
        arrived, HELD, held=lambda _first, last: ROWS[:last], yields=held.signed(first)
    )
    held.hear(base + 1, first)
    receive.examine(
        arrived,
        Copy.empty(NODES[VN], VN, NEXT_EPOCH),
        me=NODES[LA],
        key_at=lambda size: held.at(base + size).key,
        held=lambda _first, _last: (),
    )
    return base


def test_after_a_compromise_the_roots_open_an_epoch_with_a_new_key_before_forged_lines() -> None:
    assert taken(opened(4, new=9)) == 4
    assert taken(opened(6, new=9)) == 6


@pytest.mark.parametrize(
    ("arrived", "code"),
    [
        (opened(4, new=9, roots=(1,)), "stale-base"),
        (opened(4, new=9, roots=(4, 5)), "stale-base"),
        (opened(6, new=9, roots=(1,)), "bad-signature"),
        (opened(6, new=9, by=KEYS[VN]), "bad-signature"),
    ],
    ids=["one root cuts", "the other side cuts", "one root renews", "the old key signs on"],
)
def test_an_epoch_that_the_roots_did_not_sign_neither_cuts_nor_brings_a_key(
    arrived: Bundle, code: str
) -> None:
    with pytest.raises(Refused) as caught:
        taken(arrived)

    assert caught.value.code == code


def test_a_signature_is_for_one_epoch_base_and_key_only() -> None:
    first = receive.opening(opened(4, new=9))
    assert first is not None
    for changed in ({"base": 5}, {"key": public(10)}, {"parent": "8" * 32}):
        assert not Trust(FIRST, VN).signed(replace(first, args={**first.args, **changed}))


def test_an_epoch_ends_what_was_said_beyond_its_base() -> None:
    held = Trust(FIRST, VN)
    held.hear(5, line(rotation(9, seq=5), seq=5))
    first = receive.opening(opened(4, new=11))
    assert first is not None

    held.hear(5, first)

    assert held.at(4).key.hex() == public(KEYS[VN])
    assert held.at(9).key.hex() == public(11)


def test_a_journal_of_another_pair_has_nobody_to_trust_here() -> None:
    with pytest.raises(Refused) as caught:
        Trust(FIRST, "9" * 32)

    assert caught.value.code == "other-genesis"
