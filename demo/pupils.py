"""“Helping children go to school”: the Lao pupils, and what each was paid month by month.

Thirteen children over the period, twelve on the day of the talks; 500,000 VND a month each.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from demo.layout import Band, closing, head, masthead, title
from demo.offices import offices
from demo.people import Person, person
from demo.sheets import Book, Sheet, Value

RATE = 500_000
PROGRAMME = {
    "vi": "Nâng bước em tới trường",
    "lo": "ສົ່ງເສີມນ້ອງໄປໂຮງຮຽນ",
    "en": "Helping children go to school",
}
BEGINNINGS = [date(2023, 9, 5)] * 8 + [date(2024, 9, 5)] * 4 + [date(2025, 6, 1)]
LEAVER, LAST_DAY = 3, date(2025, 5, 31)
STATIONS = ("son-la/don-long-sap", "son-la/don-chieng-khuong", "son-la/don-nam-lanh")
SCHOOLS = ("Trường tiểu học Pa Háng", "Trường tiểu học Bản Đán", "Trường tiểu học Mường Pơ")
WIDTHS = (5, 22, 24, 9, 9, 28, 7, 44, 22, 10, 14, 13, 13, 24)
HEAD: tuple[Band, ...] = (
    ("STT\nລ/ດ", ()),
    ("Học sinh\nນັກຮຽນ", ("Họ và tên", "ຊື່ ແລະ ນາມສະກຸນ", "Giới tính", "Năm sinh")),
    ("Trường\nໂຮງຮຽນ", ()),
    ("Lớp\nຫ້ອງ", ()),
    ("Địa chỉ\nທີ່ຢູ່", ()),
    ("Người giám hộ\nຜູ້ປົກຄອງ", ("Họ và tên", "Quan hệ")),
    ("Mức hỗ trợ\n(đồng/tháng)", ()),
    ("Thời gian hỗ trợ", ("Từ ngày", "Đến ngày")),
    ("Đơn vị đỡ đầu", ()),
)
PAID_WIDTHS = (5, 14, 24, 16, 14, 24, 20)
PAID_HEAD = (
    "STT",
    "Tháng",
    "Họ và tên học sinh",
    "Số tiền (đồng)",
    "Ngày chi",
    "Người nhận",
    "Ghi chú",
)
LAO_DIGITS = str.maketrans("0123456789", "໐໑໒໓໔໕໖໗໘໙")


@dataclass(frozen=True, slots=True)
class Pupil:
    child: Person
    guardian: Person
    relation: str
    school: str
    grade: int
    station: str
    since: date
    until: date | None

    def supported(self, month: date) -> bool:
        return (self.since.year, self.since.month) <= (month.year, month.month) and (
            self.until is None or month <= self.until
        )

    def record(self) -> dict[str, Any]:
        return {
            "kind": "pupil",
            **self.child.record(),
            "school": self.school,
            "grade": self.grade,
            "guardian": self.guardian.name,
            "relation": self.relation,
            "rate": str(RATE),
            "unit": "VND/month",
            "supported_from": self.since.isoformat(),
            "supported_until": self.until.isoformat() if self.until else None,
            "office": self.station,
        }


def pupils(rng: Random) -> list[Pupil]:
    made: list[Pupil] = []
    taken: set[str] = set()
    for index, since in enumerate(BEGINNINGS):
        child = person(rng, lao=1.0, born=(2012, 2016))
        while child.name in taken:
            child = person(rng, lao=1.0, born=(2012, 2016))
        taken.add(child.name)
        guardian = person(rng, lao=1.0, born=(1970, 1992))
        place = index % len(STATIONS)
        until = LAST_DAY if index == LEAVER else None
        school, grade = SCHOOLS[place], 2024 - child.born - 6
        relation = "Mẹ" if guardian.sex == "F" else rng.choice(("Bố", "Chú"))
        made.append(Pupil(child, guardian, relation, school, grade, STATIONS[place], since, until))
    return made


def months() -> Iterator[date]:
    """Yield the first day of each month from July 2024 to August 2025."""
    for number in range(2024 * 12 + 6, 2025 * 12 + 8):
        yield date(number // 12, number % 12 + 1, 1)


def book(rng: Random, number: int = 37) -> Book:
    made = pupils(rng)
    result = Book(
        f"{number:02}_phong-chinh-tri_nang-buoc-em-toi-truong.xlsx",
        "programmes",
        "pupils-support",
        "son-la/phong-chinh-tri",
        "Chương trình Nâng bước em tới trường - học sinh Lào",
    )
    rate = {"rate": str(RATE), "unit": "VND/month", "since": BEGINNINGS[0].isoformat()}
    result.records.append({"kind": "support-programme", "names": PROGRAMME, **rate})
    result.records += [pupil.record() for pupil in made]
    _list(result.sheet("Danh sách", WIDTHS), made)
    _payments(result, made)
    return result


def _list(page: Sheet, made: list[Pupil]) -> None:
    width = len(WIDTHS)
    row = masthead(page, over="BCH BĐBP TỈNH SƠN LA", office="PHÒNG CHÍNH TRỊ", width=width)
    lines = (
        "DANH SÁCH HỌC SINH LÀO ĐƯỢC HỖ TRỢ THEO CHƯƠNG TRÌNH “NÂNG BƯỚC EM TỚI TRƯỜNG”",
        "ລາຍຊື່ນັກຮຽນລາວທີ່ໄດ້ຮັບການຊ່ວຍເຫຼືອ",
        "(Tính đến ngày 12/8/2025)",
    )
    row = head(page, title(page, row, lines, width), HEAD)
    for index, one in enumerate(made):
        sex = "Nữ" if one.child.sex == "F" else "Nam"
        child = (one.child.name, one.child.lao, sex, one.child.born)
        school = (one.school, one.grade, one.child.address, one.guardian.name, one.relation)
        support: tuple[Value, ...] = (RATE, one.since, one.until, offices()[one.station].short)
        page.row(row + index, (index + 1, *child, *school, *support))
        page.put(row + index, 10, RATE, "grouped")
    page.put(row + 1, 10, "500.000", "center")
    page.put(row + 2, 10, f"{'500.000'.translate(LAO_DIGITS)}", "center")
    notes = (f"Đang hỗ trợ 12 học sinh; 01 học sinh thôi hỗ trợ từ {LAST_DAY:%d/%m/%Y}.",)
    signer, on = "TRƯỞNG PHÒNG CHÍNH TRỊ", date(2025, 8, 12)
    closing(page, row + len(made) + 1, width=width, on=on, signer=signer, notes=notes)


def _payments(result: Book, made: list[Pupil]) -> None:
    """One row a pupil and month; names of months change with the clerk who paid."""
    page = result.sheet("Chi trả hằng tháng", PAID_WIDTHS)
    page.merge((0, 0, 0, 6), "BẢNG CHI TRẢ HỖ TRỢ HẰNG THÁNG", "title")
    page.row(2, PAID_HEAD, "head")
    row = 3
    for month in months():
        paid_on = month.replace(day=5)
        for pupil in (one for one in made if one.supported(month)):
            names = (pupil.child.name, RATE, paid_on, pupil.guardian.name)
            page.row(row, (row - 2, _month(month), *names, "Đã ký nhận"))
            page.put(row, 3, RATE, "grouped")
            result.records.append(_payment(pupil, month, paid_on))
            row += 1
        _mess(page, month, row - 1)
    page.row(row, (None, None, "Tổng cộng", None, None, None, None), "total")
    page.put(row, 3, RATE * (row - 3), "total")


def _month(month: date) -> str:
    forms = (f"{month:%m/%Y}", f"T{month.month}/{month.year}", f"Tháng {month.month}/{month.year}")
    return forms[month.month % 3]


def _mess(page: Sheet, month: date, row: int) -> None:
    """Text and currency beside numbers; once the thousands were left out."""
    if month.month == 10:
        page.put(row, 3, "500.000đ", "center")
    if month == date(2025, 4, 1):
        why = "the column counts đồng, the amount is written in thousands"
        page.doubtful((row, 3), "500", "500000", ("500", "500000"), why)


def _payment(pupil: Pupil, month: date, paid_on: date) -> dict[str, Any]:
    return {
        "kind": "payment",
        "pupil": pupil.child.name,
        "month": f"{month:%Y-%m}",
        "amount": str(RATE),
        "unit": "VND",
        "paid_on": paid_on.isoformat(),
        "received_by": pupil.guardian.name,
    }
