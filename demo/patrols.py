"""Bilateral patrols with Houaphanh: 21 patrols, 470 participations, one workbook, two sheets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from demo.chance import FIRST_DAY, LAST_DAY, day, spread
from demo.layout import closing, head, masthead, title
from demo.offices import offices
from demo.sheets import Book, Formula, Sheet

VN, LA = "VN", "LA"
VN_TOTAL, LA_TOTAL = 248, 222
QUARTERS = (
    (FIRST_DAY, date(2024, 9, 27), 4),
    (date(2024, 10, 1), date(2024, 12, 26), 5),
    (date(2025, 1, 2), date(2025, 3, 27), 5),
    (date(2025, 4, 1), date(2025, 6, 26), 5),
    (date(2025, 7, 1), date(2025, 8, 9), 2),
)
SECTIONS = (
    ("son-la/don-long-sap", "houaphanh/dai-doi-pa-hang", 254, 268, 6),
    ("son-la/don-chieng-khuong", "houaphanh/dai-doi-ban-dan", 241, 246, 5),
    ("son-la/don-nam-lanh", "houaphanh/dai-doi-muong-po", 220, 228, 3),
    ("son-la/don-chieng-son", "houaphanh/dai-doi-sop-bau", 268, 290, 2),
    ("son-la/don-muong-lan", "houaphanh/dai-doi-muong-et", 228, 236, 1),
    ("son-la/don-muong-cai", "houaphanh/dai-doi-muong-et", 236, 241, 1),
    ("son-la/don-phieng-pan", "houaphanh/dai-doi-xieng-kho", 246, 250, 1),
    ("son-la/don-na-cai", "houaphanh/dai-doi-sop-bau", 250, 254, 1),
    ("son-la/don-tan-xuan", "houaphanh/dai-doi-sop-bau", 290, 310, 1),
)
RANKS = {
    VN: (
        "Trung tá, Phó Đồn trưởng",
        "Thiếu tá, Phó Đồn trưởng nghiệp vụ",
        "Đại úy, Đội trưởng Vũ trang",
        "Thiếu tá, Chính trị viên phó",
    ),
    LA: ("Đại úy, Đại đội trưởng", "Thượng úy, Đại đội phó", "Thiếu tá, Đại đội trưởng"),
}
FINDINGS = (
    "Đường biên, mốc quốc giới nguyên trạng; không phát hiện vi phạm.",
    "Phát quang đường tuần tra, vệ sinh mốc {marker}; không có vụ việc.",
    "Phát hiện 02 cọc dấu bị cây đổ che khuất, hai bên đã dọn, ghi biên bản.",
    "Mốc {marker} bị sạt lở taluy âm cách 6 m; hai bên chụp ảnh, thống nhất báo cáo cấp trên.",
    "Nhắc nhở 03 người dân chăn thả gia súc qua biên giới; đã cam kết không tái phạm.",
    "Tuyên truyền cho nhân dân hai bên biên giới về Hiệp định quy chế biên giới; không có vụ việc.",
    "Phát hiện lối mòn mới gần mốc {marker}; hai bên thống nhất tăng cường kiểm tra.",
    "Chữ số trên mốc {marker} bị mờ; đề nghị tô lại trong quý sau.",
)
HEAD_2024 = (
    ("STT", ()),
    ("Số biên bản", ()),
    ("Thời gian", ("Từ ngày", "Đến ngày")),
    ("Đoạn biên giới", ("Từ mốc", "Đến mốc")),
    ("Phía Việt Nam", ("Đơn vị", "Quân số", "Chỉ huy")),
    ("Phía Lào", ("Đơn vị", "Quân số", "Chỉ huy")),
    ("Nội dung phát hiện, xử lý", ()),
    ("Ghi chú", ()),
)
HEAD_2025 = (
    ("TT\nລ/ດ", ()),
    ("Số BB\nເລກທີບົດບັນທຶກ", ()),
    ("Đoạn mốc\nຊ່ວງຫຼັກໝາຍ", ("Mốc đầu\nຈາກຫຼັກ", "Mốc cuối\nຫາຫຼັກ")),
    ("Thời gian\nເວລາ", ("Ngày bắt đầu\nວັນທີເລີ່ມ", "Ngày kết thúc\nວັນທີສິ້ນສຸດ")),
    ("Phía Lào\nຝ່າຍລາວ", ("Đơn vị\nກົມກອງ", "QS\nຈຳນວນ", "Cấp bậc chỉ huy\nຊັ້ນຜູ້ບັນຊາ")),
    ("Phía Việt Nam\nຝ່າຍຫວຽດນາມ", ("Đơn vị\nກົມກອງ", "QS\nຈຳນວນ", "Cấp bậc chỉ huy\nຊັ້ນຜູ້ບັນຊາ")),
    ("Tổng QS\nລວມ", ()),
    ("Kết quả\nຜົນການລາດຕະເວນ", ()),
)
LAO_DIGITS = str.maketrans("0123456789", "໐໑໒໓໔໕໖໗໘໙")


@dataclass(frozen=True, slots=True)
class Patrol:
    number: str
    first: date
    last: date
    markers: tuple[int, int]
    unit: dict[str, str]
    people: dict[str, int]
    rank: dict[str, str]
    findings: str

    def record(self) -> dict[str, Any]:
        return {
            "kind": "patrol",
            "number": self.number,
            "started_on": self.first.isoformat(),
            "ended_on": self.last.isoformat(),
            "marker_from": str(self.markers[0]),
            "marker_to": str(self.markers[1]),
            "teams": self.unit,
            "participants": self.people,
            "leader_ranks": self.rank,
            "findings": self.findings,
        }

    def name(self, side: str) -> str:
        return offices()[self.unit[side]].short


def patrols(rng: Random) -> list[Patrol]:
    """Return the 21 patrols by date; none begins or ends outside the demo's period."""
    starts = sorted(day(rng, first, last) for first, last, count in QUARTERS for _ in range(count))
    people = [
        spread(rng, VN_TOTAL, [(9, 15)] * len(starts)),
        spread(rng, LA_TOTAL, [(8, 13)] * len(starts)),
    ]
    where = [section for section in SECTIONS for _ in range(section[4])]
    rng.shuffle(where)
    made: list[Patrol] = []
    for place, (first, section) in enumerate(zip(starts, where, strict=True)):
        own, theirs, low, high, _ = section
        start = rng.randrange(low, high - 2) if high - low > 5 else low
        markers = (start, min(high, start + rng.randint(3, 8)))
        number = f"{place + 13:02}/BB-TTSP" if first.year == 2024 else f"{place - 8:02}/BB-TTSP"
        made.append(
            Patrol(
                number,
                first,
                min(first + timedelta(days=rng.choice((0, 1, 1, 2, 2))), LAST_DAY),
                markers,
                {VN: own, LA: theirs},
                {VN: people[0][place], LA: people[1][place]},
                {side: rng.choice(ranks) for side, ranks in RANKS.items()},
                rng.choice(FINDINGS).format(marker=markers[0]),
            )
        )
    return made


def book(rng: Random) -> Book:
    """Return the staff department's workbook of all patrols since the third quarter of 2024."""
    made = patrols(rng)
    result = Book(
        "01_tuan-tra-song-phuong_Q3-2024_T8-2025.xlsx",
        "security",
        "patrols",
        "son-la/phong-tham-muu",
        "Kết quả tuần tra song phương",
        records=[patrol.record() for patrol in made],
    )
    _sheet_2024(result.sheet("Năm 2024", (5, 14, 12, 12, 9, 9, 20, 9, 20, 20, 9, 18, 44, 14)), made)
    _sheet_2025(result.sheet("Năm 2025", (5, 14, 9, 9, 12, 12, 20, 9, 18, 20, 9, 20, 9, 44)), made)
    return result


def _top(sheet: Sheet, year: int) -> int:
    row = masthead(sheet, over="BỘ ĐỘI BIÊN PHÒNG", office="BỘ CHỈ HUY BĐBP TỈNH SƠN LA", width=14)
    lines = (
        "PHỤ LỤC I" if year == 2024 else "PHỤ LỤC I (tiếp theo)",
        "KẾT QUẢ TUẦN TRA SONG PHƯƠNG VỚI LỰC LƯỢNG BẢO VỆ BIÊN GIỚI TỈNH HỦA PHĂN (LÀO)",
        f"NĂM {year}",
        "(Kèm theo Báo cáo phục vụ Hội đàm thường niên năm 2025)",
    )
    return title(sheet, row, lines, 14)


def _sheet_2024(sheet: Sheet, made: list[Patrol]) -> None:
    row = head(sheet, _top(sheet, 2024), HEAD_2024)
    first_row = row
    for (first, last, _), label in zip(QUARTERS[:2], ("Quý III", "Quý IV"), strict=True):
        sheet.merge((row, 0, row, 13), f"{label}/2024", "head")
        inside = [patrol for patrol in made if first <= patrol.first <= last]
        for patrol in inside:
            row += 1
            _row_2024(sheet, row, patrol, made.index(patrol) + 1)
        row += 1
    _mess_2024(sheet, made[:9], first_row)
    _total(sheet, row, {7: VN, 10: LA}, made[:9], first_row, typed=True)
    notes = ("Ghi chú: QS gồm cán bộ, chiến sĩ trực tiếp tham gia tuần tra.",)
    closing(
        sheet, row + 2, width=14, on=date(2025, 8, 5), signer="TRƯỞNG PHÒNG THAM MƯU", notes=notes
    )


def _row_2024(sheet: Sheet, row: int, patrol: Patrol, index: int) -> None:
    sheet.row(row, (index, patrol.number, patrol.first, patrol.last, *patrol.markers))
    sheet.row(row, (patrol.name(VN), patrol.people[VN], patrol.rank[VN]), start=6)
    sheet.row(row, (patrol.name(LA), patrol.people[LA], patrol.rank[LA]), start=9)
    sheet.row(row, (patrol.findings, "Có biên bản"), start=12)


def _place(first_row: int, index: int) -> int:
    return first_row + 1 + index + (1 if index >= QUARTERS[0][2] else 0)


def _mess_2024(sheet: Sheet, made: list[Patrol], first_row: int) -> None:
    """Text dates, words beside numbers, a letter O for a zero, a day without its year."""
    row = _place(first_row, 1)
    sheet.put(row, 2, made[1].first.strftime("%d/%m/%Y"), "center")
    sheet.put(row, 7, f"{made[1].people[VN]} đ/c", "center")
    row = _place(first_row, 3)
    sheet.put(row, 4, f"Mốc {made[3].markers[0]}", "center")
    sheet.put(row, 5, f"Mốc\u00a0{made[3].markers[1]}", "center")
    for ten in [index for index, patrol in enumerate(made) if patrol.people[LA] == 10][:1]:
        place = (_place(first_row, ten), 10)
        sheet.doubtful(place, "1O", "10", ("10",), "letter O in the place of a zero")
    last = made[6].last
    sheet.doubtful(
        (_place(first_row, 6), 3),
        f"{last.day}/{last.month}",
        last.isoformat(),
        (last.isoformat(),),
        "a day and month without a year",
    )


def _sheet_2025(sheet: Sheet, made: list[Patrol]) -> None:
    row = head(sheet, _top(sheet, 2025), HEAD_2025)
    first_row = row
    for index, patrol in enumerate(made[9:]):
        _row_2025(sheet, row, patrol, index + 1)
        row += 1
    _mess_2025(sheet, made[9:], first_row)
    _total(sheet, row, {7: LA, 10: VN}, made[9:], first_row, typed=False)
    signer = "TL. CHỈ HUY TRƯỞNG\nTRƯỞNG PHÒNG THAM MƯU"
    closing(sheet, row + 2, width=14, on=date(2025, 8, 10), signer=signer, notes=())


def _row_2025(sheet: Sheet, row: int, patrol: Patrol, index: int) -> None:
    sheet.row(row, (index, patrol.number, *patrol.markers, patrol.first, patrol.last))
    sheet.row(row, (patrol.name(LA), patrol.people[LA], patrol.rank[LA]), start=6)
    sheet.row(row, (patrol.name(VN), patrol.people[VN], patrol.rank[VN]), start=9)
    sheet.put(row, 12, Formula(f"=H{row + 1}+K{row + 1}"), "number")
    sheet.put(row, 13, patrol.findings)


def _mess_2025(sheet: Sheet, made: list[Patrol], first_row: int) -> None:
    """Lao digits, dotted dates and one date of the Buddhist era, as a bilingual sheet has them."""
    for index in (1, 6):
        sheet.put(first_row + index, 7, str(made[index].people[LA]).translate(LAO_DIGITS), "center")
    sheet.put(first_row + 2, 4, made[2].first.strftime("%d.%m.%Y"), "center")
    sheet.put(first_row + 2, 5, made[2].last.strftime("%d.%m.%Y"), "center")
    sheet.put(first_row + 8, 10, f" {made[8].people[VN]}\u00a0", "center")
    start = made[4].first
    sheet.doubtful(
        (first_row + 4, 4),
        f"{start.day}/{start.month}/{start.year + 543}",
        start.isoformat(),
        (start.isoformat(), start.replace(year=start.year + 543).isoformat()),
        "a year of the Buddhist era",
    )


def _total(
    sheet: Sheet, row: int, columns: dict[int, str], made: list[Patrol], first: int, *, typed: bool
) -> None:
    sheet.row(row, [None] * 14, "total")
    sheet.merge((row, 0, row, 1), f"Tổng cộng: {len(made):02} lần", "total")
    for col, side in columns.items():
        letter = chr(ord("A") + col)
        people = sum(patrol.people[side] for patrol in made)
        formula = Formula(f"=SUM({letter}{first + 1}:{letter}{row})")
        sheet.put(row, col, people if typed else formula, "total")
