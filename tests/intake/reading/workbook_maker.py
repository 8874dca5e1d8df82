"""Officials' workbooks made in code, sound ones and faulty ones."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import date

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from saphan.intake.reading.columns import Before, Column, Kind, SheetSpec
from saphan.intake.reading.outcome import Outcome
from saphan.intake.reading.reader import read

TALKS = date(2025, 8, 12)
SHEET = "Tuần tra"

_FORCES = ("Lực lượng tham gia", "ກຳລັງເຂົ້າຮ່ວມ", "Participants")
_TYPES = {
    "joint": ("Song phương", "ຮ່ວມ", "Joint"),
    "single": ("Đơn phương", "ດ່ຽວ", "Single"),
}

PATROLS = SheetSpec(
    name="patrols",
    titles=("Tuần tra song phương", "ການລາດຕະເວນຮ່ວມ", "Bilateral patrols"),
    columns=(
        Column(
            name="start",
            heads=("Ngày bắt đầu", "ວັນທີເລີ່ມ", "First day"),
            kind=Kind.DATE,
            since=date(2000, 1, 1),
            required=True,
        ),
        Column(name="end", heads=("Ngày kết thúc", "ວັນທີສິ້ນສຸດ", "Last day"), kind=Kind.DATE),
        Column(
            name="station",
            heads=("Đồn biên phòng", "ປ້ອມ", "Station"),
            kind=Kind.TEXT,
            required=True,
        ),
        Column(
            name="vn",
            heads=("Việt Nam", "ຫວຽດນາມ", "Vietnam"),
            group=_FORCES,
            kind=Kind.INTEGER,
            unit="person",
            maximum=20_000,
            required=True,
        ),
        Column(
            name="la",
            heads=("Lào", "ລາວ", "Laos"),
            group=_FORCES,
            kind=Kind.INTEGER,
            unit="person",
        ),
        Column(name="heroin", heads=("Heroin", "ເຮໂຣອິນ", "Heroin"), kind=Kind.DECIMAL, unit="g"),
        Column(name="seized", heads=("Tang vật", "ຂອງກາງ", "Exhibits"), kind=Kind.AMOUNTS),
        Column(name="type", heads=("Loại", "ປະເພດ", "Type"), kind=Kind.CHOICE, choices=_TYPES),
        Column(name="left", heads=("Giờ xuất phát", "ໂມງອອກ", "Left at"), kind=Kind.TIME),
    ),
    before=(Before("start", "end"),),
)


def patrols() -> Worksheet:
    """A sound workbook: title block, two-row merged head, records in rows 5 to 7."""
    sheet = Workbook().active
    assert isinstance(sheet, Worksheet)
    sheet.title = SHEET
    sheet.append(["BỘ ĐỘI BIÊN PHÒNG TỈNH SƠN LA"])
    sheet.append(["Tuần tra song phương"])
    sheet.append(["STT", "Ngày bắt đầu", "Ngày kết thúc", "Đồn biên phòng", "Lực lượng tham gia",
                  None, "Heroin (g)", "Tang vật", "Loại", "Giờ xuất phát"])  # fmt: skip
    sheet.append([None, None, None, None, "Việt Nam", "Lào"])
    for letter in "ABCDGHIJ":
        sheet.merge_cells(f"{letter}3:{letter}4")
    sheet.merge_cells("E3:F3")
    sheet.merge_cells("A2:J2")
    sheet.append([1, date(2024, 7, 20), date(2024, 7, 21), "Chiềng Khương", 12, 10, 111.22,
                  "2 bánh; 111,22g", "Song phương", "7h30"])  # fmt: skip
    sheet.append([2, "13/9/2024", "14/9/2024", "Lóng Sập", "11", "໑໑", "5,5", None, "ຮ່ວມ"])
    sheet.append([3, "ngày 2 tháng 3 năm 2025", None, "Nậm Lạnh", 11, 12, None,
                  "1.500 viên và 5 g", "joint", "07:05"])  # fmt: skip
    return sheet


def saved(sheet: Worksheet) -> bytes:
    target = io.BytesIO()
    book = sheet.parent
    assert isinstance(book, Workbook)
    book.save(target)
    return target.getvalue()


def outcome_of(
    source: Worksheet | bytes,
    *,
    answers: Mapping[str, str] | None = None,
    filename: str = "tuan-tra.xlsx",
    spec: SheetSpec = PATROLS,
    mapping: Mapping[str, Mapping[str, str]] | None = None,
) -> Outcome:
    data = source if isinstance(source, bytes) else saved(source)
    return read(
        data, filename=filename, sheets=[spec], today=TALKS, answers=answers, mapping=mapping
    )


def found(outcome: Outcome) -> set[tuple[str, str]]:
    """Address and code of all that is doubtful or refused."""
    return {(told.cell, told.code) for told in (*outcome.doubts, *outcome.refused)}


def with_parts(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The same zip with parts added or replaced."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return target.getvalue()


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return book.read(name)
