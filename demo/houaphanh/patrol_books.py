"""The Lao files of patrols: the staff's of two years, a company's own, and one that comes late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from demo.houaphanh.paper import COMMAND, ERA, FONT, LINE, closing, in_era, lao, masthead
from demo.houaphanh.walked import COMPANY
from demo.layout import Band, head, title
from demo.offices import offices
from demo.patrols import LA, VN, Patrol
from demo.sheets import Book, Formula, Sheet, Value

STAFF = "houaphanh/tham-muu"
STAFF_NAME, STAFF_HEAD = "ຫ້ອງເສນາທິການ", "ຫົວໜ້າຫ້ອງເສນາທິການ"
SIDE = ("ກົມກອງ", "ຈຳນວນພົນ", "ຜູ້ບັນຊາ")
HEAD: tuple[Band, ...] = (
    ("ລ/ດ", ()),
    ("ເລກທີບົດບັນທຶກ", ()),
    ("ເວລາ", ("ວັນທີເລີ່ມ", "ວັນທີສິ້ນສຸດ")),
    ("ຊ່ວງຊາຍແດນ", ("ຈາກຫຼັກ", "ຮອດຫຼັກ")),
    ("ຝ່າຍລາວ", SIDE),
    ("ຝ່າຍຫວຽດນາມ", SIDE),
    ("ຜົນການລາດຕະເວນ", ()),
    ("ໝາຍເຫດ", ()),
)
HEAD_OF_ERA: tuple[Band, ...] = (
    ("ລຳດັບ", ()),
    ("ເລກທີ ບົດບັນທຶກ", ()),
    ("ວັນ, ເດືອນ, ປີ (ພ.ສ.)", ("ເລີ່ມ", "ສຳເລັດ")),
    ("ຊ່ວງຫຼັກໝາຍ", ("ຈາກຫຼັກ", "ຫາຫຼັກ")),
    ("ກຳລັງຝ່າຍລາວ", SIDE),
    ("ກຳລັງຝ່າຍຫວຽດນາມ", SIDE),
    ("ລວມສອງຝ່າຍ", ()),
    ("ຜົນໄດ້ຮັບ", ()),
)
COMPANY_HEAD = (
    "ລ/ດ",
    "ເລກທີບົດບັນທຶກ",
    "ວັນອອກ",
    "ວັນກັບ",
    "ຈາກຫຼັກ",
    "ຮອດຫຼັກ",
    "ຈຳນວນຄົນຝ່າຍລາວ",
    "ຈຳນວນຄົນຝ່າຍຫວຽດນາມ",
    "ກົມກອງຝ່າຍລາວ",
    "ກົມກອງຝ່າຍຫວຽດນາມ",
    "ຜົນການລາດຕະເວນ",
)
WIDTHS = (6, 20, 14, 14, 10, 10, 34, 13, 34, 42, 13, 40, 60, 16)
WIDTHS_OF_ERA = (*WIDTHS[:-2], 16, 60)
COMPANY_WIDTHS = (6, 20, 16, 16, 11, 11, 22, 26, 34, 42, 60)


def books(staff: Sequence[Patrol], company: Sequence[Patrol]) -> list[Book]:
    """Return the staff's file of both years and the company's own."""
    made = _book("01_lat-tavein-houam_2024-2568.xlsx", STAFF, "ຜົນການລາດຕະເວນຮ່ວມ", staff)
    _sheet_2024(made.sheet("ປີ 2024", WIDTHS), [one for one in staff if one.first.year == 2024])
    _sheet_2568(
        made.sheet("ປີ 2568", WIDTHS_OF_ERA), [one for one in staff if one.first.year == 2025]
    )
    return [made, _of_company(company)]


def late_book(number: int, late: Patrol) -> Book:
    """Return the file of minutes that reached the staff after the last exchange."""
    title = "ບົດບັນທຶກລາດຕະເວນທີ່ມາຮອດຊ້າ"
    made = _book(f"{number:02}_lat-tavein-houam_maa-sa.xlsx", STAFF, title, [late])
    made.late = True
    sheet = made.sheet("ເພີ່ມຕື່ມ", WIDTHS)
    row = head(sheet, _top(sheet, "ເພີ່ມຕື່ມ ປີ 2025", WIDTHS, STAFF_NAME), HEAD)
    _row(sheet, row, late, 1)
    short = f"{late.last.day}/{late.last.month}/{(late.last.year + ERA) % 100}"
    truth = late.last.isoformat()
    sheet.doubtful((row, 3), short, truth, (truth,), "a year of two digits")
    _close(sheet, row + 2, date(2025, 8, 20))
    return made


def _book(file: str, office: str, title: str, rows: Sequence[Patrol]) -> Book:
    records = [one.record() for one in rows]
    told = (file, "security", "patrols", office, title)
    return Book(*told, records=records, font=FONT, line=LINE)


def _top(sheet: Sheet, about: str, widths: Sequence[int], office: str) -> int:
    row = masthead(sheet, office=office, number="...../ສທ.ຫພ", width=len(widths))
    lines = ("ຜົນການລາດຕະເວນຮ່ວມ ລະຫວ່າງ ແຂວງຫົວພັນ ແລະ ແຂວງເຊີນລາ (ຫວຽດນາມ)", about)
    return title(sheet, row, lines, len(widths))


def _close(sheet: Sheet, row: int, on: date) -> None:
    notes = ("ຈຳນວນພົນ ແມ່ນຜູ້ທີ່ໄປລາດຕະເວນໂດຍກົງ.",)
    closing(sheet, row, width=len(WIDTHS), on=on, signer=STAFF_HEAD, notes=notes)


def _side(one: Patrol, side: str) -> tuple[Value, ...]:
    return offices()[one.unit[side]].lo, one.people[side], one.rank[side]


def _row(sheet: Sheet, row: int, one: Patrol, index: int) -> None:
    sheet.row(row, (index, one.number, one.first, one.last, *one.markers))
    sheet.row(row, (*_side(one, LA), *_side(one, VN)), start=6)
    sheet.row(row, (one.findings, "ມີບົດບັນທຶກ"), start=12)


def _sheet_2024(sheet: Sheet, made: Sequence[Patrol]) -> None:
    """Dates as the program typed them, and a single one of the other era."""
    first = head(sheet, _top(sheet, "ປີ 2024", WIDTHS, STAFF_NAME), HEAD)
    for offset, one in enumerate(made):
        _row(sheet, first + offset, one, offset + 1)
    last, start = first + len(made) - 1, made[-1].first
    readings = (start.isoformat(), start.replace(year=start.year + ERA).isoformat())
    why = "a year of the Buddhist era"
    sheet.doubtful((last, 2), in_era(start), readings[0], readings, why)
    sheet.put(first, 4, f"ຫຼັກ {made[0].markers[0]}", "center")
    sheet.put(first, 7, f"{lao(made[0].people[LA])} ຄົນ", "center")
    _total(sheet, first, made)
    _close(sheet, first + len(made) + 2, date(2025, 8, 4))


def _sheet_2568(sheet: Sheet, made: Sequence[Patrol]) -> None:
    """Every day in the years of the era, some in Lao digits: the column leaves nothing to ask."""
    first = head(sheet, _top(sheet, "ປີ 2568 (2025)", WIDTHS, STAFF_NAME), HEAD_OF_ERA)
    for offset, one in enumerate(made):
        row, days = first + offset, (in_era(one.first), in_era(one.last))
        told = tuple(map(lao, days)) if offset % 3 == 1 else days
        sheet.row(row, (offset + 1, one.number, *told, *one.markers))
        sheet.row(row, (*_side(one, LA), *_side(one, VN)), start=6)
        sheet.put(row, 12, Formula(f"=H{row + 1}+K{row + 1}", sum(one.people.values())), "number")
        sheet.put(row, 13, one.findings)
    _total(sheet, first, made)
    _close(sheet, first + len(made) + 2, date(2025, 8, 4))


def _total(sheet: Sheet, first: int, made: Sequence[Patrol]) -> None:
    row = first + len(made)
    sheet.row(row, [None] * len(WIDTHS), "total")
    sheet.merge((row, 0, row, 1), f"ລວມ: {len(made):02} ຄັ້ງ", "total")
    for col, side in ((7, LA), (10, VN)):
        sheet.put(row, col, sum(one.people[side] for one in made), "total")


def _of_company(made: Sequence[Patrol]) -> Book:
    """The company's book has one head row and Lao digits; who leads is not written."""
    book = _book("02_kong-hoi-pa-hang_2024-2025.xlsx", COMPANY, "ປຶ້ມລາດຕະເວນຂອງກອງຮ້ອຍ", made)
    for record in book.records:
        record["leader_ranks"] = {LA: "", VN: ""}
    sheet = book.sheet("ປຶ້ມລາດຕະເວນ", COMPANY_WIDTHS)
    width = len(COMPANY_WIDTHS)
    row = _top(sheet, "2024 - 2025", COMPANY_WIDTHS, offices()[COMPANY].lo)
    sheet.row(row, COMPANY_HEAD, "head")
    for index, one in enumerate(made, start=1):
        days = (lao(f"{day.day}/{day.month}/{day.year}") for day in (one.first, one.last))
        told = (lao(index), one.number, *days, *map(lao, one.markers))
        people = (lao(one.people[LA]), lao(one.people[VN]))
        units = (offices()[one.unit[side]].lo for side in (LA, VN))
        sheet.row(row + index, (*told, *people, *units, one.findings))
    row += len(made) + 2
    signer = f"{COMMAND}\nຫົວໜ້າກອງຮ້ອຍ"
    closing(sheet, row, width=width, on=date(2025, 8, 2), signer=signer, notes=())
    return book
