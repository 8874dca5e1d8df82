"""The sealed payloads: what each document of this register holds, by schema and version."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

import msgspec

from saphan.kernel.sides import Side
from saphan.ledger.records import Core
from saphan.registers.security.choices import Act, Item, Offence, PatrolLevel, Sex


class Patrol(Core, frozen=True, kw_only=True):
    """A bilateral patrol: `participants` counts people by side in lower case (`vn`, `la`).

    `teams` are the units as written and `leaders` ranks and posts, never names.
    """

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
    leaders: dict[str, str] = {}
    participants: dict[str, int]
    findings: str = ""
    minutes: str = ""
    note: str = ""


class Amount(msgspec.Struct, frozen=True, kw_only=True):
    """A quantity as the officer wrote it: a decimal string and a unit of the kernel's table."""

    value: str
    unit: str


class Subject(msgspec.Struct, frozen=True, kw_only=True):
    """What is countable of an arrested person; the person's data is the part `person_<id>`."""

    id: str
    nationality: str = ""
    sex: Sex | None = None


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """The personal part of a subject, as the officer wrote it; `birth` is a day, month or year."""

    name: str
    name_lo: str = ""
    birth: str = ""
    ethnicity: str = ""
    address: str = ""
    document: str = ""
    note: str = ""


class Exhibit(msgspec.Struct, frozen=True, kw_only=True):
    """One seized thing; `written` keeps the officer's words, `weighed` a mass when it was taken.

    `amounts` stand side by side: 2 cakes and 5.34 g are neither converted nor added. Only a thing
    of no known kind may go uncounted.
    """

    id: str
    item: Item
    amounts: list[Amount]
    written: str = ""
    species: str = ""
    weighed: Amount | None = None
    purity: str = ""
    note: str = ""


class CustodyStep(msgspec.Struct, frozen=True, kw_only=True):
    """An exhibit changes hands; offices, not people."""

    on: date
    giver: str
    receiver: str
    exhibit: str = ""
    note: str = ""
    minutes: str = ""


class Case(Core, frozen=True, kw_only=True):
    """A case with its subjects, exhibits and custody; coordinated when another side took part.

    `act` are the officer's words for the offence; `coordinated_with` are codes of authorities and
    `partner` the other side's unit as written.
    """

    schema: ClassVar[str] = "security.case/1"

    number: str
    opened_on: date
    area: str
    place: str = ""
    office: str = ""
    offence: Offence = Offence.OTHER
    act: str = ""
    coordinated_with: list[str] = []
    partner: str = ""
    subjects: list[Subject] = []
    exhibits: list[Exhibit] = []
    custody: list[CustodyStep] = []
    decision: str = ""
    note: str = ""


class Handback(Core, frozen=True, kw_only=True):
    """Persons handed back after an illegal crossing, by `giver` to `receiver`.

    `unit` is the receiving unit and `act_written` the act in the officer's words.
    """

    schema: ClassVar[str] = "security.handback/1"

    number: str
    on: date
    found_on: date | None = None
    area: str
    place: str = ""
    gate: str = ""
    office: str = ""
    giver: Side
    receiver: Side
    unit: str = ""
    act: Act = Act.OTHER
    act_written: str = ""
    article: str = ""
    minutes: str = ""
    subjects: list[Subject] = []
