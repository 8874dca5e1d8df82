"""A doubt is settled by naming one of its readings, and by nothing else."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.intake.reading.workbook_maker import SHEET, found, outcome_of, patrols


def doubtful() -> Worksheet:
    sheet = patrols()
    sheet["B5"], sheet["C5"] = "20/7/2567", "21/7/2567"
    sheet["G5"], sheet["G6"] = "683.013", "1.001"
    return sheet


def test_answers_settle_each_cell() -> None:
    answers = {"B5": "2024-07-20", "C5": "2024-07-21", "G5": "683013", "G6": "1.001"}

    outcome = outcome_of(
        doubtful(), answers={f"{SHEET}!{cell}": label for cell, label in answers.items()}
    )

    assert outcome.clean
    assert outcome.rows[0].values["start"] == date(2024, 7, 20)
    assert outcome.rows[0].values["heroin"] == Decimal(683013)
    assert outcome.rows[1].values["heroin"] == Decimal("1.001")
    assert {told.why for told in outcome.settled} == {"answer"}


def test_one_answer_settles_a_column_that_shares_a_way_of_reading() -> None:
    ways = {"B": "buddhist-year", "C": "buddhist-year", "G": "decimal-comma"}

    outcome = outcome_of(
        doubtful(), answers={f"{SHEET}!{name}:{name}": way for name, way in ways.items()}
    )

    assert outcome.clean
    assert [row.values["heroin"] for row in outcome.rows[:2]] == [683013, 1001]


@pytest.mark.parametrize(
    "cell, answer, code",
    [
        ("G5", "683", "answer-unknown"),
        ("G7", "5", "answer-without-doubt"),
        ("Z99", "5", "answer-without-doubt"),
    ],
)
def test_an_answer_that_meets_no_reading_is_refused(cell: str, answer: str, code: str) -> None:
    outcome = outcome_of(doubtful(), answers={f"{SHEET}!{cell}": answer})

    assert (cell, code) in found(outcome)
    assert ("G5", "number-two-readings") in found(outcome)


def test_a_row_that_says_the_same_counts_once_or_twice_as_answered() -> None:
    sheet = patrols()
    sheet.append([4, "13/9/2024", "14/9/2024", "Lóng Sập", 11, 11, 5.5, None, "Song phương"])

    one = outcome_of(sheet, answers={f"{SHEET}!B8": "one"})
    both = outcome_of(sheet, answers={f"{SHEET}!B8": "both"})

    assert (one.clean, len(one.rows)) == (True, 3)
    assert (both.clean, len(both.rows)) == (True, 4)


def test_hidden_rows_are_left_out_only_when_answered_so() -> None:
    sheet = patrols()
    sheet.row_dimensions[6].hidden = True

    include = outcome_of(sheet, answers={f"{SHEET}!A6:A6": "include"})
    leave_out = outcome_of(sheet, answers={f"{SHEET}!A6:A6": "leave-out"})

    assert [row.number for row in include.rows] == [5, 6, 7]
    assert [row.number for row in leave_out.rows] == [5, 7]


def test_a_total_may_be_overruled_by_its_rows() -> None:
    sheet = patrols()
    sheet.append(["Cộng", None, None, None, 35])

    outcome = outcome_of(sheet, answers={f"{SHEET}!E8": "rows"})

    assert outcome.clean
    assert not outcome.checks[0].holds
