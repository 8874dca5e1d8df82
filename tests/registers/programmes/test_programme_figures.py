"""Rates that never add up, and statements taken as they are."""

from __future__ import annotations

from datetime import date

import pytest

from saphan.figures.cells import compute_by
from saphan.figures.compiler import Question
from saphan.figures.registry import CATALOGUE
from saphan.kernel.periods import Period
from saphan.kernel.refusals import Refused
from saphan.registers.programmes.choices import Qualifier
from saphan.registers.programmes.documents import Rate
from tests.registers.programmes import make_programmes as make

pytestmark = pytest.mark.django_db

RATE = CATALOGUE["programmes.pupil-support-rate"]
EIGHT_MONTHS = Period(date(2024, 1, 1), date(2024, 8, 31))


def trade(value: str, since: date, until: date, **changes: object) -> None:
    make.sealed(
        make.observation(
            figure="programmes.trade-turnover",
            value=value,
            unit="USD",
            since=since,
            until=until,
            **changes,
        )
    )


def test_a_new_rate_holds_from_its_day() -> None:
    steps = [
        Rate(since=date(2023, 9, 5), amount=500_000),
        Rate(since=date(2025, 8, 1), amount=600_000),
    ]
    make.sealed(make.support(rates=steps))

    assert make.value("pupil-support-rate", Period(date(2025, 7, 1), date(2025, 7, 31))) == "500000"
    assert make.value("pupil-support-rate") == "600000"


def test_a_programme_that_ended_supports_nobody_and_pays_nothing() -> None:
    make.sealed(make.support(ended_on=date(2025, 6, 30)))

    assert make.value("pupils-supported") == "0"
    assert make.value("pupil-support-rate") == "0"
    assert make.value("pupils-supported", Period(date(2025, 6, 1), date(2025, 6, 30))) == "1"


def test_rates_of_two_programmes_are_never_added() -> None:
    make.sealed(make.support())
    make.sealed(
        make.support(code="con-nuoi-don", rates=[Rate(since=date(2023, 9, 5), amount=800_000)])
    )

    whole = make.cell("pupil-support-rate")
    each = compute_by(Question(RATE, "vn-son-la", make.ONE_DAY), ("programme",))

    assert (whole.status, whole.components[0].text, whole.documents) == ("missing", None, 2)
    assert {cell.within["programme"]: cell.components[0].text for cell in each} == {
        "nang-buoc": "500000",
        "con-nuoi-don": "800000",
    }
    assert make.value("pupil-support-rate", programme="nang-buoc") == "500000"


def test_without_a_programme_the_rate_is_missing_and_the_pupils_are_none() -> None:
    assert make.value("pupil-support-rate") is None
    assert make.value("pupils-supported") == "0"


def test_a_stock_is_what_was_stated_last() -> None:
    for day, value in ((date(2024, 1, 7), "245"), (date(2024, 9, 9), "256")):
        make.sealed(make.observation(value=value, since=day, until=day))

    assert make.value("investment-projects", Period(date(2024, 3, 1), date(2024, 3, 31))) == "245"
    assert make.value("investment-projects") == "256"
    assert make.value("investment-projects", Period(date(2023, 1, 1), date(2023, 12, 31))) is None


def test_a_stock_stated_for_two_places_on_two_days_is_their_sum() -> None:
    for day, place, value in ((date(2025, 5, 1), "la-lp", "6.5"), (date(2025, 6, 1), "la-od", "2")):
        make.sealed(
            make.observation(
                figure="programmes.macadamia-area",
                area=place,
                value=value,
                unit="ha",
                since=day,
                until=day,
            )
        )

    assert make.value("macadamia-area") == "8.5"
    assert make.value("macadamia-area", place="la-lp") == "6.5"


def test_a_flow_answers_only_for_the_very_period_that_was_stated() -> None:
    trade("1600000000", date(2023, 1, 1), date(2023, 12, 31))
    trade("1300000000", date(2024, 1, 1), date(2024, 8, 31), qualifier=Qualifier.ABOUT)

    (stated,) = make.cell("trade-turnover", EIGHT_MONTHS).components

    assert (stated.text, stated.qualifier) == ("1300000000", "~")
    assert make.cell("trade-turnover", EIGHT_MONTHS).status == "estimated"
    assert make.value("trade-turnover", Period(date(2023, 1, 1), date(2024, 8, 31))) is None
    assert make.value("trade-turnover", Period(date(2024, 6, 1), date(2024, 8, 31))) is None


def test_events_add_up_over_their_period() -> None:
    make.sealed(
        make.observation(
            figure="programmes.gift-cars",
            value="20",
            unit="item",
            since=date(2024, 7, 11),
            until=date(2024, 7, 12),
        )
    )

    assert make.value("gift-cars", Period(date(2024, 1, 1), date(2024, 12, 31))) == "20"


def test_a_second_statement_for_the_same_period_stands_beside_without_counting() -> None:
    trade("1300000000", date(2024, 1, 1), date(2024, 8, 31))

    with pytest.raises(Refused, match="already-stated"):
        trade("1240000000", date(2024, 1, 1), date(2024, 8, 31), source="Another")
    trade("1240000000", date(2024, 1, 1), date(2024, 8, 31), source="Another", counts=False)

    assert make.value("trade-turnover", EIGHT_MONTHS) == "1300000000"


def test_a_bound_that_a_source_states_is_equal_to_itself() -> None:
    from saphan.figures import published

    make.sealed(
        make.observation(
            figure="programmes.students", value="14000", unit="person", qualifier=Qualifier.MORE
        )
    )
    row = next(row for row in published.rows() if row.row == 54)

    cell = make.cell("students", row.period)

    assert published.Beside(row, cell).equal is True
