"""Prints figures and opens them down to their documents."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from saphan.config import output
from saphan.config.options import common, day
from saphan.config.runtime import open_node
from saphan.kernel.numbers import format_number
from saphan.kernel.periods import Period
from saphan.kernel.refusals import Refused

if TYPE_CHECKING:
    from saphan.figures.cells import Cell
    from saphan.figures.published import Beside

NAME = "figures"
HELP = "figures of a period, and the documents behind each"


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--from", dest="since", type=day, metavar="D", help="first day")
    parser.add_argument("--to", dest="until", type=day, metavar="D", help="last day, included")
    parser.add_argument("--authority", metavar="A", help="whose figures (default: the node's)")
    parser.add_argument("--code", action="append", default=[], metavar="C", help="only this figure")
    parser.add_argument(
        "--by",
        action="append",
        default=[],
        metavar="DIM",
        help="break down by month, place, ...; several: repeated, or parted by commas",
    )
    parser.add_argument(
        "--view",
        choices=["own", "counterpart", "joint"],
        default="own",
        help="whose record (default: own)",
    )
    parser.add_argument(
        "--published", action="store_true", help="each published figure beside the node's"
    )
    parser.set_defaults(verb=show)
    verbs = parser.add_subparsers(metavar="verb")
    evidence = common(verbs.add_parser("evidence", help="the documents behind a cell"))
    evidence.add_argument(
        "cell", metavar="CELL", help="its name, as `saphan figures --json` says it"
    )
    evidence.set_defaults(verb=open_cell)


def run(args: argparse.Namespace) -> int:
    done: int = args.verb(args)
    return done


def show(args: argparse.Namespace) -> int:
    if args.published:
        return published(args)
    if args.since is None or args.until is None:
        raise Refused("no-period", "Say the period: --from YYYY-MM-DD --to YYYY-MM-DD.")
    if args.until < args.since:
        raise Refused("ends-before-start", "The last day is before the first day.")
    if args.view != "own":
        raise Refused("no-peer", "This node has no peer yet: only its own view exists.")
    node = open_node(args)
    from saphan.config import operator
    from saphan.figures import cells

    authority = operator.operator(node, authority=args.authority or node.only_authority).authority
    period = Period(args.since, args.until)
    by = cells.dimensions(args.by)
    found = cells.table(authority=authority, period=period, codes=args.code, by=by)
    if args.json:
        output.as_json([cell.as_json() for cell in found])
        return 0
    for cell in found:
        output.line(_line(cell))
    return 0


def open_cell(args: argparse.Namespace) -> int:
    """Print the documents behind a cell, on the node that speaks for the authority it names."""
    args.authority = args.cell.partition("@")[2].partition(":")[0]
    open_node(args)
    from saphan.figures import evidence

    found = evidence.opened(args.cell)
    if args.json:
        output.as_json([each.as_json() for each in found])
        return 0
    for each in found:
        output.line(
            f"{each.on}  {each.title}  {each.quantity.text} {each.quantity.unit}  "
            f"line {each.seq}  {each.uid}"
        )
    return 0


def published(args: argparse.Namespace) -> int:
    node = open_node(args)
    from saphan.figures import published as table

    rows = table.beside(authorities=[args.authority] if args.authority else node.authorities)
    if args.json:
        output.as_json([row.as_json() for row in rows])
        return 0
    for row in rows:
        output.line(_beside(row))
    return 0


def _beside(row: Beside) -> str:
    mark = {True: "=", False: "differs", None: "-"}[row.equal]
    stated = f"{row.published.value or 'missing'} {row.published.unit}".strip()
    return f"{row.published.row:>3}  {row.published.code}  {stated}  |  {row.computed}  {mark}"


def _line(cell: Cell) -> str:
    parts = [
        f"{amount.qualifier.strip('=')}{format_number(amount.quantity.decimal, 'en')} {amount.unit}"
        if amount.quantity
        else f"missing {amount.unit}"
        for amount in cell.components
    ]
    records = output.count(cell.documents, "document")
    classes = "".join(f" [{key} {value}]" for key, value in cell.within.items())
    return f"{cell.figure.code}{classes}: {' + '.join(parts)} ({records})"
