"""The tables of a meeting's workbook, by their columns."""

from __future__ import annotations

from collections.abc import Mapping

from saphan.intake.reading.columns import Column, Kind, SheetSpec, fold
from saphan.registers.agreements.rules import FIRST_DAY

SIDES = {
    "vn": ("Việt Nam", "ຫວຽດນາມ", "Viet Nam", "Vietnam", "Phía Việt Nam", "Việt Nam / ຫວຽດນາມ"),
    "la": ("Lào", "ລາວ", "Laos", "Lao side", "Phía Lào", "Lào / ລາວ"),
}
DEBTORS = {**SIDES, "both": ("Hai bên", "ສອງຝ່າຍ", "Both sides", "Cả hai bên", "Hai bên / ສອງຝ່າຍ")}
ROLES = {
    "head": ("Trưởng đoàn", "ຫົວໜ້າຄະນະ", "Head", "Trưởng đoàn / ຫົວໜ້າຄະນະ"),
    "member": ("Thành viên", "ສະມາຊິກ", "Member", "Thành viên / ສະມາຊິກ"),
    "secretary": ("Thư ký", "ເລຂານຸການ", "Secretary", "Thư ký / ເລຂານຸການ"),
}
OUTCOMES = {
    "done": ("Đã thực hiện", "ປະຕິບັດແລ້ວ", "Done", "Hoàn thành"),
    "under-way": ("Đang thực hiện", "ກຳລັງປະຕິບັດ", "Under way"),
    "not-started": ("Chưa thực hiện", "ຍັງບໍ່ທັນປະຕິບັດ", "Not started"),
    "late": ("Quá hạn", "ກາຍກຳນົດ", "Late"),
}
KEYS = {
    "title": ("Tên hội đàm", "ຊື່ກອງປະຊຸມ", "Title"),
    "code": ("Mã hội đàm", "ລະຫັດກອງປະຊຸມ", "Code"),
    "held_on": ("Ngày", "ວັນທີ", "Day", "Ngày hội đàm"),
    "place": ("Địa điểm", "ສະຖານທີ່", "Place"),
    "since": ("Số liệu từ ngày", "ຕົວເລກແຕ່ວັນທີ", "Figures from"),
    "until": ("Số liệu đến ngày", "ຕົວເລກຮອດວັນທີ", "Figures until"),
    "host": ("Bên chủ nhà", "ຝ່າຍເຈົ້າພາບ", "Host"),
}
VI = ("Tiếng Việt", "ພາສາຫວຽດ", "Vietnamese")
LO = ("Tiếng Lào", "ພາສາລາວ", "Lao")
EN = ("Tiếng Anh", "ພາສາອັງກິດ", "English")
TEXT_VI = ("Nội dung", "ເນື້ອໃນ (ຫວຽດ)", "Content (Vietnamese)", "Nội dung (tiếng Việt)")
TEXT_LO = ("Nội dung (tiếng Lào)", "ເນື້ອໃນ", "Content (Lao)")
TEXT_EN = ("Nội dung (tiếng Anh)", "ເນື້ອໃນ (ອັງກິດ)", "Content")


def _text(
    name: str, heads: tuple[str, ...], *, required: bool = False, takes_days: bool = False
) -> Column:
    return Column(name=name, heads=heads, kind=Kind.TEXT, required=required, takes_days=takes_days)


def _wordings() -> tuple[Column, ...]:
    return (
        _text("text_vi", TEXT_VI, required=True),
        _text("text_lo", TEXT_LO),
        _text("text_en", TEXT_EN),
    )


def _choice(
    name: str,
    heads: tuple[str, ...],
    choices: Mapping[str, tuple[str, ...]],
    *,
    required: bool = True,
) -> Column:
    return Column(name=name, heads=heads, kind=Kind.CHOICE, choices=choices, required=required)


def _in_languages(name: str, group: tuple[str, ...]) -> tuple[Column, ...]:
    return tuple(
        Column(name=f"{name}_{code}", heads=heads, group=group, kind=Kind.TEXT)
        for code, heads in (("vi", VI), ("lo", LO), ("en", EN))
    )


GENERAL = SheetSpec(
    name="agreements.general",
    titles=("Thông tin chung", "ຂໍ້ມູນທົ່ວໄປ", "General"),
    columns=(
        _text("key", ("Mục", "ລາຍການ", "Item", "Mục / ລາຍການ"), required=True),
        _text("text_vi", VI, takes_days=True),
        _text("text_lo", LO, takes_days=True),
        _text("text_en", EN, takes_days=True),
    ),
)
DELEGATES = SheetSpec(
    name="agreements.delegates",
    titles=("Thành phần tham dự", "ອົງປະກອບເຂົ້າຮ່ວມ", "Delegations"),
    columns=(
        _choice("side", ("Bên", "ຝ່າຍ", "Side", "Bên\nຝ່າຍ"), SIDES),
        Column(
            name="name",
            heads=("Họ và tên", "ຊື່ ແລະ ນາມສະກຸນ", "Name", "Họ và tên ຊື່ ແລະ ນາມສະກຸນ"),
            kind=Kind.TEXT,
            personal=True,
        ),
        _text("rank", ("Cấp bậc", "ຊັ້ນ", "Rank", "Cấp bậc ຊັ້ນ")),
        *_in_languages("post", ("Chức vụ", "ໜ້າທີ່", "Position", "Chức vụ / ໜ້າທີ່ / Position")),
        _choice("role", ("Vai trò", "ບົດບາດ", "Role", "Vai trò ບົດບາດ"), ROLES, required=False),
    ),
    repeats=True,
)
AGENDA = SheetSpec(
    name="agreements.agenda",
    titles=("Chương trình", "ວາລະກອງປະຊຸມ", "Agenda"),
    columns=(
        Column(name="time", heads=("Giờ", "ເວລາ", "Time", "Giờ ເວລາ"), kind=Kind.TIME),
        *_wordings(),
        _choice(
            "side",
            ("Chủ trì", "ຝ່າຍຮັບຜິດຊອບ", "Led by", "Chủ trì ຝ່າຍຮັບຜິດຊອບ"),
            SIDES,
            required=False,
        ),
    ),
)
PROPOSALS = SheetSpec(
    name="agreements.proposals",
    titles=("Đề xuất của hai bên", "ຂໍ້ສະເໜີຂອງສອງຝ່າຍ", "Proposals"),
    columns=(
        _choice("side", ("Bên đề xuất", "ຝ່າຍສະເໜີ", "Proposed by", "Bên đề xuất ຝ່າຍສະເໜີ"), SIDES),
        *_wordings(),
    ),
)
CONTENTS = SheetSpec(
    name="agreements.contents",
    titles=("Nội dung thống nhất", "ເນື້ອໃນທີ່ເປັນເອກະພາບ", "Contents agreed"),
    columns=(
        *_wordings(),
        _choice(
            "side",
            ("Bên thực hiện", "ຝ່າຍປະຕິບັດ", "Carried out by", "Bên thực hiện ຝ່າຍປະຕິບັດ"),
            DEBTORS,
        ),
        _text("term", ("Thời hạn", "ກຳນົດເວລາ", "Deadline", "Thời hạn ກຳນົດເວລາ"), takes_days=True),
        _text("office", ("Cơ quan đầu mối", "ພາກສ່ວນປະສານງານ", "Office")),
        *_in_languages("report", ("Kết quả", "ຜົນການປະຕິບັດ", "Result", "Kết quả ຜົນການປະຕິບັດ")),
        _choice("outcome", ("Tình trạng", "ສະຖານະ", "State"), OUTCOMES, required=False),
    ),
)
INSTRUMENTS = SheetSpec(
    name="agreements.instruments",
    titles=("Văn kiện ký kết", "ເອກະສານທີ່ເຊັນ", "Instruments signed"),
    columns=(
        _text(
            "text_vi", ("Tên văn kiện", "ຊື່ເອກະສານ (ຫວຽດ)", "Document (Vietnamese)"), required=True
        ),
        _text("text_lo", ("Tên văn kiện (tiếng Lào)", "ຊື່ເອກະສານ", "Document (Lao)")),
        _text("text_en", ("Tên văn kiện (tiếng Anh)", "ຊື່ເອກະສານ (ອັງກິດ)", "Document")),
        Column(
            name="signed_on",
            heads=("Ngày ký", "ວັນທີເຊັນ", "Signed on"),
            kind=Kind.DATE,
            required=True,
            since=FIRST_DAY,
        ),
        _text("place", ("Nơi ký", "ສະຖານທີ່ເຊັນ", "Place")),
        _text("party_vn", ("Bên ký (VN)", "ຝ່າຍຫວຽດນາມ", "Party (VN)")),
        _text("party_la", ("Bên ký (Lào)", "ຝ່າຍລາວ", "Party (LA)")),
        _text("languages", ("Ngôn ngữ", "ພາສາ", "Languages")),
        Column(name="copies", heads=("Số bản", "ຈຳນວນສະບັບ", "Copies"), kind=Kind.INTEGER),
    ),
)
SHEETS = (GENERAL, DELEGATES, AGENDA, PROPOSALS, CONTENTS, INSTRUMENTS)

_KEYS = {fold(word): key for key, words in KEYS.items() for word in words}
_SIDES = {fold(word): side for side, words in SIDES.items() for word in words}


def key_of(written: str) -> str:
    """Return which line of the general sheet this is; empty for another."""
    return _KEYS.get(fold(written), "")


def side_of(written: str) -> str:
    return _SIDES.get(fold(written), "")
