"""Sound little workbooks; a fault is a change to one of them.

In each, the head ends on spreadsheet row 4 and the records stand on rows 5 to 7.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time

from demo.cases.columns import NAM_LANH
from demo.cases.one_cell import HEAD as ONE_CELL_HEAD
from demo.cases.one_cell import PEOPLE_HEAD
from demo.layout import Band, head
from demo.patrols import HEAD_2024
from demo.sheets import Book, Sheet, Value

MOVEMENT_HEAD: tuple[Band, ...] = (
    ("STT", ()),
    ("Thời gian", ("Ngày", "Giờ")),
    ("Chiều", ()),
    ("Người xuất, nhập cảnh", ("Họ tên", "Năm sinh", "Quốc tịch")),
    ("Giấy tờ", ("Loại", "Số")),
    ("Đối tượng", ()),
)
PATROLS: tuple[tuple[Value, ...], ...] = tuple(
    (
        index,
        f"9{index}/BB-TTSP",
        date(2025, 2, 3 + index),
        date(2025, 2, 4 + index),
        250 + index,
        254 + index,
        "Đồn BPCK QT Lóng Sập",
        11,
        "Đại úy, Đội trưởng Vũ trang",
        "Đại đội BP Pa Háng",
        10,
        "Đại úy, Đại đội trưởng",
        "Không có vụ việc.",
        None,
    )
    for index in (1, 2, 3)
)
CASES: tuple[tuple[Value, ...], ...] = tuple(
    (
        index,
        f"9{index}/2025-ĐLS",
        date(2025, 3, 10 + index),
        "khu vực mốc 255",
        "Tàng trữ trái phép chất ma túy",
        "01",
        f"{index},5g heroin; 01 xe máy",
        "Đang điều tra, xác minh",
        None,
    )
    for index in (1, 2, 3)
)
PEOPLE: tuple[tuple[Value, ...], ...] = tuple(
    (
        index,
        f"9{index}/2025-ĐLS",
        name,
        "Nam",
        1990 + index,
        "Thái",
        "Việt Nam",
        "bản Buốc, xã Lóng Sập, tỉnh Sơn La",
        f"CCCD 00009{index}00000{index}",
    )
    for index, name in enumerate(("Lò Văn Inh", "Cà Văn Ón", "Vì Văn Biên"), 1)
)
COLUMNS: tuple[tuple[Value, ...], ...] = tuple(
    (
        index,
        f"NL/25/9{index}",
        date(2025, 3, 10 + index),
        "khu vực mốc 224",
        "Vận chuyển pháo nổ trái phép qua biên giới",
        7.5 + index,
        1200 + index,
        None,
        20.5 + index,
        None,
        1,
        None,
        1,
        "Đang điều tra, xác minh",
    )
    for index in (1, 2, 3)
)
MOVEMENTS: tuple[tuple[Value, ...], ...] = tuple(
    (
        index,
        date(2025, 3, index),
        time(8, 10 * index),
        "Nhập cảnh",
        name,
        1990 + index,
        "Việt Nam",
        "Giấy thông hành biên giới",
        f"TH-0000-9000{index}",
        "Cư dân BG",
    )
    for index, name in enumerate(("Lò Văn Inh", "Cà Thị Nọi", "Vì Văn Biên"), 1)
)


@dataclass(frozen=True, slots=True)
class Base:
    register: str
    kind: str
    sheet: str
    bands: tuple[Band, ...]
    rows: tuple[tuple[Value, ...], ...]
    office: str
    more: Callable[[Book], None] | None = None

    def book(self, file: str, changes: Mapping[str, Value]) -> Book:
        """Return the sound workbook with the cells of its first sheet changed, by address."""
        book = Book(file, self.register, self.kind, self.office, "Biểu mẫu có lỗi")
        page = book.sheet(self.sheet, (6,) + (16,) * 13)
        page.put(0, 0, "BIỂU BÁO CÁO (DỮ LIỆU TRÌNH DIỄN)", "note")
        first = head(page, 2, self.bands)
        for offset, values in enumerate(self.rows):
            page.row(first + offset, values)
        for cell, value in changes.items():
            page.put(*place(cell), value, _style(value))
        if self.more:
            self.more(book)
        return book


def place(cell: str) -> tuple[int, int]:
    """Return (row, column) from 0 for `C5`."""
    return int(cell[1:]) - 1, ord(cell[0]) - ord("A")


def _style(value: Value) -> str:
    return "date" if isinstance(value, date) else "center"


def _people(book: Book) -> None:
    page: Sheet = book.sheet("Đối tượng", (6,) + (16,) * 8)
    page.row(2, PEOPLE_HEAD, "head")
    for offset, values in enumerate(PEOPLE):
        page.row(3 + offset, values)


BASES = {
    "patrols": Base("security", "patrols", "Tuần tra", HEAD_2024, PATROLS, "son-la/phong-tham-muu"),
    "cases": Base(
        "security", "cases", "Vụ việc", ONE_CELL_HEAD, CASES, "son-la/don-long-sap", _people
    ),
    "columns": Base("security", "cases", "Vụ việc", NAM_LANH.bands, COLUMNS, "son-la/don-nam-lanh"),
    "movements": Base(
        "crossings",
        "movements",
        "Tháng 3",
        MOVEMENT_HEAD,
        MOVEMENTS,
        "son-la/tram-kiem-soat-nam-lanh",
    ),
}
