"""Movements through Sơn La's three gates over 408 days: 38,385 entries and 38,608 exits.

34,814 of the entries and 30,332 of the exits are residents of the border area. A movement is not a
person: the people of a gate come and go many times.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from random import Random
from typing import Any

from demo.chance import DAYS, FIRST_DAY, share
from demo.people import Person, person

TOTALS = {
    ("entry", "border-resident"): 34_814,
    ("entry", "other"): 38_385 - 34_814,
    ("exit", "border-resident"): 30_332,
    ("exit", "other"): 38_608 - 30_332,
}
INTERNATIONAL = date(2024, 11, 19)
TET = (date(2025, 1, 18), date(2025, 2, 4))
GOODS = ("Ngô hạt", "Sắn lát khô", "Xi măng", "Phân bón", "Hàng bách hóa", "Gạo nếp")


@dataclass(frozen=True, slots=True)
class Gate:
    """`weight` is the gate's share of all movements; `pool` how many residents use it."""

    code: str
    name: str
    office: str
    weight: float
    pool: int


GATES = (
    Gate("long-sap", "Lóng Sập", "son-la/tram-kiem-soat-long-sap", 0.60, 2600),
    Gate("chieng-khuong", "Chiềng Khương", "son-la/tram-kiem-soat-chieng-khuong", 0.28, 1300),
    Gate("nam-lanh", "Nậm Lạnh", "son-la/tram-kiem-soat-nam-lanh", 0.12, 600),
)


@dataclass(frozen=True, slots=True)
class Traveller:
    person: Person
    paper: str
    number: str
    vehicle: str
    plate: str


@dataclass(frozen=True, slots=True)
class Movement:
    gate: Gate
    on: date
    at: time
    direction: str
    resident: str
    who: Traveller
    goods: str

    def record(self) -> dict[str, Any]:
        return {
            "kind": "movement",
            "gate": self.gate.code,
            "on": self.on.isoformat(),
            "at": f"{self.at:%H:%M}",
            "direction": self.direction,
            "resident_class": self.resident,
            "name": self.who.person.name,
            "nationality": self.who.person.nationality,
            "birth_year": self.who.person.born,
            "document_type": self.who.paper,
            "document_number": self.who.number,
            "vehicle_type": self.who.vehicle,
            "plate": self.who.plate,
            "goods": self.goods,
        }


def movements(rng: Random) -> dict[str, list[Movement]]:
    """Return the movements of each gate by time."""
    pools = {
        (gate.code, resident): _pool(rng, gate, resident)
        for gate in GATES
        for resident in ("border-resident", "other")
    }
    made: dict[str, list[Movement]] = {gate.code: [] for gate in GATES}
    for (direction, resident), total in TOTALS.items():
        counts = share(rng, total, [gate.weight for gate in GATES])
        for gate, count in zip(GATES, counts, strict=True):
            kind = (direction, resident, count)
            made[gate.code].extend(_some(rng, gate, kind, pools[gate.code, resident]))
    for listed in made.values():
        listed.sort(key=lambda one: (one.on, one.at, one.who.number, one.direction))
    return made


def _some(
    rng: Random, gate: Gate, kind: tuple[str, str, int], pool: Sequence[Traveller]
) -> Iterator[Movement]:
    direction, resident, count = kind
    days = [FIRST_DAY + timedelta(days=place) for place in range(DAYS)]
    weights = [_weight(day, gate, resident) for day in days]
    chosen = zip(rng.choices(days, weights, k=count), rng.choices(pool, k=count), strict=True)
    taken: set[tuple[date, int, str]] = set()
    for on, who in chosen:
        minute = int(rng.triangular(7 * 60, 18 * 60, 9 * 60))
        while (on, minute, who.number) in taken:
            minute += 1
        taken.add((on, minute, who.number))
        goods = rng.choice(GOODS) if who.vehicle == "Ô tô tải" else ""
        yield Movement(gate, on, time(*divmod(minute, 60)), direction, resident, who, goods)


def _weight(day: date, gate: Gate, resident: str) -> float:
    """Sundays are quiet, Tet is not, and strangers come once Lóng Sập is an international gate."""
    weight = 0.7 if day.weekday() == 6 else 1.0
    if TET[0] <= day <= TET[1]:
        weight *= 1.5
    if resident == "other" and gate.code == "long-sap" and day >= INTERNATIONAL:
        weight *= 1.6
    return weight


def _pool(rng: Random, gate: Gate, resident: str) -> list[Traveller]:
    size = gate.pool if resident == "border-resident" else gate.pool // 3
    first = 10_000 * (GATES.index(gate) + 1)
    return [_traveller(rng, resident, first + number) for number in range(size)]


def _traveller(rng: Random, resident: str, number: int) -> Traveller:
    near = resident == "border-resident"
    who = person(rng, lao=0.62 if near else 0.45, born=(1950, 2010))
    if near:
        paper, code = "Giấy thông hành biên giới", f"TH-00{rng.randrange(100):02}-{number:05}"
    elif rng.random() < 0.7:
        paper, code = "Hộ chiếu", f"{'P' if who.nationality == 'LA' else 'C'}00{number:06}"
    else:
        paper, code = "Giấy thông hành XNC", f"XNC-00{number:05}"
    vehicle = rng.choices(("", "Xe máy", "Ô tô con", "Ô tô tải"), (72, 18, 5, 5))[0]
    return Traveller(who, paper, code, vehicle, _plate(rng, vehicle, who.nationality))


def _plate(rng: Random, vehicle: str, nation: str) -> str:
    if not vehicle:
        return ""
    if nation == "LA":
        return f"HP {rng.randrange(10_000):04}"
    series = "B1" if vehicle == "Xe máy" else "A" if vehicle == "Ô tô con" else "C"
    return f"26{series}-{rng.randrange(1000):03}.{rng.randrange(100):02}"
