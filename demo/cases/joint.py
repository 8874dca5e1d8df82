"""Cases coordinated with the Lao side: six cases, seven subjects, one bilingual workbook.

The report says "in addition": they are numbered apart and counted apart from the 58.
"""

from __future__ import annotations

from datetime import date
from random import Random

from demo.cases.plan import PCTP, Case
from demo.cases.seizures import coordinated
from demo.cases.words import NATIONS, SEXES, one_cell
from demo.layout import Band, closing, head, masthead, title
from demo.offices import offices
from demo.people import person
from demo.sheets import Book, Sheet, Value

BUDDHIST = 543
WIDTHS = (5, 16, 13, 30, 34, 30, 10, 40, 30)
HEAD: tuple[Band, ...] = (
    ("STT\nລ/ດ", ()),
    ("Số vụ phối hợp\nເລກທີຄະດີ", ()),
    ("Ngày\nວັນທີ", ()),
    ("Địa điểm\nສະຖານທີ່", ()),
    ("Hành vi\nການກະທຳຜິດ", ()),
    ("Đơn vị phối hợp phía Lào\nກົມກອງປະສານງານຝ່າຍລາວ", ()),
    ("Kết quả\nຜົນໄດ້ຮັບ", ("Số ĐT\nຈຳນວນຜູ້ຖືກຫາ", "Tang vật\nຂອງກາງ")),
    ("Xử lý\nການແກ້ໄຂ", ()),
)
PEOPLE_WIDTHS = (5, 16, 24, 24, 9, 10, 12, 46, 22)
PEOPLE_HEAD = (
    "STT\nລ/ດ",
    "Số vụ phối hợp\nເລກທີຄະດີ",
    "Họ và tên\n(phiên âm)",
    "ຊື່ ແລະ ນາມສະກຸນ",
    "Giới tính\nເພດ",
    "Năm sinh\nປີເກີດ",
    "Quốc tịch\nສັນຊາດ",
    "Nơi cư trú\nທີ່ຢູ່",
    "Giấy tờ\nເອກະສານ",
)
COMPANY = "houaphanh/dai-doi-pa-hang"
POLICE = "houaphanh/cong-an"
# date, place, act, Lao unit, subjects
PLAN = (
    (date(2024, 8, 21), "bản Pa Háng, huyện Xốp Bâu", "Mua bán trái phép chất ma túy", POLICE, 1),
    (date(2024, 11, 14), "khu vực mốc 255", "Tàng trữ trái phép chất ma túy", COMPANY, 1),
    (date(2025, 1, 17), "khu vực mốc 243", "Vận chuyển trái phép chất ma túy", POLICE, 2),
    (date(2025, 4, 9), "khu vực mốc 262", "Mua bán trái phép chất ma túy", COMPANY, 1),
    (date(2025, 6, 5), "bản Đán, huyện Xiềng Khọ", "Vận chuyển trái phép chất ma túy", POLICE, 1),
    (date(2025, 8, 12), "khu vực mốc 258", "Đối tượng truy nã bỏ trốn qua biên giới", POLICE, 1),
)


def cases(rng: Random) -> list[Case]:
    made = []
    for index, (plan, exhibits) in enumerate(zip(PLAN, coordinated(), strict=True)):
        on, place, act, unit, people = plan
        number = f"PH-{index + 1:02}/{on.year}"
        result = "Bàn giao phía Lào xử lý theo thẩm quyền" if index % 2 == 0 else "Hai bên điều tra"
        case = Case(number, PCTP, on, place, act, "j", result, exhibits=exhibits, partner=unit)
        case.people = [person(rng, lao=0.8) for _ in range(people)]
        made.append(case)
    return made


def book(number: int, rng: Random) -> Book:
    made = cases(rng)
    result = Book(
        f"{number:02}_phong-pctp_phoi-hop-voi-Lao_Q3-2024_T8-2025.xlsx",
        "security",
        "coordinated-cases",
        PCTP,
        "Vụ việc phối hợp với lực lượng chức năng Lào",
        records=[case.record() for case in made],
    )
    _cases(result.sheet("Phối hợp", WIDTHS), made)
    _people(result.sheet("Đối tượng", PEOPLE_WIDTHS), made)
    return result


def _cases(page: Sheet, made: list[Case]) -> None:
    width = len(WIDTHS)
    row = masthead(page, over="BCH BĐBP TỈNH SƠN LA", office="PHÒNG PCMT VÀ TỘI PHẠM", width=width)
    lines = (
        "PHỤ LỤC III / ເອກະສານຊ້ອນທ້າຍ III",
        "CÁC VỤ VIỆC PHỐI HỢP VỚI LỰC LƯỢNG CHỨC NĂNG LÀO BẮT GIỮ",
        "ຄະດີທີ່ປະສານງານກັບກຳລັງຝ່າຍລາວຈັບກຸມ",
        "(Ngoài số vụ Bộ đội Biên phòng Sơn La trực tiếp bắt giữ)",
    )
    first = row = head(page, title(page, row, lines, width), HEAD)
    for index, case in enumerate(made):
        exhibits = one_cell(case.exhibits, joint="; ")
        partner = offices()[case.partner]
        page.row(row, (index + 1, case.number, case.on, case.place, case.act, partner.short))
        page.row(row, (len(case.people), exhibits, case.result), start=6)
        row += 1
    _mess(page, made, first)
    page.row(row, [None] * width, "total")
    page.merge((row, 0, row, 5), "Cộng / ລວມ: 06 vụ", "total")
    page.put(row, 6, "07", "total")
    notes = ("Tang vật thống kê riêng, không cộng vào số liệu của Bộ đội Biên phòng.",)
    signer = "TRƯỞNG PHÒNG"
    closing(page, row + 2, width=width, on=date(2025, 8, 12), signer=signer, notes=notes)


def _mess(page: Sheet, made: list[Case], first: int) -> None:
    """The clerk took the last case's date, of the Buddhist era, from the Lao minutes."""
    last = made[-1].on
    readings = (last.isoformat(), last.replace(year=last.year + BUDDHIST).isoformat())
    text = f"{last.day}/{last.month}/{last.year + BUDDHIST}"
    why = "a year of the Buddhist era"
    page.doubtful((first + len(made) - 1, 2), text, last.isoformat(), readings, why)
    page.put(first + 2, 6, "໐໒", "center")


def _people(page: Sheet, made: list[Case]) -> None:
    page.row(0, PEOPLE_HEAD, "head")
    rows = [(case.number, one) for case in made for one in case.people]
    for index, (number, one) in enumerate(rows):
        about: tuple[Value, ...] = (one.name, one.lao or None, SEXES[one.sex], one.born)
        home = (NATIONS[one.nationality], one.address, f"{one.paper} {one.number}")
        page.row(index + 1, (index + 1, number, *about, *home))
    page.put(len(rows) + 2, 0, "Họ tên, giấy tờ do máy sinh ra để trình diễn.", "note")
