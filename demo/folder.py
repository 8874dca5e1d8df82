"""A folder of workbooks on disk: files, answers to their doubts, their truth, their manifest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from typing import Any

import orjson

from demo.chance import FIRST_DAY, LAST_DAY
from demo.sheets import Book
from demo.sums import figures
from demo.writers import write as write_book

LONG = 1000  # records; a longer truth is written on one line


def lay_down(
    folder: Path, made: Sequence[Book], *, seed: int, authority: str, **told: object
) -> None:
    """Write workbooks, `answers/`, `truth/`, `manifest.json` and `truth.json` into `folder`.

    `told` stands beside the workbooks in the manifest.
    """
    for part in (folder, folder / "answers", folder / "truth"):
        part.mkdir(parents=True, exist_ok=True)
    for book in made:
        write_book(book, folder)
        name = f"{book.file}.json"
        as_json(folder / "truth" / name, book.records, small=len(book.records) < LONG)
        if book.doubts:
            as_json(folder / "answers" / name, {one.address: one.truth for one in book.doubts})
    workbooks = [_entry(book, authority) for book in made]
    as_json(folder / "manifest.json", {"seed": seed, "workbooks": workbooks, **told})
    as_json(folder / "truth.json", _truth(made))


def _entry(book: Book, authority: str) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "file": book.file,
        "register": book.register,
        "kind": book.kind,
        "authority": authority,
        "office": book.office,
        "title": book.title,
        "answers": f"answers/{book.file}.json" if book.doubts else None,
        "doubts": [asdict(one) for one in book.doubts],
    }
    return entry | ({"late": True} if book.late else {})


def _truth(made: Sequence[Book]) -> dict[str, object]:
    """Name the file of each workbook's records; sum all of them by figure code and unit.

    Where a workbook is late, `figures` are the sums without it and `figures_later` those with it.
    """
    in_time = chain.from_iterable(book.records for book in made if not book.late)
    truth: dict[str, object] = {
        "generated": True,
        "from": FIRST_DAY,
        "to": LAST_DAY,
        "workbooks": {
            book.file: {"records": f"truth/{book.file}.json", "count": len(book.records)}
            for book in made
        },
        "figures": figures(in_time),
    }
    if any(book.late for book in made):
        truth["figures_later"] = figures(chain.from_iterable(book.records for book in made))
    return truth


def as_json(path: Path, value: object, *, small: bool = True) -> None:
    option = orjson.OPT_APPEND_NEWLINE | (orjson.OPT_INDENT_2 if small else 0)
    path.write_bytes(orjson.dumps(value, option=option))
