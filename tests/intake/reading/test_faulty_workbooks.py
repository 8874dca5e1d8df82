"""Every fault that an office's workbook was seen with is named, with its cell."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date

import pytest
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from saphan.intake.reading.sentences import SENTENCES
from tests.intake.reading.workbook_maker import SHEET, found, outcome_of, patrols

type Spoil = Callable[[Worksheet], object]


def put(cell: str, value: object) -> Spoil:
    def spoil(sheet: Worksheet) -> None:
        sheet[cell].value = value

    return spoil


def put_in_font(cell: str, value: str, font: str) -> Spoil:
    def spoil(sheet: Worksheet) -> None:
        put(cell, value)(sheet)
        sheet[cell].font = Font(name=font)

    return spoil


def total(cell: str, value: object) -> Spoil:
    def spoil(sheet: Worksheet) -> None:
        put("A8", "Tổng cộng")(sheet)
        put(cell, value)(sheet)

    return spoil


def repeat_a_row(sheet: Worksheet) -> None:
    sheet.append([4, "13/9/2024", "14/9/2024", "Lóng Sập", 11, 11, 5.5, None, "Song phương"])


def hide_a_row(sheet: Worksheet) -> None:
    sheet.row_dimensions[6].hidden = True


def type_days_the_other_way(sheet: Worksheet) -> None:
    put("B5", date(2024, 12, 8))(sheet)
    put("B7", "15/3/2025")(sheet)
    put("C5", None)(sheet)


def lose_the_format_of_a_date(sheet: Worksheet) -> None:
    put("B5", 45493)(sheet)
    sheet["B5"].number_format = "General"


def mix_both_conventions(sheet: Worksheet) -> None:
    put("F5", "1.200")(sheet)
    put("F6", "1,300")(sheet)


FAULTS: dict[str, tuple[Spoil, set[tuple[str, str]]]] = {
    "thousands or decimals": (put("G5", "683.013"), {("G5", "number-two-readings")}),
    "Lao digits, two readings": (put("G5", "໖໘໓.໐໑໓"), {("G5", "number-two-readings")}),
    "noughts after a separator": (put("E5", "12.000"), {("E5", "number-two-readings")}),
    "both conventions": (
        mix_both_conventions,
        {("F5", "number-two-readings"), ("F6", "number-two-readings")},
    ),
    "fraction typed among people": (put("E5", 12.345), {("E5", "typed-fraction")}),
    "letter for a nought": (put("E5", "1O"), {("E5", "letter-for-digit")}),
    "letter for a one": (put("E5", "l2"), {("E5", "letter-for-digit")}),
    "fraction too fine for a slip": (put("E5", 12.34567), {("E5", "not-whole")}),
    "fraction written among people": (put("E5", "12,5"), {("E5", "not-whole")}),
    "words for a number": (put("E5", "nhiều"), {("E5", "not-a-number")}),
    "negative": (put("F5", -3), {("F5", "below-minimum")}),
    "negative text": (put("G5", "-3,5"), {("G5", "below-minimum")}),
    "absurd": (put("E5", 4_000_000), {("E5", "above-maximum")}),
    "finer than recorded": (put("G5", "1,0005"), {("G5", "too-fine")}),
    "another unit": (put("G5", "2 kg"), {("G5", "other-unit")}),
    "another dimension": (put("G5", "2 bánh"), {("G5", "other-unit")}),
    "amount with two readings": (put("H5", "1 bánh; 1.500g"), {("H5", "number-two-readings")}),
    "amount of unknown unit": (put("H5", "2 bánh; 3 cục"), {("H5", "unit-unknown")}),
    "amount without unit": (put("H5", "2"), {("H5", "unit-missing")}),
    "Buddhist year": (put("B5", "20/7/2567"), {("B5", "buddhist-year")}),
    "Buddhist year in Lao digits": (put("B5", "໒໐/໗/໒໕໖໗"), {("B5", "buddhist-year")}),
    "Buddhist year typed": (put("B5", date(2567, 7, 20)), {("B5", "buddhist-year")}),
    "year of two digits": (put("B5", "20/7/24"), {("B5", "two-digit-year")}),
    "month first": (put("B5", "7/20/2024"), {("B5", "month-first")}),
    "no such day": (put("B5", "31/6/2024"), {("B5", "not-a-date")}),
    "month without day": (put("B5", "7/2024"), {("B5", "date-partial")}),
    "day without year": (put("B5", "20/7"), {("B5", "year-missing")}),
    "night between two days": (put("B5", "Đêm 19, rạng sáng 20/7/2024"), {("B5", "date-in-words")}),
    "approximate day": (put("B5", "khoảng 20/7/2024"), {("B5", "approximate")}),
    "date without format": (lose_the_format_of_a_date, {("B5", "date-serial")}),
    "turned by the spreadsheet": (type_days_the_other_way, {("B5", "date-swapped")}),
    "future": (put("C5", date(2025, 8, 13)), {("C5", "date-in-future")}),
    "long ago": (put("B5", "20/7/1924"), {("B5", "date-too-early")}),
    "end before start": (put("C5", "19/7/2024"), {("C5", "wrong-order")}),
    "no time": (put("J5", "25:00"), {("J5", "not-a-time")}),
    "formula never computed": (put("E5", "=6+6"), {("E5", "formula-not-computed")}),
    "formula error": (put("E5", "#DIV/0!"), {("E5", "cell-error")}),
    "required and empty": (put("D5", None), {("D5", "required")}),
    "unknown choice": (put("I5", "khác"), {("I5", "unknown-choice")}),
    "choice misspelt": (put("I5", "song phươngg"), {("I5", "choice-near")}),
    "NFD": (put("D5", unicodedata.normalize("NFD", "Lóng Sập")), {("D5", "not-nfc")}),
    "right-to-left mark": (put("D5", "Lóng\u202e Sập"), {("D5", "direction-mark")}),
    "right-to-left mark in a date": (put("B5", "\u200f20/7/2024"), {("B5", "direction-mark")}),
    "control character": (put("D5", "Lóng\ufeff Sập"), {("D5", "control-character")}),
    "TCVN3 font": (put_in_font("D5", "S¬n La", ".VnTime"), {("D5", "legacy-font")}),
    "VNI font": (put_in_font("D5", "Sôn La", "VNI-Times"), {("D5", "legacy-font")}),
    "old Lao font": (put_in_font("D5", "lkp3oT", "Saysettha Lao"), {("D5", "legacy-font")}),
    "TCVN3 letters without font": (put("D5", "S¬n La"), {("D5", "legacy-letters")}),
    "long number": (put("D5", 1234567890123456789), {("D5", "digits-lost")}),
    "same row twice": (repeat_a_row, {("B8", "duplicate-row")}),
    "hidden row": (hide_a_row, {("A6:A6", "rows-hidden")}),
    "total that does not add up": (total("E8", 35), {("E8", "total-differs")}),
    "head missing": (put("D3", "Đơn vị"), {("A4", "head-missing")}),
    "head twice": (put("J3", "Loại"), {("J4", "head-twice")}),
    "head of thousands": (put("G3", "Heroin (nghìn gam)"), {("G4", "head-unit")}),
    "head of another unit": (put("G3", "Heroin (kg)"), {("G4", "head-unit")}),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_named_with_its_cell(name: str) -> None:
    spoil, expected = FAULTS[name]
    sheet = patrols()
    spoil(sheet)

    outcome = outcome_of(sheet)

    assert found(outcome) == expected
    assert {told.sheet for told in (*outcome.doubts, *outcome.refused)} == {SHEET}
    assert all("{" not in told.sentence for told in (*outcome.doubts, *outcome.refused))


@pytest.mark.parametrize("name", FAULTS)
def test_no_row_is_lost_to_a_fault(name: str) -> None:
    spoil, _ = FAULTS[name]
    sheet = patrols()
    spoil(sheet)

    outcome = outcome_of(sheet)

    assert [row.number for row in outcome.rows][:3] == [5, 6, 7]


def test_a_doubtful_value_is_in_no_row() -> None:
    sheet = patrols()
    sheet["G5"] = "683.013"

    row = outcome_of(sheet).rows[0]

    assert row.waiting
    assert row.values["heroin"] is None
    assert (row.cell("heroin"), row.text("heroin")) == ("G5", "683.013")


def test_every_doubt_offers_a_reading() -> None:
    for spoil, _ in FAULTS.values():
        sheet = patrols()
        spoil(sheet)

        assert all(doubt.readings for doubt in outcome_of(sheet).doubts)


def test_every_code_that_can_be_seen_has_a_sentence() -> None:
    assert {code for _, told in FAULTS.values() for _, code in told} <= SENTENCES.keys()
