"""Reads the whole ledger and names what is not as it was sealed."""

from __future__ import annotations

import argparse

from saphan.config import output
from saphan.config.options import common
from saphan.config.runtime import open_node

NAME = "ledger"
HELP = "integrity of what was sealed"


def add(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(metavar="verb", required=True)
    common(verbs.add_parser("check", help="hash every byte again, rebuild every root"))


def run(args: argparse.Namespace) -> int:
    open_node(args)
    from saphan.ledger import audits
    from saphan.ledger.check import check

    found = audits.keep(check(), by="operator")
    if args.json:
        output.as_json(
            {
                "documents": found.documents,
                "parts": found.parts,
                "lines": found.lines,
                "heads": found.heads,
                "unsigned": found.unsigned,
                "faults": [{"kind": f.kind, "name": f.name, "code": f.code} for f in found.faults],
            }
        )
    else:
        for fault in found.faults:
            output.line(str(fault))
        output.line(
            f"{found.documents} documents, {found.parts} parts, {found.lines} lines, "
            f"{found.heads} signed heads, {found.unsigned} lines not signed yet: "
            f"{len(found.faults)} faults"
        )
    return 1 if found.faults else 0
