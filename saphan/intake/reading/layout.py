"""Which rows below a head are records, totals, repeated heads, or words about the table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from saphan.intake.reading.columns import Kind, SheetSpec, fold
from saphan.intake.reading.heads import Head
from saphan.intake.reading.outcome import Raw
from saphan.intake.reading.workbook import Grid

QUANTITIES = (Kind.INTEGER, Kind.DECIMAL, Kind.AMOUNTS)

_TOTAL_WORDS = frozenset(
    map(
        fold,
        ("Tổng cộng", "Tổng số", "Tổng", "Cộng", "Cộng dồn", "Lũy kế", "Total", "Totals", "Sum",
         "Subtotal", "Grand total", "ລວມ", "ລວມທັງໝົດ", "ທັງໝົດ", "ລວມຍອດ", "ຍອດລວມ"),
    )
)  # fmt: skip
_TOTAL_BEGINNINGS = re.compile(
    "|".join(map(fold, ("Tổng cộng", "Tổng số", "Total", "Subtotal", "Lũy kế", "ລວມ")))
    + "|cong(?:thang|quy|nam|trang|mang|muc)|tong(?:thang|quy|nam)"
)
_AFTER_WORD = re.compile(r"[:/(]")
"""What may follow the word of a total: `Cộng: 05 vụ`, `Cộng / ລວມ`."""

_ORDINAL = re.compile(r"\(?(\d{1,2})\)?|\(?[A-Da-d]\)?")


@dataclass(slots=True)
class Layout:
    """Row numbers from 0, in the order of the sheet."""

    records: list[int] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)
    words: list[int] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)
    numbering: list[int] = field(default_factory=list)


def lay_out(grid: Grid, head: Head, spec: SheetSpec) -> Layout:
    """Sort the rows below the head; blank ones are left out."""
    found = Layout()
    describing, required = _places(head, spec)
    again = {tuple(row) for row in grid.cells[: head.last + 1]}
    for number in range(head.last + 1, len(grid.cells)):
        row = grid.cells[number]
        if not any(cell != "" and not (isinstance(cell, str) and cell.isspace()) for cell in row):
            continue
        first = next(cell for cell in row if cell != "")
        described = sum(row[place] != "" for place in describing)
        if isinstance(first, str) and is_total(first) and described <= 1:
            found.totals.append(number)
        elif tuple(row) in again:
            found.repeated.append(number)
        elif number == head.last + 1 and is_numbering(row):
            found.numbering.append(number)
        elif _is_word(row, head):
            found.words.append(number)
        else:
            found.records.append(number)
    _take_words_off_the_end(grid, found, required)
    return found


def _is_word(row: list[Raw], head: Head) -> bool:
    """A single text in a table of several columns: a section title, a remark, a signature."""
    alone = len(row) - row.count("") == 1 and len(head.names) > 1
    return alone and all(isinstance(cell, str) for cell in row)


def _places(head: Head, spec: SheetSpec) -> tuple[list[int], list[int]]:
    """The positions of the columns that describe a record, and of those that it must have."""
    columns = {place: spec.column(name) for place, name in head.names.items()}
    describing = [place for place, c in columns.items() if c and c.kind not in QUANTITIES]
    return describing, [place for place, c in columns.items() if c and c.required]


def _take_words_off_the_end(grid: Grid, found: Layout, required: list[int]) -> None:
    """Signatures and remarks: rows of at most three texts with most required columns empty."""
    while found.records:
        row = grid.cells[found.records[-1]]
        filled = [cell for cell in row if cell != ""]
        present = sum(row[place] != "" for place in required)
        texts = all(isinstance(cell, str) for cell in filled)
        if not texts or len(filled) > 3 or 2 * present >= max(len(required), 1):
            break
        found.words.append(found.records.pop())
    found.words.sort()


@lru_cache(maxsize=8192)
def is_total(text: str) -> bool:
    """Whether the first text of a row says that the row adds up others, in any language."""
    folded, begins = fold(text), fold(_AFTER_WORD.split(text, maxsplit=1)[0])
    return bool({folded, begins} & _TOTAL_WORDS) or _TOTAL_BEGINNINGS.match(folded) is not None


def is_numbering(row: list[Raw]) -> bool:
    """The row under a head that counts its columns: A B 1 2 3, or (1) (2) (3)."""
    texts = [cell if isinstance(cell, str) else f"{cell:g}" for cell in row if _countable(cell)]
    if len(texts) < 3 or len(texts) != len(row) - row.count(""):
        return False
    marks = [_ORDINAL.fullmatch(text.strip()) for text in texts]
    if not all(marks):
        return False
    numbers = [int(mark[1]) for mark in marks if mark and mark[1]]
    return len(numbers) >= 2 and numbers == list(range(1, len(numbers) + 1))


def _countable(cell: Raw) -> bool:
    return isinstance(cell, int | float) or (isinstance(cell, str) and cell != "")


def runs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """The first and last of each unbroken run of sorted `numbers`."""
    start = previous = None
    for number in numbers:
        if previous is not None and start is not None and number != previous + 1:
            yield start, previous
            start = number
        start = number if start is None else start
        previous = number
    if start is not None and previous is not None:
        yield start, previous
