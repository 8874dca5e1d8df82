"""Generated papers in the three languages, laid out as the minutes of border talks."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from saphan.kernel.languages import Language, T
from saphan.kernel.numbers import format_number
from saphan.kernel.sides import Side
from saphan.render.paper import (
    Align,
    Block,
    Column,
    Head,
    Heading,
    Number,
    NumberedList,
    PageBreak,
    Paper,
    Paragraph,
    Picture,
    Prose,
    Row,
    RowKind,
    Runs,
    Signature,
    Table,
    Text,
    TwoColumn,
)

STATIC_FONTS = Path(__file__).parents[2] / "saphan/web/static/dist/fonts"
FONTS = [Path(folder) for folder in os.environ.get("SAPHAN_FONTS", str(STATIC_FONTS)).split(":")]
HAVE_FONTS = all(any(folder.rglob("*.ttf")) for folder in FONTS)
MADE_AT = datetime(2025, 8, 12, 10, 0, tzinfo=UTC)
NOTE = T(
    en="Generated records; they add up to figures published on 12 August 2025.",
    vi="Dữ liệu được tạo ra; tổng khớp với số liệu công bố ngày 12/8/2025.",
    lo="ຂໍ້ມູນສ້າງຂຶ້ນ; ຍອດລວມກົງກັບຕົວເລກທີ່ເຜີຍແຜ່ວັນທີ 12/8/2025.",
)
LEVEL = T(en="Shared", vi="Dùng chung", lo="ໃຊ້ຮ່ວມກັນ")
TITLE = T(en="MINUTES", vi="BIÊN BẢN", lo="ບົດບັນທຶກ")
ABOUT = T(
    en="Annual talks 2025 between the Border Guard Command of Sơn La province "
    "and the Military Command of Houaphanh province",
    vi="Hội đàm thường niên năm 2025 giữa Bộ Chỉ huy Bộ đội Biên phòng tỉnh Sơn La "
    "và Bộ Chỉ huy quân sự tỉnh Hủa Phăn",
    lo="ການເຈລະຈາປະຈຳປີ 2025 ລະຫວ່າງ ກອງບັນຊາການທະຫານຊາຍແດນ ແຂວງເຊີນລາ ແລະ ກອງບັນຊາການທະຫານ ແຂວງຫົວພັນ",
)
AUTHORITY = (
    T(
        en="BORDER GUARD OF VIET NAM",
        vi="BỘ ĐỘI BIÊN PHÒNG",
        lo="ກອງທະຫານຊາຍແດນ ຫວຽດນາມ",
    ),
    T(
        en="COMMAND OF SƠN LA PROVINCE",
        vi="BỘ CHỈ HUY BĐBP TỈNH SƠN LA",
        lo="ກອງບັນຊາການ ແຂວງເຊີນລາ",
    ),
)
LAO_AUTHORITY = (
    T(en="MINISTRY OF NATIONAL DEFENCE", vi="BỘ QUỐC PHÒNG", lo="ກະຊວງປ້ອງກັນປະເທດ"),
    T(
        en="MILITARY COMMAND OF HOUAPHANH PROVINCE",
        vi="BỘ CHỈ HUY QUÂN SỰ TỈNH HỦA PHĂN",
        lo="ກອງບັນຊາການທະຫານ ແຂວງຫົວພັນ",
    ),
)
PLACE_DATE = T(
    en="Sơn La, 12 August 2025",
    vi="Sơn La, ngày 12 tháng 8 năm 2025",
    lo="ເຊີນລາ, ວັນທີ 12 ສິງຫາ 2025",
)
NUMBER = T(en="No. 12/BB-BCH", vi="Số: 12/BB-BCH", lo="ເລກທີ 12/ບຊ")
INTRODUCTION = T(
    en="On the afternoon of 12 August 2025 the two delegations met in Sơn La. They assessed the "
    "coordinated management and protection of the border since the third quarter of 2024, in a "
    "spirit of special solidarity, and agreed on what follows.",
    vi="Chiều ngày 12 tháng 8 năm 2025, tại tỉnh Sơn La, hai đoàn đại biểu đã tiến hành hội đàm, "
    "đánh giá công tác phối hợp quản lý, bảo vệ biên giới từ quý III năm 2024 đến nay trên tinh "
    "thần đoàn kết đặc biệt và thống nhất các nội dung sau đây.",
    lo="ຕອນບ່າຍຂອງວັນທີ 12 ສິງຫາ 2025 ຢູ່ແຂວງເຊີນລາ ຄະນະຜູ້ແທນສອງຝ່າຍໄດ້ພົບປະເຈລະຈາ "
    "ເພື່ອຕີລາຄາການປະສານງານຄຸ້ມຄອງ ແລະ ປົກປັກຮັກສາຊາຍແດນນັບແຕ່ໄຕມາດທີສາມຂອງປີ 2024 "
    "ເປັນຕົ້ນມາ ດ້ວຍນ້ຳໃຈສາມັກຄີພິເສດ ແລະ ໄດ້ເປັນເອກະພາບກັນໃນເນື້ອໃນດັ່ງລຸ່ມນີ້.",
)
REPORT = T(en="I. Report", vi="I. Báo cáo kết quả", lo="I. ລາຍງານຜົນໄດ້ຮັບ")
PATROLS = (
    T(en="The two sides held ", vi="Hai bên đã tổ chức ", lo="ສອງຝ່າຍໄດ້ຈັດຕັ້ງການລາດຕະເວນຮ່ວມ "),
    T(
        en=" on the common line, with ",
        vi=" tuần tra song phương trên tuyến biên giới với sự tham gia của ",
        lo=" ຕາມເສັ້ນຊາຍແດນ ໂດຍມີ ",
    ),
    T(en=" taking part.", vi=" cán bộ, chiến sĩ.", lo=" ນາຍ ແລະ ພົນທະຫານ ເຂົ້າຮ່ວມ."),
)
CONTENTS = (
    T(
        en="To keep up bilateral patrols and to inform each other of every change of the line "
        "and its markers within 24 hours.",
        vi="Tiếp tục duy trì tuần tra song phương; kịp thời thông báo cho nhau trong vòng 24 giờ "
        "về mọi thay đổi của đường biên, mốc quốc giới.",
        lo="ສືບຕໍ່ຮັກສາການລາດຕະເວນຮ່ວມ ແລະ ແຈ້ງໃຫ້ກັນຊາບພາຍໃນ 24 ຊົ່ວໂມງ "
        "ກ່ຽວກັບທຸກການປ່ຽນແປງຂອງເສັ້ນຊາຍແດນ ແລະ ຫຼັກໝາຍຊາຍແດນ.",
    ),
    T(
        en="To step up legal dissemination among the people of the border area.",
        vi="Đẩy mạnh công tác tuyên truyền, phổ biến pháp luật cho nhân dân khu vực biên giới.",
        lo="ເພີ່ມທະວີການໂຄສະນາເຜີຍແຜ່ກົດໝາຍໃຫ້ປະຊາຊົນເຂດຊາຍແດນ.",
    ),
    T(
        en="To hold exchanges of culture and sport of the people on both sides.",
        vi="Duy trì hoạt động giao lưu văn hóa, thể thao của nhân dân hai bên biên giới.",
        lo="ຮັກສາການແລກປ່ຽນວັດທະນະທຳ ແລະ ກິລາຂອງປະຊາຊົນສອງຝ່າຍຊາຍແດນ.",
    ),
)
HEADS = (
    T(en="No.", vi="TT", lo="ລ/ດ"),
    T(en="Figure", vi="Chỉ tiêu", lo="ຕົວຊີ້ວັດ"),
    T(en="Unit", vi="Đơn vị", lo="ຫົວໜ່ວຍ"),
    T(en="Own", vi="Bên ta", lo="ຝ່າຍເຮົາ"),
    T(en="Counterpart", vi="Bên bạn", lo="ຝ່າຍເພື່ອນ"),
    T(en="Difference", vi="Chênh lệch", lo="ຜິດດ່ຽງ"),
)
VALUES = T(en="Values", vi="Số liệu", lo="ຕົວເລກ")
FIGURES = (
    ("security.cases", "58", T(en="Cases handled", vi="Số vụ đã xử lý", lo="ຄະດີທີ່ແກ້ໄຂແລ້ວ"),
     T(en="cases", vi="vụ", lo="ຄະດີ")),
    ("security.subjects", "71", T(en="Subjects arrested", vi="Số đối tượng bị bắt",
     lo="ຜູ້ຖືກຫາທີ່ຖືກຈັບ"), T(en="people", vi="người", lo="ຄົນ")),
    ("security.pills", "683013", T(en="Synthetic drug pills seized",
     vi="Ma túy tổng hợp dạng viên thu giữ", lo="ຢາເສບຕິດສັງເຄາະທີ່ຍຶດໄດ້"),
     T(en="pills", vi="viên", lo="ເມັດ")),
    ("security.meth", "2.001", T(en="Crystal methamphetamine seized", vi="Ma túy đá thu giữ",
     lo="ຢາໄອສ໌ທີ່ຍຶດໄດ້"), T(en="kg", vi="kg", lo="ກິໂລກຣາມ")),
    ("crossings.entries", "38385", T(en="Entries", vi="Lượt nhập cảnh", lo="ການເຂົ້າເມືອງ"),
     T(en="entries", vi="lượt", lo="ເທື່ອ")),
)  # fmt: skip
HEROIN = T(en="Heroin seized", vi="Heroin thu giữ", lo="ເຮໂຣອິນທີ່ຍຶດໄດ້")
CAKES = T(en="cakes", vi="bánh", lo="ກ້ອນ")
SECTION = T(en="Fight against crime", vi="Đấu tranh phòng chống tội phạm", lo="ການຕ້ານອາຊະຍາກຳ")
TOTAL = T(en="Cases, both together", vi="Tổng số vụ", lo="ລວມຄະດີທັງໝົດ")
CAPTION = T(
    en="Table 1. Figures from 1 July 2024 to 12 August 2025",
    vi="Bảng 1. Số liệu từ 01/7/2024 đến 12/8/2025",
    lo="ຕາຕະລາງ 1. ຕົວເລກແຕ່ວັນທີ 1/7/2024 ຫາ 12/8/2025",
)
AGREED = T(en="II. Agreed contents", vi="II. Nội dung thống nhất", lo="II. ເນື້ອໃນທີ່ເປັນເອກະພາບ")


def number(
    cell: str, value: str, language: Language, *, unit: str = "", qualifier: str = ""
) -> Number:
    """Return a number printed as the language writes it."""
    return Number(
        cell=cell,
        figure=cell.partition("@")[0],
        value=Decimal(value),
        printed=format_number(Decimal(value), language),
        unit=unit,
        qualifier=qualifier,
    )


def head(language: Language, *, side: Side = Side.VN) -> Head:
    return Head(
        language=language,
        side=side,
        authority=tuple(
            name.in_(language) for name in (AUTHORITY if side is Side.VN else LAO_AUTHORITY)
        ),
        number=NUMBER.in_(language),
        place_date=PLACE_DATE.in_(language),
        title=TITLE.in_(language),
        about=ABOUT.in_(language),
    )


def patrols(language: Language) -> Runs:
    before, between, after = (text.in_(language) for text in PATROLS)
    units = {"vi": ("lần", ""), "lo": ("ຄັ້ງ", ""), "en": ("bilateral patrols", "people")}
    patrol, person = units[language]
    return (
        Text(before),
        number("security.patrols-joint@vn-son-la", "21", language, unit=patrol),
        Text(between),
        number("security.patrol-participants@vn-son-la", "470", language, unit=person),
        Text(after),
    )


def figures_table(language: Language) -> Table:
    names = [text.in_(language) for text in HEADS]
    group = VALUES.in_(language)
    columns = (
        Column(names[0], share=0.6, align=Align.CENTER),
        Column(names[1], share=3.4),
        Column(names[2], share=1.3),
        Column(names[3], share=1.5, align=Align.RIGHT, group=group),
        Column(names[4], share=1.5, align=Align.RIGHT, group=group),
        Column(names[5], share=1.3, align=Align.RIGHT, group=group),
    )
    rows = [Row(((Text(SECTION.in_(language)),),), kind=RowKind.SECTION)]
    for place, (code, value, name, unit) in enumerate(FIGURES, start=1):
        rows.append(_row(place, code, value, (name.in_(language), unit.in_(language)), language))
    rows.append(_heroin(language))
    rows.append(_total(language))
    return Table(columns, tuple(rows), caption=CAPTION.in_(language), note=NOTE.in_(language))


def _row(place: int, code: str, value: str, names: tuple[str, str], language: Language) -> Row:
    name, unit = names
    return Row(
        (
            (Text(str(place)),),
            (Text(name),),
            (Text(unit),),
            (number(f"{code}@own", value, language),),
            (Number(cell=f"{code}@counterpart", figure=code, value=None, printed="…"),),
            (number(f"{code}@difference", "0", language),),
        )
    )


def _heroin(language: Language) -> Row:
    cell = "security.heroin@own"
    both: Runs = (
        number(cell, "8", language, unit=CAKES.in_(language)),
        Text("; "),
        number(cell, "111.22", language, unit="g"),
    )
    return Row(((Text("6"),), (Text(HEROIN.in_(language)),), (), both, (Text("…"),), ()))


def _total(language: Language) -> Row:
    return Row(
        (
            (),
            (Text(TOTAL.in_(language)),),
            (),
            (number("security.cases-all@own", "64", language),),
            (),
            (),
        ),
        kind=RowKind.TOTAL,
    )


def signatures(language: Language) -> tuple[Signature, Signature]:
    capacity = (
        T(
            en="FOR THE VIETNAMESE DELEGATION",
            vi="ĐẠI DIỆN ĐOÀN VIỆT NAM",
            lo="ຕາງໜ້າຄະນະ ຝ່າຍຫວຽດນາມ",
        ),
        T(en="FOR THE LAO DELEGATION", vi="ĐẠI DIỆN ĐOÀN LÀO", lo="ຕາງໜ້າຄະນະ ຝ່າຍລາວ"),
    )
    office = T(en="COMMANDER", vi="CHỈ HUY TRƯỞNG", lo="ຫົວໜ້າກອງບັນຊາການ")
    hint = T(en="(signature and seal)", vi="(Ký, đóng dấu)", lo="(ລາຍເຊັນ ແລະ ຈ້ຳກາ)")
    names = ("Đại tá Nguyễn Đình Huân", "ພົນຈັດຕະວາ ຄຳເມືອງ ຄອດວົງຂຸນ")
    left, right = (
        Signature(
            capacity=text.in_(language),
            office=office.in_(language),
            hint=hint.in_(language),
            name=name,
        )
        for text, name in zip(capacity, names, strict=True)
    )
    return left, right


def minutes(
    language: Language, *, picture: Picture | None = None, pages: int = 1, side: Side = Side.VN
) -> Paper:
    """Return minutes of two pages or, with `pages`, about so many times as long."""
    blocks: list[Block] = [
        Paragraph((Text(INTRODUCTION.in_(language)),)),
        Heading(REPORT.in_(language)),
        Paragraph(patrols(language)),
        figures_table(language),
    ]
    if picture:
        blocks.append(picture)
    for _ in range(pages - 1):
        blocks += [
            PageBreak(),
            Heading(REPORT.in_(language), level=2),
            Paragraph(patrols(language)),
            *[Paragraph((Text(INTRODUCTION.in_(language)),))] * 3,
            figures_table(language),
        ]
    contents = tuple((Text(text.in_(language)),) for text in CONTENTS)
    blocks += [
        Heading(AGREED.in_(language)),
        NumberedList(contents),
        NumberedList(contents[1:], dashes=True),
    ]
    return Paper(
        heads=(head(language, side=side),),
        code="SLHP-7K3F",
        level=LEVEL.in_(language),
        note=NOTE.in_(language),
        author="vn-son-la",
        made_at=MADE_AT,
        blocks=tuple(blocks),
        signatures=signatures(language),
        recipients=(AUTHORITY[1].in_(language), LAO_AUTHORITY[1].in_(language)),
    )


def bilingual(left: Language = Language.VI, right: Language = Language.LO) -> Paper:
    """Return minutes in two columns."""
    languages = (left, right)
    columns = [list(_column(language)) for language in languages]
    return Paper(
        heads=(head(left), head(right)),
        code="SLHP-2V9Q",
        level=" / ".join(LEVEL.in_(one) for one in languages),
        note=" / ".join(NOTE.in_(one) for one in languages),
        author="vn-son-la",
        made_at=MADE_AT,
        blocks=(TwoColumn(tuple(zip(*columns, strict=True))),),
        signatures=signatures(left),
    )


def _column(language: Language) -> Iterator[Prose]:
    yield Paragraph((Text(INTRODUCTION.in_(language)),))
    yield Heading(REPORT.in_(language))
    yield Paragraph(patrols(language))
    yield Heading(AGREED.in_(language))
    for place, text in enumerate(CONTENTS, start=1):
        yield NumberedList(((Text(text.in_(language)),),), start=place)
