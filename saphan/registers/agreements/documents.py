"""The sealed payloads: what each document of this register holds, by schema and version."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

import msgspec

from saphan.ledger.records import Core
from saphan.registers.agreements.choices import (
    ContentKind,
    InstrumentKind,
    MeetingKind,
    Outcome,
    Role,
)


class Wording(msgspec.Struct, frozen=True, kw_only=True):
    """One text in the languages in which it exists; an empty one does not."""

    vi: str = ""
    lo: str = ""
    en: str = ""

    def in_(self, language: str) -> str:
        """Return the text in `language`, else in the first language that it has."""
        return str(getattr(self, language, "")) or self.vi or self.lo or self.en


class Instrument(Core, frozen=True, kw_only=True):
    """A treaty, agreement, memorandum or other document that both sides signed.

    `parties` are authorities' codes; `prevails` names the language that decides, if one does;
    `text_seen` says whether the document itself was seen or only its mention.
    """

    schema: ClassVar[str] = "agreements.instrument/1"

    title: Wording
    kind: InstrumentKind
    signed_on: date
    in_force_on: date | None = None
    ended_on: date | None = None
    place: Wording = Wording()
    number: str = ""
    parties: list[str] = []
    languages: list[str] = []
    prevails: str = ""
    copies: int = 0
    meeting: str = ""
    text_seen: bool = False
    note: str = ""


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One point of an agenda, with the codes of the figures that belong to it."""

    title: Wording
    time: str = ""
    led_by: str = ""
    figures: list[str] = []


class Delegate(msgspec.Struct, frozen=True, kw_only=True):
    """A seat of a delegation; the name, where it is known, is the part `person_<id>`."""

    id: str
    side: str
    position: Wording
    role: Role = Role.MEMBER


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """What one side proposed at a meeting."""

    side: str
    text: Wording


class Meeting(Core, frozen=True, kw_only=True):
    """A meeting of both sides; `code` names it for people and papers.

    `since` and `until` bound the period on which it reports, both days included.
    """

    schema: ClassVar[str] = "agreements.meeting/1"

    code: str
    kind: MeetingKind
    title: Wording
    held_on: date
    place: Wording = Wording()
    host: str = ""
    authorities: dict[str, str] = {}
    since: date | None = None
    until: date | None = None
    ordinal: int = 0
    agenda: list[Item] = []
    delegates: list[Delegate] = []
    proposals: list[Proposal] = []


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """The personal part of a delegate."""

    name: str
    rank: str = ""


class Content(Core, frozen=True, kw_only=True):
    """A content agreed at a meeting: a commitment of one side or both.

    `outcome` and `report` are what this side says of it later; `term` is the deadline in the
    words of the minutes, `due` its day when it has one.
    """

    schema: ClassVar[str] = "agreements.content/1"

    meeting: str
    number: int
    agreed_on: date
    text: Wording
    debtors: list[str]
    kind: ContentKind = ContentKind.STANDING
    due: date | None = None
    term: str = ""
    office: str = ""
    figure: str = ""
    outcome: Outcome | None = None
    report: Wording = Wording()
