"""A gate's book as a workbook, and patrols as entries: made up, the same for one seed."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

import xlsxwriter

from saphan.ledger.records import Entry
from saphan.registers.security.documents import Patrol

OFFICE = "son-la/tram-kiem-soat-long-sap"
FIRST_DAY = date(2020, 1, 1)
"""Years before those of the demo's talks: the pack counts none of it."""
A_DAY = 120

HEADS = (
    "Ngày", "Giờ", "Nhập/Xuất cảnh", "Họ và tên", "Quốc tịch", "Năm sinh", "Loại giấy tờ",
    "Số giấy tờ", "Diện đối tượng", "Loại phương tiện", "Biển kiểm soát", "Người đi kèm",
    "Hàng hóa", "Ghi chú",
)  # fmt: skip
FAMILIES = ("Lò", "Quàng", "Hoàng", "Nguyễn", "Trần", "Vừ", "Giàng", "Sồng", "Cầm", "Tòng")
GIVEN = ("Văn Hặc", "Thị Ín", "A Dơ", "Thị Mỷ", "Văn Pâng", "Thị Hồng", "A Chứ", "Văn Tuấn")
GOODS = ("", "", "", "Ngô hạt", "Vật liệu xây dựng", "Nông sản", "Hàng tiêu dùng")
PAPERS = ("Giấy thông hành biên giới", "Hộ chiếu", "Căn cước", "Giấy thông hành XNC")
RIDES = ("Không", "Xe máy", "Xe máy", "Ô tô con", "Ô tô tải", "Ô tô khách")


def movements(rows: int, *, seed: int) -> bytes:
    """Return a workbook with one sheet of `rows` movements: a title, one head, 14 columns."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"constant_memory": True})
    sheet = book.add_worksheet("Sổ")
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    hour = book.add_format({"num_format": "hh:mm"})
    sheet.write(0, 0, "SỔ THEO DÕI NGƯỜI, PHƯƠNG TIỆN XUẤT, NHẬP CẢNH")
    sheet.write_row(2, 0, HEADS)
    for place, (on, at, *rest) in enumerate(_movements(rows, random.Random(seed)), start=3):
        sheet.write_datetime(place, 0, on, day)
        sheet.write_datetime(place, 1, at, hour)
        sheet.write_row(place, 2, rest)
    book.close()
    return target.getvalue()


def _movements(rows: int, chance: random.Random) -> Iterator[tuple[Any, ...]]:
    first = FIRST_DAY + timedelta(days=chance.randrange(3_000) % 400)
    for number in range(rows):
        ride = chance.choice(RIDES)
        yield (
            first + timedelta(days=number // A_DAY),
            time(7 + number % A_DAY // 12, chance.randrange(60)),
            chance.choice(("Nhập cảnh", "Xuất cảnh")),
            f"{chance.choice(FAMILIES)} {chance.choice(GIVEN)}",
            chance.choice(("Việt Nam", "Lào")),
            chance.randrange(1950, 2006),
            chance.choice(PAPERS),
            f"GTH{number:07}",
            chance.choice(("Cư dân biên giới", "Khác")),
            ride,
            "" if ride == "Không" else f"26B1-{number:05}",
            chance.choice((0, 0, 0, 1, 2)),
            chance.choice(GOODS),
            "",
        )


def patrols(amount: int, *, seed: int) -> Iterator[Entry]:
    """Yield first versions of bilateral patrols, twenty-five a day."""
    chance = random.Random(seed)
    for number in range(amount):
        ended = FIRST_DAY + timedelta(days=number // 25 % 2_200)
        yield Entry(
            UUID(int=chance.getrandbits(128)),
            Patrol(
                number=f"{number:06}/BB-TTSP",
                started_on=ended - timedelta(days=chance.randrange(3)),
                ended_on=ended,
                area="vn-son-la",
                office=OFFICE,
                section_from=str(chance.randrange(180, 250)),
                section_to=str(chance.randrange(250, 290)),
                teams={"vn": f"Đồn Biên phòng {chance.choice(FAMILIES)}", "la": "ກອງຮ້ອຍ 215"},
                participants={"vn": chance.randrange(5, 20), "la": chance.randrange(5, 20)},
                findings=chance.choice(("", "", "Phát quang đường tuần tra", "Mốc bị sạt lở")),
            ),
        )
