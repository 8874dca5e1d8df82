"""One version of a record: the document that is hashed, and its parts that stay outside.

The document names each part by a salted commitment, so a part may be withheld or erased and
every proof about the document still holds. Personal data belongs in `person_` parts, never in the
document itself, in `core` or in the basis of a level.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any, Final

from saphan.kernel.refusals import Refused
from saphan.protocol import canon

CORE: Final = "core"
SALT_BYTES: Final = 32

_is_id = re.compile(r"[0-9a-f]{32}").fullmatch
_is_hash = re.compile(r"[0-9a-f]{64}").fullmatch
_is_authority = re.compile(r"[a-z]{2}(-[a-z0-9]+)+").fullmatch
_is_schema = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+/[1-9][0-9]{0,3}").fullmatch
_is_part = re.compile(r"core|(person|photo|file)_[0-9a-z]{1,32}").fullmatch
_is_level = re.compile(r"[a-z]+(-[a-z]+)*").fullmatch

_MEMBERS: Final = frozenset(
    {"authority", "id", "level", "parts", "prev", "schema", "version", "void"}
)


@dataclass(frozen=True, slots=True)
class Level:
    """Who may see the record: the level's code, the rule it rests on, its last day if it has one.

    It stands in the document, so it is known and proved even where every part is withheld.
    """

    code: str
    basis: str = ""
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """What a document says besides its parts.

    `id` is 32 random hexadecimal digits and stays through all versions; `version` counts from 1;
    `prev` holds the hashes of the versions it replaces (two for a merge); `void` ends the record.
    """

    id: str
    authority: str
    schema: str
    level: Level
    version: int = 1
    prev: tuple[str, ...] = ()
    void: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One payload and the salt that keeps its commitment from being guessed."""

    name: str
    payload: bytes
    salt: bytes
    commitment: bytes = field(init=False)

    def __post_init__(self) -> None:
        """Hash once: a commitment is asked for several times."""
        object.__setattr__(self, "commitment", commitment(self.salt, self.payload))


@dataclass(frozen=True, slots=True)
class Sealed:
    """The document's canonical bytes, their raw SHA-256 (its identity), its parts as given."""

    data: bytes
    hash: bytes
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A document read back: header, hexadecimal commitment of each part, raw hash of the bytes."""

    header: Header
    parts: Mapping[str, str]
    hash: bytes


def new_id() -> str:
    """A random id: one ordered by time would tell when a secret was written."""
    return secrets.token_hex(16)


def new_salt() -> bytes:
    return secrets.token_bytes(SALT_BYTES)


def commitment(salt: bytes, payload: bytes) -> bytes:
    """SHA-256(salt || payload), with 32 bytes of salt."""
    return sha256(salt + payload).digest()


def build(header: Header, parts: Sequence[Part]) -> Sealed:
    """Return the sealed form of one version; `Refused` unless header and parts keep the rules."""
    commitments: dict[str, str] = {}
    for part in parts:
        if len(part.salt) != SALT_BYTES or part.name in commitments:
            raise _fault(f"parts.{part.name:.60}", "needs 32 bytes of salt and a name of its own")
        commitments[part.name] = part.commitment.hex()
    level = header.level
    value = {
        "authority": header.authority,
        "id": header.id,
        "level": {"basis": level.basis, "code": level.code, "until": level.until},
        "parts": commitments,
        "prev": list(header.prev),
        "schema": header.schema,
        "version": header.version,
        "void": header.void,
    }
    _check(value)
    data = canon.dumps(value)
    return Sealed(data, sha256(data).digest(), tuple(parts))


def read(data: bytes) -> Document:
    """Read canonical bytes; `Refused` unless `build` could have made them."""
    value = canon.loads(data)
    if type(value) is not dict or value.keys() != _MEMBERS:
        raise _fault("", "names " + ", ".join(sorted(_MEMBERS)) + " and nothing else")
    _check(value)
    level = value["level"]
    header = Header(
        id=value["id"],
        authority=value["authority"],
        schema=value["schema"],
        level=Level(level["code"], level["basis"], level["until"]),
        version=value["version"],
        prev=tuple(value["prev"]),
        void=value["void"],
    )
    return Document(header, value["parts"], sha256(data).digest())


def is_hash(text: Any) -> bool:
    """Tell whether `text` is a SHA-256 as 64 lower-case hexadecimal digits."""
    return type(text) is str and _is_hash(text) is not None


def is_authority(text: Any) -> bool:
    """Tell whether `text` is a code such as `vn-son-la`."""
    return type(text) is str and _is_authority(text) is not None


def is_schema(text: Any) -> bool:
    """Tell whether `text` is a name and a major version such as `security.patrol/1`."""
    return type(text) is str and _is_schema(text) is not None


def is_id(text: Any) -> bool:
    """Tell whether `text` is 32 lower-case hexadecimal digits."""
    return type(text) is str and _is_id(text) is not None


def _check(value: Mapping[str, Any]) -> None:
    for member, matches, rule in (
        ("id", _is_id, "is 32 hexadecimal digits"),
        ("authority", _is_authority, "is a code such as vn-son-la"),
        ("schema", _is_schema, "is a name and a version such as security.patrol/1"),
    ):
        if type(value[member]) is not str or matches(value[member]) is None:
            raise _fault(member, rule)
    if type(value["void"]) is not bool:
        raise _fault("void", "is true or false")
    _check_level(value["level"])
    _check_chain(value["version"], value["prev"])
    _check_parts(value["parts"])


def _check_level(level: Any) -> None:
    if type(level) is not dict or level.keys() != {"basis", "code", "until"}:
        raise _fault("level", "names its code, its basis and its last day")
    if type(level["code"]) is not str or _is_level(level["code"]) is None:
        raise _fault("level.code", "is a word such as shared")
    if type(level["basis"]) is not str:
        raise _fault("level.basis", "is a text")
    if level["until"] is not None and not _is_day(level["until"]):
        raise _fault("level.until", "is a day such as 2030-12-31, or nothing")


def _is_day(text: Any) -> bool:
    try:
        return type(text) is str and date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _check_chain(version: Any, prev: Any) -> None:
    if type(version) is not int or version < 1:
        raise _fault("version", "counts from 1")
    if type(prev) is not list or not all(is_hash(item) for item in prev):
        raise _fault("prev", "is a list of SHA-256 hashes")
    if sorted(set(prev)) != prev or (version == 1) != (not prev):
        raise _fault("prev", "is empty for version 1, else ascending hashes of what it replaces")


def _check_parts(parts: Any) -> None:
    if type(parts) is not dict or CORE not in parts:
        raise _fault("parts", "holds a part named core")
    for name, value in parts.items():
        if _is_part(name) is None or not is_hash(value):
            raise _fault(f"parts.{name:.60}", "has a known kind of name and a SHA-256 hash")


def _fault(member: str, rule: str) -> Refused:
    what = f"{member} of a document" if member else "A document"
    return Refused("bad-document", f"{what} {rule}.", where={"path": member})
