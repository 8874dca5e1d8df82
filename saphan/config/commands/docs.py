"""Writes what follows from the program: pages of docs/, and the description of the API."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from saphan.config import output
from saphan.config.runtime import set_up

NAME = "docs"
HELP = "write the generated pages"
ROOT = Path(__file__).resolve().parents[3]


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, default=ROOT, metavar="DIR", help="default: here")


def run(args: argparse.Namespace) -> int:
    set_up()
    for name, text in pages().items():
        path = args.out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        output.note(str(path))
    return 0


def pages() -> dict[str, str]:
    """Return each generated file by its place; the tests compare them with what is there."""
    from saphan.config.api import api
    from saphan.figures import catalogue

    described = api.get_openapi_schema()
    del described["info"]["version"]
    text = json.dumps(described, indent=1, sort_keys=True, ensure_ascii=False, default=str)
    return {"docs/figures.md": catalogue.document(), "tests/api/openapi.json": f"{text}\n"}
