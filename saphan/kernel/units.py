"""Units and quantities: integers in a base unit, decimals only for people.

Base units: mass mg, length mm, area m2, volume dm3, money in minor units, energy Wh, power W,
counts 1. Two units add only when they share a base; a counter (cake, pill) is its own base.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from saphan.kernel.languages import T


@dataclass(frozen=True, slots=True)
class Unit:
    """`factor` base units make one of this unit; `names` read after a number."""

    code: str
    base: str
    factor: int
    names: T

    def after(self, value: Decimal, language: str) -> str:
        """The name as it reads after `value`: English says 1 patrol and 21 patrols."""
        is_one = language == "en" and abs(value) == 1
        return _SINGULAR.get(self.code, self.names.en) if is_one else self.names.in_(language)

    @property
    def decimals(self) -> int:
        """Digits after the separator that the base unit can carry."""
        return len(str(self.factor)) - 1


def _unit(code: str, base: str, factor: int, en: str, vi: str, lo: str) -> Unit:
    return Unit(code, base, factor, T(en=en, vi=vi, lo=lo))


_SAID_AS_CODED = (
    "patrol", "person", "case", "cake", "pill", "item", "entry", "exit", "movement", "household",
    "document", "project", "province", "institution", "cluster", "year",
)  # fmt: skip
_SINGULAR = {**{code: code for code in _SAID_AS_CODED}, "commitment": "content", "t": "tonne"}

UNITS: dict[str, Unit] = {
    unit.code: unit
    for unit in (
        _unit("patrol", "patrol", 1, "patrols", "lần", "ຄັ້ງ"),
        _unit("person", "person", 1, "people", "người", "ຄົນ"),
        _unit("case", "case", 1, "cases", "vụ", "ຄະດີ"),
        _unit("cake", "cake", 1, "cakes", "bánh", "ກ້ອນ"),
        _unit("pill", "pill", 1, "pills", "viên", "ເມັດ"),
        _unit("item", "item", 1, "items", "chiếc", "ອັນ"),
        _unit("kg", "mg", 1_000_000, "kg", "kg", "ກິໂລກຣາມ"),
        _unit("g", "mg", 1_000, "g", "g", "ກຣາມ"),
        _unit("mg", "mg", 1, "mg", "mg", "ມິນລີກຣາມ"),
        _unit("t", "mg", 1_000_000_000, "tonnes", "tấn", "ໂຕນ"),
        _unit("m3", "dm3", 1_000, "m³", "m³", "ແມັດກ້ອນ"),
        _unit("km", "mm", 1_000_000, "km", "km", "ກິໂລແມັດ"),
        _unit("m", "mm", 1_000, "m", "m", "ແມັດ"),
        _unit("ha", "m2", 10_000, "ha", "ha", "ເຮັກຕາ"),
        _unit("VND", "VND", 1, "VND", "đồng", "ດົ່ງ"),
        _unit("USD", "USc", 100, "USD", "USD", "ໂດລາ"),
        _unit("LAK", "LAK", 1, "LAK", "kíp", "ກີບ"),
        _unit("VND/month", "VND/month", 1, "VND a month", "đồng/tháng", "ດົ່ງ/ເດືອນ"),
        _unit("MW", "W", 1_000_000, "MW", "MW", "ເມກາວັດ"),
        _unit("kWh", "Wh", 1_000, "kWh", "kWh", "ກິໂລວັດໂມງ"),
        _unit("%", "%", 1, "%", "%", "%"),
        _unit("entry", "entry", 1, "entries", "lượt nhập cảnh", "ເທື່ອເຂົ້າເມືອງ"),
        _unit("exit", "exit", 1, "exits", "lượt xuất cảnh", "ເທື່ອອອກເມືອງ"),
        _unit("movement", "movement", 1, "movements", "lượt", "ເທື່ອ"),
        _unit("household", "household", 1, "households", "hộ", "ຄົວເຮືອນ"),
        _unit("document", "document", 1, "documents", "văn kiện", "ສະບັບ"),
        _unit("commitment", "commitment", 1, "contents", "nội dung", "ເນື້ອໃນ"),
        _unit("project", "project", 1, "projects", "dự án", "ໂຄງການ"),
        _unit("province", "province", 1, "provinces", "tỉnh", "ແຂວງ"),
        _unit("institution", "institution", 1, "institutions", "cơ sở", "ສະຖາບັນ"),
        _unit("cluster", "cluster", 1, "clusters", "cụm bản", "ກຸ່ມບ້ານ"),
        _unit("ordinal", "ordinal", 1, "", "", ""),
        _unit("year", "year", 1, "years", "năm", "ປີ"),
    )
}


@dataclass(frozen=True, slots=True, order=True)
class Quantity:
    """`amount` base units, shown in `unit`."""

    amount: int
    unit: str

    @property
    def decimal(self) -> Decimal:
        """The exact value in the unit, without trailing zeros."""
        factor = UNITS[self.unit].factor
        value = Decimal(self.amount) / factor
        return value.quantize(Decimal(1)) if value == value.to_integral() else value.normalize()

    @property
    def text(self) -> str:
        """The value as the decimal string of the interface: never a float, never an exponent."""
        return f"{self.decimal:f}"

    @classmethod
    def of(cls, value: Decimal | int | str, unit: str) -> Quantity:
        """Return the quantity of `value` `unit`; ValueError when the base unit cannot hold it."""
        scaled = Decimal(value) * UNITS[unit].factor
        if scaled != scaled.to_integral():
            raise ValueError(f"{value} {unit} is finer than {UNITS[unit].base}")
        return cls(int(scaled), unit)
