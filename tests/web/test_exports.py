from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from saphan.kernel.dates import PartialDate
from saphan.kernel.units import Quantity
from saphan.web.exports import FORMULA_STARTS, cell, csv_lines, escaped, xlsx_response


@pytest.mark.parametrize(
    "text", ["=1+1", "+84", "-5", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\n=1", "\ufeff=1"]
)
def test_a_text_that_a_spreadsheet_would_compute_stays_text(text: str) -> None:
    assert escaped(text) == f"'{text}"


@given(st.text())
def test_no_escaped_text_begins_like_a_formula(text: str) -> None:
    assert not escaped(text).lstrip(" \n\u00a0\ufeff").startswith(FORMULA_STARTS)


def test_values_keep_their_type() -> None:
    assert cell(-5) == -5
    assert cell(Quantity(2_001_000, "g")) == Decimal(2001)
    assert cell(date(2025, 2, 7)) == date(2025, 2, 7)
    assert cell(PartialDate(2025, 2)) == "2025-02"
    assert cell(None) == ""


def test_a_moment_is_written_in_border_time() -> None:
    assert cell(datetime(2025, 2, 7, 20, tzinfo=UTC)) == datetime(2025, 2, 8, 3)  # noqa: DTZ001


def test_csv_begins_with_the_mark_of_utf_8_and_quotes_what_needs_it() -> None:
    text = "".join(csv_lines(["Tên", "=x"], [["a,b", Quantity(3, "pill")]]))

    assert text == '\ufeffTên,\'=x\r\n"a,b",3\r\n'


def test_csv_streams_one_row_at_a_time() -> None:
    drawn: list[int] = []

    def rows() -> Iterator[list[int]]:
        for number in range(3):
            drawn.append(number)
            yield [number]

    lines = csv_lines(["n"], rows())
    next(lines)
    next(lines)

    assert drawn == [0]


def test_a_workbook_holds_no_formula_and_no_lost_digit() -> None:
    rows = [["=1+1", Decimal("683013.5"), date(2025, 2, 7)], ["12345678901234567890", 10**20, None]]

    answer = xlsx_response(["A", "B", "C"], rows, name="list")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer)))
    assert answer.file_to_stream is not None
    answer.file_to_stream.close()

    sheet = book.worksheets[0]
    assert all(one.data_type != "f" for row in sheet.rows for one in row)
    assert sheet["A2"].value == "'=1+1"
    assert sheet["B2"].value == 683013.5
    assert sheet["B3"].value == str(10**20)
