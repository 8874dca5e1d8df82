"""What every report of a Lao office carries: state, motto and office; day, signature, notice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from demo.sheets import Sheet

FONT = "Phetsarath OT"
LINE = 22.0
"""Lao letters carry signs above and below: a line of them is higher, in points."""
STATE = "ສາທາລະນະລັດ ປະຊາທິປະໄຕ ປະຊາຊົນລາວ"
MOTTO = "ສັນຕິພາບ ເອກະລາດ ປະຊາທິປະໄຕ ເອກະພາບ ວັດທະນະຖາວອນ"
COMMAND = "ກອງບັນຊາການທະຫານ ແຂວງຫົວພັນ"
NOTICE = "ຂໍ້ມູນສ້າງຂຶ້ນໂດຍເຄື່ອງເພື່ອການສາທິດ, ບໍ່ແມ່ນຂໍ້ມູນຈິງ (generated for demonstration)."
LAO_DIGITS = str.maketrans("0123456789", "໐໑໒໓໔໕໖໗໘໙")
ERA = 543


def masthead(sheet: Sheet, *, office: str, number: str, width: int) -> int:
    """Write state and motto over the whole width, then office and number; the first free row."""
    half = width // 2
    sheet.merge((0, 0, 0, width - 1), STATE, "nation")
    sheet.merge((1, 0, 1, width - 1), MOTTO, "nation")
    sheet.merge((3, 0, 3, half - 1), COMMAND, "unit")
    sheet.merge((4, 0, 4, half - 1), office, "nation")
    sheet.merge((3, half, 3, width - 1), f"ເລກທີ {number}", "unit")
    return 6


def closing(
    sheet: Sheet, row: int, *, width: int, on: date, signer: str, notes: Sequence[str]
) -> None:
    """Write notes, place and day, and who signs by post; nobody is named."""
    for offset, note in enumerate((*notes, NOTICE)):
        sheet.put(row + offset, 0, note, "note")
    row += len(notes) + 2
    left = max(width - 5, 1)
    sheet.merge((row, left, row, width - 1), f"ຊຳເໜືອ, ວັນທີ {on:%d/%m/%Y}", "italic")
    sheet.merge((row + 1, left, row + 1, width - 1), signer, "nation")
    sheet.merge((row + 2, left, row + 2, width - 1), "(ລົງລາຍເຊັນ ແລະ ປະທັບຕາ)", "italic")


def lao(number: int | str) -> str:
    """Write in Lao digits."""
    return str(number).translate(LAO_DIGITS)


def in_era(day: date) -> str:
    """Write a day with the year of the Buddhist era: 20/3/2568."""
    return f"{day.day}/{day.month}/{day.year + ERA}"
