"""The sealed payloads: what each document of this register holds, by schema and version."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

import msgspec

from saphan.ledger.records import Core
from saphan.registers.security.choices import Item, Offence, PatrolLevel


class Patrol(Core, frozen=True, kw_only=True):
    """A bilateral patrol: `participants` counts people by side in lower case (`vn`, `la`)."""

    schema: ClassVar[str] = "security.patrol/1"

    number: str
    started_on: date
    ended_on: date
    area: str
    office: str = ""
    level: PatrolLevel = PatrolLevel.STATION
    joint: bool = True
    section_from: str = ""
    section_to: str = ""
    teams: dict[str, str] = {}
    participants: dict[str, int]
    findings: str = ""
    minutes: str = ""


class Amount(msgspec.Struct, frozen=True, kw_only=True):
    """A quantity as the officer wrote it: a decimal string and a unit of the kernel's table."""

    value: str
    unit: str


class Subject(msgspec.Struct, frozen=True, kw_only=True):
    """What is countable of an arrested person; the person's data is the part `person_<id>`."""

    id: str
    nationality: str = ""
    sex: str = ""


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """The personal part of a subject, as the officer wrote it."""

    name: str
    birth: str = ""
    address: str = ""
    document: str = ""
    note: str = ""


class Exhibit(msgspec.Struct, frozen=True, kw_only=True):
    """One seized thing; `written` keeps the officer's words, `weighed` a mass when it was taken."""

    id: str
    item: Item
    amounts: list[Amount]
    written: str = ""
    species: str = ""
    weighed: Amount | None = None
    purity: str = ""


class CustodyStep(msgspec.Struct, frozen=True, kw_only=True):
    """An exhibit changes hands; offices, not people."""

    on: date
    giver: str
    receiver: str
    exhibit: str = ""
    note: str = ""


class Case(Core, frozen=True, kw_only=True):
    """A case with its subjects, exhibits and custody; coordinated when another side took part."""

    schema: ClassVar[str] = "security.case/1"

    number: str
    opened_on: date
    area: str
    place: str = ""
    office: str = ""
    offence: Offence = Offence.OTHER
    coordinated_with: list[str] = []
    subjects: list[Subject] = []
    exhibits: list[Exhibit] = []
    custody: list[CustodyStep] = []
    decision: str = ""


class Handback(Core, frozen=True, kw_only=True):
    """Persons handed back to the other side after an illegal crossing."""

    schema: ClassVar[str] = "security.handback/1"

    number: str
    on: date
    area: str
    gate: str = ""
    office: str = ""
    giver: str
    receiver: str
    act: str
    article: str = ""
    minutes: str = ""
    subjects: list[Subject] = []
