"""What an unkind hand makes of a bundle on its way; each returns bytes that must change nothing."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from saphan.protocol import bundle, journal, merkle
from saphan.protocol.bundle import Bundle, Header


def truncated(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def flipped(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :]


def spliced(data: bytes, chance: random.Random) -> bytes:
    """Two lines change places, or one is left out."""
    arrived = bundle.unpack(data)
    lines = list(arrived.lines)
    if len(lines) > 1 and chance.random() < 0.5:
        one, two = chance.sample(range(len(lines)), 2)
        lines[one], lines[two] = lines[two], lines[one]
    elif lines:
        lines.pop(chance.randrange(len(lines)))
    return bundle.pack(replace(arrived, lines=tuple(lines)))


def other_key(data: bytes, _chance: random.Random) -> bytes:
    arrived = bundle.unpack(data)
    head = journal.read_head(arrived.head)
    forged = journal.sign_head(head, Ed25519PrivateKey.generate())
    return bundle.pack(replace(arrived, signature=forged))


def bomb(_data: bytes, chance: random.Random) -> bytes:
    """Too deep, too large, too many, too long: refused before it costs anything."""
    return chance.choice(
        [
            lambda: b"[" * 200_000,
            lambda: b'{"a":' * 100_000,
            lambda: b"9" * 1_000_000,
            lambda: b'"' + b"a" * (bundle.LIMIT + 1) + b'"',
            lambda: json.dumps({"lines": ["x"] * 500_000}).encode(),
        ]
    )()


def equivocating(data: bytes, keys: Path, held: list[bytes]) -> bytes | None:
    """A second head for a size that was told already, signed by the peer's own key.

    `held` are the lines of the epoch as its owner wrote them; None where they cannot be had.
    """
    arrived = bundle.unpack(data)
    if not arrived.lines or len(held) < arrived.last:
        return None
    last = json.loads(arrived.lines[-1])
    last["at"] = "2031-01-01T00:00:00Z"
    forged = json.dumps(last, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    lines = [*held[: arrived.last - 1], forged]
    head = replace(
        journal.read_head(arrived.head), root=merkle.root([merkle.leaf_hash(x) for x in lines])
    )
    return _resigned(arrived, (*arrived.lines[:-1], forged), head, keys)


def _resigned(arrived: Bundle, lines: tuple[bytes, ...], head: journal.Head, keys: Path) -> bytes:
    key = load_pem_private_key((keys / "node.pem").read_bytes(), password=None)
    assert isinstance(key, Ed25519PrivateKey)
    signature = journal.sign_head(head, key)
    return bundle.pack(
        replace(arrived, lines=lines, head=journal.head_bytes(head), signature=signature)
    )


def readdressed(data: bytes, sender: str) -> bytes:
    """A bundle in a stranger's name."""
    arrived = bundle.unpack(data)
    old = arrived.header
    header = Header(sender, old.receiver, old.journal, old.epoch, old.start)
    return bundle.pack(replace(arrived, header=header))
