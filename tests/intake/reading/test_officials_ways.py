"""What offices really send: bilingual heads, words for numbers, sums that nobody needs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from saphan.intake.reading.columns import Column, Kind, SheetSpec
from saphan.intake.reading.outcome import Outcome
from saphan.kernel.dates import PartialDate
from tests.intake.reading.workbook_maker import PATROLS, SHEET, found, outcome_of, patrols

STOCK = SheetSpec(
    name="stock",
    titles=("Tang vật",),
    columns=(
        Column(name="what", heads=("Tên", "ຊື່", "Name"), kind=Kind.TEXT, required=True),
        Column(name="much", heads=("Số lượng",), kind=Kind.DECIMAL, unit_from="unit"),
        Column(name="unit", heads=("ĐVT", "ຫົວໜ່ວຍ", "Unit"), kind=Kind.TEXT),
        Column(name="born", heads=("Năm sinh", "ປີເກີດ"), kind=Kind.DATE, partial=True),
        Column(
            name="people",
            heads=("Số đối tượng",),
            kind=Kind.INTEGER,
            choices={"0": ("Vô chủ", "ບໍ່ມີເຈົ້າຂອງ")},
        ),
        Column(name="sum", heads=("Tổng",), kind=Kind.INTEGER, checks=True),
    ),
)


def stock(*rows: Sequence[object]) -> Outcome:
    sheet = Workbook().active
    assert isinstance(sheet, Worksheet)
    sheet.append(["Tên\nຊື່", "Số lượng", "ĐVT", "Năm sinh\nປີເກີດ", "Số đối tượng", "Tổng"])
    for row in rows:
        sheet.append(list(row))
    return outcome_of(sheet, spec=STOCK)


def test_each_line_of_a_bilingual_head_is_tried() -> None:
    sheet = patrols()
    for cell, text in {
        "A3": "TT\nລ/ດ",
        "B3": "Ngày bắt đầu\nວັນທີເລີ່ມ",
        "D3": "Tên đơn vị\nປ້ອມ",
        "E3": "LL tham gia\nກຳລັງເຂົ້າຮ່ວມ",
        "E4": "VN\nຫວຽດນາມ",
        "F4": "Lào\nລາວ",
    }.items():
        sheet[cell] = text

    outcome = outcome_of(sheet)

    assert outcome.clean
    assert set(outcome.heads[0].columns.values()) == {c.name for c in PATROLS.columns}
    assert outcome.heads[0].heads["B"] == "Ngày bắt đầu ວັນທີເລີ່ມ"


def test_a_bracket_on_its_own_line_is_no_head() -> None:
    sheet = patrols()
    sheet["D3"] = "Khác\n(Đồn biên phòng)"

    assert ("A4", "head-missing") in found(outcome_of(sheet))


def test_a_quantity_is_read_in_the_unit_that_its_row_names() -> None:
    outcome = stock(["Ma túy tổng hợp", "2.164", "viên"], ["Ma túy đá", "2.001", "kg"])

    assert found(outcome) == {("B3", "number-two-readings")}
    assert outcome.rows[0].values["much"] == 2164
    assert [reading.label for reading in outcome.doubts[0].readings] == ["2001", "2.001"]


def test_rows_of_other_units_have_no_vote_on_a_quantity() -> None:
    money = [["Tiền", f"{n}.140.000", "đồng"] for n in range(1, 5)]

    outcome = stock(*money, ["Ma túy đá", "2.001", "kg"])

    assert found(outcome) == {("B6", "number-two-readings")}


def test_words_may_stand_for_a_number() -> None:
    outcome = stock(["a", 1, "kg", None, "Vô chủ"], ["b", 1, "kg", None, "02"])

    assert outcome.clean
    assert [row.values["people"] for row in outcome.rows] == [0, 2]


def test_a_year_typed_as_a_number_is_a_year() -> None:
    outcome = stock(["a", 1, "kg", 1991], ["b", 1, "kg", 2523], ["c", 1, "kg", "khoảng 1973"])

    assert found(outcome) == {("D3", "buddhist-year"), ("D4", "approximate")}
    assert outcome.rows[0].values["born"] == PartialDate(1991)
    assert [doubt.readings[0].label for doubt in outcome.doubts] == ["1980", "1973"]


def test_a_sum_that_nobody_needs_is_noted_and_its_row_is_read() -> None:
    outcome = stock(["a", 1, "kg", None, 1, "=E2"], ["b", 1, "kg", None, 1, "=E3"])

    assert outcome.clean
    assert [note.cell for note in outcome.notes if note.code == "formula-not-needed"] == ["F2"]
    assert not any(row.waiting for row in outcome.rows)


def test_a_total_that_was_never_computed_is_noted_and_asks_nothing() -> None:
    sheet = patrols()
    sheet.append(["Tổng cộng", None, None, None, "=SUM(E5:E7)"])

    outcome = outcome_of(sheet)

    assert outcome.clean
    assert ("E8", "total-not-computed") in {(note.cell, note.code) for note in outcome.notes}


def test_a_day_without_year_is_asked_about_in_the_years_of_its_column() -> None:
    sheet = patrols()
    sheet["B5"] = "20/7"

    outcome = outcome_of(sheet, answers={f"{SHEET}!B5": "2024-07-20"})

    assert outcome.clean
    assert outcome.rows[0].values["start"] == date(2024, 7, 20)


def test_a_night_offers_both_of_its_days() -> None:
    sheet = patrols()
    sheet["B5"] = "Đêm 19, rạng sáng 20/7/2024"

    (doubt,) = outcome_of(sheet).doubts

    assert [reading.label for reading in doubt.readings] == ["2024-07-20", "2024-07-19"]


@pytest.mark.parametrize(
    "cell, answer", [("E5", "12"), ("G5", "111.22"), ("B6", "2024-09-13"), ("J5", "07:30:00")]
)
def test_an_answer_that_says_what_was_plainly_read_is_harmless(cell: str, answer: str) -> None:
    assert outcome_of(patrols(), answers={f"{SHEET}!{cell}": answer}).clean


def test_noughts_at_the_end_of_a_reading_are_not_named() -> None:
    sheet = patrols()
    sheet["G5"] = "36.500"

    outcome = outcome_of(sheet, answers={f"{SHEET}!G5": "36.5"})

    assert outcome.rows[0].values["heroin"] == Decimal("36.5")


def test_a_number_longer_than_any_load_is_asked_about_and_ends_nothing() -> None:
    sheet = patrols()
    sheet["E5"] = "1" + 38 * "0"

    assert found(outcome_of(sheet)) == {("E5", "above-maximum")}


@pytest.mark.parametrize(
    "written, code, readings",
    [
        ("9-11", "range", ["9", "11"]),
        ("9 – 11", "range", ["9", "11"]),
        ("໙ ຫາ ໑໑", "range", ["9", "11"]),
        ("1.500-2.000", "range", ["1500", "2000", "2"]),
        ("1e3", "scientific", ["1000"]),
        ("1,5E+3", "scientific", ["1500"]),
    ],
)
def test_figures_that_are_no_plain_number_are_asked(
    written: str, code: str, readings: list[str]
) -> None:
    (doubt,) = stock(["Heroin", None, None, None, written]).doubts

    assert (doubt.cell, doubt.code) == ("E2", code)
    assert [one.label for one in doubt.readings] == readings


@pytest.mark.parametrize(
    "written, code",
    [
        ("9/11", "date-in-number"),
        ("9/11/2025", "date-in-number"),
        (date(2025, 11, 9), "date-in-number"),
        ("1e-3", "not-a-number"),
        ("1e999", "not-a-number"),
    ],
)
def test_a_date_is_no_quantity(written: object, code: str) -> None:
    (told,) = stock(["Heroin", None, None, None, written]).refused

    assert (told.cell, told.code) == ("E2", code)
    assert "unit" not in told.sentence


def test_a_column_that_the_register_does_not_have_is_noted() -> None:
    sheet = patrols()
    sheet["K3"], sheet["K6"] = "Cột lạ", "một giá trị"
    sheet["L5"] = "không có tiêu đề"

    outcome = outcome_of(sheet)

    assert outcome.clean
    told = {(note.cell, note.text, note.facts.get("count")) for note in outcome.notes}
    assert told == {("K3", "Cột lạ", 1), ("L4", "", 1)}


def test_a_table_without_rows_is_refused_below_its_head() -> None:
    sheet = patrols()
    sheet.delete_rows(5, 3)

    assert found(outcome_of(sheet)) == {("A5", "no-rows")}


def test_in_a_column_of_one_era_its_years_are_no_doubt() -> None:
    sheet = patrols()
    for row, text in enumerate(("20/7/2567", "໒໑/໗/໒໕໖໗", "22/7/2567"), start=5):
        sheet[f"B{row}"] = text

    outcome = outcome_of(sheet)

    assert outcome.clean
    days = [row.values["start"] for row in outcome.rows]
    assert days == [date(2024, 7, 20), date(2024, 7, 21), date(2024, 7, 22)]


def test_as_many_days_of_the_one_era_as_of_the_other_are_all_asked_about() -> None:
    born = [2523, 2524, 2525, 1980, 1981, 1982]

    outcome = stock(*(["a", 1, "kg", year] for year in born))

    assert found(outcome) == {(f"D{row}", "buddhist-year") for row in (2, 3, 4)}


def test_the_side_may_stand_after_the_thing_in_a_head_of_one_row() -> None:
    sheet = Workbook().active
    assert isinstance(sheet, Worksheet)
    sheet.append(["TT", "Từ ngày", "Đơn vị phía Lào", "Đơn vị phía Việt Nam"])
    sheet.append([1, date(2025, 2, 3), "a", "b"])
    side = {"VN": "Phía Việt Nam", "LA": "Phía Lào"}
    units = tuple(
        Column(name=f"team_{code}", heads=("Đơn vị",), group=(group,), kind=Kind.TEXT)
        for code, group in side.items()
    )
    day = Column(name="start", heads=("Từ ngày",), kind=Kind.DATE)

    outcome = outcome_of(sheet, spec=SheetSpec(name="t", titles=("T",), columns=(day, *units)))

    assert outcome.clean
    assert (outcome.rows[0].values["team_LA"], outcome.rows[0].values["team_VN"]) == ("a", "b")


def test_what_is_missing_is_named_in_the_language_of_who_reads() -> None:
    sheet = patrols()
    sheet["E4"] = "?"

    missing = outcome_of(sheet).refused
    with translation.override("lo"):
        in_lao = [each.sentence for each in missing]
    with translation.override("vi"):
        in_vietnamese = [each.sentence for each in missing]

    assert any("ກຳລັງເຂົ້າຮ່ວມ / ຫວຽດນາມ" in text for text in in_lao)
    assert any("Lực lượng tham gia / Việt Nam" in text for text in in_vietnamese)


def test_a_closed_list_is_told_in_the_language_of_who_reads() -> None:
    sheet = patrols()
    sheet["I6"] = "?"

    (refused,) = outcome_of(sheet).refused
    with translation.override("lo"):
        told = refused.sentence

    assert "ຮ່ວມ, ດ່ຽວ" in told
