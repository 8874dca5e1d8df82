"""Thousands: what another cell proves about them, and where they were left out."""

from __future__ import annotations

from saphan.intake.reading.columns import Column, Kind, SheetSpec
from tests.intake.reading.workbook_maker import PATROLS, SHEET, found, outcome_of, patrols


def test_a_text_with_thousands_is_the_number_that_the_column_has_elsewhere() -> None:
    sheet = patrols()
    written: tuple[int | str, ...] = (12_000, "12.000", "໑໒.໐໐໐")
    for row, cell in enumerate(written, 5):
        sheet[f"F{row}"] = cell

    outcome = outcome_of(sheet)

    assert found(outcome) == set()
    assert [row.values["la"] for row in outcome.rows] == [12_000, 12_000, 12_000]


def test_a_text_with_noughts_is_not_the_small_number_that_the_column_has_elsewhere() -> None:
    sheet = patrols()
    written: tuple[int | str, ...] = (12, 12, "12.000")
    for row, cell in enumerate(written, 5):
        sheet[f"F{row}"] = cell

    assert found(outcome_of(sheet)) == {("F7", "number-two-readings")}


def test_money_without_its_thousands_is_asked_about_and_no_total_with_it() -> None:
    column = Column(
        name="paid",
        heads=("Số tiền", "ຈຳນວນເງິນ", "Amount"),
        kind=Kind.INTEGER,
        unit="VND",
        in_thousands_below=10_000,
    )
    spec = SheetSpec(name="p", titles=("P",), columns=(PATROLS.columns[2], column))
    sheet = patrols()
    sheet.delete_rows(1, 7)
    for row in (["Đồn biên phòng", "Số tiền"], ["A", 500_000], ["B", "500"], ["Tổng", 1_000_000]):
        sheet.append(row)

    doubts = outcome_of(sheet, spec=spec).doubts

    assert [(d.cell, d.code) for d in doubts] == [("B3", "in-thousands")]
    assert [reading.label for reading in doubts[0].readings] == ["500", "500000"]
    assert outcome_of(sheet, spec=spec, answers={f"{SHEET}!B3": "500000"}).clean
