"""Which records have two owners: the registers say so when they are plugged in."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import msgspec

from saphan.accounts.roles import CLEAR
from saphan.ledger.records import Core, SealedRecord
from saphan.ledger.rowmodels import RecordRow

if TYPE_CHECKING:
    from saphan.ledger.models import Document

type Guard = Callable[[Document], None]


@dataclass(frozen=True, slots=True)
class Answering:
    """What seeing and answering matters of a kind takes, where its register does not say it.

    `guard` looks at the other side's version before it is agreed to and refuses what is not so.
    """

    reading: str
    binding: str
    guard: Guard


@dataclass(frozen=True, slots=True)
class TwoOwners:
    """A kind of record that both sides state; `shared` tells which of them concern the other.

    `rows` are its rows in the register, `day` the column with the day by which they are compared.
    """

    core: type[Core]
    shared: Callable[[Mapping[str, Any]], bool]
    rows: type[RecordRow] | None = None
    day: str = ""
    answering: Answering | None = None

    @property
    def name(self) -> str:
        return self.core.schema.partition("/")[0]


_plugged: dict[str, TwoOwners] = {}
_readable: dict[str, type[Core]] = {}


def plug(
    core: type[Core],
    *,
    shared: Callable[[Mapping[str, Any]], bool] = lambda _core: True,
    rows: type[RecordRow] | None = None,
    day: str = "",
    answering: Answering | None = None,
) -> None:
    """Make records of a kind matters of two owners; `shared` looks at the core."""
    kind = TwoOwners(core, shared, rows, day, answering)
    _plugged[kind.name] = kind
    plug_readable(core)


def answering(kind: str) -> Answering | None:
    """Return what a kind itself says of who may answer; None where its register says it."""
    return _plugged[kind].answering if kind in _plugged else None


def binding(kind: str) -> str:
    """Return the ability to answer for the authority in matters of a kind."""
    own = answering(kind)
    return own.binding if own else f"{kind.partition('.')[0]}.{CLEAR}"


def guard(kind: str, held: Document) -> None:
    """Refuse the other side's version when its kind finds that what it says is not so."""
    own = answering(kind)
    if own:
        own.guard(held)


def of(name: str) -> TwoOwners | None:
    return _plugged.get(name)


def with_rows() -> tuple[TwoOwners, ...]:
    """Return the kinds that stand as rows in a register, where they can be searched."""
    return tuple(kind for kind in _plugged.values() if kind.rows)


def known() -> tuple[str, ...]:
    """Return the kinds, sorted."""
    return tuple(sorted(_plugged))


def schemas() -> Mapping[str, type[Core]]:
    """Return the types of the documents that can be read here, by schema with version."""
    return _readable


def descriptions() -> dict[str, str]:
    """Return for each schema the SHA-256 of its JSON Schema, which two nodes compare."""
    return {
        schema: sha256(
            json.dumps(msgspec.json.schema(core), sort_keys=True, separators=(",", ":")).encode()
        ).hexdigest()
        for schema, core in sorted(_readable.items())
    }


def plug_readable(*cores: type[Core]) -> None:
    """Make documents of one owner readable when a peer states them."""
    _readable.update({core.schema: core for core in cores})


def is_of_two(record: SealedRecord) -> bool:
    """Whether the other side is asked to agree to this record; its end is asked for as well."""
    kind = _plugged.get(record.kind)
    return kind is not None and (record.is_void or kind.shared(record.core))
