"""Written numbers: every reading is kept, none is chosen."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saphan.kernel.numbers import Convention, format_number, read_number

LANGUAGES = st.sampled_from(["vi", "lo", "en"])
VALUES = st.one_of(
    st.integers(-(10**15), 10**15).map(Decimal),
    st.decimals(-(10**9), 10**9, places=3),
    st.decimals(-(10**9), 10**9, allow_nan=False, places=6),
)


def values(text: str) -> list[str]:
    return [str(reading.value) for reading in read_number(text)]


@pytest.mark.parametrize(
    "text, readings",
    [
        ("683.013", ["683013", "683.013"]),
        ("38,608", ["38.608", "38608"]),
        ("໖໘໓.໐໑໓", ["683013", "683.013"]),
        ("'38.608", ["38608", "38.608"]),
        ("1.234.567", ["1234567"]),
        ("1.234,5", ["1234.5"]),
        ("1,234.5", ["1234.5"]),
        ("1.234,567", ["1234.567"]),
        ("0,360", ["0.360"]),
        ("1234,567", ["1234.567"]),
        ("111,22", ["111.22"]),
        ("12 500", ["12500"]),
        ("12\u00a0500", ["12500"]),
        ("12\u202f500,5", ["12500.5"]),
        ("-5", ["-5"]),
        ("\u22125", ["-5"]),
        ("(1.234,5)", ["-1234.5"]),
        ("+7", ["7"]),
        ("007", ["7"]),
        (",5", ["0.5"]),
        ("110,84 triệu", ["110840000"]),
        ("1.500 triệu", ["1500000000", "1500000"]),
        ("1,3 tỷ", ["1300000000"]),
        ("໕ ລ້ານ", ["5000000"]),
    ],
)
def test_a_written_number_keeps_every_reading(text: str, readings: list[str]) -> None:
    assert values(text) == readings


@pytest.mark.parametrize(
    "text",
    ["", " ", "abc", "5.", "1.23.456", "1 2", "1,23,456", "12.34.567", "5g", "--5", "(5", "5)",
     "1.234 567", "1e5", "\u200f5", "9" * 41, "., ,"],
)  # fmt: skip
def test_what_is_no_number_has_no_reading(text: str) -> None:
    assert read_number(text) == ()


def test_a_reading_names_the_convention_that_it_proves() -> None:
    (decimals,) = read_number("111,22")
    (plain,) = read_number("112")

    assert decimals.proves is Convention.COMMA
    assert plain.proves is None


@pytest.mark.parametrize(
    "value, vi, en",
    [
        (Decimal("683013"), "683.013", "683,013"),
        (Decimal("2.001"), "2,001", "2.001"),
        (Decimal("-1234567.50"), "-1.234.567,50", "-1,234,567.50"),
        (0, "0", "0"),
        (10**20 + 1, "100.000.000.000.000.000.001", "100,000,000,000,000,000,001"),
    ],
)
def test_officials_read_the_number_in_their_own_convention(
    value: Decimal | int, vi: str, en: str
) -> None:
    assert format_number(value, "vi") == format_number(value, "lo") == vi
    assert format_number(value, "en") == en


def test_lao_digits_keep_the_lao_separators() -> None:
    assert format_number(Decimal("683013.5"), "lo", lao_digits=True) == "໖໘໓.໐໑໓,໕"


@given(value=VALUES, language=LANGUAGES, lao_digits=st.booleans())
def test_a_written_value_is_always_among_its_readings(
    value: Decimal, language: str, lao_digits: bool
) -> None:
    text = format_number(value, language, lao_digits=lao_digits)

    assert value in {reading.value for reading in read_number(text)}


@given(value=VALUES, language=LANGUAGES)
def test_a_single_reading_is_the_true_value(value: Decimal, language: str) -> None:
    readings = read_number(format_number(value, language))

    assert len(readings) == 2 or readings[0].value == value


@given(text=st.text(alphabet="0123456789., -+()'໐໑໒ \u00a0triệu", max_size=60))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    assert len(read_number(text)) <= 2
