"""The state root is that of the states alone, and proves each of them."""

from __future__ import annotations

from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from saphan.protocol import merkle, statetree
from saphan.protocol.statetree import StateTree

recs = st.one_of(
    st.binary(min_size=16, max_size=16).map(bytes.hex),
    st.binary(min_size=14, max_size=14).map(lambda tail: "abc0" + tail.hex()),
)
leaves = st.dictionaries(recs, st.binary(min_size=32, max_size=32), max_size=40)


def built(states: dict[str, bytes]) -> StateTree:
    tree = StateTree()
    for rec, leaf in states.items():
        tree.put(rec, leaf)
    return tree


def test_a_tree_of_nothing_has_the_root_of_an_empty_tree() -> None:
    assert StateTree().root() == merkle.EMPTY_ROOT


@given(states=leaves, asked=st.randoms(use_true_random=False))
def test_the_root_depends_on_the_states_and_not_on_their_history(
    states: dict[str, bytes], asked: object
) -> None:
    history = StateTree()
    for rec in states:
        history.put(rec, bytes(32))
        history.root()
    for rec in reversed(states):
        history.put(rec, states[rec])

    assert history.root() == built(states).root()


@given(states=leaves)
def test_every_state_is_proved_and_no_other(states: dict[str, bytes]) -> None:
    tree = built(states)
    root = tree.root()

    for rec, leaf in states.items():
        proof = tree.proof(rec)
        assert statetree.verify(rec, leaf, proof, root=root)
        assert not statetree.verify(rec, sha256(leaf).digest(), proof, root=root)
        assert not statetree.verify(rec, leaf, proof, root=sha256(root).digest())
