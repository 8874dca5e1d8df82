"""Written dates: the day comes first, a Buddhist year is never taken for another."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saphan.kernel.dates import (
    DateReading,
    Doubt,
    PartialDate,
    format_date,
    format_period,
    read_date,
)
from saphan.kernel.numbers import TO_LAO
from saphan.kernel.periods import Period

TALKS = date(2025, 8, 12)
WINDOW = Period(date(1990, 1, 1), TALKS)
DAYS = st.dates(date(1990, 1, 1), TALKS)


@pytest.mark.parametrize(
    "text",
    [
        "12/8/2025", "12-08-2025", "12.8.2025", "12 8 2025", "໑໒/໘/໒໐໒໕",
        "2025-08-12", "2025-08-12 00:00:00", "2025-08-12T00:00:00",
        "ngày 12 tháng 8 năm 2025", "Ngày 12 tháng tám năm 2025",
        "ວັນທີ 12 ສິງຫາ 2025", "12 ສິງຫາ ໒໐໒໕", "ວັນທີ 12 ເດືອນ 8 ປີ 2025",
        "12 August 2025", "12 Aug. 2025", "August 12, 2025",
    ],
)  # fmt: skip
def test_officials_ways_of_writing_one_day(text: str) -> None:
    assert read_date(text, window=WINDOW) == (DateReading(TALKS),)


@pytest.mark.parametrize("text", ["12/8/2568", "໑໒/໘/໒໕໖໘", "12 ສິງຫາ 2568", "2568-08-12"])
def test_a_buddhist_year_is_taken_off_543_and_marked(text: str) -> None:
    assert read_date(text, window=WINDOW) == (DateReading(TALKS, frozenset({Doubt.BUDDHIST})),)


def test_the_leap_day_of_a_buddhist_year_follows_the_common_year() -> None:
    (reading,) = read_date("29/2/2567")

    assert reading.value == date(2024, 2, 29)


def test_a_year_of_two_digits_is_always_doubtful() -> None:
    (common,) = read_date("12/8/25", window=WINDOW)
    (buddhist,) = read_date("12/8/68", window=WINDOW)

    assert common == DateReading(TALKS, frozenset({Doubt.SHORT_YEAR}))
    assert buddhist == DateReading(TALKS, frozenset({Doubt.SHORT_YEAR, Doubt.BUDDHIST}))


def test_a_year_of_two_digits_offers_each_century_of_the_window() -> None:
    readings = read_date("1/2/03", window=Period(date(1900, 1, 1), TALKS))

    assert [reading.value for reading in readings] == [
        date(2003, 2, 1),
        date(1903, 2, 1),
        date(1960, 2, 1),
    ]


@pytest.mark.parametrize(
    "text",
    ["8/13/2025", "31/2/2025", "12/0/2025", "12/8/3025", "12/8", "5", "", "hôm nay",
     "\u200e12/8/2025", "12/8/2025 và 13/8/2025", "12x8x2025", "tháng 13/2024", "12/8/20255",
     "00/00/0000", "12082025", "T7 12/8/2025", "T7, 8/2024", "T13/2024"],
)  # fmt: skip
def test_what_is_no_date_has_no_reading(text: str) -> None:
    assert read_date(text, window=WINDOW) == ()


@pytest.mark.parametrize(
    "text, partial",
    [
        ("7/2024", PartialDate(2024, 7)),
        ("tháng 7/2024", PartialDate(2024, 7)),
        ("T7/2024", PartialDate(2024, 7)),
        ("T.07-2024", PartialDate(2024, 7)),
        ("tháng 7 năm 2024", PartialDate(2024, 7)),
        ("tháng năm năm 2024", PartialDate(2024, 5)),
        ("ກໍລະກົດ 2024", PartialDate(2024, 7)),
        ("July 2024", PartialDate(2024, 7)),
        ("2024-07", PartialDate(2024, 7)),
        ("năm 2024", PartialDate(2024)),
        ("2024", PartialDate(2024)),
    ],
)
def test_a_partial_date_stays_partial(text: str, partial: PartialDate) -> None:
    assert read_date(text, window=WINDOW) == (DateReading(partial),)


def test_a_partial_date_knows_the_days_it_may_be() -> None:
    assert PartialDate(2024, 2).period == Period(date(2024, 2, 1), date(2024, 2, 29))
    assert PartialDate(2024).period == Period(date(2024, 1, 1), date(2024, 12, 31))


def test_a_day_outside_the_window_is_marked_and_kept() -> None:
    (reading,) = read_date("13/8/2025", window=WINDOW)

    assert reading == DateReading(date(2025, 8, 13), frozenset({Doubt.OUTSIDE}))


def test_officials_write_days_in_their_own_way() -> None:
    assert [format_date(TALKS, language) for language in ("vi", "lo", "en")] == [
        "12/8/2025",
        "12/8/2025",
        "12 August 2025",
    ]
    assert [format_date(TALKS, language, long=True) for language in ("vi", "lo", "en")] == [
        "ngày 12 tháng 8 năm 2025",
        "ວັນທີ 12 ສິງຫາ 2025",
        "12 August 2025",
    ]


def test_a_period_is_written_with_both_days() -> None:
    period = Period(date(2024, 7, 1), TALKS)

    assert format_period(period, "vi") == "từ ngày 1/7/2024 đến ngày 12/8/2025"
    assert format_period(period, "lo") == "ແຕ່ວັນທີ 1/7/2024 ຫາ 12/8/2025"
    assert format_period(period, "en") == "1 July 2024 to 12 August 2025"


@given(day=DAYS, language=st.sampled_from(["vi", "lo", "en"]), long=st.booleans())
def test_a_written_day_reads_back_as_itself(day: date, language: str, long: bool) -> None:
    text = format_date(day, language, long=long)

    assert read_date(text, window=WINDOW) == (DateReading(day),)
    assert read_date(text.translate(TO_LAO), window=WINDOW) == (DateReading(day),)


@given(
    year=st.integers(1990, 2025),
    month=st.integers(0, 12),
    language=st.sampled_from(["vi", "lo", "en"]),
    long=st.booleans(),
)
def test_a_written_partial_date_reads_back_as_itself(
    year: int, month: int, language: str, long: bool
) -> None:
    partial = PartialDate(year, month)

    assert read_date(format_date(partial, language, long=long)) == (DateReading(partial),)


@given(day=DAYS)
def test_a_buddhist_year_never_passes_unmarked(day: date) -> None:
    (reading,) = read_date(f"{day.day}/{day.month}/{day.year + 543}", window=WINDOW)

    assert reading == DateReading(day, frozenset({Doubt.BUDDHIST}))


@given(text=st.text(alphabet="0123456789/.- mtháng năm໐໑໒ສິງຫາ", max_size=40))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    assert len(read_date(text)) <= 4
