"""Tables as plain text: CSV and TSV in Unicode."""

from __future__ import annotations

import codecs
import csv
import io
import re

from saphan.intake.reading.outcome import Raw
from saphan.intake.reading.safety import LIMITS, refusal

_DELIMITERS = ",;\t|"
FIRST = 1_000_000
"""Characters in which the first lines are looked for."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_TCVN3_BYTES = re.compile(rb"[A-Za-z][\xa8-\xaf\xb5-\xb9\xbb-\xfe]{1,3}")


def read_plain(data: bytes) -> list[list[Raw]]:
    """Return the cells of a text table; `Refused` when its text is not Unicode."""
    text = decode(data)
    rows: list[list[Raw]] = []
    width = 0
    csv.field_size_limit(1_000_000)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text)):
            rows.append([cell.strip() for cell in row])
            width = max(width, len(row))
            if width * len(rows) > LIMITS.cells:
                raise refusal("too-many-cells", cells=width * len(rows), most=LIMITS.cells)
    except csv.Error as fault:
        raise refusal("file-damaged") from fault
    return [[*row, *[""] * (width - len(row))] for row in rows]


def decode(data: bytes) -> str:
    """Read UTF-8 or, with its mark, UTF-16; anything else is refused by its likely name."""
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as fault:
        raise refusal("text-encoding", found=_likely(data)) from fault


def _likely(data: bytes) -> str:
    if data[1:2] == b"\x00" or data[:1] == b"\x00":
        return "UTF-16"
    if _TCVN3_BYTES.search(data):
        return "TCVN3 / windows-1258"
    return "windows-125x"


def delimiter_of(text: str) -> str:
    """The sign that parts the first lines into the same number (> 1) of cells most often."""
    lines = [line for line in text[:FIRST].splitlines()[:60] if line.strip()]

    def regular(sign: str) -> tuple[int, int]:
        rows = csv.reader(lines, delimiter=sign)
        widths = [len(row) for row in rows if len(row) > 1]
        common = max(set(widths), key=widths.count, default=0)
        return widths.count(common), common

    return max(_DELIMITERS, key=regular)
