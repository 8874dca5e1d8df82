"""The figures of this register, as data."""

from __future__ import annotations

from saphan.kernel.figures import Figure, Kind, Names
from saphan.kernel.languages import T
from saphan.registers.security.choices import ITEM_NAMES, Item

JOINT_PATROLS = Figure(
    "security.patrols-joint",
    fact="patrol",
    where={"joint": "yes"},
    shows=("patrol",),
    kind=Kind.FLOW,
    names=Names(
        long=T(
            en="Bilateral patrols", vi="Số lần tuần tra song phương", lo="ຈຳນວນຄັ້ງການລາດຕະເວນຮ່ວມ"
        ),
        head=T(en="Patrols", vi="Tuần tra song phương", lo="ການລາດຕະເວນຮ່ວມ"),
        noun=T(en="bilateral patrols", vi="lần tuần tra song phương", lo="ຄັ້ງລາດຕະເວນຮ່ວມ"),
    ),
    explains=T(
        en="A patrol planned and walked by both sides, counted once, on the day it ended.",
        vi="Cuộc tuần tra do hai bên cùng lập kế hoạch và thực hiện, tính một lần, "
        "vào ngày kết thúc.",
        lo="ການລາດຕະເວນທີ່ສອງຝ່າຍວາງແຜນ ແລະ ປະຕິບັດຮ່ວມກັນ, ນັບໜຶ່ງຄັ້ງ, ໃນວັນສິ້ນສຸດ.",
    ),
    breakdowns=("month", "place", "office"),
)

PARTICIPANTS = Figure(
    "security.patrol-participants",
    fact="patrol.participant",
    where={"joint": "yes"},
    shows=("person",),
    kind=Kind.FLOW,
    names=Names(
        long=T(
            en="Participations in bilateral patrols",
            vi="Lượt cán bộ, chiến sĩ tham gia tuần tra song phương",
            lo="ຈຳນວນເທື່ອຄົນເຂົ້າຮ່ວມລາດຕະເວນຮ່ວມ",
        ),
        head=T(en="Participants", vi="Cán bộ, chiến sĩ", lo="ພະນັກງານ, ນັກຮົບ"),
        noun=T(
            en="participations of officers and soldiers",
            vi="lượt cán bộ, chiến sĩ",
            lo="ເທື່ອຄົນພະນັກງານ ແລະ ນັກຮົບ",
        ),
    ),
    explains=T(
        en="Officers and soldiers of both sides; who walked twice counts twice.",
        vi="Cán bộ, chiến sĩ của cả hai bên; người tham gia hai lần được tính hai lượt.",
        lo="ພະນັກງານ ແລະ ນັກຮົບຂອງທັງສອງຝ່າຍ; ຜູ້ເຂົ້າຮ່ວມສອງຄັ້ງນັບສອງເທື່ອ.",
    ),
    breakdowns=("month", "place", "office", "side"),
)

SHOWN_IN: dict[Item, tuple[str, ...]] = {
    Item.HEROIN: ("cake", "g"),
    Item.SYNTHETIC_DRUG: ("pill",),
    Item.CRYSTAL_METH: ("kg",),
    Item.KETAMINE: ("kg",),
    Item.OPIUM_RESIN: ("g",),
    Item.FIRECRACKERS: ("kg",),
    Item.GUN: ("item",),
    Item.BULLET: ("item",),
    Item.GUNPOWDER: ("g",),
    Item.CAR: ("item",),
    Item.MOTORBIKE: ("item",),
    Item.MOBILE_PHONE: ("item",),
    Item.CASH: ("VND",),
}

COORDINATED_SHOWN_IN: dict[Item, tuple[str, ...]] = {
    Item.HEROIN: ("g",),
    Item.SYNTHETIC_DRUG: ("pill",),
    Item.MOTORBIKE: ("item",),
    Item.MOBILE_PHONE: ("item",),
}


WITH_LAOS = T(
    en=", with Lao authorities",
    vi=", phối hợp với lực lượng chức năng Lào",
    lo=", ປະສານສົມທົບກັບເຈົ້າໜ້າທີ່ລາວ",
)


def _with_laos(name: T) -> T:
    return T(en=name.en + WITH_LAOS.en, vi=name.vi + WITH_LAOS.vi, lo=name.lo + WITH_LAOS.lo)


def _cases(code: str, fact: str, unit: str, *, coordinated: bool) -> Figure:
    persons = fact == "case.subject"
    return Figure(
        code,
        fact=fact,
        where={"coordinated": "yes" if coordinated else "no"},
        shows=(unit,),
        kind=Kind.FLOW,
        names=_case_names(persons=persons, coordinated=coordinated),
        explains=_case_explanation(persons=persons, coordinated=coordinated),
        breakdowns=("month", "place", "office", "offence"),
        period_basis="assumed",
        personal=persons,
    )


def _case_names(*, persons: bool, coordinated: bool) -> Names:
    if persons:
        long = T(en="Subjects arrested", vi="Đối tượng bị bắt giữ", lo="ຜູ້ຖືກຫາທີ່ຈັບໄດ້")
        head = T(en="Subjects", vi="Đối tượng", lo="ຜູ້ຖືກຫາ")
        noun = T(en="subjects", vi="đối tượng", lo="ຜູ້ຖືກຫາ")
    else:
        long = T(en="Cases handled", vi="Số vụ việc đã xử lý", lo="ຈຳນວນຄະດີທີ່ໄດ້ແກ້ໄຂ")
        head = T(en="Cases", vi="Vụ", lo="ຄະດີ")
        noun = T(en="cases", vi="vụ", lo="ຄະດີ")
    return Names(long=_with_laos(long) if coordinated else long, head=head, noun=noun)


def _case_explanation(*, persons: bool, coordinated: bool) -> T:
    what = (
        T(
            en="Each person arrested in a case,",
            vi="Mỗi người bị bắt trong vụ,",
            lo="ແຕ່ລະຄົນທີ່ຖືກຈັບໃນຄະດີ,",
        )
        if persons
        else T(en="Each case,", vi="Mỗi vụ,", lo="ແຕ່ລະຄະດີ,")
    )
    whose = (
        T(
            en="handled together with Lao authorities.",
            vi="phối hợp với phía Lào xử lý.",
            lo="ທີ່ປະສານສົມທົບກັບຝ່າຍລາວແກ້ໄຂ.",
        )
        if coordinated
        else T(
            en="handled by this authority alone; coordinated cases are counted apart.",
            vi="do cơ quan tự xử lý; các vụ phối hợp được tính riêng.",
            lo="ທີ່ອົງການແກ້ໄຂເອງ; ຄະດີທີ່ປະສານສົມທົບນັບແຍກຕ່າງຫາກ.",
        )
    )
    return T(en=f"{what.en} {whose.en}", vi=f"{what.vi} {whose.vi}", lo=f"{what.lo} {whose.lo}")


def _seized(item: Item, units: tuple[str, ...], *, coordinated: bool) -> Figure:
    name = ITEM_NAMES[item]
    long = T(en=f"Seized: {name.en.lower()}", vi=f"Thu giữ: {name.vi}", lo=f"ຍຶດໄດ້: {name.lo}")
    return Figure(
        f"security.coordinated.seized.{item}" if coordinated else f"security.seized.{item}",
        fact="case.exhibit",
        where={"item": item, "coordinated": "yes" if coordinated else "no"},
        shows=units,
        kind=Kind.FLOW,
        names=Names(
            long=_with_laos(long) if coordinated else long,
            head=name,
            noun=T(en=name.en.lower(), vi=name.vi.lower(), lo=name.lo),
        ),
        explains=T(
            en="Exhibits as the officer counted or weighed them, by the day of the case. Counted "
            "units and masses stay apart: nothing is converted.",
            vi="Tang vật theo số đếm hoặc khối lượng do cán bộ ghi, tính theo ngày của vụ. Đơn vị "
            "đếm và khối lượng để riêng: không quy đổi.",
            lo="ຂອງກາງຕາມທີ່ພະນັກງານນັບ ຫຼື ຊັ່ງ, ຄິດໄລ່ຕາມວັນທີຂອງຄະດີ. ຈຳນວນນັບ ແລະ ນ້ຳໜັກ ແຍກກັນ: ບໍ່ມີການແປງຫົວໜ່ວຍ.",
        ),
        breakdowns=("month", "place", "office"),
        period_basis="assumed",
    )


FIGURES = (
    JOINT_PATROLS,
    PARTICIPANTS,
    _cases("security.cases", "case", "case", coordinated=False),
    _cases("security.subjects", "case.subject", "person", coordinated=False),
    *(_seized(item, units, coordinated=False) for item, units in SHOWN_IN.items()),
    _cases("security.coordinated.cases", "case", "case", coordinated=True),
    _cases("security.coordinated.subjects", "case.subject", "person", coordinated=True),
    *(_seized(item, units, coordinated=True) for item, units in COORDINATED_SHOWN_IN.items()),
)
