from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import override

from saphan.kernel.dates import PartialDate
from saphan.kernel.periods import Period
from saphan.kernel.units import Quantity
from saphan.web.fields import (
    DayField,
    DayInput,
    NumberField,
    NumberWidget,
    PartialDateField,
    QuantityField,
    Written,
)
from saphan.web.forms import Form


class Weighed(Form):
    mass = QuantityField(units=["kg", "pill"])
    seen = DayField()
    people = NumberField(required=False)


def typed(**changes: str) -> QueryDict:
    data = QueryDict(mutable=True)
    data.update({"mass": "12", "mass-unit": "kg", "seen-day": "7", "seen-month": "2"})
    data.update({"seen-year": "2025", **{key.replace("_", "-"): v for key, v in changes.items()}})
    return data


def code_of(field: forms.Field, value: object) -> str | None:
    with pytest.raises(ValidationError) as refused:
        field.clean(value)
    return refused.value.code


@pytest.mark.parametrize(
    "text, meant",
    [("1250", 1250), ("1.250", 1250), ("1,250", 1250), ("1 250", 1250), ("໑໒໕໐", 1250)],
)
def test_a_count_takes_both_separators(text: str, meant: int) -> None:
    assert NumberField().clean(Written(text)) == meant


def test_a_text_with_two_readings_asks_which() -> None:
    field = NumberField(decimals=True)

    assert code_of(field, Written("2.001")) == "two-readings"
    assert field.clean(Written("2.001", reading="2001=2.001")) == 2001
    assert field.clean(Written("2.001", reading="2.001=2.001")) == Decimal("2.001")


def test_a_chosen_reading_counts_only_for_the_text_it_was_chosen_for() -> None:
    assert code_of(NumberField(decimals=True), Written("3.001", reading="2001=2.001")) == (
        "two-readings"
    )


def test_a_unit_that_cannot_be_divided_decides() -> None:
    field = QuantityField(units=["pill", "kg"])

    assert field.clean(Written("683.013", "pill")) == Quantity(683013, "pill")
    assert code_of(field, Written("683.013", "kg")) == "two-readings"


@pytest.mark.parametrize(
    "text, code", [("two", "not-a-number"), ("1,5", "not-whole"), ("-3", "too-small")]
)
def test_a_number_that_cannot_be_taken_says_why(text: str, code: str) -> None:
    assert code_of(NumberField(), Written(text)) == code


@pytest.mark.parametrize(
    "text, code",
    [
        ("31/2/2025", "not-a-day"),
        ("7/2/2568", "buddhist-year"),
        ("7/2/25", "two-digit-year"),
        ("7/2/2019", "outside-window"),
        ("/2/2025", "not-a-day"),
    ],
)
def test_a_day_that_cannot_be_taken_says_why(text: str, code: str) -> None:
    window = Period(date(2024, 1, 1), date(2025, 12, 31))

    assert code_of(DayField(window=window), text) == code


def test_day_comes_before_month() -> None:
    assert DayField().clean("8/2/2025") == date(2025, 2, 8)


@pytest.mark.parametrize(
    "text, known",
    [
        ("//2025", PartialDate(2025)),
        ("/2/2025", PartialDate(2025, 2)),
        ("7/2/2025", date(2025, 2, 7)),
    ],
)
def test_a_partial_day_keeps_what_is_known(text: str, known: date | PartialDate) -> None:
    assert PartialDateField().clean(text) == known


def test_three_boxes_or_one_pasted_day_read_alike() -> None:
    boxes = Weighed(typed())
    pasted = Weighed(typed(seen_day="7/2/2025", seen_month="", seen_year=""))

    assert boxes.is_valid()
    assert pasted.is_valid()
    assert boxes.cleaned_data["seen"] == pasted.cleaned_data["seen"] == date(2025, 2, 7)


def test_a_year_alone_in_its_box_is_kept() -> None:
    class Born(Form):
        birth = PartialDateField()

    data = QueryDict("birth-day=&birth-month=&birth-year=1981")

    form = Born(data)

    assert form.is_valid()
    assert form.cleaned_data["birth"] == PartialDate(1981)


def test_what_was_typed_is_shown_again() -> None:
    html = str(Weighed(typed(mass="2.001", seen_month="feb", people="two")))

    for kept in ('value="2.001"', 'value="feb"', 'value="two"'):
        assert kept in html


def test_two_readings_are_offered_side_by_side() -> None:
    html = str(Weighed(typed(mass="2.001"))["mass"])

    assert 'value="2001=2.001"' in html
    assert 'value="2.001=2.001"' in html


@pytest.mark.parametrize("language", ["vi", "lo", "en"])
def test_a_stored_quantity_survives_an_edit_that_touches_nothing(language: str) -> None:
    stored = Quantity.of("2.001", "kg")
    field = QuantityField(units=["kg", "g"])

    with override(language):
        written = NumberWidget().format_value(stored)

    assert field.clean(written) == stored


def test_one_box_for_a_day_shows_the_day() -> None:
    assert 'value="7/2/2025"' in DayInput().render("day", date(2025, 2, 7))
