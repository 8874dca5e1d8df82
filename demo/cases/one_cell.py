"""Lóng Sập's quarterly reports: all exhibits of a case in one cell, subjects on a second sheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from demo.cases.plan import Case
from demo.cases.words import one_cell, subject
from demo.layout import Band, closing, head, masthead, title
from demo.sheets import Book, Sheet, Value

WIDTHS = (5, 13, 20, 26, 30, 9, 44, 30, 14)
HEAD: tuple[Band, ...] = (
    ("STT", ()),
    ("Số vụ", ()),
    ("Thời gian, địa điểm", ("Ngày bắt giữ", "Địa điểm")),
    ("Hành vi vi phạm", ()),
    ("Số đối tượng", ()),
    ("Tang vật thu giữ", ()),
    ("Kết quả xử lý", ()),
    ("Ghi chú", ()),
)
PEOPLE_WIDTHS = (5, 13, 24, 9, 10, 10, 12, 46, 24)
PEOPLE_HEAD = (
    "STT",
    "Số vụ",
    "Họ và tên",
    "Giới tính",
    "Năm sinh",
    "Dân tộc",
    "Quốc tịch",
    "Nơi cư trú",
    "Giấy tờ tùy thân",
)
PERIODS = {
    "ls-q3-2024": ("QUÝ III NĂM 2024", date(2024, 10, 3), "; "),
    "ls-q4-2024": ("QUÝ IV NĂM 2024", date(2025, 1, 3), "; "),
    "ls-q1-2025": ("QUÝ I NĂM 2025", date(2025, 4, 2), "; "),
    "ls-q2-2025": ("QUÝ II NĂM 2025 (đến 11/8/2025)", date(2025, 8, 11), "\n- "),
}


def book(number: int, key: str, made: Sequence[Case]) -> Book:
    """Return one quarter of the station's cases."""
    period, on, joint = PERIODS[key]
    result = Book(
        f"{number:02}_don-long-sap_vu-viec_{key.removeprefix('ls-')}.xlsx",
        "security",
        "cases",
        made[0].office,
        f"Kết quả đấu tranh phòng, chống tội phạm {period}",
        records=[case.record() for case in made],
    )
    page = result.sheet("Vụ việc", WIDTHS)
    row = head(page, _top(page, period, len(WIDTHS)), HEAD)
    for index, case in enumerate(made):
        if key == "ls-q4-2024" and index == 3:
            row = head(page, row, HEAD)
        _line(page, row, index, case, joint)
        row += 1
    people = sum(len(case.people) for case in made)
    page.merge((row, 0, row, 4), f"Tổng cộng: {len(made):02} vụ", "total")
    page.row(row, (people, None, None, None), "total", start=5)
    notes = ("MTTH: ma túy tổng hợp; ĐTDĐ: điện thoại di động.",)
    closing(page, row + 2, width=len(WIDTHS), on=on, signer="ĐỒN TRƯỞNG", notes=notes)
    _people(result, made, period, key)
    return result


def _top(page: Sheet, period: str, width: int) -> int:
    over, office = "BCH BĐBP TỈNH SƠN LA", "ĐỒN BIÊN PHÒNG CKQT LÓNG SẬP"
    row = masthead(page, over=over, office=office, width=width)
    lines = ("PHỤ LỤC II", "KẾT QUẢ BẮT GIỮ, XỬ LÝ VỤ VIỆC", period, "(Kèm theo Báo cáo của Đồn)")
    return title(page, row, lines, width)


def _line(page: Sheet, row: int, index: int, case: Case, joint: str) -> None:
    lead = "- " if joint.startswith("\n") else ""
    exhibits = lead + one_cell(case.exhibits, joint=joint) if case.exhibits else "Không"
    count: Value = f"{len(case.people):02}" if case.people else "Vô chủ"
    page.row(row, (index + 1, case.number, case.on, case.place, case.act))
    page.put(row, 5, count, "center")
    page.row(row, (exhibits, case.result, None), start=6)
    if case.number == "03/2025-ĐLS":
        _night(page, row, case)


def _night(page: Sheet, row: int, case: Case) -> None:
    """A raid over midnight is told as a night, not as a date."""
    before = case.on - timedelta(days=1)
    text = f"Đêm {before.day}, rạng sáng {case.on.day}/{case.on.month}/{case.on.year}"
    readings = (case.on.isoformat(), before.isoformat())
    page.doubtful((row, 2), text, case.on.isoformat(), readings, "one night, two dates")


def _people(result: Book, made: Sequence[Case], period: str, key: str) -> None:
    page = result.sheet("Đối tượng", PEOPLE_WIDTHS)
    page.merge((0, 0, 0, 8), f"DANH SÁCH ĐỐI TƯỢNG {period}", "title")
    page.row(2, PEOPLE_HEAD, "head")
    rows = [(case.number, one) for case in made for one in case.people]
    for index, (number, one) in enumerate(rows):
        page.row(index + 3, (index + 1, number, *subject(one)))
    if key == "ls-q3-2024":
        born = rows[-1][1].born
        place = (len(rows) + 2, 4)
        page.doubtful(place, f"khoảng {born}", str(born), (str(born),), "an approximate year")
    page.put(len(rows) + 4, 0, "Họ tên, giấy tờ do máy sinh ra để trình diễn.", "note")
