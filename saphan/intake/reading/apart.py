"""The values of a workbook's cells; for .xls in a process of its own.

The parser of .xls takes sizes from the file on trust: a damaged one makes it ask for hundreds of
gigabytes, which ends the process. So it runs apart, with little memory and little time. This file
is also that process's program: it imports nothing of Saphan.
"""

from __future__ import annotations

import io
import json
import resource
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

MEMORY = 3_000_000_000
SECONDS = 60

type Merge = tuple[int, int, int, int]


@dataclass(slots=True)
class Values:
    """The cells of one sheet from A1 on; `area` says how many, `rows` is empty when too many."""

    name: str
    visible: bool
    area: int
    rows: list[list[Any]]
    merged: list[Merge]


class Unreadable(ValueError):  # noqa: N818 - it says what the file is
    """The parser gave up on the file."""


def values_of(data: bytes, *, most: int) -> list[Values]:
    """Read every worksheet of at most `most` cells; Unreadable for a damaged file."""
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            return [
                _values(book.get_sheet_by_name(sheet.name), sheet.visible, most)
                for sheet in book.sheets_metadata
                if sheet.typ is SheetTypeEnum.WorkSheet
            ]
    except BaseException as fault:  # the parser's panics are no Exceptions
        if isinstance(fault, KeyboardInterrupt | SystemExit):
            raise
        raise Unreadable(type(fault).__name__) from fault


def _values(sheet: CalamineSheet, visible: SheetVisibleEnum, most: int) -> Values:
    area = (sheet.end[0] + 1) * (sheet.end[1] + 1) if sheet.end else 0
    rows: list[list[Any]] = sheet.to_python(skip_empty_area=False) if area <= most else []
    merged = [(*first, *last) for first, last in sheet.merged_cell_ranges or ()]
    return Values(sheet.name, visible is SheetVisibleEnum.Visible, area, rows, merged)


def values_of_xls(data: bytes, *, most: int) -> list[Values]:
    """The same for .xls, read by a process that may fail without harm."""
    program = [sys.executable, "-I", str(Path(__file__)), str(most)]
    try:
        done = subprocess.run(program, input=data, capture_output=True, timeout=SECONDS, check=True)  # noqa: S603 - our own file
    except subprocess.SubprocessError as fault:
        raise Unreadable("apart") from fault
    return [
        Values(**{**sheet, "rows": _map(sheet["rows"], _thawed), "merged": _merges(sheet)})
        for sheet in json.loads(done.stdout)
    ]


def _merges(sheet: dict[str, Any]) -> list[Merge]:
    return [(top, left, bottom, right) for top, left, bottom, right in sheet["merged"]]


def _map(rows: list[list[Any]], change: Callable[[Any], Any]) -> list[list[Any]]:
    return [[change(cell) for cell in row] for row in rows]


_KINDS: dict[str, Callable[[str], Any]] = {
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "timedelta": lambda text: timedelta(seconds=float(text)),
}


def _frozen(cell: object) -> object:
    """Days and times as [kind, text]; texts, numbers and truth values stay."""
    if isinstance(cell, timedelta):
        return ["timedelta", str(cell.total_seconds())]
    return [type(cell).__name__, cell.isoformat()] if isinstance(cell, date | time) else cell


def _thawed(cell: Any) -> Any:
    return _KINDS[cell[0]](cell[1]) if isinstance(cell, list) else cell


def main() -> None:
    """Read a workbook from standard input and write its values to standard output."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sheets = values_of(sys.stdin.buffer.read(), most=int(sys.argv[1]))
    frozen = [{**asdict(sheet), "rows": _map(sheet.rows, _frozen)} for sheet in sheets]
    sys.stdout.write(json.dumps(frozen))


if __name__ == "__main__":
    main()
