"""Two sides begin with a file that both sign; keys change by position and by the roots alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from saphan.kernel.refusals import Refused
from saphan.protocol import genesis
from saphan.protocol.genesis import Genesis, Journal, Keys, Node, Side


def key(number: int) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(number.to_bytes(32, "big"))


def public(number: int) -> str:
    return key(number).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


VN, LA = "1" * 32, "2" * 32
OURS, THEIRS = "3" * 32, "4" * 32
FIRST = Genesis(
    sides=(
        Side("VN", (public(1), public(2), public(3)), 2),
        Side("LA", (public(4), public(5), public(6)), 2),
    ),
    nodes=(
        Node(VN, "VN", public(7), "b" * 64, "c" * 64, ("vn-son-la",)),
        Node(LA, "LA", public(8), "d" * 64, "e" * 64, ("la-houaphanh",)),
    ),
    journals=(Journal(OURS, "5" * 32, VN, LA), Journal(THEIRS, "6" * 32, LA, VN)),
    schemas={"security.patrol/1": "a" * 64},
)


def test_a_genesis_file_comes_out_as_it_went_in() -> None:
    assert genesis.loads(genesis.dumps(FIRST)) == FIRST


def test_two_roots_of_each_side_sign_and_one_root_twice_is_one() -> None:
    data = genesis.dumps(FIRST)
    two_each = [genesis.sign(data, key(number)) for number in (1, 3, 4, 5)]

    assert genesis.why_not_signed(data, two_each) is None
    assert genesis.why_not_signed(data, [*two_each[:2], two_each[2], two_each[2]]) == "unsigned-LA"
    assert genesis.why_not_signed(data, two_each[1:]) == "unsigned-VN"
    assert genesis.why_not_signed(data, [genesis.sign(data, key(n)) for n in (7, 8)]) is not None


def test_a_signature_over_other_bytes_does_not_count() -> None:
    data = genesis.dumps(FIRST)
    other = genesis.dumps(replace(FIRST, schemas={}))

    signed = [genesis.sign(other, key(number)) for number in (1, 2, 4, 5)]

    assert genesis.why_not_signed(data, signed) == "unsigned-VN"


@pytest.mark.parametrize(
    "changed",
    [
        {"sides": FIRST.sides[:1]},
        {"sides": (replace(FIRST.sides[0], need=1), FIRST.sides[1])},
        {"sides": (replace(FIRST.sides[0], roots=FIRST.sides[1].roots), FIRST.sides[1])},
        {"nodes": (FIRST.nodes[0], replace(FIRST.nodes[1], authorities=("vn-nghe-an",)))},
        {"nodes": (FIRST.nodes[0], replace(FIRST.nodes[1], id=VN))},
        {"nodes": (FIRST.nodes[0], replace(FIRST.nodes[1], box=FIRST.nodes[0].box))},
        {"nodes": (FIRST.nodes[0], replace(FIRST.nodes[1], tls="no hash"))},
        {"journals": FIRST.journals[:1]},
        {"journals": (FIRST.journals[0], replace(FIRST.journals[1], id=OURS))},
        {"schemas": {"security.patrol/1": "no hash"}},
    ],
)
def test_a_file_that_breaks_a_rule_is_refused(changed: Any) -> None:
    with pytest.raises(Refused) as caught:
        genesis.dumps(replace(FIRST, **changed))

    assert caught.value.code == "bad-genesis"


def test_two_nodes_that_claim_one_authority_are_told_apart_from_other_faults() -> None:
    twice = (*FIRST.nodes, Node("7" * 32, "VN", public(9), "f" * 64, "1" * 64, ("vn-son-la",)))

    with pytest.raises(Refused) as caught:
        genesis.dumps(replace(FIRST, nodes=twice))

    assert caught.value.code == "authority-twice"


@pytest.mark.parametrize("data", [b"[]", b"{}", b'{"format":"saphan-genesis/1"}'])
def test_what_is_no_genesis_file_is_refused(data: bytes) -> None:
    with pytest.raises(Refused) as caught:
        genesis.loads(data)

    assert caught.value.code == "bad-genesis"


def rotation(
    *, seq: int, new: int, roots: tuple[int, ...], epoch: str = "5" * 32
) -> dict[str, Any]:
    statement = genesis.key_statement(node=VN, journal=OURS, epoch=epoch, seq=seq, key=public(new))
    signed = [genesis.sign(statement, key(n), context=genesis.KEY_CONTEXT) for n in roots]
    return {
        "key": public(new),
        "signatures": [{"root": root, "signature": signature} for root, signature in signed],
    }


def test_a_key_holds_from_its_line_on_and_the_one_before_it_for_earlier_heads() -> None:
    keys = Keys(FIRST, OURS)

    assert keys.add(30, epoch="5" * 32, seq=10, args=rotation(seq=10, new=9, roots=(1, 2)))

    assert keys.at(29).hex() == public(7)
    assert keys.at(30).hex() == keys.at(99).hex() == public(9)


@pytest.mark.parametrize(
    "args",
    [
        rotation(seq=10, new=9, roots=(1,)),
        rotation(seq=10, new=9, roots=(4, 5)),
        rotation(seq=11, new=9, roots=(1, 2)),
        rotation(seq=10, new=9, roots=(7, 8)),
        {"key": public(9), "signatures": "none"},
        {},
    ],
    ids=["one root", "the other side", "another line", "node keys", "no list", "nothing"],
)
def test_a_key_that_the_roots_did_not_sign_for_this_line_changes_nothing(args: Any) -> None:
    keys = Keys(FIRST, OURS)

    assert not keys.add(30, epoch="5" * 32, seq=10, args=args)
    assert keys.at(99).hex() == public(7)


def test_a_journal_of_another_pair_has_no_keys_here() -> None:
    with pytest.raises(Refused) as caught:
        Keys(FIRST, "9" * 32)

    assert caught.value.code == "other-genesis"
