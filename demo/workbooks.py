"""Write the demo's workbooks: `python -m demo.workbooks OUT_DIR [--seed N] [--node vn|la]`."""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from demo import movement_books, patrols, pupils, talks
from demo.cases import books as cases
from demo.chance import SEED, stream
from demo.folder import lay_down
from demo.houaphanh import workbooks as houaphanh
from demo.sheets import Book

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
        result = make(stream(seed, place))
        made.extend(result if isinstance(result, list) else [result])
    return made


def write(folder: Path, seed: int = SEED) -> list[Book]:
    """Write what the offices of Sơn La send into `folder`, with answers, truth and manifest."""
    made = books(seed)
    lay_down(folder, made, seed=seed, authority="vn-son-la", decisions=decisions())
    return made


def decisions() -> list[dict[str, Any]]:
    """Return what officers write on a page: of each its record's number, kind and values."""
    text = Path(__file__).with_name("decisions.toml").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = tomllib.loads(text)["decision"]
    return found


WRITERS: dict[str, Callable[[Path, int], list[Book]]] = {"vn": write, "la": houaphanh.write}
"""What the offices of each node send."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m demo.workbooks", description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--node", choices=sorted(WRITERS), default="vn")
    wanted = parser.parse_args()
    WRITERS[wanted.node](wanted.out, wanted.seed)


if __name__ == "__main__":
    main()
