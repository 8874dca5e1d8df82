"""The gates' lists of movements: one big workbook, five CSV files, fourteen monthly workbooks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from random import Random

from demo.layout import NOTICE, head, masthead, title
from demo.movements import Movement, movements
from demo.sheets import Book, Sheet, Value

BUDDHIST = 543
type Column = tuple[str, Callable[[Movement], Value]]

DIRECTIONS = {"entry": "Nhập cảnh", "exit": "Xuất cảnh"}
RESIDENTS = {"border-resident": "Cư dân biên giới", "other": "Khác"}
NATIONS = {"VN": "Việt Nam", "LA": "Lào"}
WHEN: tuple[Column, ...] = (
    ("Ngày", lambda one: one.on),
    ("Giờ", lambda one: one.at),
    ("Nhập/Xuất cảnh", lambda one: DIRECTIONS[one.direction]),
)
WHO: tuple[Column, ...] = (
    ("Họ và tên", lambda one: one.who.person.name),
    ("Quốc tịch", lambda one: NATIONS[one.who.person.nationality]),
    ("Năm sinh", lambda one: one.who.person.born),
)
PAPER: tuple[Column, ...] = (
    ("Loại giấy tờ", lambda one: one.who.paper),
    ("Số giấy tờ", lambda one: one.who.number),
    ("Diện đối tượng", lambda one: RESIDENTS[one.resident]),
)
RIDE: tuple[Column, ...] = (
    ("Loại phương tiện", lambda one: one.who.vehicle or None),
    ("Biển kiểm soát", lambda one: one.who.plate or None),
    ("Hàng hóa", lambda one: one.goods or None),
)
OLD_NATIONS = {"VN": "VNM", "LA": "LAO"}
CSV_HEAD = (
    "Ngay",
    "Gio",
    "Chieu",
    "Ho ten",
    "Quoc tich",
    "Nam sinh",
    "Loai giay to",
    "So giay to",
    "Dien",
    "Phuong tien",
    "BKS",
)
QUARTERS = ("III-2024", "IV-2024", "I-2025", "II-2025", "III-2025")
MONTHLY_PERSON = ("Người xuất, nhập cảnh", ("Họ tên", "Năm sinh", "Quốc tịch"))
MONTHLY_PAPER = ("Giấy tờ", ("Loại", "Số"))
WIDTHS = (6, 12, 8, 14, 24, 10, 12, 24, 18, 18, 14, 14, 14)


def books(rng: Random, first: int = 17) -> list[Book]:
    """Return the twenty files of movements, numbered from `first`."""
    made = movements(rng)
    result = [_long_sap(first, made["long-sap"])]
    result += _chieng_khuong(first + 1, made["chieng-khuong"])
    return result + _nam_lanh(first + 1 + len(QUARTERS), made["nam-lanh"])


def _book(number: int, name: str, made: Sequence[Movement]) -> Book:
    title = f"Lưu lượng xuất, nhập cảnh cửa khẩu {made[0].gate.name}"
    office = made[0].gate.office
    book = Book(f"{number:02}_{name}", "crossings", "movements", office, title)
    book.records = [one.record() for one in made]
    return book


def _long_sap(number: int, made: Sequence[Movement]) -> Book:
    """One sheet a year; the clerk of 2025 moved the person's columns to the front."""
    book = _book(number, "tram-long-sap_luu-luong-XNC_2024-2025.xlsx", made)
    orders = {2024: (*WHEN, *WHO, *PAPER, *RIDE), 2025: (*WHO, *PAPER, *WHEN, *RIDE)}
    for year, listed in groupby(made, key=lambda one: one.on.year):
        page = book.sheet(f"Năm {year}", WIDTHS)
        columns = orders[year]
        width = len(columns) + 1
        row = _top(page, "TRẠM KSBP CKQT LÓNG SẬP", f"NĂM {year}", width)
        page.row(row, ("STT", *(name for name, _ in columns)), "head")
        page.fill(row + 1, list(_rows(list(listed), columns)))
    return book


def _top(page: Sheet, office: str, period: str, width: int) -> int:
    row = masthead(page, over="BCH BĐBP TỈNH SƠN LA", office=office, width=width)
    lines = ("SỔ THEO DÕI NGƯỜI, PHƯƠNG TIỆN XUẤT, NHẬP CẢNH", period, NOTICE)
    return title(page, row, lines, width)


def _rows(made: Sequence[Movement], columns: Sequence[Column]) -> Iterator[Sequence[Value]]:
    for index, one in enumerate(made, 1):
        yield (index, *(value(one) for _, value in columns))


def _chieng_khuong(number: int, made: Sequence[Movement]) -> list[Book]:
    """Exports of an older program, one a quarter: no accents in the head, codes in the cells."""
    result = []
    quarters = groupby(made, key=lambda one: (one.on.year, (one.on.month - 1) // 3))
    for offset, (name, (_, listed)) in enumerate(zip(QUARTERS, quarters, strict=True)):
        slug = f"don-chieng-khuong_XNC_quy-{name}.csv"
        part = list(listed)
        book = _book(number + offset, slug, part)
        page = book.sheet("CSV")
        page.row(0, CSV_HEAD)
        page.fill(1, [_export(one) for one in part])
        result.append(book)
    return result


def _export(one: Movement) -> Sequence[Value]:
    who = one.who.person
    when = (one.on, one.at, "N" if one.direction == "entry" else "X")
    paper = (one.who.paper, one.who.number, "CDBG" if one.resident != "other" else "KHAC")
    nation = OLD_NATIONS[who.nationality]
    return (*when, who.name, nation, who.born, *paper, one.who.vehicle, one.who.plate)


def _nam_lanh(number: int, made: Sequence[Movement]) -> list[Book]:
    result = []
    months = groupby(made, key=lambda one: (one.on.year, one.on.month))
    for offset, ((year, month), listed) in enumerate(months):
        part = list(listed)
        name = f"tram-nam-lanh_XNC_thang-{month:02}-{year}.xlsx"
        book = _book(number + offset, name, part)
        page = book.sheet(f"Tháng {month}", WIDTHS)
        paper_first = month % 2 == 0
        bands = [MONTHLY_PERSON, MONTHLY_PAPER]
        bands = bands[::-1] if paper_first else bands
        row = _top(page, "TRẠM KSBP CK NẬM LẠNH", f"THÁNG {month:02} NĂM {year}", 12)
        row = head(
            page,
            row,
            (
                ("STT", ()),
                ("Thời gian", ("Ngày", "Giờ")),
                ("Chiều", ()),
                *bands,
                ("Đối tượng", ()),
                ("Phương tiện", ("Loại", "BKS")),
                ("Ghi chú", ()),
            ),
        )
        lines = [_monthly(one, index, paper_first) for index, one in enumerate(part, 1)]
        _mess(page, row, part, lines, date(year, month, 1))
        page.fill(row, [*lines, _total(part)])
        result.append(book)
    return result


def _monthly(one: Movement, index: int, paper_first: bool) -> list[Value]:  # noqa: FBT001
    who = one.who.person
    about: tuple[Value, ...] = (who.name, who.born, NATIONS[who.nationality])
    paper: tuple[Value, ...] = (one.who.paper, one.who.number)
    middle = (*paper, *about) if paper_first else (*about, *paper)
    resident = "Cư dân BG" if one.resident != "other" else "Khách khác"
    ride = (one.who.vehicle or None, one.who.plate or None, None)
    return [index, one.on, one.at, DIRECTIONS[one.direction], *middle, resident, *ride]


def _total(part: Iterable[Movement]) -> Sequence[Value]:
    counts = Counter(one.direction for one in part)
    return (f"Tổng cộng: nhập cảnh {counts['entry']} lượt; xuất cảnh {counts['exit']} lượt",)


def _mess(
    page: Sheet, row: int, part: Sequence[Movement], lines: list[list[Value]], month: date
) -> None:
    """Text dates and spoken times; in March a Buddhist-era date, in May such a birth year."""
    for index in range(4, len(part), 9):
        lines[index][1] = f"{part[index].on:%d/%m/%Y}"
        lines[index][2] = f"{part[index].at.hour}h{part[index].at:%M}"
    if month == date(2025, 3, 1):
        on = part[10].on
        lines[10][1] = text = f"{on.day}/{on.month}/{on.year + BUDDHIST}"
        readings = (on.isoformat(), on.replace(year=on.year + BUDDHIST).isoformat())
        page.doubt((row + 10, 1), text, on.isoformat(), readings, "a year of the Buddhist era")
    if month == date(2025, 5, 1):
        place = next(i for i, one in enumerate(part) if one.who.person.nationality == "LA")
        born = part[place].who.person.born
        lines[place][5] = str(born + BUDDHIST)
        readings = (str(born), str(born + BUDDHIST))
        why = "a birth year of the Buddhist era"
        page.doubt((row + place, 5), readings[1], str(born), readings, why)
