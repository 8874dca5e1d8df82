"""The documents and parts of a node: what it sealed, what came, what went for good."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from saphan.kernel.refusals import Refused
from saphan.protocol import document, policy
from saphan.protocol.bundle import Payload
from saphan.protocol.document import Document, Sealed
from saphan.protocol.policy import Policy


@dataclass(slots=True)
class Shelf:
    """Documents by hexadecimal hash, payloads by commitment; an erased part never returns."""

    documents: dict[str, bytes] = field(default_factory=dict)
    payloads: dict[bytes, Payload] = field(default_factory=dict)
    erased: set[bytes] = field(default_factory=set)

    def put(self, sealed: Sealed) -> str:
        """Keep a document of one's own with all its parts; return its hash."""
        self.documents[sealed.hash.hex()] = sealed.data
        for part in sealed.parts:
            self.payloads[part.commitment] = Payload(part.payload, part.salt)
        return sealed.hash.hex()

    def take(self, documents: Iterable[bytes], *, named: set[str]) -> None:
        """Keep documents that some line names; whatever else came along is dropped."""
        for data in documents:
            found = _read(data)
            if found is not None and found.hash.hex() in named:
                self.documents[found.hash.hex()] = data

    def keep(self, parts: Iterable[Payload], *, wanted: set[bytes]) -> int:
        """Keep payloads that were lawfully disclosed and are missing; return how many came."""
        kept = 0
        for part in parts:
            if part.commitment in wanted and part.commitment not in self.payloads:
                self.payloads[part.commitment] = part
                kept += 1
        return kept

    def erase(self, commitment: bytes) -> None:
        self.erased.add(commitment)
        self.payloads.pop(commitment, None)

    def read(self, doc: str) -> Document | None:
        data = self.documents.get(doc)
        return None if data is None else _read(data)

    def policy(self, doc: str) -> Policy | None:
        """Return the policy that a document states, if its core is held."""
        found = self.read(doc)
        if found is None or not found.header.schema.startswith(policy.SCHEMA + "/"):
            return None
        core = self.payloads.get(bytes.fromhex(found.parts["core"]))
        try:
            return policy.loads(core.payload) if core else None
        except Refused:
            return None

    def commitments(self, doc: str, names: Iterable[str]) -> set[bytes]:
        """Return the commitments of parts of a document that is held."""
        found = self.read(doc)
        held = found.parts if found else {}
        return {bytes.fromhex(held[name]) for name in names if name in held}


def _read(data: bytes) -> Document | None:
    try:
        return document.read(data)
    except Refused:
        return None
