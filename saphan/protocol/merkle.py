"""The Merkle tree of RFC 9162 section 2 over SHA-256, from leaf hashes.

Hashes are 32 raw bytes. A list of hashes is a journal's leaf hashes in the order of its lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256

from saphan.kernel.refusals import Refused

EMPTY_ROOT = sha256(b"").digest()
"""Root of a tree without leaves."""


def leaf_hash(data: bytes) -> bytes:
    """SHA-256(00 || data): the prefix keeps a leaf from being read as a node."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(01 || left || right)."""
    return sha256(b"\x01" + left + right).digest()


def root(hashes: Sequence[bytes]) -> bytes:
    """Return the tree's root (RFC 9162 2.1.1); `EMPTY_ROOT` for no leaves."""
    row = hashes
    while len(row) > 1:
        row = _next_row(row)
    return row[0] if row else EMPTY_ROOT


def inclusion_proof(hashes: Sequence[bytes], index: int) -> list[bytes]:
    """Return the siblings from leaf `index` (from 0) upward; IndexError outside the tree."""
    if not 0 <= index < len(hashes):
        raise IndexError(index)
    proof = []
    row = hashes
    while len(row) > 1:
        sibling = index ^ 1
        if sibling < len(row):
            proof.append(row[sibling])
        row = _next_row(row)
        index >>= 1
    return proof


def verify_inclusion(
    leaf: bytes, *, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> bool:
    """Tell whether leaf hash `leaf` stands at `index` of the tree of `size` (RFC 9162 2.1.3.2)."""
    return inclusion_root(leaf, index=index, size=size, proof=proof) == root


def inclusion_root(leaf: bytes, *, index: int, size: int, proof: Sequence[bytes]) -> bytes | None:
    """Return the root to which a proof leads; None when it has not the length it must have."""
    if not 0 <= index < size:
        return None
    last, steps = size - 1, list(reversed(proof))
    while last:
        if index & 1 or index < last:
            if not steps:
                return None
            sibling = steps.pop()
            leaf = node_hash(sibling, leaf) if index & 1 else node_hash(leaf, sibling)
        index, last = index >> 1, last >> 1
    return None if steps else leaf


def consistency_proof(hashes: Sequence[bytes], first: int) -> list[bytes]:
    """Return the proof that the tree of the first `first` leaves is a prefix (RFC 9162 2.1.4.1)."""
    if not 0 < first <= len(hashes):
        raise IndexError(first)
    proof: list[bytes] = []
    low, high = 0, len(hashes)
    while first != high:
        middle = low + _split(high - low)
        if first <= middle:
            proof.append(root(hashes[middle:high]))
            high = middle
        else:
            proof.append(root(hashes[low:middle]))
            low = middle
    if low > 0:
        proof.append(root(hashes[low:high]))
    return proof[::-1]


def verify_consistency(
    *, first: int, first_root: bytes, second: int, second_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Tell whether the first tree is a prefix of the second (RFC 9162 2.1.4.2).

    Equal sizes need equal roots and no proof; a prefix of size 0 proves nothing and is refused.
    """
    if not 0 < first < second:
        return 0 < first == second and first_root == second_root and not proof
    steps = [first_root, *proof] if first & (first - 1) == 0 else list(proof)
    if not steps:
        return False
    index, last = first - 1, second - 1
    while index & 1:
        index, last = index >> 1, last >> 1
    old = new = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if index & 1 or index == last:
            old, new = node_hash(step, old), node_hash(step, new)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            new = node_hash(new, step)
        index, last = index >> 1, last >> 1
    return last == 0 and old == first_root and new == second_root


class Frontier:
    """The roots of the perfect subtrees of a growing tree, largest first: at most 64 hashes.

    Enough to append and to state the root without the leaves.
    """

    __slots__ = ("_peaks", "size")

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[bytes] = []

    def append(self, leaf: bytes) -> None:
        """Add one leaf hash: a carry for each trailing 1 bit of the size."""
        carry = self.size
        while carry & 1:
            leaf = node_hash(self._peaks.pop(), leaf)
            carry >>= 1
        self._peaks.append(leaf)
        self.size += 1

    def extend(self, leaves: Iterable[bytes]) -> None:
        for leaf in leaves:
            self.append(leaf)

    def root(self) -> bytes:
        if not self._peaks:
            return EMPTY_ROOT
        *larger, running = self._peaks
        for peak in reversed(larger):
            running = node_hash(peak, running)
        return running

    def to_bytes(self) -> bytes:
        """Eight bytes of size, most significant first, then the peaks."""
        return self.size.to_bytes(8, "big") + b"".join(self._peaks)

    @classmethod
    def from_bytes(cls, data: bytes) -> Frontier:
        """Read `to_bytes`; `Refused` when the length does not follow from the size."""
        frontier = cls()
        frontier.size = int.from_bytes(data[:8], "big")
        frontier._peaks = [data[at : at + 32] for at in range(8, len(data), 32)]
        if len(data) != 8 + 32 * frontier.size.bit_count():
            raise Refused("bad-frontier", "The stored frontier of the tree is damaged.")
        return frontier


def _next_row(row: Sequence[bytes]) -> list[bytes]:
    """Pair neighbours; an odd last one rises alone, which gives the left-full tree of the RFC."""
    above = [node_hash(row[at], row[at + 1]) for at in range(0, len(row) - 1, 2)]
    if len(row) & 1:
        above.append(row[-1])
    return above


def _split(size: int) -> int:
    """The largest power of two below `size`, for a size of two or more."""
    return 1 << ((size - 1).bit_length() - 1)
