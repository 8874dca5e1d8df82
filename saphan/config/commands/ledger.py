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
            f"{output.count(found.documents, 'document')}, {output.count(found.parts, 'part')}, "
            f"{output.count(found.lines, 'line')}, {output.count(found.heads, 'signed head')}, "
            f"{output.count(found.unsigned, 'line')} not signed yet: "
            f"{output.count(len(found.faults), 'fault')}"
        )
    return 1 if found.faults else 0
