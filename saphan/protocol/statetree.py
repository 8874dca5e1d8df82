"""The state root: a Merkle tree over the states of all matters, renewed where one changed.

Leaves lie in 4,096 buckets by the first three digits of the matter's id, ascending by id; a
bucket's root is RFC 9162's, and the tree above the buckets is the perfect one of 4,096 leaves.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from saphan.protocol import merkle

DIGITS: Final = 3
BUCKETS: Final = 16**DIGITS


@dataclass(frozen=True, slots=True)
class Proof:
    """That a leaf is in the tree: its place in a bucket of `size`, and siblings upward."""

    index: int
    size: int
    inside: tuple[bytes, ...]
    above: tuple[bytes, ...]


def _empty_above() -> list[bytes]:
    """Return the perfect tree without any leaf, as an array: children of i at 2i and 2i + 1."""
    nodes = [merkle.EMPTY_ROOT] * (2 * BUCKETS)
    for at in range(BUCKETS - 1, 0, -1):
        nodes[at] = merkle.node_hash(nodes[2 * at], nodes[2 * at + 1])
    return nodes


_EMPTY: Final = tuple(_empty_above())


class StateTree:
    """Leaf hashes by matter; `put` and `root` cost the changed buckets only."""

    __slots__ = ("_above", "_buckets", "_changed", "_leaves")

    def __init__(self) -> None:
        self._leaves: dict[str, bytes] = {}
        self._buckets: dict[int, list[str]] = {}
        self._above = list(_EMPTY)
        self._changed: set[int] = set()

    def __len__(self) -> int:
        return len(self._leaves)

    def put(self, rec: str, leaf: bytes) -> None:
        """Set the leaf hash (32 bytes) of the matter `rec`."""
        bucket = int(rec[:DIGITS], 16)
        if rec not in self._leaves:
            insort(self._buckets.setdefault(bucket, []), rec)
        self._leaves[rec] = leaf
        self._changed.add(bucket)

    def root(self) -> bytes:
        """Return the root; that of an empty tree when there is no matter."""
        for bucket in self._changed:
            at = BUCKETS + bucket
            self._above[at] = merkle.root(self._hashes(bucket))
            while at > 1:
                at >>= 1
                self._above[at] = merkle.node_hash(self._above[2 * at], self._above[2 * at + 1])
        self._changed.clear()
        return self._above[1] if self._leaves else merkle.EMPTY_ROOT

    def proof(self, rec: str) -> Proof:
        """Return the proof that `rec` is in the tree; KeyError when it is not."""
        self.root()
        bucket = int(rec[:DIGITS], 16)
        if rec not in self._leaves:
            raise KeyError(rec)
        hashes = self._hashes(bucket)
        index = bisect_left(self._buckets[bucket], rec)
        above = []
        at = BUCKETS + bucket
        while at > 1:
            above.append(self._above[at ^ 1])
            at >>= 1
        inside = tuple(merkle.inclusion_proof(hashes, index))
        return Proof(index, len(hashes), inside, tuple(above))

    def _hashes(self, bucket: int) -> Sequence[bytes]:
        return [self._leaves[rec] for rec in self._buckets.get(bucket, ())]


def verify(rec: str, leaf: bytes, proof: Proof, *, root: bytes) -> bool:
    """Tell whether `leaf` is the state of `rec` in the tree with this root."""
    bucket = merkle.inclusion_root(leaf, index=proof.index, size=proof.size, proof=proof.inside)
    return bucket is not None and merkle.verify_inclusion(
        bucket, index=int(rec[:DIGITS], 16), size=BUCKETS, proof=proof.above, root=root
    )
