"""The talks of 12 August 2025 as sealed records that add up to what the press published."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import demo
from saphan.ledger.records import Core, Entry
from saphan.ledger.seal import seal_many
from saphan.registers.agreements import documents as agreements
from saphan.registers.agreements.choices import ContentKind, InstrumentKind, MeetingKind, Outcome
from saphan.registers.agreements.choices import Role as Seat
from saphan.registers.agreements.documents import Wording
from saphan.registers.crossings.choices import Direction, Resident
from saphan.registers.crossings.documents import Tally
from saphan.registers.programmes.documents import Beneficiary, Names, Rate, Support
from saphan.registers.security.choices import Item
from saphan.registers.security.documents import Amount, Case, Exhibit, Subject
from tests import make

CODE = "son-la-houaphanh-2025"
FIRST, LAST = date(2024, 7, 1), date(2025, 8, 12)
SEIZED: dict[Item, tuple[tuple[str, str], ...]] = {
    Item.HEROIN: (("8", "cake"), ("111.22", "g")),
    Item.SYNTHETIC_DRUG: (("683013", "pill"),),
    Item.CRYSTAL_METH: (("2.001", "kg"),),
    Item.KETAMINE: (("1", "kg"),),
    Item.OPIUM_RESIN: (("971.36", "g"),),
    Item.FIRECRACKERS: (("432", "kg"),),
    Item.GUN: (("1", "item"),),
    Item.BULLET: (("1", "item"),),
    Item.GUNPOWDER: (("360", "g"),),
    Item.CAR: (("3", "item"),),
    Item.MOTORBIKE: (("18", "item"),),
    Item.MOBILE_PHONE: (("29", "item"),),
    Item.CASH: (("110840000", "VND"),),
}
SEIZED_TOGETHER: dict[Item, tuple[tuple[str, str], ...]] = {
    Item.HEROIN: (("5", "g"),),
    Item.SYNTHETIC_DRUG: (("4878", "pill"),),
    Item.MOTORBIKE: (("1", "item"),),
    Item.MOBILE_PHONE: (("2", "item"),),
}
CROSSINGS = (
    (Direction.ENTRY, Resident.BORDER, 34_814),
    (Direction.ENTRY, Resident.OTHER, 38_385 - 34_814),
    (Direction.EXIT, Resident.BORDER, 30_332),
    (Direction.EXIT, Resident.OTHER, 38_608 - 30_332),
)
STATES = {
    "done-claimed": Outcome.DONE,
    "under-way": Outcome.UNDER_WAY,
    "overdue": Outcome.LATE,
}


def seal_talks() -> None:
    """Seal the meeting with its contents and memorandum, and what it reports on."""
    _seal([*meeting(), *work_done()])


def seal_meeting() -> None:
    """Seal the meeting alone."""
    _seal([next(meeting())])


def _seal(cores: Iterable[Core]) -> None:
    seal_many(
        (Entry(uuid4(), core, persons=people(core)) for core in cores),
        clearance=make.clearance(),
    )


def work_done() -> Iterator[Core]:
    yield from (
        make.patrol(number=f"{n + 1:02}/BB", started_on=day, ended_on=day, participants=sides)
        for n, day in enumerate(spread(21))
        if (sides := {"vn": 11 + (n < 4), "la": 11 + (n < 4)})
    )
    yield from cases(58, 71, SEIZED, [])
    yield from cases(6, 7, SEIZED_TOGETHER, ["la-houaphanh"])
    for direction, resident, count in CROSSINGS:
        yield from tallies(direction, resident, count)
    yield Support(
        code="nang-buoc-em",
        names=Names(vi="Nâng bước em tới trường"),
        area="vn-son-la",
        rates=[Rate(since=date(2024, 9, 5), amount=500_000)],
        beneficiaries=[Beneficiary(id=f"b{n}", since=date(2024, 9, 5)) for n in range(12)],
    )


def spread(count: int) -> list[date]:
    """Days over the whole period, the first and the last included."""
    days = (LAST - FIRST).days
    return [FIRST + timedelta(days=days * n // max(count - 1, 1)) for n in range(count)]


def cases(
    count: int, subjects: int, seized: dict[Item, tuple[tuple[str, str], ...]], others: list[str]
) -> Iterator[Case]:
    things = list(seized.items())
    for n, day in enumerate(spread(count)):
        item = things[n : n + 1] if n < count - 1 else things[n:]
        yield Case(
            number=f"{n + 1:02}/{'PH' if others else 'VA'}",
            opened_on=day,
            area="vn-son-la",
            coordinated_with=others,
            subjects=[Subject(id=f"s{k}") for k in range(1 + (n < subjects - count))],
            exhibits=[
                Exhibit(id=f"e{k}", item=kind, amounts=[Amount(value=v, unit=u) for v, u in said])
                for k, (kind, said) in enumerate(item)
            ],
        )


def tallies(direction: Direction, resident: Resident, count: int) -> Iterator[Tally]:
    days = spread(14)
    for n, day in enumerate(days):
        part = count // len(days) + (count % len(days) if n == 0 else 0)
        yield Tally(
            gate="vn-long-sap",
            area="vn-son-la",
            on=day,
            direction=direction,
            resident=resident,
            count=part,
            root="00" * 32,
            travel_documents={"border_pass": part},
        )


def meeting() -> Iterator[Core]:
    said = tomllib.loads((Path(demo.__file__).parent / "talks.toml").read_text("utf-8"))
    held = said["meeting"]
    yield agreements.Meeting(
        code=CODE,
        kind=MeetingKind.TALKS,
        title=wording(held),
        held_on=LAST,
        place=Wording(**{code: held[f"place_{code}"] for code in ("vi", "lo", "en")}),
        host="VN",
        authorities={"vn": "vn-son-la", "la": "la-houaphanh"},
        since=FIRST,
        until=LAST,
        agenda=[
            agreements.Item(title=wording(one), time=one["time"], led_by=one["lead"].lower())
            for one in said["agenda"]
        ],
        delegates=[
            agreements.Delegate(
                id=f"d{n}", side=one["side"].lower(), position=wording(one), role=Seat(one["role"])
            )
            for n, one in enumerate(said["delegates"])
        ],
        proposals=[
            agreements.Proposal(side=one["side"].lower(), text=wording(one))
            for one in said["proposals"]
        ],
    )
    yield from contents(CODE, LAST, said["contents"])
    yield from contents("", said["previous"]["on"], said["previous"]["contents"])
    for one in said["instruments"]:
        yield agreements.Instrument(
            title=wording(one),
            kind=InstrumentKind(one["kind"]),
            signed_on=one["signed_on"],
            meeting=CODE,
        )


def contents(code: str, on: date, said: Iterable[Any]) -> Iterator[agreements.Content]:
    for number, one in enumerate(said, start=1):
        due = one["due"]
        yield agreements.Content(
            meeting=code,
            number=number,
            agreed_on=on,
            text=wording(one),
            debtors=["vn", "la"] if one["debtor"] == "both" else [one["debtor"].lower()],
            kind=ContentKind.STANDING if one["rhythm"] == "standing" else ContentKind.RECURRING,
            due=due if isinstance(due, date) else None,
            term="" if isinstance(due, date) else due,
            outcome=STATES.get(one.get("status", "")),
            report=Wording(**{c: one.get(f"progress_{c}", "") for c in ("vi", "lo", "en")}),
        )


def people(core: Core) -> dict[str, Any]:
    """The heads of both delegations, whom the press named."""
    if not isinstance(core, agreements.Meeting):
        return {}
    heads = [one.id for one in core.delegates if one.role is Seat.HEAD]
    names = (("Nguyễn Đình Huấn", "Đại tá"), ("Khammuong Khotvongkhun", "Thiếu tướng"))
    return {
        child: agreements.Person(name=name, rank=rank)
        for child, (name, rank) in zip(heads, names, strict=True)
    }


def wording(said: dict[str, Any]) -> Wording:
    return Wording(vi=said["vi"], lo=said["lo"], en=said["en"])
