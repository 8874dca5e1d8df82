"""The two banks of the demo: whom each node speaks for, and who works there; nobody is real."""

from __future__ import annotations

from dataclasses import dataclass

from saphan.accounts.choices import Role
from saphan.kernel.languages import Language, T
from saphan.kernel.sides import Side


@dataclass(frozen=True, slots=True)
class Bank:
    """`people` are login, name and role; `generated` is what every page and paper says."""

    node: str
    side: Side
    authority: str
    language: Language
    administrator: tuple[str, str]
    people: tuple[tuple[str, str, Role], ...]
    generated: T

    def login(self, role: Role) -> str:
        """Return who has `role` here."""
        return next(login for login, _, held in self.people if held == role)


SON_LA = Bank(
    node="vn",
    side=Side.VN,
    authority="vn-son-la",
    language=Language.VI,
    administrator=("quan-tri", "Quản trị trình diễn"),
    people=(
        ("can-bo", "Cán bộ trình diễn", Role.OFFICER),
        ("kiem-tra", "Cán bộ kiểm tra trình diễn", Role.CHECKER),
        ("phe-duyet", "Chỉ huy phê duyệt trình diễn", Role.CLEARER),
        ("thu-ky", "Thư ký trình diễn", Role.SECRETARY),
        ("lanh-dao", "Lãnh đạo trình diễn", Role.LEADER),
        ("kiem-toan", "Kiểm toán trình diễn", Role.AUDITOR),
    ),
    generated=T(
        en="Demonstration: the records are generated; they add up to rows 11-41 of the published "
        "figures (talks of 12 August 2025).",
        vi="Bản trình diễn: các bản ghi được tạo tự động; tổng khớp với các dòng 11-41 của số liệu "
        "đã công bố (hội đàm ngày 12/8/2025).",
        lo="ສະບັບສາທິດ: ບັນທຶກຖືກສ້າງຂຶ້ນ; ຍອດລວມກົງກັບແຖວ 11-41 ຂອງຕົວເລກທີ່ເຜີຍແຜ່ (ກອງປະຊຸມວັນທີ 12/8/2025).",
    ),
)
HOUAPHANH = Bank(
    node="la",
    side=Side.LA,
    authority="la-houaphanh",
    language=Language.LO,
    administrator=("phu-borihan", "ຜູ້ບໍລິຫານລະບົບ ສາທິດ"),
    people=(
        ("phanak-ngan", "ພະນັກງານ ສາທິດ", Role.OFFICER),
        ("phu-kuat-ka", "ຜູ້ກວດກາ ສາທິດ", Role.CHECKER),
        ("phu-anumat", "ຫົວໜ້າຜູ້ອະນຸມັດ ສາທິດ", Role.CLEARER),
        ("lekhanukan", "ເລຂານຸການ ສາທິດ", Role.SECRETARY),
        ("phu-nam", "ຜູ້ນຳ ສາທິດ", Role.LEADER),
        ("phu-kuat-sop", "ຜູ້ກວດສອບ ສາທິດ", Role.AUDITOR),
    ),
    generated=T(
        en="Demonstration: the records are generated; they are the other bank's view of the same "
        "patrols and cases.",
        vi="Bản trình diễn: các bản ghi được tạo tự động; đây là số liệu của phía bên kia về cùng "
        "các lần tuần tra và vụ việc.",
        lo="ສະບັບສາທິດ: ບັນທຶກຖືກສ້າງຂຶ້ນ; ແມ່ນຂໍ້ມູນຂອງອີກຝ່າຍກ່ຽວກັບການລາດຕະເວນ ແລະ ຄະດີດຽວກັນ.",
    ),
)
BANKS = {bank.node: bank for bank in (SON_LA, HOUAPHANH)}
