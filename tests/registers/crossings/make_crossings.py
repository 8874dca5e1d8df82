"""Plain makers of movements and gates."""

from __future__ import annotations

from datetime import date, time
from typing import Any
from uuid import UUID, uuid4

from saphan.kernel.actors import Actor
from saphan.ledger.records import DocumentRef, Entry
from saphan.registers.crossings import documents, services
from saphan.registers.crossings.choices import Direction, Resident
from saphan.registers.crossings.documents import TRAVELLER
from tests import make

DAY = date(2025, 3, 3)
TODAY = date(2025, 8, 12)


def movement(**changes: Any) -> documents.Movement:
    values: dict[str, Any] = {
        "gate": "gate-long-sap",
        "on": DAY,
        "at": time(7, 30),
        "direction": Direction.ENTRY,
        "resident": Resident.BORDER,
    }
    return documents.Movement(**{**values, **changes})


def traveller(**changes: Any) -> documents.Traveller:
    values = {"name": "Lò Thị Mây", "birth": "1981", "document": "TH-0001-00001"}
    return documents.Traveller(**{**values, **changes})


def entry(
    *, uid: UUID | None = None, prev: tuple[bytes, ...] = (), document: str = "", **changes: Any
) -> Entry:
    person = traveller(document=document or f"TH-{uuid4().hex[:6]}")
    return Entry(uid or uuid4(), movement(**changes), {TRAVELLER: person}, prev=prev)


def record(*entries: Entry, by: Actor | None = None) -> list[DocumentRef]:
    actor = by or make.actor()
    return services.record_movements(entries, by=actor, clearance=make.clearance(actor), on=TODAY)


def gate(**changes: Any) -> documents.Gate:
    values: dict[str, Any] = {
        "gate": "gate-long-sap",
        "gate_class": "international",
        "decision": "1234/QĐ-TTg",
        "decided_on": date(2024, 10, 1),
        "since": date(2024, 11, 19),
        "opens": time(7),
        "closes": time(19),
    }
    return documents.Gate(**{**values, **changes})
