"""Lines of a journal and its signed head (EXCHANGE 2).

A line states something about a document at a position; the head's signature covers every line up
to its size through the Merkle root. Journals and epochs are named by 32 hexadecimal digits.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from saphan.kernel.refusals import Refused
from saphan.protocol import canon, merkle
from saphan.protocol.document import is_hash, is_id

VERSION: Final = 1
HEAD_CONTEXT: Final = b"saphan head 1\n"
"""Signed before the head's bytes, so that no signature can be taken for one over anything else."""

EMPTY_STATE: Final = merkle.EMPTY_ROOT
"""State root of a node without a peer: a fold of no lines."""

UNKNOWN_STATE: Final = bytes(32)
"""State root of a restored node that does not hold yet what its own lines saw; a node that was not
restored waits for better."""

_LINE = frozenset({"at", "authority", "doc", "epoch", "journal", "kind", "rec", "seen", "seq", "v"})
_HEAD = frozenset({"epoch", "journal", "own", "root", "size", "state", "v"})


class Kind(StrEnum):
    """What a line does; `STATE` has one owner and asks for no answer."""

    STATE = "state"
    PROPOSE = "propose"
    CONFIRM = "confirm"
    DISPUTE = "dispute"
    WITHDRAW = "withdraw"
    LINK = "link"
    DISCLOSE = "disclose"
    ACK = "ack"
    ERASE = "erase"
    ERASED = "erased"
    REFUSED = "refused"
    KEY = "key"
    EPOCH = "epoch"


_KINDS = frozenset(kind.value for kind in Kind)


@dataclass(frozen=True, slots=True)
class Seen:
    """How much of the peer's journal was held when the line was written."""

    epoch: str
    size: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line; `seq` counts from 1 without gaps.

    `rec` names the record in this journal (random per journal), `doc` is the hexadecimal hash of
    the document; both are None for lines about the journal itself. `at` is the writer's claim, UTC
    to the second, and orders nothing. `seen` is None when the node is alone. `args` holds what the
    kind needs besides, such as part and ground of an erasure.
    """

    journal: str
    epoch: str
    seq: int
    kind: Kind
    rec: str | None
    doc: str | None
    authority: str
    at: str
    seen: Seen | None = None
    args: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Head:
    """A journal at one size: roots are 32 raw bytes.

    `own` is the root of the node's own journal (equal to `root` in its own head), `state` the root
    of the folded joint state.
    """

    journal: str
    epoch: str
    size: int
    root: bytes
    own: bytes
    state: bytes = EMPTY_STATE


def line_bytes(line: Line) -> bytes:
    """Return the canonical bytes of `line`, its leaf in the tree; `Refused` for a malformed one."""
    seen = line.seen
    value = {
        "at": line.at,
        "authority": line.authority,
        "doc": line.doc,
        "epoch": line.epoch,
        "journal": line.journal,
        "kind": str(line.kind),
        "rec": line.rec,
        "seen": None if seen is None else {"epoch": seen.epoch, "size": seen.size},
        "seq": line.seq,
        "v": VERSION,
    }
    if line.args:
        value["args"] = dict(line.args)
    _check_line(value)
    return canon.dumps(value)


def read_line(data: bytes) -> Line:
    """Read canonical bytes; `Refused` unless `line_bytes` could have made them."""
    value = canon.loads(data)
    if type(value) is not dict or value.keys() - {"args"} != _LINE or not _is_version(value):
        raise _fault("line", "names exactly its members, in version 1")
    _check_line(value)
    seen = value["seen"]
    return Line(
        journal=value["journal"],
        epoch=value["epoch"],
        seq=value["seq"],
        kind=Kind(value["kind"]),
        rec=value["rec"],
        doc=value["doc"],
        authority=value["authority"],
        at=value["at"],
        seen=None if seen is None else Seen(seen["epoch"], seen["size"]),
        args=value.get("args", {}),
    )


def head_bytes(head: Head) -> bytes:
    """Return the canonical bytes of `head`; the signature covers `HEAD_CONTEXT` and these."""
    value = {
        "epoch": head.epoch,
        "journal": head.journal,
        "own": head.own.hex(),
        "root": head.root.hex(),
        "size": head.size,
        "state": head.state.hex(),
        "v": VERSION,
    }
    _check_head(value)
    return canon.dumps(value)


def read_head(data: bytes) -> Head:
    """Read canonical bytes; `Refused` unless `head_bytes` could have made them."""
    value = canon.loads(data)
    if type(value) is not dict or value.keys() != _HEAD or not _is_version(value):
        raise _fault("head", "names exactly its members, in version 1")
    _check_head(value)
    own, root, state = (bytes.fromhex(value[name]) for name in ("own", "root", "state"))
    return Head(value["journal"], value["epoch"], value["size"], root, own, state)


def sign_head(head: Head, key: Ed25519PrivateKey) -> bytes:
    """Return the Ed25519 signature (64 bytes) of the node key over `head`."""
    return key.sign(HEAD_CONTEXT + head_bytes(head))


def verify_head(head: Head, signature: bytes, *, key: bytes) -> bool:
    """Tell whether `signature` is that of the raw public key `key` (32 bytes) over `head`."""
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, HEAD_CONTEXT + head_bytes(head))
    except (InvalidSignature, ValueError):
        return False
    return True


def moment(at: datetime) -> str:
    """Return an aware time as `Line.at` writes it: UTC, cut to the second."""
    return at.astimezone(UTC).isoformat(timespec="seconds")[:19] + "Z"


def fingerprint(key: bytes) -> str:
    """Return SHA-256 of the raw public key (32 bytes) as 64 hexadecimal digits."""
    return sha256(key).hexdigest()


def printed(fingerprint: str) -> str:
    """Return a fingerprint as people compare it on paper: groups of four digits."""
    return " ".join(fingerprint[at : at + 4] for at in range(0, len(fingerprint), 4))


def _check_line(value: Mapping[str, Any]) -> None:
    if not (is_id(value["journal"]) and is_id(value["epoch"])):
        raise _fault("journal", "and its epoch are 32 hexadecimal digits each")
    if type(value["seq"]) is not int or value["seq"] < 1:
        raise _fault("seq", "counts from 1")
    if type(value["kind"]) is not str or value["kind"] not in _KINDS:
        raise _fault("kind", "is one of " + ", ".join(sorted(_KINDS)))
    if not (value["rec"] is None or is_id(value["rec"])):
        raise _fault("rec", "is 32 hexadecimal digits, or nothing")
    if not (value["doc"] is None or is_hash(value["doc"])):
        raise _fault("doc", "is the SHA-256 of a document, or nothing")
    if type(value["authority"]) is not str or not value["authority"]:
        raise _fault("authority", "is a code such as vn-son-la")
    _check_claims(value)


def _check_claims(value: Mapping[str, Any]) -> None:
    if not _is_moment(value["at"]):
        raise _fault("at", "is a time such as 2025-08-12T02:00:00Z")
    if "args" in value and (type(value["args"]) is not dict or not value["args"]):
        raise _fault("args", "is left out when empty")
    seen = value["seen"]
    if seen is None:
        return
    if type(seen) is not dict or seen.keys() != {"epoch", "size"} or not is_id(seen["epoch"]):
        raise _fault("seen", "names the peer's epoch and a size, or is nothing")
    if type(seen["size"]) is not int or seen["size"] < 0:
        raise _fault("seen", "has a size that counts from 0")


def _is_version(value: Mapping[str, Any]) -> bool:
    return type(value["v"]) is int and value["v"] == VERSION


def _is_moment(text: Any) -> bool:
    """One spelling only: the year with four digits, seconds, and Z."""
    return type(text) is str and len(text) == 20 and _reads_back(text)


@lru_cache(maxsize=64)
def _reads_back(text: str) -> bool:
    """A batch of lines has one moment."""
    try:
        return text == moment(datetime.fromisoformat(text))
    except ValueError:
        return False


def _check_head(value: Mapping[str, Any]) -> None:
    if not (is_id(value["journal"]) and is_id(value["epoch"])):
        raise _fault("journal", "and its epoch are 32 hexadecimal digits each")
    if type(value["size"]) is not int or value["size"] < 0:
        raise _fault("size", "counts from 0")
    if not all(is_hash(value[name]) for name in ("own", "root", "state")):
        raise _fault("root", "and its fellows are SHA-256 hashes")


def _fault(member: str, rule: str) -> Refused:
    return Refused("bad-line", f"The {member} {rule}.", where={"path": member})
