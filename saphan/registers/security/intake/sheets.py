"""The tables of the security register, by their columns: data only."""

from __future__ import annotations

import re

from saphan.intake.reading.columns import Before, Column, Form, Kind, SheetSpec
from saphan.kernel.numbers import FROM_LAO
from saphan.registers.security.intake.counted import COUNTED, counted_column
from saphan.registers.security.rules import FIRST_DAY, is_marker

VN = (
    "Phía Việt Nam", "ຝ່າຍຫວຽດນາມ", "Vietnamese side", "Phía ta", "Lực lượng Việt Nam",
    "ກຳລັງຝ່າຍຫວຽດນາມ",
)  # fmt: skip
LA = ("Phía Lào", "ຝ່າຍລາວ", "Lao side", "Phía bạn", "Lực lượng Lào", "ກຳລັງຝ່າຍລາວ")
TIME = ("Thời gian", "ເວລາ", "Time", "ວັນ, ເດືອນ, ປີ")
SECTION = ("Đoạn biên giới", "ຊ່ວງຊາຍແດນ", "Section", "Đoạn mốc", "ຊ່ວງຫຼັກໝາຍ")
UNIT = ("Đơn vị", "ກົມກອງ", "Unit", "Lực lượng")
PEOPLE = (
    "Quân số", "ຈຳນວນຄົນ", "People", "QS", "ຈຳນວນ", "ຈຳນວນພົນ", "Số người", "Lực lượng tham gia",
)  # fmt: skip
COMMANDER = ("Chỉ huy", "ຜູ້ບັນຊາ", "Commander's rank", "Cấp bậc chỉ huy", "ຊັ້ນຜູ້ບັນຊາ")
FOUND = ("Phát hiện, bắt giữ", "ການພົບ, ຈັບກຸມ", "Found", "Thời gian, địa điểm")
RESULT = ("Kết quả", "ຜົນໄດ້ຮັບ", "Result")
CROSSED = ("Người vượt biên", "ຜູ້ຂ້າມແດນ", "Person who crossed")
HANDED = ("Trao trả", "ການມອບ-ຮັບ", "Hand-back")

CASE_NUMBER = (
    "Số vụ án", "ເລກທີຄະດີ", "Case number", "Số vụ", "Ký hiệu vụ", "Vụ số", "Số vụ phối hợp",
    "Số vụ việc",
)  # fmt: skip
SEXES = {
    "M": ("Nam", "ຊາຍ", "Male", "Ông"),
    "F": ("Nữ", "ຍິງ", "Female", "Bà"),
}
NATIONALITIES = {
    "VN": ("Việt Nam", "ຫວຽດນາມ", "Viet Nam", "Vietnam", "VN"),
    "LA": ("Lào", "ລາວ", "Laos", "Lao", "LA"),
    "TH": ("Thái Lan", "ໄທ", "Thailand"),
    "CN": ("Trung Quốc", "ຈີນ", "China"),
    "KH": ("Cam-pu-chia", "ກຳປູເຈຍ", "Cambodia", "Campuchia"),
    "MM": ("Mi-an-ma", "ມຽນມາ", "Myanmar", "Myanma"),
    "ZZ": ("Không rõ", "ບໍ່ຮູ້", "Not known", "Không quốc tịch", "Chưa xác định"),
}  # fmt: skip
NO_OWNER = {"0": ("Vô chủ", "ບໍ່ມີເຈົ້າຂອງ", "No owner", "Không có đối tượng", "Không")}


_MARKER_WORD = re.compile(r"^(?:mốc(?: số)?|ຫຼັກ(?:ໝາຍ)?|marker)\s*", re.IGNORECASE)


def marker(written: str) -> str:
    """The number of a marker without the word: 220 of `Mốc 220`."""
    bare = _MARKER_WORD.sub("", written.replace("\u00a0", " ")).strip()
    return bare.translate(FROM_LAO)


MARKER = Form(lambda written: is_marker(marker(written)), "255, 607(1), 607/1")


def _text(name: str, heads: tuple[str, ...], *group: str, required: bool = False) -> Column:
    return Column(name=name, heads=heads, group=group, kind=Kind.TEXT, required=required)


def _marker(name: str, heads: tuple[str, ...]) -> Column:
    return Column(name=name, heads=heads, group=SECTION, kind=Kind.TEXT, form=MARKER)


def _day(name: str, heads: tuple[str, ...], *group: str, required: bool = True) -> Column:
    return Column(
        name=name, heads=heads, group=group, kind=Kind.DATE, required=required, since=FIRST_DAY
    )


def _people(name: str, side: tuple[str, ...]) -> Column:
    return Column(
        name=name,
        heads=PEOPLE,
        group=side,
        kind=Kind.INTEGER,
        unit="person",
        required=True,
        maximum=500,
    )


NUMBER = _text("number", CASE_NUMBER, required=True)
NOTE = _text("note", ("Ghi chú", "ໝາຍເຫດ", "Note"))

PATROLS = SheetSpec(
    name="security.patrol",
    titles=("Kết quả tuần tra song phương", "ຜົນການລາດຕະເວນຮ່ວມ", "Bilateral patrols"),
    columns=(
        _text(
            "number",
            ("Số biên bản", "ເລກທີບົດບັນທຶກ", "Minutes number", "Số BB"),
            required=True,
        ),
        _day(
            "started_on",
            ("Từ ngày", "ວັນທີເລີ່ມ", "First day", "Ngày bắt đầu", "ເລີ່ມ", "ວັນອອກ"),
            *TIME,
        ),
        _day(
            "ended_on",
            ("Đến ngày", "ວັນທີສິ້ນສຸດ", "Last day", "Ngày kết thúc", "ສຳເລັດ", "ວັນກັບ"),
            *TIME,
        ),
        _marker("section_from", ("Từ mốc", "ຈາກຫຼັກ", "From marker", "Mốc đầu")),
        _marker("section_to", ("Đến mốc", "ຫາຫຼັກ", "To marker", "Mốc cuối", "ຮອດຫຼັກ")),
        _text("team_vn", UNIT, *VN),
        _people("people_vn", VN),
        _text("leader_vn", COMMANDER, *VN),
        _text("team_la", UNIT, *LA),
        _people("people_la", LA),
        _text("leader_la", COMMANDER, *LA),
        _text(
            "findings",
            (
                "Nội dung phát hiện, xử lý",
                "ຜົນການລາດຕະເວນ",
                "Findings",
                "Kết quả",
                "Kết quả phát hiện",
                "ຜົນໄດ້ຮັບ",
            ),
        ),
        Column(
            name="total",
            heads=("Tổng quân số", "ລວມ", "Total", "Tổng QS", "Tổng cộng", "ລວມສອງຝ່າຍ"),
            kind=Kind.INTEGER,
            unit="person",
            checks=True,
        ),
        NOTE,
    ),
    before=(Before("started_on", "ended_on"),),
    unique=("number",),
)

_CASE_HEAD = (
    NUMBER,
    _day(
        "opened_on",
        ("Ngày, tháng, năm", "ວັນທີ", "Day", "Ngày bắt giữ", "Ngày, tháng", "Ngày phát hiện", "Ngày"),
        *FOUND,
    ),
    _text(
        "place",
        ("Địa bàn", "ສະຖານທີ່", "Place", "Địa điểm", "Địa điểm xảy ra", "Nơi phát hiện"),
        *FOUND,
    ),
    _text(
        "act",
        ("Tội danh, hành vi", "ການກະທຳຜິດ", "Offence", "Hành vi vi phạm", "Tội danh", "Hành vi"),
    ),
    Column(
        name="people",
        heads=(
            "Số đối tượng", "ຈຳນວນຜູ້ຖືກຫາ", "Number of subjects", "Số bị can", "Số ĐT",
            "Số ĐT bị bắt", "Đối tượng",
        ),
        group=RESULT,
        kind=Kind.INTEGER,
        unit="person",
        maximum=100,
        choices=NO_OWNER,
    ),
)  # fmt: skip
_CASE_TAIL = (
    _text(
        "decision",
        ("Kết quả xử lý", "ການແກ້ໄຂ", "Outcome", "Xử lý", "Hướng xử lý"),
    ),
    NOTE,
)


CASES = SheetSpec(
    name="security.case",
    titles=(
        "Kết quả bắt giữ, xử lý vụ việc",
        "ຜົນການຈັບກຸມ ແລະ ແກ້ໄຂຄະດີ",
        "Cases handled",
        "Thống kê các vụ án đã bắt giữ",
    ),
    columns=(
        *_CASE_HEAD,
        _text("exhibits", ("Tang vật thu giữ", "ຂອງກາງ", "Exhibits", "Tang vật"), *RESULT),
        *_CASE_TAIL,
    ),
    unique=("number",),
)

CASES_BY_KIND = SheetSpec(
    name="security.case-by-kind",
    titles=(
        "Biểu tổng hợp vụ việc, tang vật",
        "ຕາຕະລາງສັງລວມຄະດີ ແລະ ຂອງກາງ",
        "Cases and exhibits by kind",
    ),
    columns=(*_CASE_HEAD, *map(counted_column, COUNTED), *_CASE_TAIL),
    unique=("number",),
)

COORDINATED = SheetSpec(
    name="security.case-coordinated",
    titles=(
        "Các vụ việc phối hợp với lực lượng chức năng Lào bắt giữ",
        "ຄະດີທີ່ປະສານງານກັບກຳລັງຝ່າຍລາວຈັບກຸມ",
        "Cases with authorities of the other side",
        "ຄະດີທີ່ປະສານງານກັບກຳລັງຝ່າຍຫວຽດນາມຈັບກຸມ",
    ),
    columns=(
        *_CASE_HEAD,
        _text(
            "partner",
            (
                "Đơn vị phối hợp phía Lào",
                "ກົມກອງປະສານງານຝ່າຍລາວ",
                "Unit of the other side",
                "Đơn vị phối hợp",
                "ກົມກອງປະສານງານຝ່າຍຫວຽດນາມ",
            ),
            required=True,
        ),
        _text("exhibits", ("Tang vật", "ຂອງກາງ", "Exhibits", "Tang vật thu giữ"), *RESULT),
        *_CASE_TAIL,
    ),
    unique=("number",),
)

_BORN = Column(
    name="born",
    heads=("Năm sinh", "ປີເກີດ", "Born", "Sinh năm", "Ngày sinh", "ວັນເດືອນປີເກີດ"),
    kind=Kind.DATE,
    partial=True,
    personal=True,
)


def _personal(name: str, *heads: str, required: bool = False) -> Column:
    return Column(name=name, heads=heads, kind=Kind.TEXT, required=required, personal=True)


_NAME = _personal(
    "name", "Họ và tên", "ຊື່ຕາມເອກະສານ", "Name", "Họ tên", "Họ tên ĐT", "Họ, tên đối tượng",
)  # fmt: skip
_SEX = Column(
    name="sex",
    heads=("Giới tính", "ເພດ", "Sex", "GT", "Nam/nữ"),
    kind=Kind.CHOICE,
    choices=SEXES,
)
_NATIONALITY = Column(
    name="nationality",
    heads=("Quốc tịch", "ສັນຊາດ", "Nationality", "QT"),
    kind=Kind.CHOICE,
    choices=NATIONALITIES,
)

SUBJECTS = SheetSpec(
    name="security.case-subject",
    titles=("Danh sách đối tượng", "ບັນຊີຜູ້ຖືກຫາ", "Subjects"),
    columns=(
        NUMBER,
        _NAME,
        _personal("name_lo", "Tên bằng chữ Lào", "ຊື່ ແລະ ນາມສະກຸນ", "Name in Lao script"),
        _SEX,
        _BORN,
        _personal("ethnicity", "Dân tộc", "ຊົນເຜົ່າ", "Ethnic group", "DT"),
        _NATIONALITY,
        _personal(
            "address", "Nơi cư trú", "ທີ່ຢູ່", "Address", "Nơi thường trú", "Trú quán", "Địa chỉ",
        ),
        _personal(
            "document", "Giấy tờ tùy thân", "ເອກະສານ", "Papers", "Số CCCD/CMND/Hộ chiếu",
            "Số giấy tờ", "CCCD/Giấy tờ khác", "Giấy tờ",
        ),
    ),
)  # fmt: skip

EXHIBITS = SheetSpec(
    name="security.case-exhibit",
    titles=("Tang vật", "ຂອງກາງ", "Exhibits"),
    columns=(
        NUMBER,
        _text("what", ("Tên tang vật", "ຊື່ຂອງກາງ", "Exhibit", "Tang vật", "Loại"), required=True),
        Column(
            name="quantity",
            heads=("Số lượng", "ຈຳນວນ", "Quantity", "SL"),
            kind=Kind.DECIMAL,
            unit_from="unit",
            required=True,
        ),
        _text("unit", ("ĐVT", "ຫົວໜ່ວຍ", "Unit", "Đơn vị tính"), required=True),
        Column(
            name="weighed",
            heads=("Khối lượng cân", "ນ້ຳໜັກຊັ່ງ", "Weighed mass", "Khối lượng"),
            kind=Kind.DECIMAL,
            unit="g",
        ),
        _text("state", ("Tình trạng", "ສະພາບ", "State")),
    ),
    repeats=True,
)

CUSTODY = SheetSpec(
    name="security.case-custody",
    titles=("Giao nhận tang vật", "ການມອບ-ຮັບຂອງກາງ", "Chain of custody"),
    columns=(
        NUMBER,
        _day("on", ("Ngày giao nhận", "ວັນທີມອບ-ຮັບ", "Day", "Ngày")),
        _text("giver", ("Bên giao", "ຝ່າຍມອບ", "Given by"), required=True),
        _text("receiver", ("Bên nhận", "ຝ່າຍຮັບ", "Received by"), required=True),
        _text("what", ("Nội dung", "ເນື້ອໃນ", "What was done")),
        _text("minutes", ("Số biên bản", "ເລກທີບົດບັນທຶກ", "Minutes number")),
    ),
)

HANDBACKS = SheetSpec(
    name="security.handback",
    titles=(
        "Người vượt biên trái phép đã trao trả",
        "ຜູ້ຂ້າມແດນຜິດກົດໝາຍທີ່ໄດ້ມອບ-ຮັບ",
        "Persons handed back",
    ),
    columns=(
        _day("found_on", ("Ngày phát hiện", "ວັນທີພົບ", "Day found"), required=False),
        _text("place", ("Khu vực", "ເຂດ", "Place", "Nơi phát hiện")),
        Column(
            name="name",
            heads=_NAME.heads,
            group=CROSSED,
            kind=Kind.TEXT,
            personal=True,
        ),
        Column(name="sex", heads=_SEX.heads, group=CROSSED, kind=Kind.CHOICE, choices=SEXES),
        Column(
            name="born",
            heads=_BORN.heads,
            group=CROSSED,
            kind=Kind.DATE,
            partial=True,
            personal=True,
        ),
        Column(
            name="nationality",
            heads=_NATIONALITY.heads,
            group=CROSSED,
            kind=Kind.CHOICE,
            choices=NATIONALITIES,
            required=True,
        ),
        _text("act", ("Hành vi", "ການກະທຳຜິດ", "Act")),
        _text("article", ("Căn cứ trao trả", "ບ່ອນອີງ", "Article", "Căn cứ")),
        _day("on", ("Ngày trao trả", "ວັນທີມອບ-ຮັບ", "Day handed back"), *HANDED),
        _text(
            "number",
            ("Số biên bản", "ເລກທີບົດບັນທຶກ", "Minutes number"),
            *HANDED,
            required=True,
        ),
        _text(
            "receiver", ("Đơn vị tiếp nhận", "ກົມກອງຮັບ", "Receiving unit"), *HANDED, required=True
        ),
    ),
    before=(Before("found_on", "on"),),
)

CASE_SHEETS = (CASES, CASES_BY_KIND, COORDINATED)
SHEETS = (PATROLS, *CASE_SHEETS, SUBJECTS, EXHIBITS, CUSTODY, HANDBACKS)
