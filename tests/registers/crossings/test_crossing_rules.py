"""What a gate may record, and how a decision about a gate must look."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from saphan.registers.crossings import rules, services
from tests.registers.crossings import make_crossings as crossings


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, None),
        ({"on": crossings.TODAY}, None),
        ({"on": date(1977, 7, 17)}, "too-early"),
        ({"on": date(2025, 8, 13)}, "in-the-future"),
        ({"gate": ""}, "no-gate"),
        ({"companions": -1}, "absurd-companions"),
        ({"companions": 61}, "absurd-companions"),
        ({"aboard": True}, "aboard-nothing"),
        ({"aboard": True, "vehicle": "bus"}, None),
    ],
)
def test_a_movement_is_one_that_can_have_happened(changes: Any, code: str | None) -> None:
    assert rules.why_not_record_movement(crossings.movement(**changes), on=crossings.TODAY) == code


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, None),
        ({"since": date(2026, 1, 1)}, None),
        ({"opens": None, "closes": None}, None),
        ({"decided_on": date(2025, 8, 13), "since": date(2025, 9, 1)}, "in-the-future"),
        ({"since": date(2024, 9, 30)}, "before-decision"),
        ({"closes": None}, "half-hours"),
        ({"closes": time(7)}, "closes-before-opening"),
    ],
)
def test_a_decision_comes_before_what_it_decides(changes: Any, code: str | None) -> None:
    assert rules.why_not_decide_gate(crossings.gate(**changes), on=crossings.TODAY) == code


def test_every_objection_has_a_sentence() -> None:
    codes = {"no-gate", "in-the-future", "absurd-companions", "aboard-nothing", "before-decision"}
    codes |= {"half-hours", "closes-before-opening", "does-not-add-up"}

    assert codes <= services.OBJECTIONS.keys()
