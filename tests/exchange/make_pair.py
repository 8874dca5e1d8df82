"""Two nodes that have not met: their keys on the disk, their cards, three roots a side."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from saphan.exchange.ceremony import card, drafting
from saphan.exchange.ceremony.card import Card
from saphan.exchange.ceremony.drafting import Signature
from saphan.exchange.ceremony.roots import Root
from saphan.kernel.sides import Side
from saphan.ledger import signer
from saphan.protocol import genesis

AUTHORITIES = {Side.VN: "vn-son-la", Side.LA: "la-houaphanh"}
SCHEMAS = {"security.patrol/1": "a" * 64}


@cache
def root_key(side: Side, number: int) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(f"{side}{number}".encode().ljust(32, b"\0"))


ROOTS = [
    Root(side, root_key(side, number).public_key().public_bytes_raw().hex())
    for side in Side
    for number in range(3)
]


def node(folder: Path, side: Side, *authorities: str, name: str = "") -> Card:
    """Make the keys of a node in `folder` and return its card."""
    folder.mkdir(parents=True)
    signer.make_key(folder)
    codes = authorities or (AUTHORITIES[side],)
    return card.of(folder, side=side, name=name or folder.name, authorities=codes)


@dataclass
class Pair:
    """Two nodes' cards and the file that both sides' roots signed."""

    folder: Path
    vn: Card
    la: Card
    data: bytes = field(init=False)

    def __post_init__(self) -> None:
        self.data = drafting.draft([self.vn, self.la], ROOTS, schemas=SCHEMAS)

    def signed(self, *who: tuple[Side, int]) -> list[Signature]:
        """Signatures of so many roots; without names two of each side."""
        chosen = who or [(side, number) for side in Side for number in (0, 2)]
        return [genesis.sign(self.data, root_key(side, number)) for side, number in chosen]


def pair(folder: Path) -> Pair:
    return Pair(folder, node(folder / "vn", Side.VN), node(folder / "la", Side.LA))
