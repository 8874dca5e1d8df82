"""Makes projections anew from the sealed documents; it must change nothing."""

from __future__ import annotations

import argparse
from typing import Literal

from saphan.config import output
from saphan.config.runtime import open_node

NAME = "rebuild"
HELP = "projections anew from the sealed documents (must change nothing)"
PARTS: tuple[Literal["rows", "facts"], ...] = ("rows", "facts")


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("part", nargs="?", choices=[*PARTS, "joint", "search"], help="default: all")


def run(args: argparse.Namespace) -> int:
    open_node(args)
    from saphan.bilateral import joint
    from saphan.ledger.rebuild import rebuild

    tables = [table for name in PARTS if args.part in (None, name) for table in rebuild(name)]
    if args.part in (None, "joint"):
        tables += joint.rebuild_all()
    if args.json:
        output.as_json(
            [{"table": t.table, "rows": t.rows, "unchanged": t.unchanged} for t in tables]
        )
    else:
        for table in tables:
            said = "unchanged" if table.unchanged else "CHANGED"
            output.line(f"{table.table}: {output.count(table.rows, 'row')}, {said}")
    return 0 if all(table.unchanged for table in tables) else 1
