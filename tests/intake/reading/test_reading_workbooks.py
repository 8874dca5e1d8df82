"""Sound workbooks are read whole; words around the table are kept apart from its records."""

from __future__ import annotations

import io
from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest
import xlwt
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from saphan.intake.reading.amounts import WORDS, unit_of
from saphan.intake.reading.columns import Column, Kind, SheetSpec, fold
from saphan.intake.reading.outcome import Amount, letters, position_of
from saphan.intake.reading.plain import delimiter_of
from saphan.kernel.units import UNITS
from tests.intake.reading.workbook_maker import PATROLS, SHEET, found, outcome_of, patrols, saved


def test_a_sound_workbook_is_read_without_a_doubt() -> None:
    outcome = outcome_of(patrols())

    assert outcome.clean
    assert [dict(row.values) for row in outcome.rows] == [
        {
            "start": date(2024, 7, 20),
            "end": date(2024, 7, 21),
            "station": "Chiềng Khương",
            "vn": Decimal(12),
            "la": Decimal(10),
            "heroin": Decimal("111.22"),
            "seized": (Amount(Decimal(2), "cake"), Amount(Decimal("111.22"), "g")),
            "type": "joint",
            "left": time(7, 30),
        },
        {
            "start": date(2024, 9, 13),
            "end": date(2024, 9, 14),
            "station": "Lóng Sập",
            "vn": Decimal(11),
            "la": Decimal(11),
            "heroin": Decimal("5.5"),
            "seized": None,
            "type": "joint",
            "left": None,
        },
        {
            "start": date(2025, 3, 2),
            "end": None,
            "station": "Nậm Lạnh",
            "vn": Decimal(11),
            "la": Decimal(12),
            "heroin": None,
            "seized": (Amount(Decimal(1500), "pill"), Amount(Decimal(5), "g")),
            "type": "joint",
            "left": time(7, 5),
        },
    ]


def test_a_group_head_tells_two_columns_of_the_same_name_apart() -> None:
    spec = SheetSpec(
        name="counts",
        titles=("Số liệu",),
        columns=tuple(
            Column(name=name, heads=("Việt Nam",), group=(group,), kind=Kind.INTEGER)
            for name, group in (("people", "Người"), ("cars", "Xe"))
        ),
    )
    sheet = patrols()
    sheet.delete_rows(1, 9)
    sheet.merged_cells.ranges.clear()
    sheet.append(["Người", "Xe"])
    sheet.append(["Việt Nam", "Việt Nam"])
    sheet.append([5, 7])

    (row,) = outcome_of(sheet, spec=spec).rows

    assert row.values == {"people": Decimal(5), "cars": Decimal(7)}


def test_a_total_that_adds_up_is_a_check_and_no_record() -> None:
    sheet = patrols()
    sheet.append(["Tổng cộng", None, None, None, 34, "33", "116,72"])

    outcome = outcome_of(sheet)

    assert outcome.clean
    assert len(outcome.rows) == 3
    assert [(check.cell, check.holds) for check in outcome.checks] == [
        ("E8", True),
        ("F8", True),
        ("G8", True),
    ]


@pytest.mark.parametrize("word", ["Cộng", "TỔNG SỐ:", "ລວມ", "ລວມທັງໝົດ", "Total", "Cộng tháng 7"])
def test_a_total_is_known_by_its_word_in_any_language(word: str) -> None:
    sheet = patrols()
    sheet.append([word, None, None, None, 34])

    assert len(outcome_of(sheet).rows) == 3


def test_subtotals_and_the_grand_total_are_each_compared() -> None:
    sheet = patrols()
    sheet.append(["Cộng", None, None, None, 34])
    sheet.append([4, "1/4/2025", None, "Phiêng Pằn", 6, 6])
    sheet.append(["Cộng", None, None, None, 6])
    sheet.append(["Tổng cộng", None, None, None, 40])

    outcome = outcome_of(sheet)

    assert outcome.clean
    assert [check.summed for check in outcome.checks] == [34, 6, 40]


def test_a_total_waits_until_its_column_is_settled() -> None:
    sheet = patrols()
    sheet["E5"] = "12.000"
    sheet.append(["Cộng", None, None, None, 34])

    waiting = outcome_of(sheet)
    wrong = outcome_of(sheet, answers={f"{SHEET}!E5": "12000"})
    right = outcome_of(sheet, answers={f"{SHEET}!E5": "12"})

    assert found(waiting) == {("E5", "number-two-readings")}
    assert found(wrong) == {("E8", "total-differs")}
    assert right.clean


def test_notes_signatures_and_section_titles_are_kept_as_notes() -> None:
    sheet = patrols()
    sheet.insert_rows(7)
    sheet["A7"] = "II. Đồn Nậm Lạnh"
    sheet["B11"] = "Sơn La, ngày 12 tháng 8 năm 2025"
    sheet["C12"], sheet["I12"] = "NGƯỜI LẬP BIỂU", "CHỈ HUY TRƯỞNG"

    outcome = outcome_of(sheet)

    assert outcome.clean
    assert len(outcome.rows) == 3
    assert {note.cell for note in outcome.notes} == {"A7", "B11", "C12"}


def test_a_head_that_comes_again_and_a_row_of_column_numbers_are_passed_over() -> None:
    sheet = patrols()
    sheet.insert_rows(5)
    for place in range(1, 11):
        sheet.cell(5, place).value = f"({place})"
    for place in range(1, 11):
        sheet.cell(9, place).value = sheet.cell(3, place).value
        sheet.cell(10, place).value = sheet.cell(4, place).value
    sheet.append([4, "1/4/2025", None, "Phiêng Pằn", 6, 6])

    outcome = outcome_of(sheet)

    assert outcome.clean
    assert [row.number for row in outcome.rows] == [6, 7, 8, 11]


def test_a_merged_day_holds_for_each_row_and_a_merged_quantity_only_once() -> None:
    sheet = patrols()
    sheet.append([4, "1/4/2025", None, "Phiêng Pằn", 6, 9])
    sheet.append([5, None, None, "Mường Và", 7, None])
    sheet.merge_cells("B8:B9")
    sheet.merge_cells("F8:F9")

    rows = outcome_of(sheet).rows

    assert [row.values["start"] for row in rows[-2:]] == [date(2025, 4, 1)] * 2
    assert [row.values["la"] for row in rows[-2:]] == [Decimal(9), None]


def test_whole_thousands_in_a_column_of_people_are_settled_by_the_unit_and_told() -> None:
    sheet = patrols()
    sheet["E5"] = "1.512"

    outcome = outcome_of(sheet)

    assert outcome.clean
    assert [(told.cell, told.label, told.why) for told in outcome.settled] == [
        ("E5", "1512", "unit")
    ]


def test_three_witnesses_of_one_size_settle_a_number_and_the_column_is_told() -> None:
    sheet = patrols()
    for row, text in enumerate(("1,5", "3,25", "2,001"), 5):
        sheet[f"G{row}"] = text
    sheet.append([4, "1/4/2025", None, "Phiêng Pằn", 6, 6, "9,75"])

    outcome = outcome_of(sheet)

    assert outcome.clean
    assert outcome.rows[2].values["heroin"] == Decimal("2.001")
    assert [told.why for told in outcome.settled] == ["column"]


def test_witnesses_of_another_size_settle_nothing() -> None:
    sheet = patrols()
    for row, text in enumerate(("1,5", "3,25", "2.001"), 5):
        sheet[f"G{row}"] = text
    sheet.append([4, "1/4/2025", None, "Phiêng Pằn", 6, 6, "9,75"])

    assert found(outcome_of(sheet)) == {("G7", "number-two-readings")}


def test_an_old_font_does_no_harm_to_plain_and_unicode_letters() -> None:
    sheet = patrols()
    sheet["D5"], sheet["D6"], sheet["D7"] = "Son La", "Sơn La", "ຫົວພັນ"
    sheet["D5"].font = sheet["D6"].font = Font(name=".VnTime")
    sheet["D7"].font = Font(name="Saysettha Lao")

    assert outcome_of(sheet).clean


def test_an_old_font_inside_a_rich_text_is_seen() -> None:
    sheet = patrols()
    sheet["D5"] = CellRichText("Đồn ", TextBlock(InlineFont(rFont=".VnTime"), "Þ©"))
    sheet["D5"] = CellRichText(TextBlock(InlineFont(rFont=".VnTime"), "Lãng SËp"))

    assert found(outcome_of(sheet)) == {("D5", "legacy-font")}


def test_a_hidden_sheet_is_noted_and_not_read() -> None:
    sheet = patrols()
    book = sheet.parent
    hidden = book.copy_worksheet(sheet)  # type: ignore[union-attr]
    hidden.sheet_state = "hidden"

    outcome = outcome_of(sheet)

    assert len(outcome.rows) == 3
    assert "sheet-hidden" in {note.code for note in outcome.notes}


def test_each_visible_sheet_is_read() -> None:
    sheet = patrols()
    copy = sheet.parent.copy_worksheet(sheet)  # type: ignore[union-attr]
    copy.title = "Quý IV"

    assert {row.sheet for row in outcome_of(sheet).rows} == {SHEET, "Quý IV"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_a_text_table_is_read_in_each_unicode_coding(encoding: str, sign: str) -> None:
    lines = [["Ngày bắt đầu", "Đồn biên phòng", "Việt Nam"], ["20/7/2024", "Lóng Sập", "12"]]
    text = "\r\n".join(sign.join(line) for line in lines)

    outcome = outcome_of(text.encode(encoding), filename="a.csv")

    assert outcome.clean
    assert outcome.rows[0].values["station"] == "Lóng Sập"
    assert outcome.rows[0].cell("vn") == "C2"


def test_decimal_commas_do_not_part_the_cells_of_a_text_table() -> None:
    assert delimiter_of("a;b\n1,5;2,5\n3,5;4,5") == ";"


def xls_patrols() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet(SHEET)
    for place, text in enumerate(("Ngày bắt đầu", "Đồn biên phòng", "Việt Nam", "Lào")):
        sheet.write(0, place, text)
    day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    old = xlwt.easyxf("font: name .VnTime")
    sheet.write(1, 0, date(2024, 7, 20), day)
    sheet.write(1, 1, "S¬n La", old)
    sheet.write(1, 2, 12)
    sheet.write(1, 3, xlwt.Formula("6+6"))
    sheet.write(2, 0, date(2567, 7, 20), day)
    sheet.write(2, 1, "Lóng Sập")
    sheet.write(2, 2, "12.000")
    target = io.BytesIO()
    sheet.row(2).hidden = True
    book.save(target)
    return target.getvalue()


def test_an_old_xls_shows_the_same_faults() -> None:
    outcome = outcome_of(xls_patrols(), filename="a.xls")

    assert found(outcome) == {
        ("B2", "legacy-font"),
        ("D2", "formula-not-computed"),
        ("A3", "buddhist-year"),
        ("C3", "number-two-readings"),
        ("A3:A3", "rows-hidden"),
    }


def test_a_small_xls_is_read_from_its_small_sectors() -> None:
    """LibreOffice keeps a stream of less than 4,096 bytes there; row 6 is hidden."""
    data = Path(__file__).with_name("small-of-libreoffice.xls").read_bytes()

    outcome = outcome_of(data, filename="a.xls")

    assert [row.values["vn"] for row in outcome.rows] == [11, 12, 13, 14, 15]
    assert found(outcome) == {("A6:A6", "rows-hidden")}


def test_a_head_mapped_by_hand_is_kept_by_its_hash() -> None:
    sheet = patrols()
    sheet["D3"] = "Nơi đóng quân"
    strange = outcome_of(sheet)
    head = strange.heads[0]

    mapped = {head.hash: {**head.columns, "D": "station"}}
    outcome = outcome_of(sheet, mapping=mapped)

    assert found(strange) == {("A4", "head-missing")}
    assert ("D4", "head-unknown") in {(note.cell, note.code) for note in strange.notes}
    assert outcome.clean
    assert outcome.rows[0].values["station"] == "Chiềng Khương"


def test_a_table_without_any_known_head_can_be_mapped_by_hand() -> None:
    sheet = patrols()
    sheet.delete_rows(1, 9)
    sheet.merged_cells.ranges.clear()
    sheet.append(["d", "s", "n"])
    sheet.append(["20/7/2024", "Lóng Sập", 12])
    head = outcome_of(sheet).heads[0]

    outcome = outcome_of(sheet, mapping={head.hash: {"A": "start", "B": "station", "C": "vn"}})

    assert outcome.clean
    assert outcome.rows[0].values["vn"] == 12


def test_spellings_are_compared_without_accents_but_with_lao_vowels() -> None:
    assert fold("Đồn Biên-phòng") == fold("don bien phong")
    assert fold("ຫົວພັນ") != fold("ຫວພນ")
    assert fold("ນ້ຳ") == fold("ນ\u0ecd\u0eb2")


def test_units_are_known_in_three_languages() -> None:
    for unit in UNITS.values():
        for _, name in unit.names:
            assert not name or unit_of(name) is not None
    assert {unit_of(word) for word in ("bánh", "cakes", "ກ້ອນ")} == {"cake"}
    assert {unit_of(word) for word in ("gam", "g", "ກຣາມ", "grams")} == {"g"}
    assert "" not in WORDS


def test_column_letters_and_positions_agree() -> None:
    assert [letters(place) for place in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert all(position_of(letters(place)) == place for place in range(20_000))


def test_a_doubt_and_a_refusal_have_the_shape_of_the_interface() -> None:
    sheet = patrols()
    sheet["G5"], sheet["F5"] = "683.013", -1

    outcome = outcome_of(sheet)

    assert outcome.doubts[0].as_json() == {
        "sheet": SHEET,
        "cell": "G5",
        "text": "683.013",
        "code": "number-two-readings",
        "sentence": "This can be read two ways. Choose one reading.",
        "readings": ["683013", "683.013"],
    }
    assert set(outcome.refused[0].as_json()) == {"sheet", "cell", "text", "code", "sentence"}


def test_the_specification_of_the_tests_is_whole() -> None:
    assert PATROLS.column("vn") is not None
    assert PATROLS.column("nothing") is None
    assert saved(patrols()).startswith(b"PK")


def test_noughts_after_a_separator_are_never_decimals_among_whole_things_unasked() -> None:
    sheet = patrols()
    for row, text in enumerate(("1.234", "5.678", "9.876"), 5):
        sheet[f"F{row}"] = text
    sheet.append([4, "1/4/2025", None, "Phiêng Pằn", 6, 5])
    sheet.append([5, "1/5/2025", None, "Phiêng Pằn", 6, "12,000"])

    assert found(outcome_of(sheet)) == {("F9", "number-two-readings")}
