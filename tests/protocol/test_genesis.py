"""Two sides begin with a file that both sign, and that keeps its rules."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from saphan.kernel.refusals import Refused
from saphan.protocol import genesis
from saphan.protocol.genesis import Genesis, Journal, Node, Side


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
