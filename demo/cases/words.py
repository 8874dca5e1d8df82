"""How officers write exhibits and people: Vietnamese numerals, short words, several in one cell."""

from __future__ import annotations

from collections.abc import Sequence

from demo.cases.seizures import Exhibit
from demo.people import Person
from demo.sheets import Value

NAMES = {
    "heroin": "Heroin",
    "synthetic-drug": "Ma túy tổng hợp",
    "crystal-meth": "Ma túy đá",
    "ketamine": "Ketamine",
    "opium-resin": "Nhựa thuốc phiện",
    "firecrackers": "Pháo nổ",
    "gun": "Súng tự chế",
    "bullet": "Đạn",
    "gunpowder": "Thuốc súng",
    "car": "Ô tô",
    "motorbike": "Xe máy",
    "mobile-phone": "Điện thoại di động",
    "cash": "Tiền VNĐ",
    "timber": "Gỗ nghiến",
    "wildlife": "Rùa đầu to",
}
UNITS = {
    "cake": "bánh",
    "g": "gam",
    "kg": "kg",
    "pill": "viên",
    "item": "chiếc",
    "VND": "đồng",
    "m3": "m3",
}
IN_ONE_CELL = {
    ("heroin", "cake"): "{n} bánh heroin",
    ("heroin", "g"): "{n}g heroin",
    ("synthetic-drug", "pill"): "{n} viên MTTH",
    ("crystal-meth", "kg"): "{n}kg ma túy đá",
    ("ketamine", "kg"): "{n}kg ketamine",
    ("opium-resin", "g"): "{n}g nhựa thuốc phiện",
    ("firecrackers", "kg"): "{n}kg pháo",
    ("gun", "item"): "{n} khẩu súng tự chế",
    ("bullet", "item"): "{n} viên đạn",
    ("gunpowder", "g"): "{n}g thuốc súng",
    ("car", "item"): "{n} ô tô",
    ("motorbike", "item"): "{n} xe máy",
    ("mobile-phone", "item"): "{n} ĐTDĐ",
    ("cash", "VND"): "{n} đồng",
    ("timber", "m3"): "{n}m3 gỗ nghiến",
    ("wildlife", "item"): "{n} cá thể rùa đầu to",
}
NATIONS = {"VN": "Việt Nam", "LA": "Lào"}
SEXES = {"M": "Nam", "F": "Nữ"}


def numeral(plain: str) -> str:
    """Write a plain decimal as Vietnamese does: 110840000 -> 110.840.000, 12.5 -> 12,5."""
    whole, _, rest = plain.partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    return f"{grouped},{rest}" if rest else grouped


def counted(plain: str) -> str:
    """Write a small count with the leading zero of official papers: 1 -> 01."""
    return f"{int(plain):02}" if plain.isdigit() and int(plain) < 10 else numeral(plain)


def typed(plain: str) -> Value:
    """Return the number that a spreadsheet would hold."""
    return float(plain) if "." in plain else int(plain)


def one_cell(exhibits: Sequence[Exhibit], *, joint: str) -> str:
    """Join exhibits as one cell holds them; cakes and grams of one heroin share the word."""
    parts = [_phrase(exhibit) for exhibit in exhibits]
    units = [(exhibit.item, exhibit.unit) for exhibit in exhibits]
    if units[:2] == [("heroin", "cake"), ("heroin", "g")]:
        parts[0] = parts[0].removesuffix(" heroin")
    return joint.join(parts)


def _phrase(exhibit: Exhibit) -> str:
    loose = exhibit.unit == "item" or exhibit.item == "cash"
    number = counted(exhibit.quantity) if loose else numeral(exhibit.quantity)
    return IN_ONE_CELL[exhibit.item, exhibit.unit].format(n=number)


def subject(one: Person) -> tuple[Value, ...]:
    """Return name, sex, birth year, people, nationality, address, paper as one row of cells."""
    paper = f"{one.paper} {one.number}"
    about = (one.name, SEXES[one.sex], one.born, one.people, NATIONS[one.nationality])
    return (*about, one.address, paper)
