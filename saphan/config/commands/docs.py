"""Writes the pages of docs/ that follow from the program."""

from __future__ import annotations

import argparse
from pathlib import Path

from saphan.config import output
from saphan.config.runtime import set_up

NAME = "docs"
HELP = "write the generated pages of docs/"
DOCS = Path(__file__).resolve().parents[3] / "docs"


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, default=DOCS, metavar="DIR", help="default: docs/")


def run(args: argparse.Namespace) -> int:
    set_up()
    from saphan.figures import catalogue

    for name, text in {"figures.md": catalogue.document()}.items():
        (args.out / name).write_text(text, "utf-8")
        output.note(str(args.out / name))
    return 0
