"""Chiềng Khương's and Nậm Lạnh's reports: one column for each kind of exhibit, one row a case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from demo.cases.plan import Case
from demo.cases.seizures import Exhibit
from demo.cases.words import numeral, subject, typed
from demo.layout import Band, closing, head, masthead, title
from demo.sheets import Book, Formula, Sheet, Value, address

KINDS = (
    ("heroin", "g"),
    ("synthetic-drug", "pill"),
    ("opium-resin", "g"),
    ("firecrackers", "kg"),
    ("motorbike", "item"),
    ("mobile-phone", "item"),
    ("cash", "VND"),
)
FIRST_KIND, THOUSAND = 5, 1000


@dataclass(frozen=True, slots=True)
class Form:
    """How one station words its head; `thousands` when its money column counts thousands."""

    slug: str
    ending: str
    office: str
    bands: tuple[Band, ...]
    people: tuple[str, ...]
    sheets: tuple[str, str]
    thousands: bool


CHIENG_KHUONG = Form(
    "don-chieng-khuong",
    ".xls",
    "ĐỒN BPCK CHIỀNG KHƯƠNG",
    (
        ("TT", ()),
        ("Ký hiệu vụ", ()),
        ("Ngày, tháng", ()),
        ("Địa điểm xảy ra", ()),
        ("Tội danh", ()),
        (
            "Tang vật, phương tiện thu giữ",
            (
                "Heroin (g)",
                "MTTH (viên)",
                "Nhựa TP (g)",
                "Pháo (kg)",
                "Xe máy",
                "ĐTDĐ",
                "Tiền (nghìn đồng)",
            ),
        ),
        ("Số ĐT bị bắt", ()),
        ("Xử lý", ()),
    ),
    ("TT", "Ký hiệu vụ", "Họ tên ĐT", "GT", "Năm sinh", "DT", "QT", "Trú quán", "Số giấy tờ"),
    ("Vu viec", "Doi tuong"),
    thousands=True,
)
NAM_LANH = Form(
    "don-nam-lanh",
    ".xlsx",
    "ĐỒN BIÊN PHÒNG NẬM LẠNH",
    (
        ("STT", ()),
        ("Vụ số", ()),
        ("Ngày phát hiện", ()),
        ("Nơi phát hiện", ()),
        ("Hành vi", ()),
        (
            "Tang vật",
            (
                "Hêrôin\n(gam)",
                "Ma túy tổng hợp\n(viên)",
                "Nhựa thuốc phiện\n(gam)",
                "Pháo nổ\n(kg)",
                "Xe mô tô\n(chiếc)",
                "Điện thoại\n(chiếc)",
                "Tiền Việt Nam\n(đồng)",
            ),
        ),
        ("Đối tượng\n(người)", ()),
        ("Hướng xử lý", ()),
    ),
    (
        "STT",
        "Vụ số",
        "Họ, tên đối tượng",
        "Nam/nữ",
        "Sinh năm",
        "Dân tộc",
        "Quốc tịch",
        "Địa chỉ",
        "CCCD/Giấy tờ khác",
    ),
    ("Vụ việc", "Đối tượng"),
    thousands=False,
)
FORMS = {"ck": CHIENG_KHUONG, "nl": NAM_LANH}
PERIODS = {
    "2024": ("6 THÁNG CUỐI NĂM 2024", date(2025, 1, 6)),
    "2025": ("TỪ 01/01 ĐẾN 11/8/2025", date(2025, 8, 11)),
}
WIDTHS = (5, 12, 13, 24, 28, 10, 11, 11, 9, 9, 9, 14, 9, 28)
PEOPLE_WIDTHS = (5, 12, 24, 9, 10, 10, 12, 46, 24)


def book(number: int, key: str, made: Sequence[Case]) -> Book:
    """Return one half-year of a station's cases; an .xls where the station has an old machine."""
    form, (period, on) = FORMS[key[:2]], PERIODS[key[3:]]
    result = Book(
        f"{number:02}_{form.slug}_vu-viec_{key[3:]}{form.ending}",
        "security",
        "cases",
        made[0].office,
        f"Kết quả đấu tranh phòng, chống tội phạm {period}",
        records=[case.record() for case in made],
    )
    page = result.sheet(form.sheets[0], WIDTHS)
    row = _rows(page, form, key, made, period)
    notes = ("Không tính các vụ phối hợp với Lào.",)
    closing(page, row + 2, width=len(WIDTHS), on=on, signer="ĐỒN TRƯỞNG", notes=notes)
    _people(result, form, key, made)
    return result


def _rows(page: Sheet, form: Form, key: str, made: Sequence[Case], period: str) -> int:
    width = len(WIDTHS)
    row = masthead(page, over="BCH BĐBP TỈNH SƠN LA", office=form.office, width=width)
    lines = ("BIỂU TỔNG HỢP VỤ VIỆC, TANG VẬT", period, "(Biểu số 03/PCTP)")
    first = row = head(page, title(page, row, lines, width), form.bands)
    for index, case in enumerate(made):
        page.row(row, (index + 1, case.number, case.on, case.place, case.act))
        for col, kind in enumerate(KINDS, FIRST_KIND):
            page.put(row, col, _amount(case.exhibits, kind, thousands=form.thousands), "number")
        page.row(row, (len(case.people), case.result), start=12)
        row += 1
    _mess(page, key, made, first)
    _total(page, made, (first, row), form)
    return row


def _amount(exhibits: Sequence[Exhibit], kind: tuple[str, str], *, thousands: bool) -> Value:
    found = [one for one in exhibits if (one.item, one.unit) == kind]
    if not found:
        return None
    if kind[0] == "cash" and thousands:
        return int(found[0].quantity) // THOUSAND
    return typed(found[0].quantity)


def _mess(page: Sheet, key: str, made: Sequence[Case], first: int) -> None:
    """Text beside numbers, and three numbers whose dot may part thousands or decimals."""
    if key == "ck-2024":
        row = first + next(i for i, case in enumerate(made) if _has(case, "12500000"))
        _dotted(page, (row, 11), "12.500", "12500")
    if key == "ck-2025":
        row = first + next(i for i, case in enumerate(made) if _has(case, "10.25"))
        _dotted(page, (row, 5), "10.250", "10.25")
    if key == "nl-2025":
        row = first + next(i for i, case in enumerate(made) if _has(case, "36.5"))
        _dotted(page, (row, 8), "36.500", "36.5")
    for offset, case in enumerate(made):
        for col, kind in ((6, "synthetic-drug"), (11, "cash")):
            _as_text(page, (first + offset, col), case, kind, key)


def _dotted(page: Sheet, place: tuple[int, int], text: str, truth: str) -> None:
    readings = (text.rstrip("0"), text.replace(".", ""))
    page.doubtful(place, text, truth, readings, "the dot may part thousands or decimals")


def _has(case: Case, quantity: str) -> bool:
    return any(one.quantity == quantity for one in case.exhibits)


def _as_text(page: Sheet, place: tuple[int, int], case: Case, kind: str, key: str) -> None:
    """Counts of pills and, at Nậm Lạnh, money stand as grouped text such as '1.462'."""
    value = page.cells[place][0]
    money = kind == "cash" and key.startswith("nl")
    wanted = money or (kind != "cash" and case.number.endswith(("1", "3")))
    if wanted and isinstance(value, int) and value >= THOUSAND:
        page.put(*place, numeral(str(value)), "number")


def _total(page: Sheet, made: Sequence[Case], rows: tuple[int, int], form: Form) -> None:
    """An .xls gets typed sums; an .xlsx formulas that no program has calculated yet."""
    first, row = rows
    page.row(row, [None] * len(WIDTHS), "total")
    page.merge((row, 0, row, 4), f"Cộng: {len(made):02} vụ", "total")
    for col in range(FIRST_KIND, 13):
        area = f"=SUM({address(first, col)}:{address(row - 1, col)})"
        page.put(row, col, Formula(area) if form.ending == ".xlsx" else _sum(made, col), "total")


def _sum(made: Sequence[Case], col: int) -> Value:
    if col == 12:
        return sum(len(case.people) for case in made)
    kind = KINDS[col - FIRST_KIND]
    amounts = (_amount(case.exhibits, kind, thousands=True) for case in made)
    return round(sum(amount for amount in amounts if isinstance(amount, int | float)), 2)


def _people(result: Book, form: Form, key: str, made: Sequence[Case]) -> None:
    page = result.sheet(form.sheets[1], PEOPLE_WIDTHS)
    page.merge((0, 0, 0, 8), "DANH SÁCH ĐỐI TƯỢNG KÈM THEO", "title")
    page.row(2, form.people, "head")
    rows = [(case.number, one) for case in made for one in case.people]
    for index, (number, one) in enumerate(rows):
        page.row(index + 3, (index + 1, number, *subject(one)))
    lao = [index for index, (_, one) in enumerate(rows) if one.nationality == "LA"]
    for index in lao[:1] if key == "nl-2024" else ():
        born = rows[index][1].born
        readings = (str(born), str(born + 543))
        why = "a birth year of the Buddhist era"
        page.doubtful((index + 3, 4), str(born + 543), str(born), readings, why)
    page.put(len(rows) + 4, 0, "Họ tên, giấy tờ do máy sinh ra để trình diễn.", "note")
