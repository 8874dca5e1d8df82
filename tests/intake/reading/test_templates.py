"""A template that comes back says exactly what was put into it."""

from __future__ import annotations

import io
from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from saphan.intake.reading.outcome import Amount, Value
from saphan.intake.reading.template import SHEET as HIDDEN
from saphan.intake.reading.template import write_template
from saphan.kernel.dates import PartialDate
from tests.intake.reading.workbook_maker import PATROLS, TALKS, outcome_of

LANGUAGES = ["vi", "lo", "en"]
ROW: dict[str, Value] = {
    "start": date(2024, 7, 20),
    "end": None,
    "station": "=Chiềng Khương",
    "vn": Decimal(1512),
    "la": Decimal(0),
    "heroin": Decimal("683.013"),
    "seized": (Amount(Decimal(2), "cake"), Amount(Decimal("111.22"), "g")),
    "type": "joint",
    "left": time(7, 30),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_filled_template_reads_back_in_each_language(language: str) -> None:
    data = write_template(
        PATROLS, language=language, rows=[ROW], office="Lóng Sập", month=PartialDate(2025, 8)
    )

    outcome = outcome_of(data)

    assert outcome.clean
    assert [row.values for row in outcome.rows] == [ROW]


def test_a_template_maps_itself_even_when_its_heads_are_unknown_words() -> None:
    outcome = outcome_of(write_template(PATROLS, language="lo", rows=[ROW]))

    assert set(outcome.heads[0].columns.values()) == {column.name for column in PATROLS.columns}
    assert "sheet-hidden" not in {note.code for note in outcome.notes}


def test_heads_are_locked_choices_are_lists_and_the_hidden_sheet_stays_hidden() -> None:
    book = load_workbook(io.BytesIO(write_template(PATROLS, language="vi", rows=[ROW])))
    sheet = book.worksheets[0]

    assert sheet.protection.sheet
    assert sheet["A6"].protection.locked
    assert not sheet["A7"].protection.locked
    assert sheet["C7"].data_type == "s"
    assert sheet.data_validations.dataValidation[0].formula1 == '"Song phương,Đơn phương"'
    assert book[HIDDEN].sheet_state == "veryHidden"


ROWS = st.fixed_dictionaries(
    {
        "start": st.dates(date(2000, 1, 1), TALKS),
        "end": st.none(),
        "station": st.sampled_from(["Lóng Sập", "ປ້ອມ ຫົວພັນ", "Gate 5", "+84", "@x"]),
        "vn": st.integers(0, 20_000).map(Decimal),
        "la": st.none() | st.integers(0, 10**9).map(Decimal),
        "heroin": st.none() | st.decimals(0, 10**6, places=3).map(lambda v: v.normalize()),
        "seized": st.none(),
        "type": st.sampled_from(["joint", "single", None]),
        "left": st.none() | st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    }
)


@settings(max_examples=25, deadline=None)
@given(rows=st.lists(ROWS, min_size=1, max_size=5), language=st.sampled_from(LANGUAGES))
def test_any_rows_come_back_as_they_went(rows: list[dict[str, Value]], language: str) -> None:
    data = write_template(PATROLS, language=language, rows=rows)
    answers = {
        f"{told.sheet}!{told.cell}": "both"
        for told in outcome_of(data).doubts
        if told.code == "duplicate-row"
    }

    outcome = outcome_of(data, answers=answers)

    assert outcome.clean
    assert [row.values for row in outcome.rows] == rows
