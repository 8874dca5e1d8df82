"""Write the demo's workbooks: `python -m demo.workbooks OUT_DIR [--seed N]`."""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Callable
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from random import Random
from typing import Any

import orjson

from demo import movement_books, patrols, pupils, talks
from demo.cases import books as cases
from demo.chance import FIRST_DAY, LAST_DAY
from demo.sheets import Book
from demo.sums import figures
from demo.writers import write as write_book

SEED = 20250812
LONG = 1000  # records; a longer truth is written on one line
BOOKS: tuple[Callable[[Random], Book | list[Book]], ...] = (
    patrols.book,
    cases.books,
    movement_books.books,
    pupils.book,
    talks.book,
)


def books(seed: int = SEED) -> list[Book]:
    """Return every workbook in memory; one stream of chance for each kind."""
    made: list[Book] = []
    for place, make in enumerate(BOOKS):
        result = make(Random(f"{seed}/{place}"))
        made.extend(result if isinstance(result, list) else [result])
    return made


def write(folder: Path, seed: int = SEED) -> list[Book]:
    """Write workbooks, `answers/`, `truth/`, `manifest.json` and `truth.json` into `folder`."""
    for part in (folder, folder / "answers", folder / "truth"):
        part.mkdir(parents=True, exist_ok=True)
    made = books(seed)
    for book in made:
        write_book(book, folder)
        name = f"{book.file}.json"
        _json(folder / "truth" / name, book.records, small=len(book.records) < LONG)
        if book.doubts:
            _json(folder / "answers" / name, {one.address: one.truth for one in book.doubts})
    told = {"workbooks": [_entry(book) for book in made], "decisions": decisions()}
    _json(folder / "manifest.json", {"seed": seed, **told})
    _json(folder / "truth.json", _truth(made))
    return made


def decisions() -> list[dict[str, Any]]:
    """Return what officers write on a page: of each its record's number, kind and values."""
    text = Path(__file__).with_name("decisions.toml").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = tomllib.loads(text)["decision"]
    return found


def _entry(book: Book) -> dict[str, object]:
    return {
        "file": book.file,
        "register": book.register,
        "kind": book.kind,
        "authority": "vn-son-la",
        "office": book.office,
        "title": book.title,
        "answers": f"answers/{book.file}.json" if book.doubts else None,
        "doubts": [asdict(one) for one in book.doubts],
    }


def _truth(made: list[Book]) -> dict[str, object]:
    """Name the file of each workbook's records; sum all of them by figure code and unit."""
    return {
        "generated": True,
        "from": FIRST_DAY,
        "to": LAST_DAY,
        "workbooks": {
            book.file: {"records": f"truth/{book.file}.json", "count": len(book.records)}
            for book in made
        },
        "figures": figures(chain.from_iterable(book.records for book in made)),
    }


def _json(path: Path, value: object, *, small: bool = True) -> None:
    option = orjson.OPT_APPEND_NEWLINE | (orjson.OPT_INDENT_2 if small else 0)
    path.write_bytes(orjson.dumps(value, option=option))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m demo.workbooks", description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--node", choices=("vn",), default="vn")
    wanted = parser.parse_args()
    write(wanted.out, wanted.seed)


if __name__ == "__main__":
    main()
