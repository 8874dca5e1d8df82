"""The tables of a support programme: its pupils, and what they were paid month by month."""

from __future__ import annotations

from saphan.intake.reading.columns import Before, Column, Kind, SheetSpec
from saphan.kernel.first_days import first_day
from saphan.registers.programmes.choices import Sex

FIRST_DAY = first_day("programmes")
PUPIL = ("Học sinh", "ນັກຮຽນ", "Pupil", "Học sinh ນັກຮຽນ")
GUARDIAN = (
    "Người giám hộ",
    "ຜູ້ປົກຄອງ",
    "Guardian",
    "Người giám hộ ຜູ້ປົກຄອງ",
    "Người giám hộ Họ và tên",
    "Người giám hộ ຜູ້ປົກຄອງ Họ và tên",
    "Họ và tên người giám hộ",
)
SUPPORT = ("Thời gian hỗ trợ", "ໄລຍະຊ່ວຍເຫຼືອ", "Support")
NAME = ("Họ và tên", "ຊື່ ແລະ ນາມສະກຸນ (ຫວຽດ)", "Name", "Họ tên")
SEXES = {
    Sex.FEMALE.value: ("Nữ", "ຍິງ", "Female", "F"),
    Sex.MALE.value: ("Nam", "ຊາຍ", "Male", "M"),
}
PROGRAMME = Column(
    name="programme",
    heads=("Chương trình", "ໂຄງການ", "Programme", "Tên chương trình"),
    kind=Kind.TEXT,
)


def _text(name: str, heads: tuple[str, ...], group: tuple[str, ...] = ()) -> Column:
    return Column(name=name, heads=heads, group=group, kind=Kind.TEXT, personal=True)


PUPILS = SheetSpec(
    name="programmes.pupils",
    titles=("Danh sách học sinh được hỗ trợ", "ລາຍຊື່ນັກຮຽນທີ່ໄດ້ຮັບການຊ່ວຍເຫຼືອ", "Pupils supported"),
    columns=(
        PROGRAMME,
        Column(name="name", heads=NAME, group=PUPIL, kind=Kind.TEXT, required=True, personal=True),
        _text("name_lo", ("Tên tiếng Lào", "ຊື່ ແລະ ນາມສະກຸນ", "Name in Lao"), PUPIL),
        Column(
            name="sex",
            heads=("Giới tính", "ເພດ", "Sex"),
            group=PUPIL,
            kind=Kind.CHOICE,
            choices=SEXES,
            personal=True,
        ),
        Column(
            name="birth",
            heads=("Năm sinh", "ປີເກີດ", "Born", "Ngày sinh"),
            group=PUPIL,
            kind=Kind.DATE,
            partial=True,
            since=FIRST_DAY,
            personal=True,
        ),
        _text("school", ("Trường", "ໂຮງຮຽນ", "School", "Trường ໂຮງຮຽນ")),
        _text("grade", ("Lớp", "ຫ້ອງ", "Class", "Lớp ຫ້ອງ")),
        _text("address", ("Địa chỉ", "ທີ່ຢູ່", "Address", "Địa chỉ ທີ່ຢູ່")),
        _text("guardian", GUARDIAN),
        _text("relation", ("Quan hệ", "ສາຍພົວພັນ", "Relation", "Quan hệ với học sinh")),
        Column(
            name="rate",
            heads=("Mức hỗ trợ", "ລະດັບຊ່ວຍເຫຼືອ", "Rate", "Mức hỗ trợ hằng tháng"),
            kind=Kind.INTEGER,
            unit="VND/month",
            required=True,
            maximum=100_000_000,
            in_thousands_below=10_000,
        ),
        Column(
            name="since",
            heads=("Từ ngày", "ແຕ່ວັນທີ", "First day"),
            group=SUPPORT,
            kind=Kind.DATE,
            required=True,
            since=FIRST_DAY,
        ),
        Column(
            name="until",
            heads=("Đến ngày", "ຮອດວັນທີ", "Last day"),
            group=SUPPORT,
            kind=Kind.DATE,
            since=FIRST_DAY,
        ),
        Column(
            name="office",
            heads=("Đơn vị đỡ đầu", "ກົມກອງທີ່ຮັບຜິດຊອບ", "Office", "Đơn vị nhận đỡ đầu"),
            kind=Kind.TEXT,
        ),
    ),
    before=(Before("since", "until"),),
    unique=("programme", "name", "birth", "guardian"),
)

PAYMENTS = SheetSpec(
    name="programmes.payments",
    titles=("Chi trả hỗ trợ hằng tháng", "ການຈ່າຍເງິນຊ່ວຍເຫຼືອປະຈຳເດືອນ", "Monthly payments"),
    columns=(
        Column(
            name="month",
            heads=("Tháng", "ເດືອນ", "Month"),
            kind=Kind.DATE,
            partial=True,
            required=True,
            since=FIRST_DAY,
        ),
        PROGRAMME,
        Column(
            name="pupil",
            heads=("Họ và tên học sinh", "ຊື່ ແລະ ນາມສະກຸນນັກຮຽນ", "Pupil", "Học sinh"),
            kind=Kind.TEXT,
            required=True,
            personal=True,
        ),
        Column(
            name="amount",
            heads=("Số tiền", "ຈຳນວນເງິນ", "Amount", "Mức chi"),
            kind=Kind.INTEGER,
            unit="VND",
            required=True,
            maximum=100_000_000,
            in_thousands_below=10_000,
        ),
        Column(
            name="paid_on",
            heads=("Ngày chi", "ວັນທີຈ່າຍ", "Paid on", "Ngày nhận"),
            kind=Kind.DATE,
            since=FIRST_DAY,
        ),
        _text("received_by", ("Người nhận", "ຜູ້ຮັບ", "Received by")),
        _text("note", ("Ghi chú", "ໝາຍເຫດ", "Note")),
    ),
    unique=("month", "programme", "pupil"),
)
SHEETS = (PUPILS, PAYMENTS)
