"""What this node counts under each code, told to the peers by the hash of its definition.

It is sealed like any statement of one owner; a figure that two sides define differently is not
compared (FIGURES 2).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar
from uuid import UUID, uuid5

import msgspec

from saphan.figures.models import Definition
from saphan.figures.registry import CATALOGUE
from saphan.ledger import reading, rows
from saphan.ledger.clearance import Clearance
from saphan.ledger.projectors import Projector
from saphan.ledger.records import Core, DocumentRef, Entry, SealedRecord
from saphan.ledger.seal import seal

NAMESPACE = UUID("5a9ab0de-0000-4000-8000-000000000001")


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """A figure's code, and the SHA-256 of its definition."""

    code: str
    hash: str


class Definitions(Core, frozen=True, kw_only=True):
    """What a node counts, by code."""

    schema: ClassVar[str] = "figures.definitions/1"

    definitions: list[Counted]


def definitions() -> dict[str, str]:
    """Return what this node counts under each code."""
    return {code: figure.hash for code, figure in sorted(CATALOGUE.items())}


def announce(said: Mapping[str, str], *, clearance: Clearance) -> DocumentRef | None:
    """Seal what this node counts, once for each change of it; None when nothing changed."""
    authority = clearance.cleared_by.authority
    uid = uuid5(NAMESPACE, authority)
    before = [v for v in reading.versions(uid) if not v.record.peer]
    core = Definitions(definitions=[Counted(code=c, hash=h) for c, h in sorted(said.items())])
    told = msgspec.to_builtins(core)["definitions"]
    if before and before[-1].record.core.get("definitions") == told:
        return None
    prev = (before[-1].record.hash,) if before else ()
    return seal(Entry(uid, core, prev=prev), clearance=clearance)


def _project(records: Sequence[SealedRecord]) -> None:
    """Keep what each peer said last; what was sealed here stands in the catalogue itself."""
    for record in records:
        if not record.peer:
            continue
        Definition.objects.filter(peer=record.peer).delete()
        rows.copy(
            Definition,
            (
                {"peer": record.peer, "code": each.code, "hash": each.hash}
                for each in msgspec.convert(record.core, Definitions).definitions
            ),
        )


PROJECTOR = Projector("rows", frozenset({"figures.definitions"}), (Definition,), _project)
