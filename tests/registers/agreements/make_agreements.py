"""Plain makers for tests of agreements."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from saphan.ledger.records import DocumentRef, Entry
from saphan.registers.agreements import services
from saphan.registers.agreements.documents import Content, Instrument, Meeting, Wording
from tests import make

TODAY = date(2025, 8, 13)
TALKS = date(2025, 8, 12)


def content(**changes: Any) -> Content:
    values: dict[str, Any] = {
        "meeting": "son-la-houaphanh-2025",
        "number": 1,
        "agreed_on": TALKS,
        "text": Wording(vi="Tuần tra song phương", en="Patrol together"),
        "debtors": ["vn", "la"],
    }
    return Content(**{**values, **changes})


def meeting(**changes: Any) -> Meeting:
    values: dict[str, Any] = {
        "code": "son-la-houaphanh-2025",
        "kind": "talks",
        "title": Wording(vi="Hội đàm"),
        "held_on": TALKS,
    }
    return Meeting(**{**values, **changes})


def instrument(**changes: Any) -> Instrument:
    values: dict[str, Any] = {
        "title": Wording(vi="Bản ghi nhớ"),
        "kind": "memorandum",
        "signed_on": TALKS,
    }
    return Instrument(**{**values, **changes})


def sealed(*contents: Content) -> list[DocumentRef]:
    entries = [Entry(uuid4(), core) for core in contents]
    return services.record_contents(entries, by=make.actor(), clearance=make.clearance(), on=TODAY)
