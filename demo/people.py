"""Generated people of both banks: names from closed lists, numbers that no authority ever issued.

Identity numbers begin with 000, a province code that does not exist, and Lao papers with 00-,
so that nobody can be mistaken for the person behind a real number.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

KINH = (
    ("Nguyễn", "Trần", "Phạm", "Đỗ", "Bùi", "Vũ"),
    (("Văn", "Đức", "Minh", "Quang"), ("Thị", "Thu", "Ngọc")),
    (("Bách", "Lâm", "Tùng", "Sơn", "Thạch"), ("Mai", "Trúc", "Lan", "Sen", "Đào")),
)
THAI = (
    ("Lò", "Quàng", "Cà", "Tòng", "Lường", "Hoàng", "Vì", "Cầm"),
    (("Văn",), ("Thị",)),
    (
        ("Pâng", "Xuân", "Inh", "Ón", "Biên", "Hặc", "Phương", "Tiến"),
        ("Bun", "Nọi", "Ính", "Phiên", "Hặc", "Xương", "Lả"),
    ),
)
HMONG = (
    ("Vàng", "Giàng", "Thào", "Sồng", "Mùa", "Hạng", "Lầu", "Sùng"),
    (("A", "Láo", "Chứ"), ("Thị",)),
    (
        ("Páo", "Dế", "Lềnh", "Sính", "Tủa", "Khua", "Nhè"),
        ("Mỷ", "Dợ", "Chư", "Pàng", "Sua", "Mai", "Dinh"),
    ),
)
KHMU = (
    ("Lường", "Cút", "Moong", "Lò", "Xeo"),
    (("Văn",), ("Thị",)),
    (("Phén", "Ún", "Thân", "Bún"), ("Mun", "Phòm", "Khăm", "Óng")),
)
PEOPLES = {"Kinh": KINH, "Thái": THAI, "Mông": HMONG, "Khơ Mú": KHMU}
# Lao names as a Vietnamese officer writes them, beside their own script.
LAO_GIVEN = (
    (
        ("Bun Mi", "ບຸນມີ"),
        ("Khăm La", "ຄຳຫຼ້າ"),
        ("Xổm Chít", "ສົມຈິດ"),
        ("Thoong Xay", "ທອງໄຊ"),
        ("Xay Nha", "ໄຊຍະ"),
        ("Kẹo", "ແກ້ວ"),
    ),
    (
        ("Khăm Bay", "ຄຳໃບ"),
        ("Chăn Thi", "ຈັນທີ"),
        ("Noy", "ນ້ອຍ"),
        ("Bua Chăn", "ບົວຈັນ"),
        ("Xi Phon", "ສີພອນ"),
        ("Đuông Chay", "ດວງໃຈ"),
    ),
)
LAO_FAMILY = (
    ("Vông Xả", "ວົງສາ"),
    ("Phôm Ma Chăn", "ພົມມະຈັນ"),
    ("Xỉ Xa Vạt", "ສີສະຫວັດ"),
    ("In Thạ Vông", "ອິນທະວົງ"),
    ("Kẹo Bun Hương", "ແກ້ວບຸນເຮືອງ"),
    ("", ""),
)
LAO_HMONG = (
    (("Vàng", "ວ່າງ"), ("Lý", "ລີ"), ("Thào", "ທໍ່"), ("Xồng", "ຊົ່ງ")),
    (
        (("Nênh", "ເນັ່ງ"), ("Tủa", "ຕົວ"), ("Chông", "ຈົ່ງ"), ("Pao", "ປາວ")),
        (("Mai", "ໄມ"), ("Xua", "ຊົວ"), ("Pa", "ປາ"), ("Dơ", "ເຢີ")),
    ),
)
OWN_HOMES = {
    "long-sap": "xã Lóng Sập",
    "chieng-khuong": "xã Chiềng Khương",
    "nam-lanh": "xã Nậm Lạnh",
    "muong-lan": "xã Mường Lạn",
    "phieng-pan": "xã Phiêng Pằn",
    "chieng-son": "xã Chiềng Sơn",
}
OWN_VILLAGES = ("bản Buốc", "bản Pha Đón", "bản Co Hịnh", "bản Nà Sặng", "bản Huổi Mạt", "bản A Má")
LAO_VILLAGES = ("bản Pa Háng", "bản Phiêng Xay", "bản Nà Lươn", "bản Huội Hịn", "bản Đán", "bản Pơ")
LAO_DISTRICTS = ("huyện Xốp Bâu", "huyện Xiềng Khọ", "huyện Mường Ét")


@dataclass(frozen=True, slots=True)
class Person:
    """`name` as the officer wrote it; `lao` in Lao script where the person has such a name."""

    name: str
    lao: str
    sex: str
    born: int
    people: str
    nationality: str
    address: str
    paper: str
    number: str

    def record(self) -> dict[str, str | int]:
        return {
            "name": self.name,
            "name_lo": self.lao,
            "sex": self.sex,
            "birth_year": self.born,
            "people": self.people,
            "nationality": self.nationality,
            "address": self.address,
            "document_type": self.paper,
            "document_number": self.number,
        }


def person(rng: Random, *, lao: float = 0.4, born: tuple[int, int] = (1962, 2006)) -> Person:
    """Return somebody, with probability `lao` a citizen of Laos; `born` bounds the birth year."""
    woman = rng.random() < 0.24
    year = rng.randint(*born)
    return _lao(rng, woman, year) if rng.random() < lao else _own(rng, woman, year)


def _own(rng: Random, woman: bool, year: int) -> Person:  # noqa: FBT001 - an index into pairs
    people = rng.choices(tuple(PEOPLES), weights=(2, 5, 4, 1))[0]
    families, middles, given = PEOPLES[people]
    words = (rng.choice(families), rng.choice(middles[woman]), rng.choice(given[woman]))
    home = f"{rng.choice(OWN_VILLAGES)}, {rng.choice(tuple(OWN_HOMES.values()))}, tỉnh Sơn La"
    century = (2 if year >= 2000 else 0) + woman
    number = f"000{century}{year % 100:02}{rng.randrange(1_000_000):06}"
    sex = "F" if woman else "M"
    return Person(" ".join(words), "", sex, year, people, "VN", home, "CCCD", number)


def _lao(rng: Random, woman: bool, year: int) -> Person:  # noqa: FBT001 - an index into pairs
    hmong = rng.random() < 0.4
    if hmong:
        family, given = rng.choice(LAO_HMONG[0]), rng.choice(LAO_HMONG[1][woman])
        name, lao = f"{family[0]} {given[0]}", f"{given[1]} {family[1]}"
    else:
        given, family = rng.choice(LAO_GIVEN[woman]), rng.choice(LAO_FAMILY)
        name, lao = f"{given[0]} {family[0]}".strip(), f"{given[1]} {family[1]}".strip()
    home = f"{rng.choice(LAO_VILLAGES)}, {rng.choice(LAO_DISTRICTS)}, tỉnh Hủa Phăn, Lào"
    number = f"00-{rng.randrange(1_000_000):06}"
    people = "Mông" if hmong else "Lào"
    return Person(name, lao, "F" if woman else "M", year, people, "LA", home, "CMND Lào", number)
