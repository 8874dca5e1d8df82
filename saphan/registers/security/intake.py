"""The tables of the security register: an office's columns -> the arguments of its services."""

from __future__ import annotations

from datetime import date

from saphan.intake.composing import Offer, day, take, text, whole
from saphan.intake.kinds import Composed, Setting, Tables
from saphan.intake.reading.columns import Before, Column, Kind, SheetSpec
from saphan.intake.reading.outcome import Outcome, Row
from saphan.registers.security import models
from saphan.registers.security.documents import Patrol

VN = ("Phía Việt Nam", "ຝ່າຍຫວຽດນາມ", "Vietnamese side", "Phía ta", "Lực lượng Việt Nam")
LA = ("Phía Lào", "ຝ່າຍລາວ", "Lao side", "Phía bạn", "Lực lượng Lào")
TIME = ("Thời gian", "ເວລາ", "Time")
SECTION = ("Đoạn biên giới", "ຊ່ວງຊາຍແດນ", "Section", "Đoạn mốc", "ຊ່ວງຫຼັກໝາຍ")
UNIT = ("Đơn vị", "ກົມກອງ", "Unit", "Lực lượng")
PEOPLE = ("Quân số", "ຈຳນວນຄົນ", "People", "QS", "ຈຳນວນ", "Số người", "Lực lượng tham gia")
COMMANDER = ("Chỉ huy", "ຜູ້ບັນຊາ", "Commander's rank", "Cấp bậc chỉ huy", "ຊັ້ນຜູ້ບັນຊາ")

PATROLS = SheetSpec(
    name="security.patrol",
    titles=("Kết quả tuần tra song phương", "ຜົນການລາດຕະເວນຮ່ວມ", "Bilateral patrols"),
    columns=(
        Column(
            name="number",
            heads=("Số biên bản", "ເລກທີບົດບັນທຶກ", "Minutes number", "Số BB"),
            kind=Kind.TEXT,
            required=True,
        ),
        Column(
            name="started_on",
            heads=("Từ ngày", "ວັນທີເລີ່ມ", "First day", "Ngày bắt đầu"),
            group=TIME,
            kind=Kind.DATE,
            required=True,
        ),
        Column(
            name="ended_on",
            heads=("Đến ngày", "ວັນທີສິ້ນສຸດ", "Last day", "Ngày kết thúc"),
            group=TIME,
            kind=Kind.DATE,
            required=True,
        ),
        Column(
            name="section_from",
            heads=("Từ mốc", "ຈາກຫຼັກ", "From marker", "Mốc đầu"),
            group=SECTION,
            kind=Kind.TEXT,
        ),
        Column(
            name="section_to",
            heads=("Đến mốc", "ຫາຫຼັກ", "To marker", "Mốc cuối"),
            group=SECTION,
            kind=Kind.TEXT,
        ),
        Column(name="team_vn", heads=UNIT, group=VN, kind=Kind.TEXT),
        Column(
            name="people_vn",
            heads=PEOPLE,
            group=VN,
            kind=Kind.INTEGER,
            unit="person",
            required=True,
            maximum=500,
        ),
        Column(name="leader_vn", heads=COMMANDER, group=VN, kind=Kind.TEXT),
        Column(name="team_la", heads=UNIT, group=LA, kind=Kind.TEXT),
        Column(
            name="people_la",
            heads=PEOPLE,
            group=LA,
            kind=Kind.INTEGER,
            unit="person",
            required=True,
            maximum=500,
        ),
        Column(name="leader_la", heads=COMMANDER, group=LA, kind=Kind.TEXT),
        Column(
            name="findings",
            heads=(
                "Nội dung phát hiện, xử lý",
                "ຜົນການລາດຕະເວນ",
                "Findings",
                "Kết quả",
                "Kết quả phát hiện",
            ),
            kind=Kind.TEXT,
        ),
        Column(
            name="total",
            heads=("Tổng quân số", "ລວມ", "Total", "Tổng QS", "Tổng cộng"),
            kind=Kind.INTEGER,
            unit="person",
        ),
        Column(name="note", heads=("Ghi chú", "ໝາຍເຫດ", "Note"), kind=Kind.TEXT),
    ),
    before=(Before("started_on", "ended_on"),),
    unique=("number", "started_on"),
)


def compose(outcome: Outcome, setting: Setting) -> Composed:
    """Turn the rows of a reading into entries; the rules object row by row."""
    composed = Composed()
    recorded = _recorded_patrols(setting)
    for row in outcome.rows:
        if row.kind == PATROLS.name and not row.waiting:
            patrol = _patrol(row, setting)
            known = (patrol.number, patrol.started_on) in recorded
            take(Offer(PATROLS.name, row, patrol, "number", recorded=known), composed, setting)
    return composed


def _recorded_patrols(setting: Setting) -> set[tuple[str, date]]:
    held = models.Patrol.objects.of(setting.authority)
    return set(held.values_list("number", "started_on"))


def _patrol(row: Row, setting: Setting) -> Patrol:
    value = row.values
    return Patrol(
        number=text(value["number"]),
        started_on=day(value["started_on"]),
        ended_on=day(value["ended_on"]),
        area=setting.area,
        office=setting.office,
        section_from=text(value.get("section_from")),
        section_to=text(value.get("section_to")),
        teams={"vn": text(value.get("team_vn")), "la": text(value.get("team_la"))},
        participants={"vn": whole(value["people_vn"]), "la": whole(value["people_la"])},
        findings=text(value.get("findings")),
        minutes=text(value["number"]),
    )


TABLES = Tables("security", (PATROLS,), compose)
