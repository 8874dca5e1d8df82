"""The columns of a gate's book of movements, as offices write them."""

from __future__ import annotations

from collections.abc import Mapping

from saphan.intake.reading.columns import Column, Kind, SheetSpec
from saphan.registers.crossings.choices import Direction, Resident, TravelDocument, Vehicle
from saphan.registers.crossings.rules import FIRST_DAY

WHEN = ("Thời gian", "ເວລາ", "Time", "Ngày giờ")
PERSON = ("Người xuất, nhập cảnh", "ຜູ້ເຂົ້າ-ອອກເມືອງ", "Traveller", "Hành khách")
PAPER = ("Giấy tờ", "ເອກະສານ", "Document", "Giấy tờ XNC")
RIDE = ("Phương tiện", "ພາຫະນະ", "Vehicle")

NATIONS: Mapping[str, tuple[str, ...]] = {
    "VN": ("Việt Nam", "ຫວຽດນາມ", "Viet Nam", "VNM", "Vietnam", "Vietnamese"),
    "LA": ("Lào", "ລາວ", "Laos", "LAO", "Lao", "CHDCND Lào"),
    "TH": ("Thái Lan", "ໄທ", "Thailand", "THA"),
    "KH": ("Campuchia", "ກຳປູເຈຍ", "Cambodia", "KHM"),
    "CN": ("Trung Quốc", "ຈີນ", "China", "CHN"),
    "MM": ("Mi-an-ma", "ມຽນມາ", "Myanmar", "MMR", "Myanma"),
    "MY": ("Ma-lai-xi-a", "ມາເລເຊຍ", "Malaysia", "MYS"),
    "SG": ("Xin-ga-po", "ສິງກະໂປ", "Singapore", "SGP"),
    "ID": ("In-đô-nê-xi-a", "ອິນໂດເນເຊຍ", "Indonesia", "IDN"),
    "PH": ("Phi-líp-pin", "ຟີລິບປິນ", "Philippines", "PHL"),
    "KR": ("Hàn Quốc", "ສ.ເກົາຫຼີ", "Korea, Republic of", "KOR", "South Korea"),
    "JP": ("Nhật Bản", "ຍີ່ປຸ່ນ", "Japan", "JPN"),
    "IN": ("Ấn Độ", "ອິນເດຍ", "India", "IND"),
    "RU": ("Nga", "ຣັດເຊຍ", "Russia", "RUS"),
    "FR": ("Pháp", "ຝຣັ່ງ", "France", "FRA"),
    "DE": ("Đức", "ເຢຍລະມັນ", "Germany", "DEU"),
    "GB": ("Anh", "ອັງກິດ", "United Kingdom", "GBR"),
    "US": ("Hoa Kỳ", "ສະຫະລັດອາເມຣິກາ", "United States", "USA", "Mỹ"),
    "AU": ("Úc", "ອົດສະຕາລີ", "Australia", "AUS", "Ô-xtrây-li-a"),
    "XX": ("Nước khác", "ປະເທດອື່ນ", "Another country", "Khác"),
}
"""ISO 3166-1 alpha-2, with the three letters of travel documents; `XX` is any other country."""

PAPERS: Mapping[str, tuple[str, ...]] = {
    TravelDocument.PASSPORT: ("Hộ chiếu", "ໜັງສືຜ່ານແດນ (ພາສປອດ)", "Passport", "HC", "ພາສປອດ"),
    TravelDocument.BORDER_PASS: (
        "Giấy thông hành biên giới", "ໜັງສືຜ່ານແດນຊາຍແດນ", "Border pass", "GTH", "Giấy thông hành",
        "GTH biên giới", "ໜັງສືຜ່ານແດນ",
    ),
    TravelDocument.EXIT_ENTRY_PASS: (
        "Giấy thông hành XNC", "ໃບຜ່ານແດນເຂົ້າ-ອອກ", "Exit and entry pass",
        "Giấy thông hành xuất, nhập cảnh", "GTH XNC",
    ),
    TravelDocument.IDENTITY_CARD: (
        "Căn cước", "ບັດປະຈຳຕົວ", "Identity card", "CCCD", "CMND", "Căn cước công dân",
        "Chứng minh nhân dân", "Thẻ căn cước",
    ),
    TravelDocument.OTHER: ("Giấy tờ khác", "ເອກະສານອື່ນ", "Another document", "Khác"),
}  # fmt: skip

VEHICLES: Mapping[str, tuple[str, ...]] = {
    Vehicle.NONE: ("Không", "ບໍ່ມີ", "None", "Đi bộ"),
    Vehicle.BICYCLE: ("Xe đạp", "ລົດຖີບ", "Bicycle"),
    Vehicle.MOTORBIKE: ("Xe máy", "ລົດຈັກ", "Motorbike", "Mô tô", "Xe mô tô", "Xe gắn máy"),
    Vehicle.CAR: ("Ô tô con", "ລົດເກັງ", "Car", "Xe con", "Ô tô", "Xe ô tô con"),
    Vehicle.BUS: ("Ô tô khách", "ລົດໂດຍສານ", "Bus", "Xe khách", "Xe ô tô khách"),
    Vehicle.TRUCK: ("Ô tô tải", "ລົດບັນທຸກ", "Truck", "Xe tải", "Xe ô tô tải", "Xe đầu kéo"),
    Vehicle.BOAT: ("Thuyền", "ເຮືອ", "Boat", "Xuồng", "Đò"),
    Vehicle.OTHER: ("Phương tiện khác", "ພາຫະນະອື່ນ", "Another vehicle", "Khác"),
}

RESIDENTS: Mapping[str, tuple[str, ...]] = {
    Resident.BORDER: (
        "Cư dân biên giới", "ປະຊາຊົນຊາຍແດນ", "Border resident", "Cư dân BG", "CDBG", "CD biên giới",
    ),
    Resident.OTHER: ("Khác", "ອື່ນໆ", "Other", "Khách khác", "KHAC", "Đối tượng khác"),
}  # fmt: skip

DIRECTIONS: Mapping[str, tuple[str, ...]] = {
    Direction.ENTRY: ("Nhập cảnh", "ເຂົ້າເມືອງ", "Entry", "N", "NC", "Nhập", "ຂາເຂົ້າ"),
    Direction.EXIT: ("Xuất cảnh", "ອອກເມືອງ", "Exit", "X", "XC", "Xuất", "ຂາອອກ"),
}

MOVEMENTS = SheetSpec(
    name="crossings.movement",
    titles=(
        "Sổ theo dõi người, phương tiện xuất, nhập cảnh",
        "ປຶ້ມຕິດຕາມຄົນ ແລະ ພາຫະນະເຂົ້າ-ອອກເມືອງ",
        "People and vehicles through the gate",
    ),
    columns=(
        Column(name="gate", heads=("Cửa khẩu", "ດ່ານ", "Gate", "Tên cửa khẩu"), kind=Kind.TEXT),
        Column(
            name="on",
            heads=("Ngày", "ວັນທີ", "Day", "Date", "Ngày tháng", "Ngày XNC"),
            group=WHEN,
            kind=Kind.DATE,
            required=True,
            since=FIRST_DAY,
        ),
        Column(
            name="at",
            heads=("Giờ", "ໂມງ", "Time", "Giờ XNC"),
            group=WHEN,
            kind=Kind.TIME,
            required=True,
        ),
        Column(
            name="direction",
            heads=("Nhập/Xuất cảnh", "ເຂົ້າ/ອອກ", "Direction", "Chiều", "Xuất/Nhập cảnh", "Hướng"),
            kind=Kind.CHOICE,
            choices=DIRECTIONS,
            required=True,
        ),
        Column(
            name="name",
            heads=("Họ và tên", "ຊື່ ແລະ ນາມສະກຸນ", "Name", "Họ tên"),
            group=PERSON,
            kind=Kind.TEXT,
            personal=True,
        ),
        Column(
            name="nationality",
            heads=("Quốc tịch", "ສັນຊາດ", "Nationality", "QT"),
            group=PERSON,
            kind=Kind.CHOICE,
            choices=NATIONS,
        ),
        Column(
            name="birth",
            heads=("Năm sinh", "ປີເກີດ", "Year of birth", "Ngày sinh", "ວັນເດືອນປີເກີດ"),
            group=PERSON,
            kind=Kind.DATE,
            partial=True,
            personal=True,
        ),
        Column(
            name="travel_document",
            heads=("Loại giấy tờ", "ປະເພດເອກະສານ", "Kind of document", "Loại", "ປະເພດ"),
            group=PAPER,
            kind=Kind.CHOICE,
            choices=PAPERS,
        ),
        Column(
            name="document",
            heads=("Số giấy tờ", "ເລກທີເອກະສານ", "Document number", "Số", "ເລກທີ"),
            group=PAPER,
            kind=Kind.TEXT,
            personal=True,
        ),
        Column(
            name="resident",
            heads=("Diện đối tượng", "ປະເພດຜູ້ເດີນທາງ", "Class of traveller", "Đối tượng", "Diện"),
            kind=Kind.CHOICE,
            choices=RESIDENTS,
            required=True,
        ),
        Column(
            name="vehicle",
            heads=("Loại phương tiện", "ປະເພດພາຫະນະ", "Vehicle", "Loại", "Phương tiện", "ປະເພດ"),
            group=RIDE,
            kind=Kind.CHOICE,
            choices=VEHICLES,
        ),
        Column(
            name="plate",
            heads=("Biển kiểm soát", "ທະບຽນລົດ", "Plate", "BKS", "Biển số", "Biển số xe"),
            group=RIDE,
            kind=Kind.TEXT,
            personal=True,
        ),
        Column(
            name="companions",
            heads=("Người đi kèm", "ຜູ້ຕິດຕາມ", "Companions", "Số người đi kèm", "Trẻ em đi kèm"),
            kind=Kind.INTEGER,
            unit="person",
            maximum=15,
        ),
        Column(
            name="goods",
            heads=("Hàng hóa", "ສິນຄ້າ", "Goods", "Tên hàng", "Hàng hóa mang theo"),
            kind=Kind.TEXT,
        ),
        Column(name="note", heads=("Ghi chú", "ໝາຍເຫດ", "Note"), kind=Kind.TEXT),
    ),
    unique=("on", "at", "direction", "document"),
)
