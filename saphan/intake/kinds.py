"""What the registers plug into intake: their kinds of record and the tables they take."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

import msgspec

from saphan.intake.reading.columns import SheetSpec
from saphan.intake.reading.outcome import Doubt, Finding, Outcome
from saphan.kernel.actors import Actor
from saphan.kernel.languages import T
from saphan.ledger.clearance import Clearance
from saphan.ledger.records import DocumentRef, Entry


class Record(Protocol):
    """A service verb: ability, lock, rule, document, seal - for many entries at once."""

    def __call__(
        self, entries: Iterable[Entry], *, by: Actor, clearance: Clearance, on: date
    ) -> list[DocumentRef]: ...


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record that is drafted, checked and cleared.

    `core` and `person` are the types of the document's parts; `why_not` is the register's rule,
    run at drafting and again at sealing; `title` is what lists call a draft. `checked` demands a
    check between drafting and clearing.
    """

    name: str
    names: T
    core: type[msgspec.Struct]
    record: Record
    why_not: Callable[..., str | None]
    objections: Mapping[str, Any]
    title: Callable[[Any], str]
    person: type[msgspec.Struct] | None = None
    checked: bool = False

    @property
    def register(self) -> str:
        return self.name.split(".", 1)[0]


@dataclass(frozen=True, slots=True)
class Setting:
    """What a file's reader knows besides the file: its hash, its sender, the day, the answers."""

    file: str
    authority: str
    office: str
    on: date
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Composed:
    """Entries by kind, and what the register itself found doubtful or impossible."""

    entries: dict[str, list[Entry]] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    refused: list[Finding] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables a register takes and how their rows become entries."""

    register: str
    sheets: tuple[SheetSpec, ...]
    compose: Callable[[Outcome, Setting], Composed]


_kinds: dict[str, Kind] = {}
_tables: dict[str, Tables] = {}


def plug(*kinds: Kind, tables: Tables | None = None) -> None:
    """Called once from a register's `apps.py`."""
    _kinds.update({kind.name: kind for kind in kinds})
    if tables:
        _tables[tables.register] = tables


def kind(name: str) -> Kind:
    return _kinds[name]


def kinds() -> tuple[Kind, ...]:
    return tuple(_kinds.values())


def tables(register: str) -> Tables | None:
    return _tables.get(register)


def registers_with_tables() -> tuple[str, ...]:
    return tuple(_tables)
