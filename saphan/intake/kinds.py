"""What the registers plug into intake: their kinds of record and the tables they take."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

import msgspec
from django.utils.functional import Promise

from saphan.intake.reading.columns import SheetSpec
from saphan.intake.reading.outcome import Doubt, Finding, Outcome, Value
from saphan.kernel.actors import Actor
from saphan.kernel.languages import T
from saphan.ledger.clearance import Clearance
from saphan.ledger.records import Core, DocumentRef, Entry, SealedRecord, Void

__all__ = [
    "Asked",
    "Classes",
    "Composed",
    "Core",
    "End",
    "Kind",
    "Objected",
    "Record",
    "Setting",
    "Tables",
    "all_tables",
    "class_names",
    "kind",
    "kinds",
    "known",
    "plug",
    "registers_with_tables",
    "sheet",
    "tables",
    "title_of",
]

type Text = str | Promise


class Record(Protocol):
    """A service verb: ability, lock, rule, document, seal - for many entries at once."""

    def __call__(
        self, entries: Iterable[Entry], *, by: Actor, clearance: Clearance, on: date
    ) -> list[DocumentRef]: ...


class End(Protocol):
    """A service verb that ends a record, for kinds where more than the record follows."""

    def __call__(
        self, void: Void, /, *, by: Actor, clearance: Clearance, on: date
    ) -> DocumentRef: ...


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record that is drafted, checked and cleared.

    `core` and `person` are the types of the document's parts; `why_not` is the register's rule,
    run at drafting and again at sealing; `title` is what lists call a draft; `labels` name the
    core's fields and `reads` put the values of some in words; `route` is the URL name of the
    record's page, with `-new`, `-edit` and `-draft` those of its form. `checked` demands a check
    between drafting and clearing. `end` seals the end of a record when others depend on it; by
    default the end is sealed alone.
    """

    name: str
    names: T
    core: type[Core]
    record: Record
    why_not: Callable[..., str | None]
    objections: Mapping[str, Any]
    title: Callable[[Any], str]
    labels: Mapping[str, Text] = field(default_factory=dict)
    reads: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)
    route: str = ""
    person: type[msgspec.Struct] | None = None
    checked: bool = False
    end: End | None = None

    @property
    def register(self) -> str:
        return self.name.split(".", 1)[0]


@dataclass(frozen=True, slots=True)
class Setting:
    """What a file's reader knows besides the file: its hash, its sender, the day, the answers.

    `area` is the code of the place for which the authority works; `answered_by` names who gave an
    answer.
    """

    file: str
    authority: str
    area: str
    office: str
    on: date
    answers: Mapping[str, str] = field(default_factory=dict)
    answered_by: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Objected(Finding):
    """A register's rule objects to a row; `says` is its sentence."""

    says: Any = ""

    @property
    def sentence(self) -> str:
        return str(self.says)


@dataclass(frozen=True)
class Asked(Doubt):
    """A register asks something about a row that its cells alone cannot tell."""

    says: Any = ""

    @property
    def sentence(self) -> str:
        return str(self.says)


@dataclass(slots=True)
class Composed:
    """Entries by kind, and what the register itself found doubtful or impossible.

    `answered` are the cells (`Sheet!C14`) whose answer the register, not the reader, has used.
    """

    entries: dict[str, list[Entry]] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    refused: list[Finding] = field(default_factory=list)
    answered: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables a register takes and how their rows become entries; `title` names the register.

    `prefill` gives the rows that stay the same from month to month, by the name of a sheet; where
    they hold personal data, each with the `uid` of the record that it is from.
    """

    register: str
    title: Text
    sheets: tuple[SheetSpec, ...]
    compose: Callable[[Outcome, Setting], Composed]
    prefill: Callable[[str, Setting], Iterable[Mapping[str, Value]]] | None = None


class Classes(Protocol):
    """How codes of a dimension of the facts read in a language; what it leaves out stays a code."""

    def __call__(self, codes: Collection[str], language: str) -> Mapping[str, Text]: ...


_kinds: dict[str, Kind] = {}
_tables: dict[str, Tables] = {}
_classes: dict[str, Classes | Mapping[Any, Text]] = {}


def plug(
    *kinds: Kind,
    tables: Tables | None = None,
    classes: Mapping[str, Classes | Mapping[Any, Text]] | None = None,
) -> None:
    """Called once from a register's `apps.py`; `classes` puts dimensions of its facts in words."""
    _kinds.update({kind.name: kind for kind in kinds})
    _classes.update(classes or {})
    if tables:
        _tables[tables.register] = tables


def class_names(dimension: str, codes: Collection[str], language: str) -> Mapping[str, str]:
    """Return code -> words for the codes of a dimension that some register can put in words."""
    known = _classes.get(dimension, {})
    words = known if isinstance(known, Mapping) else known(codes, language)
    return {code: str(words[code]) for code in codes if code in words}


def kind(name: str) -> Kind:
    return _kinds[name]


def known(name: str) -> Kind | None:
    return _kinds.get(name)


def title_of(record: SealedRecord) -> str:
    """Return what lists call a sealed version; the kind's name when it was ended."""
    known = _kinds.get(record.kind)
    if known is None or record.is_void:
        return record.kind
    return known.title(msgspec.convert(record.core, known.core))


def kinds() -> tuple[Kind, ...]:
    return tuple(_kinds.values())


def tables(register: str) -> Tables | None:
    return _tables.get(register)


def sheet(register: str, name: str) -> SheetSpec | None:
    """Return a register's table by its name; None for one that no register has any more."""
    known = _tables.get(register)
    return next((one for one in known.sheets if one.name == name), None) if known else None


def all_tables() -> tuple[Tables, ...]:
    return tuple(_tables.values())


def registers_with_tables() -> tuple[str, ...]:
    return tuple(_tables)
