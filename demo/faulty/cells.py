"""Faults of single cells: what is written, and which cell must be named."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from demo.sheets import Formula, Value


@dataclass(frozen=True, slots=True)
class Fault:
    """`changes` by cell of the base's first sheet; `named` the cells a reader must point at."""

    file: str
    base: str
    changes: Mapping[str, Value]
    named: tuple[str, ...]
    fault: str


def _one(file: str, base: str, cell: str, value: Value, fault: str) -> Fault:
    return Fault(f"{file}.xlsx", base, {cell: value}, (cell,), fault)


NFD_UNIT = unicodedata.normalize("NFD", "Đồn BPCK Chiềng Khương")
RTL_NAME = "Lò Văn \u202eInh"
HIDDEN_NAME = "Lò\u200b Văn Inh"

CELLS: tuple[Fault, ...] = (
    _one("dot-in-kilograms", "columns", "I5", "2.001", "two-readings"),
    _one("dot-in-grams", "columns", "F6", "1.250", "two-readings"),
    _one("comma-in-grams", "columns", "F6", "1,250", "two-readings"),
    _one("dot-in-one-cell", "cases", "G5", "2.001kg ma túy đá", "two-readings"),
    _one("substance-not-said", "cases", "G5", "2 bánh; 111,22g", "substance-not-said"),
    _one("unit-not-said", "cases", "G6", "12 heroin", "no-unit"),
    _one("unit-unknown", "cases", "G6", "3 gói heroin", "unknown-unit"),
    _one("qualifier-in-exhibits", "cases", "G7", "khoảng 5g heroin", "about"),
    _one("buddhist-year", "patrols", "C5", "4/2/2568", "buddhist-year"),
    _one("buddhist-year-as-date", "patrols", "C5", date(2568, 2, 4), "buddhist-year"),
    _one("buddhist-year-lao-digits", "patrols", "C5", "໐໔/໐໒/໒໕໖໘", "buddhist-year"),
    _one("buddhist-birth-year", "movements", "F5", 2534, "buddhist-year"),
    _one("two-digit-year", "patrols", "C5", "04/02/68", "century-not-said"),
    _one("no-year", "patrols", "C6", "5/2", "no-year"),
    _one("month-first", "patrols", "C6", "02/25/2025", "month-first"),
    _one("impossible-day", "patrols", "C6", "30/2/2025", "impossible-date"),
    _one("two-days-in-one-cell", "patrols", "C6", "5-6/2/2025", "two-dates"),
    _one("no-date", "patrols", "C7", None, "missing-value"),
    _one("future-date", "patrols", "D7", date(2031, 2, 7), "future-date"),
    _one("negative-people", "patrols", "H5", -11, "negative"),
    _one("negative-grams", "columns", "F5", -7.5, "negative"),
    _one("absurd-people", "patrols", "H5", 11000, "absurd"),
    _one("absurd-kilograms", "columns", "I6", 4_000_000, "absurd"),
    _one("half-a-person", "patrols", "H6", 11.5, "fraction-of-a-count"),
    _one("words-in-number", "patrols", "H6", "11 (02 đ/c ốm)", "words-in-number"),
    _one("range-in-number", "patrols", "H6", "11-12", "range"),
    _one("date-in-number", "patrols", "H6", "9/11", "date"),
    _one("number-turned-into-date", "patrols", "H6", date(2025, 11, 9), "date"),
    _one("power-of-ten", "patrols", "H6", "1e3", "scientific"),
    _one("range-in-grams", "columns", "F6", "9-11", "range"),
    _one("letter-for-digit", "patrols", "K5", "1O", "letter-for-digit"),
    _one("formula-not-calculated", "patrols", "H7", Formula("=5+6"), "formula-not-calculated"),
    _one("error-value", "patrols", "H7", Formula("=1/0", "#DIV/0!"), "error-value"),
    _one("formula-in-text", "movements", "E5", Formula('=HYPERLINK("x","Inh")'), "formula-in-text"),
    _one("office-unknown", "patrols", "G5", "Đồn BP Không Có", "unknown-office"),
    _one("unit-unknown-abroad", "patrols", "J6", "Đại đội BP Không Có", "unknown-office"),
    _one("unit-not-named", "patrols", "G6", None, "missing-value"),
    _one("year-of-another-century", "patrols", "C5", date(1925, 2, 4), "absurd"),
    _one("case-of-another-century", "cases", "C6", date(1925, 3, 12), "absurd"),
    _one("movement-of-another-century", "movements", "B6", date(1925, 3, 2), "absurd"),
    Fault(
        "patrol-of-a-year.xlsx",
        "patrols",
        {"C5": date(2024, 2, 4)},
        ("C5", "D5"),
        "absurd",
    ),
    _one("marker-turned-date", "patrols", "E5", date(2025, 5, 2), "text-turned-date"),
    _one("marker-negative", "patrols", "F5", -5, "negative"),
    _one("marker-beyond-the-line", "patrols", "F6", 99999, "absurd"),
    _one("marker-fraction", "patrols", "E6", 252.5, "fraction-of-a-count"),
    _one("marker-fraction-as-text", "patrols", "E7", "252,5", "fraction-of-a-count"),
    _one("number-turned-date", "patrols", "B6", date(2025, 7, 1), "text-turned-date"),
    _one("case-turned-date", "cases", "B7", date(2025, 3, 9), "text-turned-date"),
    _one("case-number-negative", "columns", "B5", -91, "negative"),
    _one("papers-turned-date", "movements", "I5", date(2025, 9, 1), "text-turned-date"),
    _one("papers-fraction", "movements", "I6", 9000.25, "fraction-of-a-count"),
    _one("direction-unknown", "movements", "D6", "Quá cảnh", "unknown-word"),
    _one("class-missing", "movements", "J6", None, "missing-value"),
    _one("text-decomposed", "patrols", "G6", NFD_UNIT, "not-nfc"),
    _one("right-to-left-mark", "movements", "E6", RTL_NAME, "direction-mark"),
    _one("invisible-mark", "movements", "E6", HIDDEN_NAME, "invisible-mark"),
    _one("time-impossible", "movements", "C7", "25:10", "impossible-time"),
    _one("old-font-tcvn3", "patrols", "G7", "§ån Biªn phßng Lãng SËp", "old-font"),
    _one("old-font-vni", "patrols", "M7", "Khoâng phaùt hieän vi phaïm", "old-font"),
    _one("subjects-differ", "cases", "F5", "03", "count-differs"),
    Fault(
        "end-before-start.xlsx",
        "patrols",
        {"C6": date(2025, 2, 9), "D6": date(2025, 2, 5)},
        ("D6",),
        "end-before-start",
    ),
    Fault(
        "number-twice.xlsx",
        "patrols",
        {"B6": "91/BB-TTSP"},
        ("B6",),
        "duplicate-number",
    ),
    Fault(
        "total-differs.xlsx",
        "patrols",
        {"A8": "Tổng cộng", "H8": 43, "K8": 30},
        ("H8",),
        "total-differs",
    ),
    Fault(
        "mixed-separators.xlsx",
        "columns",
        {"I5": "1.250", "I6": "12,5", "I7": "1,250"},
        ("I5", "I7"),
        "two-readings",
    ),
)
# Awkward but sound: nothing in these may be named, and every number must be right.
SOUND: tuple[tuple[str, str, Mapping[str, Value]], ...] = (
    ("sound-total-row.xlsx", "patrols", {"A8": "Tổng cộng", "H8": 33, "K8": 30}),
    ("sound-sub-markers.xlsx", "patrols", {"E5": "251/1", "F5": "Mốc 607(1)", "E6": "໒໕໒"}),
    ("sound-lao-digits.xlsx", "patrols", {"H5": "໑໑", "K6": "໑໐"}),
    ("sound-no-break-space.xlsx", "patrols", {"H5": "\u00a011 ", "E5": "Mốc\u00a0251"}),
    ("sound-grouped-pills.xlsx", "columns", {"G5": "38.608", "G6": "1.202"}),
    ("sound-several-quantities.xlsx", "cases", {"G5": "2 bánh; 111,22g heroin"}),
    (
        "sound-notes.xlsx",
        "patrols",
        {"A9": "Ghi chú: QS là quân số.", "J10": "Sơn La, ngày 05 tháng 08 năm 2025"},
    ),
    (
        "sound-sum-not-calculated.xlsx",
        "patrols",
        {"A8": "Cộng", "H8": Formula("=SUM(H5:H7)"), "K8": Formula("=SUM(K5:K7)")},
    ),
)
