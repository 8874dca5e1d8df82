"""A gate's book of movements -> entries: which gate, which vehicle, and what is held already."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from django.utils.translation import gettext_lazy as _

from saphan.accounts.models import Authority, Office
from saphan.intake.composing import ANOTHER, SAME, Offer, day, take, text, whole
from saphan.intake.kinds import Asked, Composed, Objected, Setting
from saphan.intake.reading.outcome import Outcome, Reading, Row, Value
from saphan.kernel.dates import PartialDate
from saphan.places import resolving
from saphan.places.choices import Kind as PlaceKind
from saphan.registers.crossings import models
from saphan.registers.crossings.choices import Direction, Resident, TravelDocument, Vehicle
from saphan.registers.crossings.documents import TRAVELLER, Movement, Traveller
from saphan.registers.crossings.intake.columns import MOVEMENTS
from saphan.registers.crossings.queries import own_gates
from saphan.registers.crossings.services import OBJECTIONS

ASKED_ONE_BY_ONE = 10
"""More rows than this that the register holds already are one question, for the whole column."""

WHICH_GATE = _("Through which gate did these people go? Neither the table nor the office says it.")
GATE_UNSURE = _("Which gate is meant? The name is not quite that of any gate.")
MANY_RECORDED = _(
    "The register already holds %(n)s of these movements: same gate, minute, direction and "
    "document. Are these rows the same, or other ones?"
)

type Key = tuple[str, date, time, str, str]


@dataclass(slots=True)
class Book:
    """What composing needs to know besides the rows; `gates` maps a written gate to its code."""

    setting: Setting
    composed: Composed
    gate: str = ""
    gates: dict[str, str] = field(default_factory=dict)
    carried: set[tuple[date, time, str, str]] = field(default_factory=set)


def compose(outcome: Outcome, setting: Setting) -> Composed:
    """Turn the rows of a gate's book into entries; what the register holds already is asked."""
    composed = Composed()
    rows = [row for row in outcome.rows if row.kind == MOVEMENTS.name and not row.waiting]
    book = Book(setting, composed)
    if not rows or not _find_gate(rows, book):
        return composed
    offers = [_offer(row, gate, book) for row in rows if (gate := _gate_of(row, book))]
    held = _recorded(offers, setting)
    again = [offer for offer in offers if _key(offer) in held]
    if len(again) > ASKED_ONE_BY_ONE:
        offers = _ask_once(offers, again, book)
        held = frozenset()
    for offer in offers:
        known = _key(offer) in held
        take(_marked(offer) if known else offer, composed, setting)
    return composed


def _find_gate(rows: Iterable[Row], book: Book) -> bool:
    """The gate of rows that name none: the sending office's, or the answer to one question."""
    unnamed = next((row for row in rows if not row.values.get("gate")), None)
    if unnamed is None:
        return True
    gates = _own_gates(book.setting.authority)
    book.gate = gate_of_office(book.setting.office, gates)
    if book.gate:
        return True
    cell = f"{unnamed.sheet}!A1"
    answer = book.setting.answers.get(cell, "")
    if answer in gates:
        book.composed.answered.add(cell)
        book.gate = answer
        return True
    readings = tuple(Reading(code, code) for code in gates)
    asked = Asked(unnamed.sheet, "A1", "", "which-gate", readings=readings, says=WHICH_GATE)
    book.composed.doubts.append(asked)
    return False


def gate_of_office(office: str, gates: Collection[str]) -> str:
    """Return the code of the gate an office stands at; empty when nothing says so.

    A gate's post is the office whose place is the gate, or whose code ends with the gate's name:
    `son-la/tram-kiem-soat-long-sap` stands at `gate-long-sap`.
    """
    place = Office.objects.filter(code=office).values_list("place", flat=True).first()
    if place in gates:
        return str(place)
    named = [code for code in gates if office.endswith(code.removeprefix("gate"))]
    return max(named, key=len, default="")


def _own_gates(authority: str) -> tuple[str, ...]:
    side = Authority.objects.filter(code=authority).values_list("side", flat=True).first()
    return own_gates(side or "")


def _gate_of(row: Row, book: Book) -> str:
    """The code of the gate that a row names; empty, and said once, when that is not clear."""
    written = text(row.values.get("gate"))
    if not written:
        return book.gate
    if written not in book.gates:
        book.gates[written] = _named_gate(written, row, book)
    return book.gates[written]


def _named_gate(written: str, row: Row, book: Book) -> str:
    """A gate of the authority's side; a name that only sounds alike is for a person to settle."""
    own = _own_gates(book.setting.authority)
    found = resolving.resolve(written, on=day(row.values["on"]), kind=PlaceKind.GATE)
    ours = {one.code: one.sure for one in found if one.code in own}
    if list(ours.values()) == [True]:
        return next(iter(ours))
    place = row.sheet, row.cell("gate")
    if not ours:
        says = OBJECTIONS["unknown-gate"]
        book.composed.refused.append(Objected(*place, written, "unknown-gate", says=says))
        return ""
    key = "!".join(place)
    if book.setting.answers.get(key) in ours:
        book.composed.answered.add(key)
        return book.setting.answers[key]
    readings = tuple(Reading(code, code) for code in ours)
    asked = Asked(*place, written, "which-gate", readings=readings, says=GATE_UNSURE)
    book.composed.doubts.append(asked)
    return ""


def _offer(row: Row, gate: str, book: Book) -> Offer:
    value = row.values
    plate = text(value.get("plate"))
    on, at, direction = day(value["on"]), moment(value["at"]), text(value["direction"])
    ride = (on, at, direction, plate)
    movement = Movement(
        gate=gate,
        on=on,
        at=at,
        direction=Direction(direction),
        resident=Resident(text(value["resident"])),
        travel_document=TravelDocument(text(value.get("travel_document")) or "not_stated"),
        nationality=text(value.get("nationality")),
        vehicle=Vehicle(text(value.get("vehicle")) or "none"),
        aboard=bool(plate) and ride in book.carried,
        companions=whole(value.get("companions")),
        goods=text(value.get("goods")),
    )
    book.carried.add(ride)
    return Offer(MOVEMENTS.name, row, movement, "on", persons={TRAVELLER: _traveller(value)})


def _traveller(value: Mapping[str, Value]) -> Traveller:
    birth = value.get("birth")
    return Traveller(
        name=text(value.get("name")),
        birth=birth.text if isinstance(birth, PartialDate) else _iso(birth),
        document=text(value.get("document")),
        plate=text(value.get("plate")),
    )


def _iso(value: Value) -> str:
    return value.isoformat() if isinstance(value, date) else ""


def moment(value: Value) -> time:
    """A required TIME column's value to the minute."""
    if not isinstance(value, time):
        raise TypeError(value)
    return value.replace(second=0, microsecond=0)


def _key(offer: Offer) -> Key:
    core: Any = offer.core
    person: Any = (offer.persons or {})[TRAVELLER]
    return core.gate, core.on, core.at, core.direction, person.document


def _recorded(offers: Collection[Offer], setting: Setting) -> frozenset[Key]:
    """The movements with a document that the register holds for the gates and days of the file."""
    if not offers:
        return frozenset()
    cores: list[Any] = [offer.core for offer in offers]
    days = [core.on for core in cores]
    rows = models.Movement.objects.of(setting.authority).filter(
        gate__in={core.gate for core in cores}, on__range=(min(days), max(days))
    )
    names = ("gate", "on", "at", "direction", "document")
    return frozenset(key for key in rows.values_list(*names) if key[-1])


def _ask_once(offers: list[Offer], again: list[Offer], book: Book) -> list[Offer]:
    """One question for all rows recorded already; the answer leaves them out or takes them."""
    first = again[0].row
    column = first.cell("on").rstrip("0123456789")
    cell = f"{column}:{column}"
    answer = book.setting.answers.get(f"{first.sheet}!{cell}")
    if answer in {SAME.label, ANOTHER.label}:
        book.composed.answered.add(f"{first.sheet}!{cell}")
        known = set(map(id, again)) if answer == SAME.label else set()
        return [offer for offer in offers if id(offer) not in known]
    says = MANY_RECORDED % {"n": len(again)}
    readings = (SAME, ANOTHER)
    asked = Asked(first.sheet, cell, "", "already-recorded", readings=readings, says=says)
    book.composed.doubts.append(asked)
    return []


def _marked(offer: Offer) -> Offer:
    return Offer(
        offer.kind, offer.row, offer.core, offer.named_by, recorded=True, persons=offer.persons
    )
