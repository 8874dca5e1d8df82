"""The sealed payloads: what each document of this register holds, by schema and version."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import ClassVar

import msgspec

from saphan.ledger.records import Core
from saphan.protocol import merkle
from saphan.registers.crossings.choices import (
    Direction,
    GateClass,
    Resident,
    TravelDocument,
    Vehicle,
)

TRAVELLER = "p1"
"""A movement has one personal part."""


class Movement(Core, frozen=True, kw_only=True):
    """One passage of one document through a gate, at border time; movements are not persons.

    `gate` is a place's code. A traveller who rides in a vehicle that another movement states is
    `aboard`, so that the vehicle counts once. `companions` crossed on the same document. `goods`
    are the officer's words; nothing is weighed here.
    """

    schema: ClassVar[str] = "crossings.movement/1"

    gate: str
    on: date
    at: time
    direction: Direction
    resident: Resident
    travel_document: TravelDocument = TravelDocument.NOT_STATED
    nationality: str = ""
    vehicle: Vehicle = Vehicle.NONE
    aboard: bool = False
    companions: int = 0
    minor: bool = False
    goods: str = ""


class Traveller(msgspec.Struct, frozen=True, kw_only=True):
    """The personal part of a movement: `birth` is what is known, a year or a day."""

    name: str
    birth: str = ""
    document: str = ""
    plate: str = ""


class Tally(Core, frozen=True, kw_only=True):
    """What one gate counted on one day in one direction of one resident class.

    `root` is the Merkle root (RFC 9162, hexadecimal) whose leaves are the raw hashes of the
    movements' current versions, in ascending order. `travel_documents` adds up to `count`;
    `vehicles` counts those that were driven, without the code `none`.
    """

    schema: ClassVar[str] = "crossings.tally/1"

    gate: str
    area: str
    on: date
    direction: Direction
    resident: Resident
    count: int
    root: str
    travel_documents: dict[str, int] = {}
    vehicles: dict[str, int] = {}
    companions: int = 0
    minors: int = 0


class Gate(Core, frozen=True, kw_only=True):
    """A decision on a gate's class and hours: it holds from `since` until the next one begins."""

    schema: ClassVar[str] = "crossings.gate/1"

    gate: str
    gate_class: GateClass
    since: date
    opens: time | None = None
    closes: time | None = None
    decision: str
    decided_on: date
    note: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Bin:
    """Where a movement is counted: one tally for each."""

    gate: str
    on: date
    direction: str
    resident: str


@dataclass(frozen=True, slots=True)
class Counted:
    """What a tally needs to know of a movement's current version."""

    version_hash: bytes
    travel_document: str
    vehicle: str
    aboard: bool
    companions: int
    minor: bool


def tally(place: Bin, movements: Iterable[Counted], *, area: str) -> Tally:
    """Return the tally of a bin over all of its movements, in whatever order they come."""
    counted = sorted(movements, key=lambda one: one.version_hash)
    driven = [one.vehicle for one in counted if one.vehicle != Vehicle.NONE and not one.aboard]
    return Tally(
        gate=place.gate,
        area=area,
        on=place.on,
        direction=Direction(place.direction),
        resident=Resident(place.resident),
        count=len(counted),
        root=root_of(one.version_hash for one in counted),
        travel_documents=dict(Counter(one.travel_document for one in counted)),
        vehicles=dict(Counter(driven)),
        companions=sum(one.companions for one in counted),
        minors=sum(one.minor for one in counted),
    )


def root_of(version_hashes: Iterable[bytes]) -> str:
    """Return the root over raw version hashes; the order of the argument does not matter."""
    return merkle.root([merkle.leaf_hash(one) for one in sorted(version_hashes)]).hex()
