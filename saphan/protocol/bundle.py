"""The only thing that moves between nodes: lines, the head over them, and payloads (EXCHANGE 4).

A bundle is canonical JSON of at most 4 MiB; documents and lines stand in it as the text they are,
so that what was hashed is what arrives. It may carry payloads alone.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from saphan.kernel.refusals import Refused
from saphan.protocol import canon
from saphan.protocol.document import SALT_BYTES, commitment, is_id

VERSION: Final = 1
LIMIT: Final = 4 << 20
"""Bytes of a bundle."""
MOST_LINES: Final = 10_000
LINE_LIMIT: Final = 64 << 10
SIGNATURE_BYTES: Final = 64

_MEMBERS: Final = frozenset({"documents", "head", "header", "lines", "parts", "signature", "v"})
_HEADER: Final = frozenset({"epoch", "from", "journal", "start", "to"})


@dataclass(frozen=True, slots=True)
class Header:
    """Who sends which lines to whom; `start` is the number of the first line.

    `sender` and `receiver` are ids of nodes, `journal` and `epoch` those of the sender's journal.
    """

    sender: str
    receiver: str
    journal: str
    epoch: str
    start: int


@dataclass(frozen=True, slots=True)
class Payload:
    """The bytes of a part with the salt of its commitment."""

    payload: bytes
    salt: bytes

    @property
    def commitment(self) -> bytes:
        return commitment(self.salt, self.payload)


@dataclass(frozen=True, slots=True)
class Bundle:
    """Lines from `header.start`, the head that covers them to its size, documents and parts."""

    header: Header
    lines: tuple[bytes, ...]
    head: bytes
    signature: bytes
    documents: tuple[bytes, ...] = ()
    parts: tuple[Payload, ...] = ()

    @property
    def last(self) -> int:
        """Number of the last line; one before `start` when there is none."""
        return self.header.start + len(self.lines) - 1


def pack(bundle: Bundle) -> bytes:
    """Return the bundle's bytes; `Refused` with `too-large` above 4 MiB."""
    header = bundle.header
    value = {
        "documents": [data.decode() for data in bundle.documents],
        "head": bundle.head.decode(),
        "header": {
            "epoch": header.epoch,
            "from": header.sender,
            "journal": header.journal,
            "start": header.start,
            "to": header.receiver,
        },
        "lines": [data.decode() for data in bundle.lines],
        "parts": [_packed(part) for part in bundle.parts],
        "signature": bundle.signature.hex(),
        "v": VERSION,
    }
    return canon.dumps(value, limit=LIMIT)


def unpack(data: bytes) -> Bundle:
    """Read a bundle; `Refused` with `bad-bundle` or a code of the canonical bytes.

    Nothing in it is believed yet: see `receive.examine`.
    """
    value = canon.loads(data, limit=LIMIT)
    if type(value) is not dict or value.keys() != _MEMBERS or value["v"] != VERSION:
        raise _fault("names exactly its members, in version 1")
    lines = _texts(value, "lines", most=MOST_LINES)
    if any(len(line) > LINE_LIMIT for line in lines):
        raise _fault("holds a line of more than 64 KiB")
    (head,) = _texts({"head": [value["head"]]}, "head", most=1)
    return Bundle(
        header=_header(value["header"]),
        lines=lines,
        head=head,
        signature=_bytes(value["signature"], length=SIGNATURE_BYTES),
        documents=_texts(value, "documents", most=MOST_LINES),
        parts=tuple(_payload(each) for each in _list(value, "parts", most=MOST_LINES)),
    )


def _packed(part: Payload) -> dict[str, str]:
    """Canonical JSON travels as text, whatever else as base64."""
    try:
        canon.loads(part.payload)
    except Refused:
        return {"base64": base64.b64encode(part.payload).decode(), "salt": part.salt.hex()}
    return {"salt": part.salt.hex(), "text": part.payload.decode()}


def _payload(value: Any) -> Payload:
    if type(value) is not dict or value.keys() not in ({"salt", "text"}, {"base64", "salt"}):
        raise _fault("holds a part without salt and payload")
    salt = _bytes(value["salt"], length=SALT_BYTES)
    if "text" in value:
        (payload,) = _texts({"text": [value["text"]]}, "text", most=1)
        return Payload(payload, salt)
    try:
        return Payload(base64.b64decode(value["base64"], validate=True), salt)
    except (TypeError, ValueError, binascii.Error):
        raise _fault("holds a part that is not base64") from None


def _header(value: Any) -> Header:
    if type(value) is not dict or value.keys() != _HEADER:
        raise _fault("says from whom, to whom, which journal, epoch and first line")
    if not all(is_id(value[name]) for name in ("epoch", "from", "journal", "to")):
        raise _fault("names nodes, journal and epoch by 32 hexadecimal digits")
    if type(value["start"]) is not int or value["start"] < 1:
        raise _fault("counts its first line from 1")
    return Header(value["from"], value["to"], value["journal"], value["epoch"], value["start"])


def _texts(value: Mapping[str, Any], name: str, *, most: int) -> tuple[bytes, ...]:
    listed = _list(value, name, most=most)
    if not all(type(each) is str for each in listed):
        raise _fault(f"has texts as {name}")
    return tuple(each.encode() for each in listed)


def _list(value: Mapping[str, Any], name: str, *, most: int) -> list[Any]:
    listed = value[name]
    if type(listed) is not list or len(listed) > most:
        raise _fault(f"has at most {most} {name}")
    return listed


def _bytes(text: Any, *, length: int) -> bytes:
    try:
        data = bytes.fromhex(text)
    except (TypeError, ValueError):
        data = b""
    if len(data) != length or data.hex() != text:
        raise _fault(f"writes {length} bytes as hexadecimal digits")
    return data


def _fault(rule: str) -> Refused:
    return Refused("bad-bundle", f"A bundle {rule}.")
