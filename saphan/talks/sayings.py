"""How results are told: counters, sections, and sentences as officials of each language write them.

A slot such as `{security.cases}` takes the number of that figure with its counter; `{seized}` takes
the list of what was seized. A clause is told only when every figure in it is known and not zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from saphan.kernel.languages import T

SECTIONS: dict[str, T] = {
    "security.patrol": T(en="Bilateral patrols", vi="Tuần tra song phương", lo="ການລາດຕະເວນຮ່ວມ"),
    "security": T(
        en="Cases handled by the authority",
        vi="Kết quả đấu tranh phòng, chống tội phạm",
        lo="ຜົນການຕ້ານ ແລະ ສະກັດກັ້ນອາຊະຍາກຳ",
    ),
    "security.coordinated": T(
        en="Cases coordinated with the other side",
        vi="Các vụ việc phối hợp với phía bạn",
        lo="ຄະດີທີ່ປະສານສົມທົບກັບຝ່າຍເພື່ອນ",
    ),
    "crossings": T(
        en="Crossings at the gates",
        vi="Xuất nhập cảnh qua cửa khẩu",
        lo="ການເຂົ້າ-ອອກເມືອງຜ່ານດ່ານ",
    ),
    "programmes": T(en="Support programmes", vi="Chương trình hỗ trợ", lo="ໂຄງການຊ່ວຍເຫຼືອ"),
    "agreements": T(
        en="Contents and instruments", vi="Nội dung và văn kiện", lo="ເນື້ອໃນ ແລະ ເອກະສານ"
    ),
    "": T(en="Other figures", vi="Số liệu khác", lo="ຕົວເລກອື່ນໆ"),
}
"""Headings by the beginning of a figure's code; the longest one counts."""

LONG_GUN = T(en="", vi="khẩu", lo="ກະບອກ")
ROUND = T(en="", vi="viên", lo="ນັດ")
CARRIAGE = T(en="", vi="chiếc", lo="ຄັນ")
DEVICE = T(en="", vi="chiếc", lo="ເຄື່ອງ")

COUNTERS: dict[tuple[str, str], T] = {
    ("security.patrol-participants", "person"): T(en="participations", vi="lượt", lo="ເທື່ອຄົນ"),
    ("security.subjects", "person"): T(en="subjects", vi="đối tượng", lo="ຄົນ"),
    ("security.coordinated.subjects", "person"): T(en="subjects", vi="đối tượng", lo="ຄົນ"),
    ("security.seized.gun", "item"): LONG_GUN,
    ("security.seized.bullet", "item"): ROUND,
    ("security.seized.car", "item"): CARRIAGE,
    ("security.seized.motorbike", "item"): CARRIAGE,
    ("security.seized.mobile-phone", "item"): DEVICE,
    ("security.coordinated.seized.motorbike", "item"): CARRIAGE,
    ("security.coordinated.seized.mobile-phone", "item"): DEVICE,
    ("crossings.entries", "entry"): T(en="entries", vi="lượt", lo="ເທື່ອ"),
    ("crossings.exits", "exit"): T(en="exits", vi="lượt", lo="ເທື່ອ"),
    ("crossings.entries-border-area", "entry"): T(en="entries", vi="lượt", lo="ເທື່ອ"),
    ("crossings.exits-border-area", "exit"): T(en="exits", vi="lượt", lo="ເທື່ອ"),
    ("crossings.vehicles", "item"): T(en="vehicles", vi="lượt", lo="ຄັນ"),
    ("programmes.pupils-supported", "person"): T(en="pupils", vi="em", lo="ຄົນ"),
}
"""By figure and unit, where the field's own counter is not the unit's general name."""

ONE: dict[str, str] = {
    "cases": "case",
    "people": "person",
    "subjects": "subject",
    "patrols": "patrol",
    "participations": "participation",
    "cakes": "cake",
    "pills": "pill",
    "items": "item",
    "entries": "entry",
    "exits": "exit",
    "vehicles": "vehicle",
    "pupils": "pupil",
    "documents": "document",
    "contents": "content",
}
"""English counters after the number one."""

PILLS = T(en="{n} of synthetic drug", vi="{n} ma túy tổng hợp", lo="ຢາເສບຕິດສັງເຄາະ {n}")
THINGS: dict[str, T] = {
    "heroin": T(en="{n} of heroin", vi="{n} heroin", lo="ເຮໂຣອິນ {n}"),
    "synthetic-drug": PILLS,
    "crystal-meth": T(en="{n} of crystal meth", vi="{n} ma túy đá", lo="ຢາໄອສ໌ {n}"),
    "ketamine": T(en="{n} of ketamine", vi="{n} ketamine", lo="ເຄຕາມິນ {n}"),
    "opium-resin": T(en="{n} of opium resin", vi="{n} nhựa thuốc phiện", lo="ຢາງຝິ່ນ {n}"),
    "firecrackers": T(en="{n} of firecrackers", vi="{n} pháo nổ", lo="ກະໂພກໄຟ {n}"),
    "gun": T(en="{n} gun|{n} guns", vi="{n} súng", lo="ປືນ {n}"),
    "bullet": T(en="{n} bullet|{n} bullets", vi="{n} đạn", lo="ລູກປືນ {n}"),
    "gunpowder": T(en="{n} of gunpowder", vi="{n} thuốc súng", lo="ດິນປືນ {n}"),
    "car": T(en="{n} car|{n} cars", vi="{n} ô tô", lo="ລົດໃຫຍ່ {n}"),
    "motorbike": T(en="{n} motorbike|{n} motorbikes", vi="{n} xe máy", lo="ລົດຈັກ {n}"),
    "mobile-phone": T(
        en="{n} mobile phone|{n} mobile phones",
        vi="{n} điện thoại di động",
        lo="ໂທລະສັບມືຖື {n}",
    ),
    "cash": T(en="{n} in cash", vi="{n} tiền mặt", lo="ເງິນສົດ {n}"),
    "timber": T(en="{n} of timber", vi="{n} gỗ", lo="ໄມ້ {n}"),
    "wildlife": T(en="{n} of wildlife", vi="{n} động vật hoang dã", lo="ສັດປ່າ {n}"),
}
"""What was seized, by the end of its figure's code, in the order of the telling."""

AND = T(en=" and ", vi=" và ", lo=" ແລະ ")


@dataclass(frozen=True, slots=True)
class Clause:
    """Words with slots; `seized` is the beginning of the codes that its `{seized}` lists."""

    text: T
    seized: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """Clauses one after the other; told from the first on as long as the first can be told."""

    section: str
    clauses: tuple[Clause, ...]


STATE_NAMES: Mapping[str, T] = {
    "VN": T(en="Vietnamese", vi="Việt Nam", lo="ຫວຽດນາມ"),
    "LA": T(en="Lao", vi="Lào", lo="ລາວ"),
}
"""`{other}` in a clause: the other state, in English as an adjective."""

SENTENCES: tuple[Sentence, ...] = (
    Sentence(
        "security.patrol",
        (
            Clause(
                T(
                    en="The two sides walked {security.patrols-joint} together",
                    vi="Hai bên đã phối hợp tổ chức {security.patrols-joint} tuần tra song phương",
                    lo="ສອງຝ່າຍໄດ້ຮ່ວມກັນຈັດຕັ້ງການລາດຕະເວນຮ່ວມ {security.patrols-joint}",
                )
            ),
            Clause(
                T(
                    en=", with {security.patrol-participants} of officers and soldiers",
                    vi=" với {security.patrol-participants} cán bộ, chiến sĩ tham gia",
                    lo=", ມີພະນັກງານ ແລະ ນັກຮົບເຂົ້າຮ່ວມ {security.patrol-participants}",
                )
            ),
        ),
    ),
    Sentence(
        "security",
        (
            Clause(
                T(
                    en="The {own} handled {security.cases}",
                    vi="{own} đã xử lý {security.cases}",
                    lo="{own} ໄດ້ແກ້ໄຂ {security.cases}",
                )
            ),
            Clause(
                T(
                    en=" and arrested {security.subjects}",
                    vi=", bắt giữ {security.subjects}",
                    lo=", ຈັບຜູ້ຖືກຫາໄດ້ {security.subjects}",
                )
            ),
            Clause(
                T(en="; seized: {seized}", vi="; thu giữ {seized}", lo="; ຍຶດໄດ້ {seized}"),
                seized="security.seized.",
            ),
        ),
    ),
    Sentence(
        "security.coordinated",
        (
            Clause(
                T(
                    en="In addition, it handled {security.coordinated.cases} together with "
                    "{other} authorities",
                    vi="Ngoài ra, đã phối hợp với lực lượng chức năng {other} xử lý "
                    "{security.coordinated.cases}",
                    lo="ນອກນັ້ນ, ໄດ້ປະສານສົມທົບກັບເຈົ້າໜ້າທີ່ຝ່າຍ{other}ແກ້ໄຂ {security.coordinated.cases}",
                )
            ),
            Clause(
                T(
                    en=" and arrested {security.coordinated.subjects}",
                    vi=", bắt giữ {security.coordinated.subjects}",
                    lo=", ຈັບຜູ້ຖືກຫາໄດ້ {security.coordinated.subjects}",
                )
            ),
            Clause(
                T(en="; seized: {seized}", vi="; thu giữ {seized}", lo="; ຍຶດໄດ້ {seized}"),
                seized="security.coordinated.seized.",
            ),
        ),
    ),
    Sentence(
        "crossings",
        (
            Clause(
                T(
                    en="The gates processed {crossings.entries} and {crossings.exits}",
                    vi="Các cửa khẩu đã làm thủ tục cho {crossings.entries} nhập cảnh và "
                    "{crossings.exits} xuất cảnh",
                    lo="ບັນດາດ່ານໄດ້ດຳເນີນເອກະສານເຂົ້າເມືອງ {crossings.entries} ແລະ ອອກເມືອງ "
                    "{crossings.exits}",
                )
            ),
            Clause(
                T(
                    en=", of which residents of the border area {crossings.entries-border-area} "
                    "and {crossings.exits-border-area}",
                    vi="; trong đó cư dân biên giới {crossings.entries-border-area} nhập cảnh và "
                    "{crossings.exits-border-area} xuất cảnh",
                    lo="; ໃນນັ້ນ, ປະຊາຊົນຊາຍແດນເຂົ້າເມືອງ {crossings.entries-border-area} ແລະ "
                    "ອອກເມືອງ {crossings.exits-border-area}",
                )
            ),
        ),
    ),
    Sentence(
        "programmes",
        (
            Clause(
                T(
                    en="On {until}, {programmes.pupils-supported} on the {other} side were being "
                    "supported",
                    vi="Tính đến ngày {until}, đang hỗ trợ {programmes.pupils-supported} học sinh "
                    "{other}",
                    lo="ຮອດວັນທີ {until}, ກຳລັງຊ່ວຍເຫຼືອນັກຮຽນ{other} {programmes.pupils-supported}",
                )
            ),
            Clause(
                T(
                    en=" with {programmes.pupil-support-rate} each",
                    vi=", mức {programmes.pupil-support-rate} mỗi em",
                    lo=", ຄົນລະ {programmes.pupil-support-rate}",
                )
            ),
        ),
    ),
)

RANKS: tuple[T, ...] = (
    T(en="Lieutenant General", vi="Trung tướng", lo="ພົນໂທ"),
    T(en="Major General", vi="Thiếu tướng", lo="ພົນຈັດຕະວາ"),
    T(en="Colonel", vi="Đại tá", lo="ພັນເອກ"),
    T(en="Senior Lieutenant Colonel", vi="Thượng tá", lo="ພັນໂທ"),
    T(en="Lieutenant Colonel", vi="Trung tá", lo="ພັນໂທ"),
    T(en="Major", vi="Thiếu tá", lo="ພັນຕີ"),
    T(en="Captain", vi="Đại úy", lo="ຮ້ອຍເອກ"),
)
TERMS: tuple[T, ...] = (
    T(en="Standing", vi="Thường xuyên", lo="ເປັນປະຈຳ"),
    T(en="Every month", vi="Hằng tháng", lo="ປະຈຳເດືອນ"),
    T(en="Every quarter", vi="Hằng quý", lo="ປະຈຳໄຕມາດ"),
    T(en="Every year", vi="Hằng năm", lo="ປະຈຳປີ"),
)
