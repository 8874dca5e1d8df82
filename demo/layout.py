"""What every report of the command carries: masthead, annex title, signature, the demo's notice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from demo.sheets import Sheet

NOTICE = (
    "Số liệu do máy sinh ra để trình diễn, không phải số liệu thật (generated for demonstration)."
)
type Band = tuple[str, Sequence[str]]


def masthead(sheet: Sheet, *, over: str, office: str, width: int) -> int:
    """Write the two-column masthead; return the first free row."""
    half = width // 2
    sheet.merge((0, 0, 0, half - 1), over, "unit")
    sheet.merge((1, 0, 1, half - 1), office, "nation")
    sheet.merge((0, half, 0, width - 1), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "nation")
    sheet.merge((1, half, 1, width - 1), "Độc lập - Tự do - Hạnh phúc", "nation")
    return 3


def title(sheet: Sheet, row: int, lines: Sequence[str], width: int) -> int:
    """Write title lines over the whole width, the last one in italics; return the next free row."""
    for offset, line in enumerate(lines):
        style = "italic" if offset == len(lines) - 1 else "title"
        sheet.merge((row + offset, 0, row + offset, width - 1), line, style)
    return row + len(lines) + 1


def head(sheet: Sheet, row: int, bands: Sequence[Band]) -> int:
    """Write a head of two rows; a band without parts is one cell over both rows."""
    col = 0
    for name, parts in bands:
        if not parts:
            sheet.merge((row, col, row + 1, col), name, "head")
            col += 1
            continue
        sheet.merge((row, col, row, col + len(parts) - 1), name, "head")
        sheet.row(row + 1, parts, "head", start=col)
        col += len(parts)
    return row + 2


def closing(
    sheet: Sheet, row: int, *, width: int, on: date, signer: str, notes: Sequence[str]
) -> int:
    """Write trailing notes, place and date, and who signs by post; nobody is named."""
    for offset, note in enumerate((*notes, NOTICE)):
        sheet.put(row + offset, 0, note, "note")
    row += len(notes) + 2
    left = max(width - 5, 1)
    dated = f"Sơn La, ngày {on.day:02} tháng {on.month:02} năm {on.year}"
    sheet.merge((row, left, row, width - 1), dated, "italic")
    sheet.merge((row + 1, left, row + 1, width - 1), signer, "nation")
    sheet.merge((row + 2, left, row + 2, width - 1), "(Ký, đóng dấu)", "italic")
    return row + 3
