"""Officers' words for what they seize and for what was done, in the three languages."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from saphan.registers.security.choices import UNITS_OF, Act, Item, Offence

ITEM_WORDS: dict[Item, tuple[str, ...]] = {
    Item.HEROIN: ("heroin", "heroine", "hêrôin", "hê-rô-in", "ເຮໂຣອິນ", "ເຮໂຣອີນ"),
    Item.SYNTHETIC_DRUG: (
        "ma túy tổng hợp", "MTTH", "hồng phiến", "thuốc lắc", "methamphetamine", "yaba", "ecstasy",
        "synthetic drug", "synthetic drugs", "ຢາເສບຕິດສັງເຄາະ", "ຢາບ້າ",
    ),
    Item.CRYSTAL_METH: (
        "ma túy đá", "ma túy dạng đá", "ice", "crystal meth", "ຢາໄອສ໌", "ຢາໄອ", "ຢາໄອສ",
    ),
    Item.KETAMINE: ("ketamine", "ketamin", "ເຄຕາມິນ"),
    Item.OPIUM_RESIN: (
        "nhựa thuốc phiện", "nhựa TP", "thuốc phiện", "opium", "opium resin", "ຢາງຝິ່ນ", "ຢາຝິ່ນ", "ຝິ່ນ",
    ),
    Item.FIRECRACKERS: ("pháo", "pháo nổ", "firecrackers", "ກະໂພກໄຟ", "ໝາກກະໂພກ"),
    Item.GUN: ("súng", "khẩu súng", "gun", "rifle", "ປືນ"),
    Item.BULLET: ("đạn", "viên đạn", "bullet", "bullets", "ລູກປືນ"),
    Item.GUNPOWDER: ("thuốc súng", "gunpowder", "ດິນປືນ"),
    Item.CAR: ("ô tô", "ôtô", "xe ô tô", "xe ôtô", "xe tải", "xe con", "car", "truck", "ລົດໃຫຍ່"),
    Item.MOTORBIKE: (
        "xe máy", "xe mô tô", "xe môtô", "mô tô", "môtô", "motorbike", "motorcycle", "ລົດຈັກ",
    ),
    Item.MOBILE_PHONE: (
        "điện thoại", "điện thoại di động", "ĐTDĐ", "ĐT di động", "mobile phone", "phone",
        "ໂທລະສັບ", "ໂທລະສັບມືຖື",
    ),
    Item.CASH: ("tiền", "tiền mặt", "tiền VNĐ", "tiền Việt Nam", "cash", "ເງິນ", "ເງິນສົດ"),
    Item.TIMBER: ("gỗ", "timber", "ໄມ້"),
    Item.WILDLIFE: (
        "động vật hoang dã", "rùa", "tê tê", "tắc kè", "khỉ", "rắn", "cầy", "gấu", "wildlife",
        "ສັດປ່າ",
    ),
}  # fmt: skip

OFFENCE_WORDS: tuple[tuple[Offence, tuple[str, ...]], ...] = (
    (Offence.DRUGS, ("ma túy", "drug", "ຢາເສບຕິດ")),
    (Offence.FIRECRACKERS, ("pháo", "firecracker", "ກະໂພກໄຟ")),
    (Offence.WEAPONS, ("vũ khí", "vật liệu nổ", "weapon", "explosive", "ອາວຸດ")),
    (Offence.FOREST, ("lâm sản", "gỗ", "động vật hoang dã", "timber", "wildlife", "ໄມ້", "ສັດປ່າ")),
    (Offence.TRAFFICKING, ("mua bán người", "human trafficking", "ຄ້າມະນຸດ")),
    (
        Offence.ILLEGAL_CROSSING,
        ("xuất cảnh trái phép", "nhập cảnh trái phép", "xuất, nhập cảnh trái phép",
         "vượt biên", "illegal crossing", "ເຂົ້າເມືອງຜິດກົດໝາຍ", "ອອກເມືອງຜິດກົດໝາຍ"),
    ),
    (Offence.SMUGGLING, ("buôn lậu", "hàng hóa", "hàng cấm", "gian lận", "smuggl", "ລັກລອບ")),
)  # fmt: skip

ACT_WORDS: dict[Act, tuple[str, ...]] = {
    Act.ILLEGAL_ENTRY: ("nhập cảnh trái phép", "illegal entry", "ເຂົ້າເມືອງຜິດກົດໝາຍ"),
    Act.ILLEGAL_EXIT: ("xuất cảnh trái phép", "illegal exit", "ອອກເມືອງຜິດກົດໝາຍ"),
    Act.OVERSTAY: ("cư trú quá hạn", "quá hạn", "overstay", "ຢູ່ເກີນກຳນົດ"),
}

WEIGHED_OR_POURED = frozenset({"kg", "g", "mg", "m3", "VND", "USD", "LAK"})

_TONES = "\u0300\u0301\u0303\u0309\u0323"


@lru_cache(maxsize=4096)
def spelled(word: str) -> str:
    """A word with its tone at the end, so that túy and tuý are one; accents still tell words apart.

    Without accents súng (gun) and sừng (horn) would be the same.
    """
    apart = unicodedata.normalize("NFD", word.casefold())
    tones = "".join(mark for mark in apart if mark in _TONES)
    rest = "".join(mark for mark in apart if mark not in _TONES)
    return unicodedata.normalize("NFC", rest) + tones


def spelled_words(text: str) -> tuple[str, ...]:
    """The words of a text in the form in which they are compared."""
    plain = (word.strip(".,:;()[]“”\"'") for word in text.split())
    return tuple(spelled(word) for word in plain if word)


_TERMS: dict[tuple[str, ...], Item] = {
    spelled_words(term): item for item, terms in ITEM_WORDS.items() for term in terms
}
_LONGEST = max(map(len, _TERMS))


def item_at_start(words: tuple[str, ...]) -> tuple[Item | None, int]:
    """The thing that the first words name, and how many of them do; None and 0 for none known."""
    for length in range(min(_LONGEST, len(words)), 0, -1):
        item = _TERMS.get(words[:length])
        if item:
            return item, length
    return None, 0


def items_within(words: tuple[str, ...]) -> Iterator[Item]:
    """Each thing that the words name, wherever it stands."""
    at = 0
    while at < len(words):
        item, length = item_at_start(words[at:])
        if item:
            yield item
        at += length or 1


def item_of(text: str) -> Item | None:
    """The one thing that a text names from its beginning; None when it is unclear."""
    words = spelled_words(text)
    item, length = item_at_start(words)
    others = set(items_within(words[length:])) - {item}
    return item if item and not others else None


def unit_for(item: Item, unit: str) -> str:
    """The unit as the register counts this thing: a `viên` of ammunition is an item, no pill."""
    fits = UNITS_OF[item]
    return "item" if unit not in fits and unit not in WEIGHED_OR_POURED and "item" in fits else unit


def offence_of(act: str) -> Offence:
    """The class of an offence that the officer's words name; OTHER when none is known."""
    return next((one for one, words in OFFENCE_WORDS if _says_one(act, words)), Offence.OTHER)


def act_of(written: str) -> Act:
    """The class of an illegal crossing; OTHER when the words name none."""
    return next((one for one, words in ACT_WORDS.items() if _says_one(written, words)), Act.OTHER)


def _says_one(text: str, words: tuple[str, ...]) -> bool:
    said = " ".join(map(spelled, text.split()))
    return any(" ".join(map(spelled, word.split())) in said for word in words)
