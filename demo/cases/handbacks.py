"""Illegal crossings settled by handing people back: five people, five minutes, no criminal case.

They belong to no case, so they change neither the cases nor the subjects that the report counts.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from demo.cases.words import NATIONS, SEXES
from demo.layout import Band, closing, head, masthead, title
from demo.offices import offices
from demo.people import Person, person
from demo.sheets import Book

WIDTHS = (5, 13, 20, 24, 9, 10, 12, 34, 32, 13, 16, 26)
HEAD: tuple[Band, ...] = (
    ("STT", ()),
    ("Ngày phát hiện", ()),
    ("Khu vực", ()),
    ("Người vượt biên", ("Họ và tên", "Giới tính", "Năm sinh", "Quốc tịch")),
    ("Hành vi", ()),
    ("Căn cứ trao trả", ()),
    ("Trao trả", ("Ngày trao trả", "Số biên bản", "Đơn vị tiếp nhận")),
)
ACT = "Hiệp định về quy chế quản lý biên giới và cửa khẩu biên giới trên đất liền (16/3/2016)"
PLAN = (
    (date(2024, 9, 12), "mốc 257", "houaphanh/dai-doi-pa-hang", "LA", "Nhập cảnh trái phép"),
    (date(2024, 12, 4), "mốc 242", "houaphanh/dai-doi-ban-dan", "LA", "Nhập cảnh trái phép"),
    (date(2025, 2, 19), "mốc 255", "son-la/don-long-sap", "VN", "Xuất cảnh trái phép"),
    (date(2025, 5, 8), "mốc 225", "houaphanh/dai-doi-muong-po", "LA", "Nhập cảnh trái phép"),
    (date(2025, 7, 22), "mốc 260", "houaphanh/dai-doi-pa-hang", "LA", "Nhập cảnh trái phép"),
)


def book(number: int, rng: Random) -> Book:
    result = Book(
        f"{number:02}_phong-tham-muu_trao-tra-nguoi_Q3-2024_T8-2025.xlsx",
        "security",
        "hand-backs",
        "son-la/phong-tham-muu",
        "Người vượt biên trái phép đã trao trả",
    )
    page, width = result.sheet("Trao trả", WIDTHS), len(WIDTHS)
    row = masthead(
        page, over="BỘ ĐỘI BIÊN PHÒNG", office="BỘ CHỈ HUY BĐBP TỈNH SƠN LA", width=width
    )
    lines = (
        "PHỤ LỤC IV",
        "NGƯỜI VƯỢT BIÊN TRÁI PHÉP ĐÃ TRAO TRẢ",
        "(Không thống kê trong số vụ án, đối tượng)",
    )
    row = head(page, title(page, row, lines, width), HEAD)
    for index, (found, area, unit, nation, act) in enumerate(PLAN):
        one = person(rng, lao=1.0 if nation == "LA" else 0.0)
        back = found + timedelta(days=1 + index % 3)
        minutes = f"{index + 1:02}/BB-TTN"
        page.row(row, (index + 1, found, area, one.name, SEXES[one.sex], one.born))
        page.row(row, (NATIONS[nation], act, ACT, back, minutes), start=6)
        page.put(row, 11, offices()[unit].short)
        result.records.append(_record((found, back), area, one, act, (minutes, unit)))
        row += 1
    notes = ("Tổng số: 05 người. Điều khoản áp dụng: theo biên bản.",)
    signer = "TRƯỞNG PHÒNG THAM MƯU"
    closing(page, row + 1, width=width, on=date(2025, 8, 8), signer=signer, notes=notes)
    return result


def _record(
    days: tuple[date, date], area: str, one: Person, act: str, minutes: tuple[str, str]
) -> dict[str, Any]:
    return {
        "kind": "hand-back",
        "found_on": days[0].isoformat(),
        "handed_back_on": days[1].isoformat(),
        "place": area,
        "person": one.record(),
        "act": act,
        "legal_basis": ACT,
        "minutes": minutes[0],
        "received_by": minutes[1],
    }
