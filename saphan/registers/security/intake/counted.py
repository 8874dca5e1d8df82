"""The tables with a column for each kind of exhibit: what each column counts, and in what."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from saphan.intake.reading.columns import Column, Kind
from saphan.registers.security.choices import Item

SEIZED = ("Tang vật, phương tiện thu giữ", "ຂອງກາງທີ່ຍຶດໄດ້", "Exhibits seized", "Tang vật")


@dataclass(frozen=True, slots=True)
class Counted:
    """A column that counts one kind of exhibit: `times` of `unit` stand for each of its cells."""

    item: Item
    unit: str
    times: int = 1


COUNTED: dict[str, tuple[Counted, tuple[str, ...]]] = {
    "heroin_cakes": (
        Counted(Item.HEROIN, "cake"),
        ("Bánh heroin", "ກ້ອນເຮໂຣອິນ", "Heroin cakes", "Heroin (bánh)"),
    ),
    "heroin": (Counted(Item.HEROIN, "g"), ("Heroin", "ເຮໂຣອິນ", "Heroin", "Hêrôin")),
    "pills": (
        Counted(Item.SYNTHETIC_DRUG, "pill"),
        ("Ma túy tổng hợp", "ຢາເສບຕິດສັງເຄາະ", "Synthetic drug", "MTTH", "MT tổng hợp"),
    ),
    "crystal": (Counted(Item.CRYSTAL_METH, "kg"), ("Ma túy đá", "ຢາໄອສ໌", "Crystal meth")),
    "ketamine": (Counted(Item.KETAMINE, "kg"), ("Ketamine", "ເຄຕາມິນ", "Ketamine")),
    "opium": (
        Counted(Item.OPIUM_RESIN, "g"),
        ("Nhựa thuốc phiện", "ຢາງຝິ່ນ", "Opium resin", "Nhựa TP", "Thuốc phiện"),
    ),
    "firecrackers": (
        Counted(Item.FIRECRACKERS, "kg"),
        ("Pháo nổ", "ກະໂພກໄຟ", "Firecrackers", "Pháo"),
    ),
    "guns": (Counted(Item.GUN, "item"), ("Súng", "ປືນ", "Guns")),
    "bullets": (Counted(Item.BULLET, "item"), ("Đạn", "ລູກປືນ", "Bullets")),
    "gunpowder": (Counted(Item.GUNPOWDER, "g"), ("Thuốc súng", "ດິນປືນ", "Gunpowder")),
    "cars": (Counted(Item.CAR, "item"), ("Ô tô", "ລົດໃຫຍ່", "Cars", "Xe ô tô")),
    "motorbikes": (
        Counted(Item.MOTORBIKE, "item"),
        ("Xe máy", "ລົດຈັກ", "Motorbikes", "Xe mô tô"),
    ),
    "phones": (
        Counted(Item.MOBILE_PHONE, "item"),
        ("Điện thoại", "ໂທລະສັບ", "Mobile phones", "ĐTDĐ", "Điện thoại di động"),
    ),
    "cash": (
        Counted(Item.CASH, "VND"),
        ("Tiền Việt Nam", "ເງິນດົ່ງ", "Cash (VND)", "Tiền VNĐ", "Tiền", "Tiền mặt"),
    ),
    "cash_thousands": (
        Counted(Item.CASH, "VND", 1000),
        ("Tiền (nghìn đồng)", "ເງິນ (ພັນດົ່ງ)", "Cash (thousand VND)", "Tiền (ngàn đồng)",
         "Tiền (1.000đ)", "Tiền (1.000 đồng)"),
    ),
}  # fmt: skip

USUAL_MOST: dict[str, Decimal] = {
    "heroin": Decimal(200_000),
    "pills": Decimal(5_000_000),
    "opium": Decimal(200_000),
    "firecrackers": Decimal(20_000),
    "motorbikes": Decimal(50),
    "phones": Decimal(200),
}


def counted_column(name: str) -> Column:
    """The column of `name`; thousands have no unit of their own and are multiplied afterwards."""
    counted, heads = COUNTED[name]
    whole = counted.unit in {"cake", "pill", "item", "VND"} and counted.times == 1
    return Column(
        name=name,
        heads=heads,
        group=SEIZED,
        kind=Kind.INTEGER if whole else Kind.DECIMAL,
        unit=counted.unit if counted.times == 1 else None,
        maximum=USUAL_MOST.get(name),
    )
