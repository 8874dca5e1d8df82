"""Plain makers of test values: each has sensible defaults and takes what the test is about."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from saphan.kernel.actors import Actor
from saphan.kernel.sides import Side
from saphan.ledger.clearance import Clearance, Hand
from saphan.ledger.records import Entry
from saphan.registers.security.documents import Patrol

REGISTERS = ("security", "crossings", "programmes", "agreements", "exchange")
VERBS = ("read", "read-personal", "draft", "check", "clear", "import", "export")
EVERY_ABILITY = frozenset(f"{register}.{verb}" for register in REGISTERS for verb in VERBS) | {
    "figures.read",
    "talks.prepare",
    "talks.sign",
    "ledger.audit",
}


def actor(login: str = "clearer", **changes: Any) -> Actor:
    values: dict[str, Any] = {
        "login": login,
        "name": login.title(),
        "authority": "vn-son-la",
        "side": Side.VN,
        "abilities": EVERY_ABILITY,
    }
    return Actor(**{**values, **changes})


def clearance(by: Actor | None = None, *, drafted_by: str = "officer") -> Clearance:
    return Clearance(
        drafted_by=Hand(drafted_by, drafted_by.title()), cleared_by=by or actor("clearer")
    )


def patrol(**changes: Any) -> Patrol:
    values: dict[str, Any] = {
        "number": "07/BB-TTSP",
        "started_on": date(2025, 2, 5),
        "ended_on": date(2025, 2, 7),
        "area": "vn-son-la",
        "participants": {"vn": 12, "la": 12},
    }
    return Patrol(**{**values, **changes})


def patrol_entry(*, uid: UUID | None = None, prev: tuple[bytes, ...] = (), **changes: Any) -> Entry:
    return Entry(uid=uid or uuid4(), core=patrol(**changes), prev=prev)
