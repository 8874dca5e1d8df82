"""What goes into a seal and what comes out of it: plain values, no tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

import msgspec

from saphan.kernel.sides import Side


class Core(msgspec.Struct, frozen=True, kw_only=True):
    """The core part of a document: never personal data; names its schema, such as `a.b/1`."""

    schema: ClassVar[str]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value was read: the file by its SHA-256, the sheet, the row or cell."""

    file: str
    sheet: str
    place: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A record ready to be sealed.

    `persons` holds one payload for each person by an id that is random or stable within the
    record, `files` bytes of any kind by an id; `prev` names the version hashes that this one
    replaces (empty for the first). A level above `shared` rests on a rule or decision (`basis`)
    and ends on a day, or never.
    """

    uid: UUID
    core: Core
    persons: Mapping[str, Any] = field(default_factory=dict)
    prev: tuple[bytes, ...] = ()
    source: Source | None = None
    level: str = "shared"
    basis: str = ""
    until: date | None = None
    files: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Void:
    """A version that ends a record: it stays in history, at its level, and counts nowhere."""

    uid: UUID
    schema: str
    reason: str
    prev: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class SealedRecord:
    """A stored version as the projectors see it: `core` and `persons` are parsed JSON.

    `seq` and `until_seq` are lines of the own journal; a peer's version has none and says 0.
    """

    hash: bytes
    uid: UUID
    authority: str
    side: Side
    schema: str
    version: int
    core: Mapping[str, Any]
    persons: Mapping[str, Any]
    level: str
    is_void: bool = False
    seq: int | None = None
    until_seq: int | None = None
    peer: str = ""

    @property
    def kind(self) -> str:
        """The schema without its version."""
        return self.schema.split("/", 1)[0]


@dataclass(frozen=True, slots=True)
class DocumentRef:
    """The answer to a seal: which version of which record, and its line in the own journal."""

    uid: UUID
    hash: bytes
    version: int
    seq: int
