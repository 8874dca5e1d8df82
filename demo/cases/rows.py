"""The crime department's reports: cases, subjects, one row for each exhibit, steps of custody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from random import Random

from demo.cases.plan import Case, hand_over
from demo.cases.words import NAMES, UNITS, counted, subject, typed
from demo.layout import Band, closing, head, masthead, title
from demo.sheets import Book, Sheet, Value

HEAD: tuple[Band, ...] = (
    ("STT", ()),
    ("Số vụ án", ()),
    ("Phát hiện, bắt giữ", ("Ngày, tháng, năm", "Địa bàn")),
    ("Tội danh, hành vi", ()),
    ("Số bị can", ()),
    ("Kết quả xử lý", ()),
)
WIDTHS = (5, 18, 14, 34, 38, 9, 36)
PEOPLE_HEAD = (
    "STT",
    "Số vụ án",
    "Họ và tên",
    "Giới tính",
    "Năm sinh",
    "Dân tộc",
    "Quốc tịch",
    "Nơi thường trú",
    "Số CCCD/CMND/Hộ chiếu",
)
PEOPLE_WIDTHS = (5, 18, 24, 9, 10, 10, 12, 46, 24)
EXHIBIT_HEAD = (
    "STT",
    "Số vụ án",
    "Tên tang vật",
    "Số lượng",
    "ĐVT",
    "Khối lượng cân (g)",
    "Tình trạng",
)
EXHIBIT_WIDTHS = (5, 18, 26, 14, 9, 14, 36)
CUSTODY_HEAD = (
    "STT",
    "Số vụ án",
    "Ngày giao nhận",
    "Bên giao",
    "Bên nhận",
    "Nội dung",
    "Số biên bản",
)
CUSTODY_WIDTHS = (5, 18, 14, 30, 34, 34, 16)
PERIODS = {
    "pctp-q3-2024": ("QUÝ III NĂM 2024", date(2024, 10, 4)),
    "pctp-q4-2024": ("QUÝ IV NĂM 2024", date(2025, 1, 6)),
    "pctp-q1-2025": ("QUÝ I NĂM 2025", date(2025, 4, 4)),
    "pctp-q2-2025": ("QUÝ II NĂM 2025", date(2025, 7, 4)),
    "pctp-q3-2025": ("QUÝ III NĂM 2025 (tính đến 11/8)", date(2025, 8, 12)),
}


def book(number: int, key: str, made: Sequence[Case], rng: Random) -> Book:
    """Return one quarter of the department's cases with custody."""
    for case in made:
        hand_over(rng, case)
    period, on = PERIODS[key]
    result = Book(
        f"{number:02}_phong-pctp_vu-an_{key.removeprefix('pctp-')}.xlsx",
        "security",
        "cases",
        made[0].office,
        f"Thống kê án, tang vật {period}",
        records=[case.record() for case in made],
    )
    _cases(result.sheet("Vụ án", WIDTHS), made, period, on)
    _people(result.sheet("Đối tượng", PEOPLE_WIDTHS), made)
    _exhibits(result.sheet("Tang vật", EXHIBIT_WIDTHS), made, merged=key == "pctp-q1-2025")
    _custody(result.sheet("Giao nhận tang vật", CUSTODY_WIDTHS), made)
    if key == "pctp-q2-2025":
        lists = result.sheet("Danh mục", (14, 20))
        lists.hidden = True
        for row, unit in enumerate(("ĐVT", *UNITS.values())):
            lists.put(row, 0, unit, "plain")
    return result


def _cases(page: Sheet, made: Sequence[Case], period: str, on: date) -> None:
    width = len(WIDTHS)
    row = masthead(page, over="BCH BĐBP TỈNH SƠN LA", office="PHÒNG PCMT VÀ TỘI PHẠM", width=width)
    lines = ("THỐNG KÊ CÁC VỤ ÁN ĐÃ BẮT GIỮ", period, "(Số liệu Phòng trực tiếp và chủ trì)")
    row = head(page, title(page, row, lines, width), HEAD)
    for index, case in enumerate(made):
        page.row(row, (index + 1, case.number, case.on, case.place, case.act))
        page.row(row, (len(case.people), case.result), start=5)
        row += 1
    signer = "TRƯỞNG PHÒNG"
    closing(page, row + 1, width=width, on=on, signer=signer, notes=())


def _people(page: Sheet, made: Sequence[Case]) -> None:
    page.row(0, PEOPLE_HEAD, "head")
    rows = [(case.number, one) for case in made for one in case.people]
    for index, (number, one) in enumerate(rows):
        page.row(index + 1, (index + 1, number, *subject(one)))
    page.put(len(rows) + 2, 0, "Họ tên, giấy tờ do máy sinh ra để trình diễn.", "note")


def _exhibits(page: Sheet, made: Sequence[Case], *, merged: bool) -> None:
    """Write one row for each exhibit; when `merged`, a case's number stands once for its rows."""
    page.row(0, EXHIBIT_HEAD, "head")
    row = 1
    for case in made:
        first = row
        for exhibit in case.exhibits:
            weighed = typed(exhibit.weighed) if exhibit.weighed else None
            amount: Value = typed(exhibit.quantity)
            if exhibit.item == "cash":
                amount = counted(exhibit.quantity)
            page.row(row, (row, case.number, NAMES[exhibit.item], amount, UNITS[exhibit.unit]))
            page.row(row, (weighed, "Nhập kho vật chứng"), start=5)
            if exhibit.quantity == "2.001":
                why = "the dot may part thousands or decimals"
                page.doubtful((row, 3), "2.001", "2.001", ("2.001", "2001"), why)
            row += 1
        if merged and row - first > 1:
            page.merge((first, 1, row - 1, 1), case.number, "center")


def _custody(page: Sheet, made: Sequence[Case]) -> None:
    page.row(0, CUSTODY_HEAD, "head")
    rows = [(case.number, step) for case in made for step in case.custody]
    for index, (number, step) in enumerate(rows):
        line = (index + 1, number, step.on, step.giver, step.taker, step.what, step.minutes)
        page.row(index + 1, line)
