"""Write the demo's workbooks: `python -m demo.workbooks OUT_DIR [--seed N]`."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from random import Random

from demo import patrols
from demo.cases import books as cases
from demo.sheets import Book
from demo.writers import write as write_book

SEED = 20250812
BOOKS: tuple[Callable[[Random], Book | list[Book]], ...] = (patrols.book, cases.books)


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
        stem = Path(book.file).stem
        _json(folder / "answers" / f"{stem}.json", {d.address: d.truth for d in book.doubts})
        _json(folder / "truth" / f"{stem}.json", book.records)
    return made


def _json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m demo.workbooks", description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--node", choices=("vn",), default="vn")
    wanted = parser.parse_args()
    write(wanted.out, wanted.seed)


if __name__ == "__main__":
    main()
