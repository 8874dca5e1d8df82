"""How the Lao offices word what the Vietnamese ones wrote: generated texts, never names."""

from __future__ import annotations

from demo.cases import joint
from demo.patrols import FINDINGS

RANKS = {
    "Trung tá, Phó Đồn trưởng": "ພັນໂທ, ຮອງຫົວໜ້າປ້ອມ",
    "Thiếu tá, Phó Đồn trưởng nghiệp vụ": "ພັນຕີ, ຮອງຫົວໜ້າປ້ອມ ຝ່າຍວິຊາການ",
    "Đại úy, Đội trưởng Vũ trang": "ຮ້ອຍເອກ, ຫົວໜ້າໜ່ວຍປະກອບອາວຸດ",
    "Thiếu tá, Chính trị viên phó": "ພັນຕີ, ຮອງຫົວໜ້າການເມືອງ",
    "Đại úy, Đại đội trưởng": "ຮ້ອຍເອກ, ຫົວໜ້າກອງຮ້ອຍ",
    "Thượng úy, Đại đội phó": "ຮ້ອຍໂທ, ຮອງຫົວໜ້າກອງຮ້ອຍ",
    "Thiếu tá, Đại đội trưởng": "ພັນຕີ, ຫົວໜ້າກອງຮ້ອຍ",
}
OWN_FINDINGS = (
    "ເສັ້ນຊາຍແດນ ແລະ ຫຼັກໝາຍຢູ່ໃນສະພາບເດີມ; ບໍ່ພົບການລະເມີດ.",
    "ຖາງເສັ້ນທາງລາດຕະເວນ, ອະນາໄມຫຼັກໝາຍ {marker}; ບໍ່ມີເຫດການ.",
    "ພົບຫຼັກເຄື່ອງໝາຍ 02 ຫຼັກ ຖືກຕົ້ນໄມ້ລົ້ມບັງ; ສອງຝ່າຍໄດ້ອະນາໄມ ແລະ ເຮັດບົດບັນທຶກ.",
    "ຫຼັກໝາຍ {marker} ມີດິນເຈື່ອນຢູ່ຫ່າງ 6 ແມັດ; ສອງຝ່າຍຖ່າຍຮູບ ແລະ ເຫັນດີລາຍງານຂັ້ນເທິງ.",
    "ຕັກເຕືອນປະຊາຊົນ 03 ຄົນ ທີ່ລ້ຽງສັດຂ້າມຊາຍແດນ; ໄດ້ສັນຍາບໍ່ເຮັດອີກ.",
    "ໂຄສະນາສັນຍາວ່າດ້ວຍລະບຽບການຊາຍແດນ ໃຫ້ປະຊາຊົນສອງຝ່າຍ; ບໍ່ມີເຫດການ.",
    "ພົບເສັ້ນທາງນ້ອຍເກີດໃໝ່ໃກ້ຫຼັກໝາຍ {marker}; ສອງຝ່າຍເຫັນດີເພີ່ມການກວດກາ.",
    "ຕົວເລກຢູ່ຫຼັກໝາຍ {marker} ເລືອນ; ສະເໜີທາສີຄືນໃໝ່ໃນງວດໜ້າ.",
)
PLACES = dict(
    zip(
        (place for _, place, *_ in joint.PLAN),
        (
            "ບ້ານປາຮ່າງ, ເມືອງສົບເບົາ",
            "ເຂດຫຼັກໝາຍ 255",
            "ເຂດຫຼັກໝາຍ 243",
            "ເຂດຫຼັກໝາຍ 262",
            "ບ້ານດ່ານ, ເມືອງຊຽງຄໍ້",
            "ເຂດຫຼັກໝາຍ 258",
        ),
        strict=True,
    )
)
ACTS = {
    "Mua bán trái phép chất ma túy": "ຄ້າຂາຍຢາເສບຕິດ",
    "Tàng trữ trái phép chất ma túy": "ມີຢາເສບຕິດໄວ້ໃນຄອບຄອງ",
    "Vận chuyển trái phép chất ma túy": "ຂົນສົ່ງຢາເສບຕິດ",
    "Đối tượng truy nã bỏ trốn qua biên giới": "ຜູ້ຖືກໝາຍຈັບຫຼົບໜີຂ້າມຊາຍແດນ",
}
RESULTS = {
    "Bàn giao phía Lào xử lý theo thẩm quyền": "ມອບໃຫ້ ປກສ ແຂວງ ດຳເນີນຄະດີ",
    "Hai bên điều tra": "ສອງຝ່າຍສືບສວນຮ່ວມກັນ",
}
EXHIBITS = {
    ("heroin", "g"): "ເຮໂຣອິນ {n} ກຣາມ",
    ("opium-resin", "g"): "ຢາຝິ່ນ {n} ກຣາມ",
    ("synthetic-drug", "pill"): "ຢາບ້າ {n} ເມັດ",
    ("synthetic-drug", "g"): "ຢາບ້າ {n} ກຣາມ",
    ("motorbike", "item"): "ລົດຈັກ {n} ຄັນ",
    ("mobile-phone", "item"): "ໂທລະສັບມືຖື {n} ໜ່ວຍ",
}
SEXES = {"M": "ຊາຍ", "F": "ຍິງ"}
NATIONS = {"VN": "ຫວຽດນາມ", "LA": "ລາວ"}
PEOPLES = {"Kinh": "ກິງ", "Thái": "ໄຕ", "Mông": "ມົ້ງ", "Khơ Mú": "ກຶມມຸ", "Lào": "ລາວ"}
PAPERS = {"CMND Lào": "ບັດປະຈຳຕົວ", "CCCD": "ບັດພົນລະເມືອງຫວຽດນາມ"}
HOMES = {
    "bản Pa Háng": "ບ້ານປາຮ່າງ",
    "bản Phiêng Xay": "ບ້ານພຽງໄຊ",
    "bản Nà Lươn": "ບ້ານນາເລືອນ",
    "bản Huội Hịn": "ບ້ານຫ້ວຍຫີນ",
    "bản Đán": "ບ້ານດ່ານ",
    "bản Pơ": "ບ້ານເປີ",
    "huyện Xốp Bâu": "ເມືອງສົບເບົາ",
    "huyện Xiềng Khọ": "ເມືອງຊຽງຄໍ້",
    "huyện Mường Ét": "ເມືອງແອດ",
    "tỉnh Hủa Phăn": "ແຂວງຫົວພັນ",
}
ABROAD = "ແຂວງເຊີນລາ, ສສ ຫວຽດນາມ"


def findings(written: str, marker: int) -> str:
    """What the Lao side noted where the Vietnamese side wrote `written`."""
    told = dict(zip(FINDINGS, OWN_FINDINGS, strict=True))
    return next(
        own.format(marker=marker)
        for theirs, own in told.items()
        if theirs.format(marker=marker) == written
    )


def home(written: str) -> str:
    """An address of Houaphanh in Lao; of one abroad the office knows the province only."""
    parts = [HOMES.get(part) for part in written.split(", ")[:3]]
    return ", ".join(filter(None, parts)) if all(parts) else ABROAD
