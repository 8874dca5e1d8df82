"""What pages are made of: plain data that a register fills in and the templates draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise

type Text = str | Promise


class Weight(StrEnum):
    """Where an action stands: the usual one first, the destructive one last and apart."""

    FIRST = "first"
    OTHER = "other"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Link:
    label: Text
    href: str


@dataclass(frozen=True, slots=True)
class Action:
    """A link, or with `post` a button; hidden from an actor without `ability`."""

    label: Text
    href: Text
    weight: Weight = Weight.OTHER
    ability: str = ""
    post: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A label and a value of any kind that `display.shown` knows; `differs` marks it."""

    label: Text
    value: Any
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Bank:
    """One side's version of a matter; no rows and no note mean that side has said nothing.

    `why` says why a version that was put forward shows no field.
    """

    rows: Sequence[Row] = ()
    note: Text = ""
    href: str = ""
    why: Text = ""


@dataclass(frozen=True, slots=True)
class Banks:
    """Ours, theirs and the joint state between them; `state` is a code of `states.JOINT`.

    `href` leads to all that both sides said; `silence` is what banks without rows say.
    """

    ours: Bank
    theirs: Bank
    state: str
    note: Text = ""
    joint: Any = None
    href: str = ""
    silence: Text = ""


@dataclass(frozen=True, slots=True)
class Across:
    """A field as both banks state it; None where a bank has no version of the matter.

    `apart` fields are about the versions, not of them.
    """

    label: Text
    ours: Any
    theirs: Any
    differs: bool = False
    apart: bool = False


@dataclass(frozen=True, slots=True)
class River:
    """A matter of two owners field by field: the label in the river, a value on each bank."""

    ours: Bank
    theirs: Bank
    state: str
    note: Text = ""
    fields: Sequence[Across] = ()

    @property
    def differing(self) -> int:
        return sum(one.differs for one in self.fields)


@dataclass(frozen=True, slots=True)
class Linked:
    """Records of one kind that belong to this one."""

    heading: Text
    links: Sequence[Link]
    state_of: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file beside the record; `size` in bytes, `sha256` in hex."""

    name: str
    href: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Difference:
    label: Text
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the history: who did what and when, and the hash it is sealed as."""

    when: datetime
    who: Text
    what: Text
    changed: Sequence[Difference] = ()
    sealed: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with a table of children (exhibits, participants) inside a record."""

    heading: Text
    table: Any
    note: Text = ""


@dataclass(frozen=True, slots=True)
class Empty:
    """What an empty list says: what belongs here and how to put it in."""

    what: Text
    how: Text = ""
    actions: Sequence[Action] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """Long work: `done` of `total` steps; it can be left and says when it is finished."""

    label: Text
    done: int
    total: int
    note: Text = ""

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 0


@dataclass(frozen=True, slots=True)
class Record:
    """Everything one record page shows; `state` is a code of `states.STATES`.

    `facts_heading` says what the facts are where they are not those of the record.
    """

    title: Text
    sub: Text = ""
    state: str = ""
    level: Text = ""
    facts: Sequence[Row] = ()
    facts_heading: Text = ""
    banks: Banks | None = None
    river: River | None = None
    sections: Sequence[Section] = ()
    linked: Sequence[Linked] = ()
    attachments: Sequence[Attachment] = ()
    history: Sequence[Change] = ()
    evidence: str = ""
    sealed: str = ""
    actions: Sequence[Action] = ()
    uids: Sequence[str] = ()
