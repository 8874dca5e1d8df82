"""Closed lists of the security register."""

from __future__ import annotations

from enum import StrEnum

from saphan.kernel.languages import T


class PatrolLevel(StrEnum):
    STATION = "station"
    COMMAND = "command"


class Offence(StrEnum):
    DRUGS = "drugs"
    SMUGGLING = "smuggling"
    WEAPONS = "weapons"
    FIRECRACKERS = "firecrackers"
    ILLEGAL_CROSSING = "illegal-crossing"
    TRAFFICKING = "trafficking"
    FOREST = "forest"
    OTHER = "other"


class Act(StrEnum):
    """Why a person is handed back."""

    ILLEGAL_ENTRY = "illegal-entry"
    ILLEGAL_EXIT = "illegal-exit"
    OVERSTAY = "overstay"
    OTHER = "other"


class Sex(StrEnum):
    """As travel documents print it; empty where it is not known."""

    MALE = "M"
    FEMALE = "F"


class Item(StrEnum):
    """What an exhibit is; the officer's own words stay beside it."""

    HEROIN = "heroin"
    SYNTHETIC_DRUG = "synthetic-drug"
    CRYSTAL_METH = "crystal-meth"
    KETAMINE = "ketamine"
    OPIUM_RESIN = "opium-resin"
    FIRECRACKERS = "firecrackers"
    GUN = "gun"
    BULLET = "bullet"
    GUNPOWDER = "gunpowder"
    CAR = "car"
    MOTORBIKE = "motorbike"
    MOBILE_PHONE = "mobile-phone"
    CASH = "cash"
    TIMBER = "timber"
    WILDLIFE = "wildlife"
    OTHER = "other"


UNITS_OF: dict[Item, tuple[str, ...]] = {
    Item.HEROIN: ("cake", "g", "kg", "mg"),
    Item.SYNTHETIC_DRUG: ("pill", "g", "kg", "mg"),
    Item.CRYSTAL_METH: ("kg", "g", "mg"),
    Item.KETAMINE: ("kg", "g", "mg"),
    Item.OPIUM_RESIN: ("g", "kg", "mg"),
    Item.FIRECRACKERS: ("kg", "g", "item"),
    Item.GUN: ("item",),
    Item.BULLET: ("item",),
    Item.GUNPOWDER: ("g", "kg"),
    Item.CAR: ("item",),
    Item.MOTORBIKE: ("item",),
    Item.MOBILE_PHONE: ("item",),
    Item.CASH: ("VND", "USD", "LAK"),
    Item.TIMBER: ("m3", "kg", "item"),
    Item.WILDLIFE: ("item", "kg", "g"),
    Item.OTHER: ("item", "kg", "g", "m3", "pill", "cake", "VND", "USD", "LAK"),
}
"""The units in which an item is counted; the first is the usual one."""

ITEM_NAMES: dict[Item, T] = {
    Item.HEROIN: T(en="Heroin", vi="Heroin", lo="ເຮໂຣອິນ"),
    Item.SYNTHETIC_DRUG: T(en="Synthetic drug", vi="Ma túy tổng hợp", lo="ຢາເສບຕິດສັງເຄາະ"),
    Item.CRYSTAL_METH: T(en="Crystal meth", vi="Ma túy đá", lo="ຢາໄອສ໌"),
    Item.KETAMINE: T(en="Ketamine", vi="Ketamine", lo="ເຄຕາມິນ"),
    Item.OPIUM_RESIN: T(en="Opium resin", vi="Nhựa thuốc phiện", lo="ຢາງຝິ່ນ"),
    Item.FIRECRACKERS: T(en="Firecrackers", vi="Pháo nổ", lo="ກະໂພກໄຟ"),
    Item.GUN: T(en="Guns", vi="Súng", lo="ປືນ"),
    Item.BULLET: T(en="Bullets", vi="Đạn", lo="ລູກປືນ"),
    Item.GUNPOWDER: T(en="Gunpowder", vi="Thuốc súng", lo="ດິນປືນ"),
    Item.CAR: T(en="Cars", vi="Ô tô", lo="ລົດໃຫຍ່"),
    Item.MOTORBIKE: T(en="Motorbikes", vi="Xe máy", lo="ລົດຈັກ"),
    Item.MOBILE_PHONE: T(en="Mobile phones", vi="Điện thoại di động", lo="ໂທລະສັບມືຖື"),
    Item.CASH: T(en="Cash", vi="Tiền mặt", lo="ເງິນສົດ"),
    Item.TIMBER: T(en="Timber", vi="Gỗ", lo="ໄມ້"),
    Item.WILDLIFE: T(en="Wildlife", vi="Động vật hoang dã", lo="ສັດປ່າ"),
    Item.OTHER: T(en="Other", vi="Tang vật khác", lo="ຂອງກາງອື່ນ"),
}
