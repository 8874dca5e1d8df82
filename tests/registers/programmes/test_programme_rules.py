"""Each objection of the programmes register, on its own."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import msgspec
import pytest

from saphan.kernel.refusals import Refused
from saphan.registers.programmes import rules
from saphan.registers.programmes.documents import Beneficiary, Line, Names, Rate
from tests.registers.programmes import make_programmes as make

FIRST = date(2023, 9, 5)
NOBODY = make.payment(uuid4()).programme


def test_sound_documents_have_no_objection() -> None:
    assert rules.why_not_record_support(make.support(), on=make.TALKS) is None
    assert rules.why_not_record_payment(make.payment(uuid4()), on=make.TALKS) is None
    assert rules.why_not_record_observation(make.observation(), on=make.TALKS) is None


@pytest.mark.parametrize(
    "changes, code",
    [
        ({"code": "Nâng bước"}, "bad-code"),
        ({"names": Names()}, "no-name"),
        ({"unit": "VND"}, "unknown-unit"),
        ({"rates": []}, "no-rate"),
        ({"rates": [Rate(since=FIRST, amount=0)]}, "absurd-amount"),
        ({"rates": [Rate(since=FIRST, amount=5 * 10**9)]}, "absurd-amount"),
        ({"rates": [Rate(since=FIRST, amount=5)] * 2}, "rates-out-of-order"),
        ({"rates": [Rate(since=date(2052, 9, 5), amount=5)]}, "too-far-ahead"),
        ({"ended_on": date(2023, 9, 4)}, "ends-before-start"),
        ({"ended_on": date(2024, 8, 1)}, "after-the-end"),
        ({"beneficiaries": [Beneficiary(id="p1", since=date(2023, 9, 4))]}, "before-the-rate"),
        (
            {"beneficiaries": [Beneficiary(id="p1", since=FIRST, until=date(2023, 9, 4))]},
            "ends-before-start",
        ),
        ({"beneficiaries": [Beneficiary(id="p1", since=FIRST)] * 2}, "same-pupil-twice"),
    ],
)  # fmt: skip
def test_why_a_programme_is_not_recorded(changes: dict[str, Any], code: str) -> None:
    assert rules.why_not_record_support(make.support(**changes), on=make.TALKS) == code


@pytest.mark.parametrize(
    "changes, code",
    [
        ({"month": "2025-13"}, "bad-month"),
        ({"month": "2025-09"}, "in-the-future"),
        ({"unit": "dong"}, "unknown-unit"),
        ({"lines": []}, "nobody-paid"),
        ({"lines": [Line(beneficiary="p1", amount=1)] * 2}, "same-pupil-twice"),
        ({"lines": [Line(beneficiary="p1", amount=-5)]}, "absurd-amount"),
        ({"lines": [Line(beneficiary="p1", amount=5, paid_on=date(2025, 8, 13))]}, "in-the-future"),
        (
            {"lines": [Line(beneficiary="p1", amount=5, paid_on=date(2024, 4, 5))]},
            "paid-far-from-month",
        ),
    ],
)
def test_why_a_payment_is_not_recorded(changes: dict[str, Any], code: str) -> None:
    assert rules.why_not_record_payment(make.payment(uuid4(), **changes), on=make.TALKS) == code


@pytest.mark.parametrize(
    "changes, code",
    [
        ({"figure": "security.cases"}, "unknown-figure"),
        ({"stated_by": " "}, "no-source"),
        ({"source": ""}, "no-source"),
        ({"source_on": date(2025, 8, 13)}, "in-the-future"),
        ({"since": date(2024, 9, 10)}, "ends-before-start"),
        ({"since": date(2024, 9, 1)}, "stock-has-a-day"),
        ({"since": date(2030, 1, 1), "until": date(2030, 1, 1)}, "in-the-future"),
        ({"unit": "USD"}, "unit-does-not-fit"),
        ({"unit": "brick"}, "unit-does-not-fit"),
        ({"value": "256.5"}, "unreadable-amount"),
        ({"value": "many"}, "unreadable-amount"),
        ({"value": "1" + "0" * 30}, "absurd-amount"),
    ],
)
def test_why_a_statement_is_not_recorded(changes: dict[str, Any], code: str) -> None:
    assert rules.why_not_record_observation(make.observation(**changes), on=make.TALKS) == code


def test_a_target_speaks_of_a_day_that_has_not_come() -> None:
    target = make.observation(
        figure="programmes.power-import-target",
        value="5000",
        unit="MW",
        since=date(2030, 12, 31),
        until=date(2030, 12, 31),
    )

    assert rules.why_not_record_observation(target, on=make.TALKS) is None


def test_months_are_due_from_the_first_one_recorded() -> None:
    pupils = make.support().beneficiaries

    due = rules.months_due(pupils, {"2025-04": {"p1"}, "2025-06": {"p1"}}, on=date(2025, 7, 2))

    assert [(one.month, sorted(one.missing)) for one in due] == [
        ("2025-07", ["p1"]),
        ("2025-06", []),
        ("2025-05", ["p1", "p2"]),
        ("2025-04", ["p2"]),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "changes, code",
    [
        ({"programme": NOBODY}, "unknown-programme"),
        ({"lines": [Line(beneficiary="p9", amount=5)]}, "unknown-pupil"),
        ({"month": "2025-07", "lines": [Line(beneficiary="p2", amount=5)]}, "not-supported-then"),
    ],
)
def test_only_pupils_of_the_programme_are_paid(changes: dict[str, Any], code: str) -> None:
    uid = make.sealed(make.support()).uid

    with pytest.raises(Refused, match=code):
        make.sealed(msgspec.structs.replace(make.payment(uid), **changes))


@pytest.mark.django_db
def test_a_month_and_a_code_are_recorded_once_and_corrected_after() -> None:
    programme = make.sealed(make.support())
    paid = make.sealed(make.payment(programme.uid))

    with pytest.raises(Refused, match="month-recorded"):
        make.sealed(make.payment(programme.uid))
    with pytest.raises(Refused, match="code-taken"):
        make.sealed(make.support())

    make.sealed(make.payment(programme.uid), uid=paid.uid, prev=(paid.hash,))
