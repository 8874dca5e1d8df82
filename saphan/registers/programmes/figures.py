"""The figures of this register, as data: what it computes, and what others report."""

from __future__ import annotations

from saphan.kernel.figures import Figure, Kind, Missing, Names
from saphan.kernel.languages import T

PUPILS_SUPPORTED = Figure(
    "programmes.pupils-supported",
    fact="support.pupil",
    shows=("person",),
    kind=Kind.STOCK,
    names=Names(
        long=T(
            en="Pupils supported",
            vi="Số học sinh được hỗ trợ",
            lo="ຈຳນວນນັກຮຽນທີ່ໄດ້ຮັບການຊ່ວຍເຫຼືອ",
        ),
        head=T(en="Pupils", vi="Học sinh", lo="ນັກຮຽນ"),
        noun=T(en="pupils", vi="em học sinh", lo="ນັກຮຽນ"),
    ),
    explains=T(
        en="Pupils whose support has begun and not ended on the last day of the period.",
        vi="Học sinh đang được hỗ trợ tại ngày cuối kỳ.",
        lo="ນັກຮຽນທີ່ກຳລັງໄດ້ຮັບການຊ່ວຍເຫຼືອ ໃນວັນສຸດທ້າຍຂອງໄລຍະ.",
    ),
    breakdowns=("place", "programme", "office"),
)

PUPIL_SUPPORT_RATE = Figure(
    "programmes.pupil-support-rate",
    fact="support.rate",
    shows=("VND/month",),
    kind=Kind.STOCK,
    apart="programme",
    missing=Missing.NO_FACTS,
    names=Names(
        long=T(
            en="Support for each pupil a month",
            vi="Mức hỗ trợ mỗi học sinh một tháng",
            lo="ລະດັບການຊ່ວຍເຫຼືອຕໍ່ນັກຮຽນໜຶ່ງຄົນຕໍ່ເດືອນ",
        ),
        head=T(en="Rate", vi="Mức hỗ trợ", lo="ລະດັບຊ່ວຍເຫຼືອ"),
        noun=T(en="a month for each pupil", vi="mỗi tháng mỗi em", lo="ຕໍ່ເດືອນຕໍ່ຄົນ"),
    ),
    explains=T(
        en="What a programme pays each pupil a month, on the last day of the period. Rates of "
        "several programmes are never added: with more than one, ask by programme.",
        vi="Mức chương trình chi cho mỗi học sinh mỗi tháng, tại ngày cuối kỳ. Mức của các chương "
        "trình không cộng với nhau: khi có nhiều chương trình, xem theo từng chương trình.",
        lo="ລະດັບທີ່ໂຄງການຈ່າຍໃຫ້ນັກຮຽນແຕ່ລະຄົນຕໍ່ເດືອນ ໃນວັນສຸດທ້າຍຂອງໄລຍະ. ບໍ່ບວກລະດັບຂອງຫຼາຍໂຄງການເຂົ້າກັນ: "
        "ຖ້າມີຫຼາຍໂຄງການ ໃຫ້ເບິ່ງແຕ່ລະໂຄງການ.",
    ),
    breakdowns=("programme", "place"),
)

PUPIL_SUPPORT_PAID = Figure(
    "programmes.pupil-support-paid",
    fact="support.paid",
    shows=("VND",),
    kind=Kind.FLOW,
    names=Names(
        long=T(
            en="Support paid to pupils",
            vi="Tổng số tiền đã hỗ trợ học sinh",
            lo="ຍອດເງິນທີ່ໄດ້ຊ່ວຍເຫຼືອນັກຮຽນ",
        ),
        head=T(en="Paid", vi="Đã chi", lo="ຈ່າຍແລ້ວ"),
        noun=T(en="paid", vi="đã chi", lo="ຈ່າຍແລ້ວ"),
    ),
    explains=T(
        en="Money handed over to pupils or their guardians, on the day it was paid.",
        vi="Số tiền đã trao cho học sinh hoặc người giám hộ, tính vào ngày chi.",
        lo="ເງິນທີ່ມອບໃຫ້ນັກຮຽນ ຫຼື ຜູ້ປົກຄອງ, ນັບໃນວັນຈ່າຍ.",
    ),
    breakdowns=("month", "place", "programme", "office"),
)

STATED_STOCK = T(
    en="As a source states it: the newest statement on or before the last day of the period.",
    vi="Theo nguồn công bố: số liệu mới nhất tính đến ngày cuối kỳ.",
    lo="ຕາມທີ່ແຫຼ່ງຂໍ້ມູນລາຍງານ: ຕົວເລກຫຼ້າສຸດຮອດວັນສຸດທ້າຍຂອງໄລຍະ.",
)
STATED_FLOW = T(
    en="As a source states it for this very period; parts of periods are never added or guessed.",
    vi="Theo nguồn công bố cho đúng kỳ này; không cộng hay suy đoán từ một phần của kỳ.",
    lo="ຕາມທີ່ແຫຼ່ງຂໍ້ມູນລາຍງານສຳລັບໄລຍະນີ້ພໍດີ; ບໍ່ບວກ ຫຼື ຄາດຄະເນຈາກສ່ວນໜຶ່ງຂອງໄລຍະ.",
)
EVENT = T(
    en="As a source states it, counted in the period in which it was completed.",
    vi="Theo nguồn công bố, tính vào kỳ hoàn thành.",
    lo="ຕາມທີ່ແຫຼ່ງຂໍ້ມູນລາຍງານ, ນັບໃນໄລຍະທີ່ສຳເລັດ.",
)


def _reported(name: str, unit: str, kind: Kind, long: T, head: T, *, event: bool = False) -> Figure:
    """A figure over observations; an `event` adds up over periods, other flows do not."""
    stock = kind is Kind.STOCK
    return Figure(
        f"programmes.{name}",
        fact=f"observed.{name}",
        shows=(unit,),
        kind=kind,
        stated=not event,
        missing=Missing.NO_FACTS,
        names=Names(long=long, head=head, noun=head),
        explains=EVENT if event else STATED_STOCK if stock else STATED_FLOW,
        breakdowns=("place", "source"),
    )


REPORTED = (
    _reported(
        "investment-projects",
        "project",
        Kind.STOCK,
        T(
            en="Vietnamese investment projects in Laos",
            vi="Số dự án đầu tư của Việt Nam tại Lào",
            lo="ຈຳນວນໂຄງການລົງທຶນຂອງຫວຽດນາມຢູ່ລາວ",
        ),
        T(en="Projects", vi="Dự án", lo="ໂຄງການ"),
    ),
    _reported(
        "investment-registered",
        "USD",
        Kind.STOCK,
        T(
            en="Registered capital of Vietnamese investment in Laos",
            vi="Tổng vốn đăng ký đầu tư của Việt Nam tại Lào",
            lo="ທຶນຈົດທະບຽນການລົງທຶນຂອງຫວຽດນາມຢູ່ລາວ",
        ),
        T(en="Registered capital", vi="Vốn đăng ký", lo="ທຶນຈົດທະບຽນ"),
    ),
    _reported(
        "investment-realised",
        "USD",
        Kind.STOCK,
        T(
            en="Realised capital of Vietnamese investment in Laos",
            vi="Vốn đầu tư lũy kế đã thực hiện tại Lào",
            lo="ທຶນສະສົມທີ່ປະຕິບັດແລ້ວຢູ່ລາວ",
        ),
        T(en="Realised capital", vi="Vốn thực hiện", lo="ທຶນປະຕິບັດ"),
    ),
    _reported(
        "investment-projects-new",
        "project",
        Kind.FLOW,
        T(
            en="Investment projects newly licensed",
            vi="Số dự án đầu tư được cấp mới",
            lo="ຈຳນວນໂຄງການລົງທຶນທີ່ໄດ້ຮັບອະນຸຍາດໃໝ່",
        ),
        T(en="New projects", vi="Dự án mới", lo="ໂຄງການໃໝ່"),
    ),
    _reported(
        "investment-registered-new",
        "USD",
        Kind.FLOW,
        T(
            en="Capital of newly licensed projects",
            vi="Vốn đăng ký của các dự án cấp mới",
            lo="ທຶນຂອງໂຄງການທີ່ໄດ້ຮັບອະນຸຍາດໃໝ່",
        ),
        T(en="New capital", vi="Vốn cấp mới", lo="ທຶນໃໝ່"),
    ),
    _reported(
        "investment-growth",
        "%",
        Kind.FLOW,
        T(
            en="Growth of new investment against the same period of the year before",
            vi="Mức tăng vốn đầu tư so với cùng kỳ năm trước",
            lo="ການເພີ່ມຂຶ້ນຂອງທຶນລົງທຶນທຽບໃສ່ໄລຍະດຽວກັນຂອງປີກ່ອນ",
        ),
        T(en="Growth", vi="Mức tăng", lo="ການເພີ່ມຂຶ້ນ"),
    ),
    _reported(
        "projects-handed-over",
        "project",
        Kind.STOCK,
        T(
            en="Projects completed and handed over to the Lao side",
            vi="Số dự án đã hoàn thành, bàn giao cho phía Lào",
            lo="ຈຳນວນໂຄງການທີ່ສຳເລັດ ແລະ ມອບໃຫ້ຝ່າຍລາວ",
        ),
        T(en="Handed over", vi="Đã bàn giao", lo="ມອບແລ້ວ"),
    ),
    _reported(
        "trade-turnover",
        "USD",
        Kind.FLOW,
        T(
            en="Trade turnover between Vietnam and Laos",
            vi="Kim ngạch thương mại Việt Nam - Lào",
            lo="ມູນຄ່າການຄ້າ ຫວຽດນາມ - ລາວ",
        ),
        T(en="Trade", vi="Kim ngạch", lo="ມູນຄ່າການຄ້າ"),
    ),
    _reported(
        "power-import-target",
        "MW",
        Kind.STOCK,
        T(
            en="Target for power imported from Laos",
            vi="Mục tiêu nhập khẩu điện từ Lào",
            lo="ເປົ້າໝາຍການນຳເຂົ້າໄຟຟ້າຈາກລາວ",
        ),
        T(en="Power target", vi="Mục tiêu điện", lo="ເປົ້າໝາຍໄຟຟ້າ"),
    ),
    _reported(
        "scholarships-national",
        "person",
        Kind.FLOW,
        T(
            en="Scholarships given by Vietnam to Laos",
            vi="Số suất học bổng Việt Nam dành cho Lào",
            lo="ຈຳນວນທຶນການສຶກສາທີ່ຫວຽດນາມມອບໃຫ້ລາວ",
        ),
        T(en="Scholarships", vi="Học bổng", lo="ທຶນການສຶກສາ"),
    ),
    _reported(
        "students",
        "person",
        Kind.STOCK,
        T(
            en="Lao students in Vietnam",
            vi="Số lưu học sinh Lào tại Việt Nam",
            lo="ຈຳນວນນັກສຶກສາລາວຢູ່ຫວຽດນາມ",
        ),
        T(en="Students", vi="Lưu học sinh", lo="ນັກສຶກສາ"),
    ),
    _reported(
        "host-institutions",
        "institution",
        Kind.STOCK,
        T(
            en="Institutions where Lao students study in Vietnam",
            vi="Số cơ sở đào tạo tiếp nhận lưu học sinh Lào",
            lo="ຈຳນວນສະຖາບັນທີ່ຮັບນັກສຶກສາລາວ",
        ),
        T(en="Institutions", vi="Cơ sở đào tạo", lo="ສະຖາບັນ"),
    ),
    _reported(
        "gift-cars",
        "item",
        Kind.FLOW,
        T(en="Cars given to Laos", vi="Số ô tô tặng Lào", lo="ຈຳນວນລົດທີ່ມອບໃຫ້ລາວ"),
        T(en="Cars given", vi="Ô tô tặng", lo="ລົດທີ່ມອບ"),
        event=True,
    ),
    _reported(
        "projects-launched",
        "project",
        Kind.FLOW,
        T(
            en="Cooperation projects launched",
            vi="Số dự án hợp tác được khởi động",
            lo="ຈຳນວນໂຄງການຮ່ວມມືທີ່ເລີ່ມຕົ້ນ",
        ),
        T(en="Projects launched", vi="Dự án khởi động", lo="ໂຄງການເລີ່ມຕົ້ນ"),
        event=True,
    ),
    _reported(
        "village-clusters-twinned",
        "cluster",
        Kind.STOCK,
        T(
            en="Lao village clusters twinned",
            vi="Số cụm bản Lào kết nghĩa",
            lo="ຈຳນວນກຸ່ມບ້ານລາວທີ່ຜູກມິດ",
        ),
        T(en="Twinned clusters", vi="Cụm bản kết nghĩa", lo="ກຸ່ມບ້ານຜູກມິດ"),
    ),
    _reported(
        "trade-promotion-provinces",
        "province",
        Kind.FLOW,
        T(
            en="Lao provinces in trade promotion",
            vi="Số tỉnh Lào tham gia xúc tiến thương mại",
            lo="ຈຳນວນແຂວງລາວໃນການສົ່ງເສີມການຄ້າ",
        ),
        T(en="Provinces", vi="Tỉnh", lo="ແຂວງ"),
    ),
    _reported(
        "trade-turnover-provincial",
        "USD",
        Kind.FLOW,
        T(
            en="Import and export turnover with the provinces across the border",
            vi="Kim ngạch xuất nhập khẩu với các tỉnh giáp biên",
            lo="ມູນຄ່ານຳເຂົ້າ-ສົ່ງອອກກັບບັນດາແຂວງຊາຍແດນ",
        ),
        T(en="Trade", vi="Kim ngạch", lo="ມູນຄ່າການຄ້າ"),
    ),
    _reported(
        "imports-provincial",
        "USD",
        Kind.FLOW,
        T(
            en="Imports from the provinces across the border",
            vi="Kim ngạch nhập khẩu từ các tỉnh giáp biên",
            lo="ມູນຄ່ານຳເຂົ້າຈາກບັນດາແຂວງຊາຍແດນ",
        ),
        T(en="Imports", vi="Nhập khẩu", lo="ນຳເຂົ້າ"),
    ),
    _reported(
        "model-project-budget",
        "VND",
        Kind.FLOW,
        T(
            en="Budget of model projects",
            vi="Kinh phí các dự án mô hình",
            lo="ງົບປະມານໂຄງການຕົວແບບ",
        ),
        T(en="Budget", vi="Kinh phí", lo="ງົບປະມານ"),
    ),
    _reported(
        "macadamia-area",
        "ha",
        Kind.STOCK,
        T(
            en="Macadamia under care",
            vi="Diện tích mắc ca đang chăm sóc",
            lo="ເນື້ອທີ່ໝາກມາຄາເດເມຍທີ່ກຳລັງບົວລະບັດ",
        ),
        T(en="Macadamia", vi="Mắc ca", lo="ໝາກມາຄາເດເມຍ"),
    ),
    _reported(
        "macadamia-area-planned",
        "ha",
        Kind.STOCK,
        T(
            en="Macadamia still to be planted",
            vi="Diện tích mắc ca dự kiến trồng thêm",
            lo="ເນື້ອທີ່ໝາກມາຄາເດເມຍທີ່ຈະປູກເພີ່ມ",
        ),
        T(en="Planned", vi="Dự kiến", lo="ຄາດວ່າຈະປູກ"),
    ),
    _reported(
        "planting-progress",
        "%",
        Kind.STOCK,
        T(
            en="Planting pits dug",
            vi="Tỷ lệ hố trồng đã đào",
            lo="ອັດຕາຂຸມປູກທີ່ຂຸດແລ້ວ",
        ),
        T(en="Pits dug", vi="Hố đã đào", lo="ຂຸມທີ່ຂຸດແລ້ວ"),
    ),
    _reported(
        "scholarships-provincial",
        "person",
        Kind.FLOW,
        T(
            en="Scholarships given by the province",
            vi="Số suất học bổng của tỉnh",
            lo="ຈຳນວນທຶນການສຶກສາຂອງແຂວງ",
        ),
        T(en="Scholarships", vi="Học bổng", lo="ທຶນການສຶກສາ"),
    ),
    _reported(
        "course-participants",
        "person",
        Kind.FLOW,
        T(
            en="Participants of each training course",
            vi="Số học viên mỗi lớp bồi dưỡng",
            lo="ຈຳນວນຜູ້ເຂົ້າຮ່ວມແຕ່ລະຊຸດຝຶກອົບຮົມ",
        ),
        T(en="Participants", vi="Học viên", lo="ຜູ້ເຂົ້າຮ່ວມ"),
    ),
    _reported(
        "routes-planned",
        "item",
        Kind.FLOW,
        T(
            en="Tour routes planned",
            vi="Số tuyến du lịch dự kiến",
            lo="ຈຳນວນເສັ້ນທາງທ່ອງທ່ຽວທີ່ວາງແຜນ",
        ),
        T(en="Routes", vi="Tuyến", lo="ເສັ້ນທາງ"),
    ),
)

FIGURES = (PUPILS_SUPPORTED, PUPIL_SUPPORT_RATE, PUPIL_SUPPORT_PAID, *REPORTED)
