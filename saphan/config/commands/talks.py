"""The papers of the talks."""

from __future__ import annotations

import argparse
from pathlib import Path

from saphan.config import output
from saphan.config.options import common
from saphan.config.runtime import open_node
from saphan.kernel.languages import Language

NAME = "talks"
HELP = "the pack and the minutes of the talks"


def add(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(metavar="verb", required=True)
    pack = common(verbs.add_parser("pack", help="DOCX, XLSX, HTML and PDF in each language"))
    pack.add_argument("talks", metavar="TALKS", help="such as son-la-houaphanh-2025")
    pack.add_argument("--out", type=Path, required=True, metavar="DIR")
    pack.add_argument("--lang", choices=[each.value for each in Language], help="only this one")
    pack.add_argument("--authority", metavar="A", help="for whom (default: the node's)")


def run(args: argparse.Namespace) -> int:
    node = open_node(args)
    from saphan.config import operator
    from saphan.talks import services

    by = operator.operator(node, authority=args.authority or node.only_authority)
    languages = [Language(args.lang)] if args.lang else list(Language)
    files = services.make_pack(
        args.talks, by=by, setting=services.of_this_node(), languages=languages
    )
    made = [_written(args.out, file.place, file.data) for file in files]
    if args.json:
        output.as_json([str(path) for path in made])
    else:
        for path in made:
            output.line(str(path))
    return 0


def _written(folder: Path, place: str, data: bytes) -> Path:
    path = folder / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path
