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
    from collections.abc import Iterable, Iterator

    from saphan.figures.cells import Amount, Cell
    from saphan.figures.published import Beside
    from saphan.figures.reconciling import Compared

NAME = "figures"
COMPUTED_FOR = "vn-son-la"
"""Whose records the published figures are computed from; of several nodes, its node answers."""
HELP = "figures of a period, and the documents behind each"


def add(parser: argparse.ArgumentParser) -> None:
    _ask(parser)
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
    parser.set_defaults(verb=show, since=None, until=None, authority=None, code=[])
    verbs = parser.add_subparsers(metavar="verb")
    evidence = common(verbs.add_parser("evidence", help="the documents behind a cell"))
    evidence.add_argument(
        "cell", metavar="CELL", help="its name, as `saphan figures --json` says it"
    )
    evidence.set_defaults(verb=open_cell)
    compare = common(verbs.add_parser("compare", help="both sides, and where they differ"))
    _ask(compare)
    compare.add_argument("--by", dest="monthly", choices=["month"], help="month by month")
    compare.set_defaults(verb=compare_sides)


def _ask(parser: argparse.ArgumentParser) -> None:
    """Add which figures of what period; said before or after the verb."""
    silent = argparse.SUPPRESS
    parser.add_argument(
        "--from", dest="since", type=day, metavar="D", default=silent, help="first day"
    )
    parser.add_argument(
        "--to", dest="until", type=day, metavar="D", default=silent, help="last day, included"
    )
    parser.add_argument(
        "--authority", metavar="A", default=silent, help="whose figures (default: the node's)"
    )
    parser.add_argument(
        "--code", action="append", metavar="C", default=silent, help="only this figure"
    )


def run(args: argparse.Namespace) -> int:
    done: int = args.verb(args)
    return done


def show(args: argparse.Namespace) -> int:
    if args.published:
        return published(args)
    period = _period(args)
    authority = _authority(args)
    from saphan.figures import cells
    from saphan.figures.standing import View

    view, by = View(args.view), cells.dimensions(args.by)
    found = cells.table(authority=authority, period=period, codes=args.code, by=by, view=view)
    if args.json:
        output.as_json([cell.as_json() for cell in found])
        return 0
    for cell in found:
        output.line(_line(cell))
    return 0


def compare_sides(args: argparse.Namespace) -> int:
    period = _period(args)
    authority = _authority(args)
    from saphan.figures import reconciling

    found = reconciling.compare(
        authority=authority, period=period, codes=args.code, monthly=bool(args.monthly)
    )
    if args.json:
        output.as_json([each.as_json() for each in found])
        return 0
    for each in found:
        for line in _compared(each):
            output.line(line)
    return 0


def _period(args: argparse.Namespace) -> Period:
    if args.since is None or args.until is None:
        raise Refused("no-period", "Say the period: --from YYYY-MM-DD --to YYYY-MM-DD.")
    if args.until < args.since:
        raise Refused("ends-before-start", "The last day is before the first day.")
    return Period(args.since, args.until)


def _authority(args: argparse.Namespace) -> str:
    """Open the node and return the authority asked for, else its only one."""
    node = open_node(args)
    from saphan.config import operator

    asked = args.authority or node.only_authority
    return operator.operator(node, authority=asked).authority


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
    asked = args.authority
    args.authority = asked or COMPUTED_FOR
    node = open_node(args)
    from saphan.figures import published as table

    rows = table.beside(authorities=[asked] if asked else node.authorities)
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
    records = output.count(cell.documents, "document")
    disputed = f", {cell.contested} contested" if cell.contested else ""
    return f"{_named(cell)}: {_amounts(cell.components)} ({records}{disputed})"


def _compared(each: Compared) -> Iterator[str]:
    """Say the three values in one line, and under it what makes them differ."""
    own, theirs, joint = (_amounts(amounts) for amounts in each.values.values())
    said = {"": "", "definition": "; they count something else", "not-exchanged": "; ours alone"}
    yield f"{_named(each)}: {own} | joint {joint} | theirs {theirs}{said[each.objection]}"
    for difference in each.differences:
        for cause, parts in difference.by_cause():
            value = difference.written(sum(part.amount for part in parts))
            yield f"    {cause}: {value} {difference.unit} ({output.count(len(parts), 'matter')})"


def _named(each: Cell | Compared) -> str:
    classes = "".join(f" [{key} {value}]" for key, value in each.within.items())
    return f"{each.figure.code}{classes}"


def _amounts(amounts: Iterable[Amount]) -> str:
    return " + ".join(
        f"{each.qualifier.strip('=')}{format_number(each.quantity.decimal, 'en')} {each.unit}"
        if each.quantity
        else f"missing {each.unit}"
        for each in amounts
    )
