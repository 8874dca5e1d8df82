"""A node's card: what it says of itself, carried to the other side as a file (EXCHANGE 6)."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from saphan.exchange.ceremony import files, keys
from saphan.kernel.sides import Side
from saphan.ledger import signer
from saphan.protocol.document import is_authority, is_hash, is_id

FORMAT = "saphan-card/1"
LONGEST_NAME = 100
LONGEST_CERTIFICATE = 4096
MOST_AUTHORITIES = 100


@dataclass(frozen=True, slots=True)
class Card:
    """`key` (Ed25519) and `box` (X25519) are raw in hexadecimal, `certificate` is PEM."""

    id: str
    side: Side
    name: str
    authorities: tuple[str, ...]
    key: str
    box: str
    certificate: str

    @property
    def tls(self) -> str:
        return keys.tls_of(self.certificate)

    @property
    def hash(self) -> str:
        """What two people compare who did not hand the card over themselves."""
        return sha256(dumps(self)).hexdigest()


def of(folder: Path, *, side: Side, name: str, authorities: tuple[str, ...]) -> Card:
    """Return the card of the node whose keys lie in `folder`, making those it lacks."""
    keys.make(folder)
    return Card(
        id=(folder / keys.ID_FILE).read_text("ascii"),
        side=side,
        name=name,
        authorities=authorities,
        key=signer.load_key(folder).public_key().public_bytes_raw().hex(),
        box=keys.load_box(folder).public_key().public_bytes_raw().hex(),
        certificate=(folder / keys.CERTIFICATE_FILE).read_text("ascii"),
    )


def dumps(card: Card) -> bytes:
    members = {
        "authorities": list(card.authorities),
        "box": card.box,
        "certificate": card.certificate,
        "key": card.key,
        "name": card.name,
        "node": card.id,
        "side": card.side,
    }
    return files.dumps(FORMAT, members)


def loads(data: bytes) -> Card:
    """Read a card; Refused with `bad-card`."""
    said = files.loads(data, FORMAT, _RULES, code="bad-card")
    return Card(
        id=said["node"],
        side=Side(said["side"]),
        name=said["name"],
        authorities=tuple(said["authorities"]),
        key=said["key"],
        box=said["box"],
        certificate=said["certificate"],
    )


def _is_name(value: Any) -> bool:
    return type(value) is str and 0 < len(value) <= LONGEST_NAME and value.isprintable()


def _are_authorities(value: Any) -> bool:
    sound = type(value) is list and 0 < len(value) <= MOST_AUTHORITIES
    return sound and all(is_authority(code) for code in value)


def _is_certificate(value: Any) -> bool:
    """One certificate and nothing around it."""
    if type(value) is not str or len(value) > LONGEST_CERTIFICATE:
        return False
    try:
        read = x509.load_pem_x509_certificate(value.encode())
    except ValueError:
        return False
    return read.public_bytes(Encoding.PEM).decode() == value


_RULES: files.Rules = {
    "authorities": _are_authorities,
    "box": is_hash,
    "certificate": _is_certificate,
    "key": is_hash,
    "name": _is_name,
    "node": is_id,
    "side": lambda value: value in set(Side),
}
