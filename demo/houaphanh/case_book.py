"""The Lao file of the coordinated cases: all exhibits in one cell, days of the Buddhist era."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from demo.cases.words import numeral
from demo.houaphanh import words
from demo.houaphanh.paper import ERA, FONT, LINE, closing, in_era, lao, masthead
from demo.houaphanh.seized import STAFF
from demo.layout import Band, head, title
from demo.offices import offices
from demo.sheets import Book, Sheet
from demo.sums import Record

HEAD: tuple[Band, ...] = (
    ("ລ/ດ", ()),
    ("ເລກທີຄະດີ", ()),
    ("ວັນທີ (ພ.ສ.)", ()),
    ("ສະຖານທີ່", ()),
    ("ການກະທຳຜິດ", ()),
    ("ກົມກອງປະສານງານຝ່າຍຫວຽດນາມ", ()),
    ("ຜົນໄດ້ຮັບ", ("ຈຳນວນຜູ້ຖືກຫາ", "ຂອງກາງ")),
    ("ການແກ້ໄຂ", ()),
)
PEOPLE_HEAD = (
    "ລ/ດ",
    "ເລກທີຄະດີ",
    "ຊື່ ແລະ ນາມສະກຸນ",
    "ເພດ",
    "ປີເກີດ",
    "ຊົນເຜົ່າ",
    "ສັນຊາດ",
    "ທີ່ຢູ່",
    "ເອກະສານ",
)
WIDTHS = (6, 20, 16, 34, 42, 48, 20, 50, 40)
PEOPLE_WIDTHS = (6, 20, 30, 9, 12, 13, 14, 48, 44)


def book(number: int, made: Sequence[Record]) -> Book:
    """Return the staff's file of the cases handled together with Sơn La."""
    result = Book(
        f"{number:02}_khadi-pasan-ngan_2567-2568.xlsx",
        "security",
        "coordinated-cases",
        STAFF,
        "ຄະດີທີ່ປະສານງານກັບກຳລັງຝ່າຍຫວຽດນາມ",
        records=list(made),
        font=FONT,
        line=LINE,
    )
    _cases(result.sheet("ຄະດີປະສານງານ", WIDTHS), made)
    _people(result.sheet("ຜູ້ຖືກຫາ", PEOPLE_WIDTHS), made)
    return result


def _cases(page: Sheet, made: Sequence[Record]) -> None:
    width = len(WIDTHS)
    row = masthead(page, office="ຫ້ອງເສນາທິການ", number="...../ສທ.ຫພ", width=width)
    lines = ("ຄະດີທີ່ປະສານງານກັບກຳລັງຝ່າຍຫວຽດນາມຈັບກຸມ", "ປີ 2567 - 2568")
    first = row = head(page, title(page, row, lines, width), HEAD)
    for index, case in enumerate(made):
        on = in_era(date.fromisoformat(case["on"]))
        told = (index + 1, case["number"], on, case["place"], case["act"])
        page.row(row, (*told, offices()[case["partner"]].lo, len(case["subjects"])))
        page.row(row, ("; ".join(map(_phrase, case["exhibits"])), case["result"]), start=7)
        row += 1
    page.put(first + 1, 6, lao("01"), "center")
    page.row(row, [None] * width, "total")
    page.merge((row, 0, row, 5), f"ລວມ: {len(made):02} ຄະດີ", "total")
    page.put(row, 6, sum(len(case["subjects"]) for case in made), "total")
    notes = ("ຢາບ້າບາງຄະດີໄດ້ຊັ່ງ, ບໍ່ໄດ້ນັບເມັດ.",)
    signer = "ຫົວໜ້າຫ້ອງເສນາທິການ"
    closing(page, row + 2, width=width, on=date(2025, 8, 12), signer=signer, notes=notes)


def _phrase(exhibit: Record) -> str:
    number = numeral(exhibit["quantity"])
    return words.EXHIBITS[exhibit["item"], exhibit["unit"]].format(n=number)


def _people(page: Sheet, made: Sequence[Record]) -> None:
    page.row(0, PEOPLE_HEAD, "head")
    rows = [(case["number"], one) for case in made for one in case["subjects"]]
    for index, (number, one) in enumerate(rows, start=1):
        born = one["birth_year"]
        about = (one["name"], words.SEXES[one["sex"]], born, one["people"])
        paper = f"{one['document_type']} {one['document_number']}"
        nation = words.NATIONS[one["nationality"]]
        page.row(index, (index, number, *about, nation, one["address"], paper))
    born = rows[-1][1]["birth_year"]
    why = "a birth year of the Buddhist era"
    page.doubtful((len(rows), 4), str(born + ERA), str(born), (str(born), str(born + ERA)), why)
    page.put(len(rows) + 2, 0, "ຊື່ ແລະ ເອກະສານ ສ້າງຂຶ້ນໂດຍເຄື່ອງເພື່ອການສາທິດ.", "note")
