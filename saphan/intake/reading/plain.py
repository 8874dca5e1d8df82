"""Tables as plain text: CSV and TSV in Unicode."""

from __future__ import annotations

import codecs
import csv
import io
import re
import secrets
from collections.abc import Iterable, Iterator
from itertools import chain

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
    """Return the cells of a text table; `Refused` when its text is not Unicode.

    The text is read line by line: what a quotation mark swallows is never held whole.
    """
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    text = io.TextIOWrapper(io.BytesIO(data), encoding, newline="")
    try:
        delimiter = delimiter_of(text.read(FIRST))
        text.seek(0)
        rows: list[list[Raw]] = list(_rows(text, delimiter))
    except UnicodeDecodeError as fault:
        raise refusal("text-encoding", found=_likely(data)) from fault
    width = max(map(len, rows), default=0)
    for row in rows:
        row.extend([""] * (width - len(row)))
    return rows


def _rows(text: Iterable[str], delimiter: str) -> Iterator[list[Raw]]:
    """Yield the rows; a last line of our own tells whether a quotation mark stands open."""
    end = secrets.token_hex()
    lines = csv.reader(chain(text, [end]), delimiter=delimiter)
    width = begins = 0
    try:
        for number, row in enumerate(lines, start=1):
            if row == [end]:
                return
            if row and row[-1].endswith(end):
                raise refusal("quote-open", line=begins + 1)
            width, begins = max(width, len(row)), lines.line_num
            if width * number > LIMITS.cells:
                raise refusal("too-many-cells", cells=width * number, most=LIMITS.cells)
            yield [cell.strip() for cell in row]
    except csv.Error as fault:  # a cell of more than 131,072 characters
        raise refusal("quote-open", line=begins + 1) from fault


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
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=sign) if len(row) > 1]
        except csv.Error:  # a cell without end
            widths = []
        common = max(set(widths), key=widths.count, default=0)
        return widths.count(common), common

    return max(_DELIMITERS, key=regular)
