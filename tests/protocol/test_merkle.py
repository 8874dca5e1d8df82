"""The Merkle tree against reference vectors, the recursive definition and altered proofs."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saphan.kernel.refusals import Refused
from saphan.protocol import merkle

OWN = Path(__file__).parent / "vectors" / "merkle.json"
SHARED = Path(__file__).parents[3] / "shared" / "vectors" / "merkle"

leaf_lists = st.integers(0, 70).map(lambda n: [merkle.leaf_hash(b"%d" % i) for i in range(n)])


def unhex(texts: list[str]) -> list[bytes]:
    return [bytes.fromhex(text) for text in texts]


def shared(name: str) -> Any:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"the reference vectors {name} are not beside the project")
    return json.loads(path.read_text())


def definition(hashes: list[bytes]) -> bytes:
    """The root as RFC 9162 2.1.1 defines it."""
    if len(hashes) < 2:
        return hashes[0] if hashes else sha256(b"").digest()
    split = 1
    while 2 * split < len(hashes):
        split *= 2
    return sha256(b"\x01" + definition(hashes[:split]) + definition(hashes[split:])).digest()


def included(case: Any, leaf: bytes, root: bytes) -> bool:
    return merkle.verify_inclusion(
        leaf,
        index=case["leaf_index"],
        size=case["tree_size"],
        proof=unhex(case["proof"]),
        root=root,
    )


def consistent(case: Any, first_root: bytes, second_root: bytes) -> bool:
    return merkle.verify_consistency(
        first=case["first"],
        first_root=first_root,
        second=case["second"],
        second_root=second_root,
        proof=unhex(case["proof"]),
    )


@pytest.mark.parametrize("name", ["ct8.json", "generated70.json"])
def test_reference_trees_come_out_alike(name: str) -> None:
    vectors = shared(name)
    hashes = [merkle.leaf_hash(leaf) for leaf in unhex(vectors["leaves"])]
    roots = {row["tree_size"]: bytes.fromhex(row["root"]) for row in vectors["roots"]}

    assert hashes == unhex(vectors["leaf_hashes"])
    assert all(merkle.root(hashes[:size]) == root for size, root in roots.items())
    for case in vectors["inclusion"]:
        size, index = case["tree_size"], case["leaf_index"]
        assert merkle.inclusion_proof(hashes[:size], index) == unhex(case["proof"])
        assert included(case, hashes[index], roots[size])
    for case in vectors["consistency"]:
        first, second = case["first"], case["second"]
        assert merkle.consistency_proof(hashes[:second], first) == unhex(case["proof"])
        assert consistent(case, roots[first], roots[second])


def test_every_case_to_reject_is_rejected() -> None:
    cases = shared("reject.json")["cases"]

    for case in cases:
        if case["kind"] == "inclusion":
            leaf, root = unhex([case["leaf_hash"], case["root"]])
            assert not included(case, leaf, root), case["why"]
        else:
            first_root, second_root = unhex([case["first_root"], case["second_root"]])
            assert not consistent(case, first_root, second_root), case["why"]
    assert len(cases) == 134


def test_own_vectors_cover_the_same_ground() -> None:
    vectors = json.loads(OWN.read_text())
    hashes = [merkle.leaf_hash(leaf.encode()) for leaf in vectors["leaves"]]
    roots = unhex(vectors["roots"])

    assert [merkle.root(hashes[:size]) for size in range(len(hashes) + 1)] == roots
    for case in vectors["inclusion"]:
        proof = merkle.inclusion_proof(hashes[: case["size"]], case["index"])
        assert proof == unhex(case["proof"])
    for case in vectors["consistency"]:
        proof = merkle.consistency_proof(hashes[: case["second"]], case["first"])
        assert proof == unhex(case["proof"])
        assert consistent(case, roots[case["first"]], roots[case["second"]])


@given(leaf_lists)
def test_the_root_follows_the_definition_and_the_frontier_follows_the_root(
    hashes: list[bytes],
) -> None:
    frontier = merkle.Frontier()
    frontier.extend(hashes)

    assert merkle.root(hashes) == definition(hashes) == frontier.root()
    assert frontier.size == len(hashes)


@given(leaf_lists, leaf_lists)
def test_a_stored_frontier_goes_on_where_it_stopped(old: list[bytes], new: list[bytes]) -> None:
    frontier = merkle.Frontier()
    frontier.extend(old)

    resumed = merkle.Frontier.from_bytes(frontier.to_bytes())
    resumed.extend(new)

    assert resumed.root() == merkle.root(old + new)


@pytest.mark.parametrize("data", [b"", b"\x00" * 7, b"\x00" * 9, b"\x00" * 7 + b"\x03" + b"a" * 32])
def test_a_damaged_frontier_is_refused(data: bytes) -> None:
    with pytest.raises(Refused, match="bad-frontier"):
        merkle.Frontier.from_bytes(data)


@given(st.integers(1, 40), st.data())
def test_an_inclusion_proof_holds_for_its_place_only(size: int, data: st.DataObject) -> None:
    hashes = [merkle.leaf_hash(b"%d" % i) for i in range(size)]
    root, index = merkle.root(hashes), data.draw(st.integers(0, size - 1))
    proof = merkle.inclusion_proof(hashes, index)

    for place in range(-1, size + 1):
        holds = merkle.verify_inclusion(
            hashes[index], index=place, size=size, proof=proof, root=root
        )
        assert holds == (place == index)


@given(st.integers(1, 40), st.data())
def test_an_altered_inclusion_proof_fails(size: int, data: st.DataObject) -> None:
    hashes = [merkle.leaf_hash(b"%d" % i) for i in range(size)]
    root, index = merkle.root(hashes), data.draw(st.integers(0, size - 1))
    proof = merkle.inclusion_proof(hashes, index)
    altered = {
        "longer": [*proof, hashes[0]],
        "shorter": proof[:-1],
        "other": [sha256(step).digest() for step in proof],
    }

    for steps in altered.values():
        if steps != proof:
            assert not merkle.verify_inclusion(
                hashes[index], index=index, size=size, proof=steps, root=root
            )


@given(st.integers(1, 60), st.integers(1, 60))
def test_a_consistency_proof_holds_for_its_two_trees_only(one: int, other: int) -> None:
    first, second = sorted((one, other))
    hashes = [merkle.leaf_hash(b"%d" % i) for i in range(second)]
    forked = [merkle.leaf_hash(b"forked"), *hashes[1:]]
    case = {
        "first": first,
        "second": second,
        "proof": [step.hex() for step in merkle.consistency_proof(hashes, first)],
    }

    assert consistent(case, merkle.root(hashes[:first]), merkle.root(hashes))
    assert not consistent(case, merkle.root(forked[:first]), merkle.root(hashes))
    assert not consistent(case, merkle.root(hashes[:first]), merkle.root(forked))


@pytest.mark.parametrize("index", [-1, 3])
def test_a_proof_needs_a_leaf_of_the_tree(index: int) -> None:
    hashes = [merkle.leaf_hash(b"a")] * 3

    with pytest.raises(IndexError):
        merkle.inclusion_proof(hashes, index)
    with pytest.raises(IndexError):
        merkle.consistency_proof(hashes, index + 1 if index > 0 else 0)
