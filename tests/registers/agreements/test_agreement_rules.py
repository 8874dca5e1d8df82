"""Each objection of the agreements register, and what the chip of a content says."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from saphan.registers.agreements import rules
from saphan.registers.agreements.documents import Delegate, Wording
from tests.registers.agreements import make_agreements as make

SEAT = Delegate(id="d1", side="vn", position=Wording(vi="Trưởng đoàn"))


@pytest.mark.parametrize(
    "changes, code",
    [
        ({}, None),
        ({"code": "Sơn La 2025"}, "bad-code"),
        ({"title": Wording()}, "no-text"),
        ({"held_on": date(2052, 8, 12)}, "too-far-ahead"),
        ({"ordinal": -1}, "bad-number"),
        ({"ordinal": 40_000}, "bad-number"),
        ({"delegates": [SEAT, SEAT]}, "same-child-twice"),
        ({"since": date(2024, 7, 1)}, "half-a-period"),
        ({"since": date(2024, 7, 1), "until": date(2024, 6, 30)}, "ends-before-start"),
        ({"since": date(2014, 7, 1), "until": date(2024, 6, 30)}, "too-long"),
    ],
)
def test_why_a_meeting_is_not_recorded(changes: dict[str, Any], code: str | None) -> None:
    assert rules.why_not_record_meeting(make.meeting(**changes), on=make.TODAY) == code


@pytest.mark.parametrize(
    "changes, code",
    [
        ({}, None),
        ({"title": Wording()}, "no-text"),
        ({"signed_on": date(1925, 8, 14)}, "too-early"),
        ({"signed_on": date(2025, 8, 14)}, "in-the-future"),
        ({"in_force_on": date(2025, 8, 11)}, "in-force-before-signed"),
        ({"ended_on": date(2025, 8, 11)}, "ends-before-start"),
        ({"copies": -1}, "bad-number"),
        ({"copies": 40_000}, "bad-number"),
    ],
)
def test_why_an_instrument_is_not_recorded(changes: dict[str, Any], code: str | None) -> None:
    assert rules.why_not_record_instrument(make.instrument(**changes), on=make.TODAY) == code


@pytest.mark.parametrize(
    "changes, code",
    [
        ({}, None),
        ({"text": Wording()}, "no-text"),
        ({"agreed_on": date(1925, 8, 14)}, "too-early"),
        ({"agreed_on": date(2025, 8, 14)}, "in-the-future"),
        ({"debtors": []}, "no-debtor"),
        ({"debtors": ["vn", "cn"]}, "no-debtor"),
        ({"due": date(2025, 8, 11)}, "due-before-agreed"),
        ({"number": 0}, "bad-number"),
        ({"number": 1_000}, "bad-number"),
    ],
)
def test_why_a_content_is_not_recorded(changes: dict[str, Any], code: str | None) -> None:
    assert rules.why_not_record_content(make.content(**changes), on=make.TODAY) == code


@pytest.mark.parametrize(
    "outcome, due, state",
    [
        ("", None, "open"),
        ("", date(2025, 8, 13), "open"),
        ("", date(2025, 8, 12), "late"),
        ("under-way", None, "under-way"),
        ("under-way", date(2025, 8, 12), "late"),
        ("not-started", date(2025, 12, 31), "not-started"),
        ("done", date(2025, 8, 12), "done"),
    ],
)
def test_the_state_of_a_content_is_that_of_the_day(
    outcome: str, due: date | None, state: str
) -> None:
    assert rules.state_of(outcome, due, on=make.TODAY) == state
