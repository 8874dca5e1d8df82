"""The figures of this register, as data."""

from __future__ import annotations

from saphan.kernel.figures import Figure, Kind, Missing, Names
from saphan.kernel.languages import T
from saphan.registers.crossings.choices import Direction, Resident

BREAKDOWNS = ("month", "place", "gate", "resident", "travel_document")

NAMES = {
    Direction.ENTRY: Names(
        long=T(en="Entries processed", vi="Số lượt nhập cảnh", lo="ຈຳນວນເທື່ອເຂົ້າເມືອງ"),
        head=T(en="Entries", vi="Nhập cảnh", lo="ເຂົ້າເມືອງ"),
        noun=T(en="entries", vi="lượt nhập cảnh", lo="ເທື່ອເຂົ້າເມືອງ"),
    ),
    Direction.EXIT: Names(
        long=T(en="Exits processed", vi="Số lượt xuất cảnh", lo="ຈຳນວນເທື່ອອອກເມືອງ"),
        head=T(en="Exits", vi="Xuất cảnh", lo="ອອກເມືອງ"),
        noun=T(en="exits", vi="lượt xuất cảnh", lo="ເທື່ອອອກເມືອງ"),
    ),
}

OF_BORDER = {
    Direction.ENTRY: Names(
        long=T(
            en="Entries of residents of the border area",
            vi="Số lượt cư dân biên giới nhập cảnh",
            lo="ຈຳນວນເທື່ອເຂົ້າເມືອງຂອງປະຊາຊົນຊາຍແດນ",
        ),
        head=T(
            en="Entries, border residents",
            vi="Cư dân biên giới nhập cảnh",
            lo="ປະຊາຊົນຊາຍແດນເຂົ້າເມືອງ",
        ),
        noun=T(
            en="entries of border residents",
            vi="lượt cư dân biên giới nhập cảnh",
            lo="ເທື່ອປະຊາຊົນຊາຍແດນເຂົ້າເມືອງ",
        ),
    ),
    Direction.EXIT: Names(
        long=T(
            en="Exits of residents of the border area",
            vi="Số lượt cư dân biên giới xuất cảnh",
            lo="ຈຳນວນເທື່ອອອກເມືອງຂອງປະຊາຊົນຊາຍແດນ",
        ),
        head=T(
            en="Exits, border residents",
            vi="Cư dân biên giới xuất cảnh",
            lo="ປະຊາຊົນຊາຍແດນອອກເມືອງ",
        ),
        noun=T(
            en="exits of border residents",
            vi="lượt cư dân biên giới xuất cảnh",
            lo="ເທື່ອປະຊາຊົນຊາຍແດນອອກເມືອງ",
        ),
    ),
}

EXPLAINS = {
    Direction.ENTRY: T(
        en="Each time a traveller came in through a gate, from the daily tallies of the gates. Who "
        "came in twice counts twice: movements are not persons.",
        vi="Mỗi lần một người nhập cảnh qua cửa khẩu, lấy từ bảng tổng hợp hằng ngày của cửa khẩu. "
        "Người nhập cảnh hai lần được tính hai lượt: lượt không phải là người.",
        lo="ແຕ່ລະເທື່ອທີ່ຄົນເຂົ້າເມືອງຜ່ານດ່ານ, ຕາມບັນຊີສັງລວມປະຈຳວັນຂອງດ່ານ. ຜູ້ທີ່ເຂົ້າສອງເທື່ອນັບສອງເທື່ອ: ເທື່ອບໍ່ແມ່ນຈຳນວນຄົນ.",
    ),
    Direction.EXIT: T(
        en="Each time a traveller went out through a gate, from the daily tallies of the gates. "
        "Who went out twice counts twice: movements are not persons.",
        vi="Mỗi lần một người xuất cảnh qua cửa khẩu, lấy từ bảng tổng hợp hằng ngày của cửa khẩu. "
        "Người xuất cảnh hai lần được tính hai lượt: lượt không phải là người.",
        lo="ແຕ່ລະເທື່ອທີ່ຄົນອອກເມືອງຜ່ານດ່ານ, ຕາມບັນຊີສັງລວມປະຈຳວັນຂອງດ່ານ. ຜູ້ທີ່ອອກສອງເທື່ອນັບສອງເທື່ອ: ເທື່ອບໍ່ແມ່ນຈຳນວນຄົນ.",
    ),
}

BORDER_ONLY = T(
    en="Only travellers whom the gate recorded as residents of the border area.",
    vi="Chỉ tính người được cửa khẩu ghi là cư dân biên giới.",
    lo="ນັບສະເພາະຜູ້ທີ່ດ່ານບັນທຶກວ່າເປັນປະຊາຊົນຊາຍແດນ.",
)


def _movements(code: str, direction: Direction, *, border: bool) -> Figure:
    explains = EXPLAINS[direction]
    if border:
        explains = T(
            en=f"{explains.en} {BORDER_ONLY.en}",
            vi=f"{explains.vi} {BORDER_ONLY.vi}",
            lo=f"{explains.lo} {BORDER_ONLY.lo}",
        )
    return Figure(
        code,
        fact=f"crossing.{direction}",
        where={"resident": Resident.BORDER.value} if border else {},
        shows=(direction.value,),
        kind=Kind.FLOW,
        names=OF_BORDER[direction] if border else NAMES[direction],
        explains=explains,
        breakdowns=BREAKDOWNS,
        period_basis="assumed",
    )


VEHICLES = Figure(
    "crossings.vehicles",
    fact="crossing.vehicle",
    shows=("item",),
    kind=Kind.FLOW,
    names=Names(
        long=T(
            en="Vehicles through the gates",
            vi="Số lượt phương tiện qua cửa khẩu",
            lo="ຈຳນວນພາຫະນະຜ່ານດ່ານ",
        ),
        head=T(en="Vehicles", vi="Phương tiện", lo="ພາຫະນະ"),
        noun=T(en="vehicles", vi="lượt phương tiện", lo="ພາຫະນະ"),
    ),
    explains=T(
        en="Each time a vehicle came in or went out, counted with its driver and not again with "
        "those who rode along.",
        vi="Mỗi lần một phương tiện nhập hoặc xuất cảnh, tính theo người điều khiển, không tính "
        "lại theo người đi cùng.",
        lo="ແຕ່ລະເທື່ອທີ່ພາຫະນະເຂົ້າ ຫຼື ອອກ, ນັບຕາມຜູ້ຂັບຂີ່, ບໍ່ນັບຊ້ຳຕາມຜູ້ໂດຍສານ.",
    ),
    breakdowns=("month", "place", "gate", "direction", "resident", "vehicle"),
    period_basis="assumed",
)

GOODS = Figure(
    "crossings.goods",
    fact="crossing.goods",
    shows=("kg",),
    kind=Kind.FLOW,
    names=Names(
        long=T(
            en="Goods through the gates",
            vi="Hàng hóa qua cửa khẩu",
            lo="ສິນຄ້າຜ່ານດ່ານ",
        ),
        head=T(en="Goods", vi="Hàng hóa", lo="ສິນຄ້າ"),
        noun=T(en="of goods", vi="hàng hóa", lo="ສິນຄ້າ"),
    ),
    explains=T(
        en="The mass of goods that passed. The gates name goods and do not weigh them yet: the "
        "figure is missing, which is not zero.",
        vi="Khối lượng hàng hóa đi qua. Các cửa khẩu mới ghi tên hàng, chưa cân: số liệu này còn "
        "thiếu, không phải bằng không.",
        lo="ນ້ຳໜັກສິນຄ້າທີ່ຜ່ານ. ດ່ານບັນທຶກຊື່ສິນຄ້າ ແຕ່ຍັງບໍ່ໄດ້ຊັ່ງ: ຕົວເລກນີ້ຍັງບໍ່ມີ, ບໍ່ແມ່ນສູນ.",
    ),
    breakdowns=("month", "place", "gate", "direction"),
    missing=Missing.NO_FACTS,
    period_basis="assumed",
)

FIGURES = (
    _movements("crossings.entries", Direction.ENTRY, border=False),
    _movements("crossings.exits", Direction.EXIT, border=False),
    _movements("crossings.entries-border-area", Direction.ENTRY, border=True),
    _movements("crossings.exits-border-area", Direction.EXIT, border=True),
    VEHICLES,
    GOODS,
)
