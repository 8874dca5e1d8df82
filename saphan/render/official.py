"""Fixed words of official papers: the states' headings and the words of the page frame."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from saphan.kernel.languages import Language, T
from saphan.kernel.sides import Side

STATES: dict[Side, tuple[T, T]] = {
    Side.VN: (
        T(
            en="SOCIALIST REPUBLIC OF VIET NAM",
            vi="CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            lo="ສາທາລະນະລັດ ສັງຄົມນິຍົມ ຫວຽດນາມ",
        ),
        T(
            en="Independence - Freedom - Happiness",
            vi="Độc lập - Tự do - Hạnh phúc",
            lo="ເອກະລາດ - ເສລີພາບ - ຄວາມຜາສຸກ",
        ),
    ),
    Side.LA: (
        T(
            en="LAO PEOPLE'S DEMOCRATIC REPUBLIC",
            vi="CỘNG HÒA DÂN CHỦ NHÂN DÂN LÀO",
            lo="ສາທາລະນະລັດ ປະຊາທິປະໄຕ ປະຊາຊົນລາວ",
        ),
        T(
            en="Peace Independence Democracy Unity Prosperity",
            vi="Hòa bình Độc lập Dân chủ Thống nhất Thịnh vượng",
            lo="ສັນຕິພາບ ເອກະລາດ ປະຊາທິປະໄຕ ເອກະພາບ ວັດທະນະຖາວອນ",
        ),
    ),
}
"""Name and motto of each state, as they head its papers.

Vietnam: Decree 30/2020/NĐ-CP, Appendix I. Laos: the heading in use on government papers; the text
of the rule was not seen.
"""

PAGE = T(en="Page", vi="Trang", lo="ໜ້າ")
CODE = T(en="Code", vi="Mã", lo="ລະຫັດ")
LEVEL = T(en="Level", vi="Mức", lo="ລະດັບ")
RECIPIENTS = T(en="Copies to:", vi="Nơi nhận:", lo="ບ່ອນສົ່ງ:")
DATA = T(en="The numbers of this picture", vi="Số liệu của hình", lo="ຕົວເລກຂອງຮູບ")
TEXT = T(en="Text", vi="Văn bản", lo="ເນື້ອໃນ")
TABLE = T(en="Table", vi="Bảng", lo="ຕາຕະລາງ")
NUMBERS = T(en="Numbers", vi="Số liệu", lo="ຕົວເລກ")
NUMBERS_HEADS = T(
    en="Figure | Qualifier | Value | Unit | As printed",
    vi="Chỉ tiêu | Mức độ | Giá trị | Đơn vị | Như in",
    lo="ຕົວຊີ້ວັດ | ຄຳຂະຫຍາຍ | ຄ່າ | ຫົວໜ່ວຍ | ຕາມທີ່ພິມ",
)

LAO_SCRIPT = re.compile("([\u0e80-\u0eff][\u0e80-\u0eff\u200b-\u200d ]*)")
UNSEEN = {"Cc", "Cf", "Cn", "Co", "Cs"}
KEPT = {"\u200b", "\u200c", "\u200d", "\u2060"}


def state_heading(side: Side, language: Language) -> tuple[str, str]:
    """Return the name and the motto of the state in a language."""
    name, motto = STATES[side]
    return name.in_(language), motto.in_(language)


def printable(text: str) -> str:
    """Return one line in which everything can be seen.

    Line breaks and tabs become spaces; control characters, direction marks, private and unassigned
    characters are spelled as `[U+202E]`: they could hide or reorder what a signatory reads.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_visible(letter) for letter in text)


def _visible(letter: str) -> str:
    if letter in "\t\n\r\u2028\u2029":
        return " "
    if letter in KEPT or unicodedata.category(letter) not in UNSEEN:
        return letter
    return f"[U+{ord(letter):04X}]"


def by_script(text: str) -> Iterator[tuple[str, bool]]:
    """Split a text into stretches of Lao script (True) and of anything else (False)."""
    for position, stretch in enumerate(LAO_SCRIPT.split(text)):
        if stretch:
            yield stretch, position % 2 == 1
