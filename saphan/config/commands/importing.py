"""Takes an office's workbook in: all of it, or none of it."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from saphan.config import output
from saphan.config.runtime import open_node
from saphan.kernel import clock
from saphan.kernel.refusals import Refused

if TYPE_CHECKING:
    from saphan.intake.services import File
    from saphan.kernel.actors import Actor

NAME = "import"
HELP = "a workbook or CSV in; with doubts left it stays in staging"


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument(
        "--register",
        required=True,
        metavar="R",
        help="security, crossings, programmes or agreements",
    )
    parser.add_argument("--authority", required=True, metavar="A", help="whose records these are")
    parser.add_argument("--office", default="", metavar="O", help="the office that sent the file")
    parser.add_argument("--dry-run", action="store_true", help="only say what would happen")
    parser.add_argument(
        "--answers",
        type=Path,
        metavar="FILE",
        help="JSON: cell -> reading, as docs/workbooks.md says",
    )


def run(args: argparse.Namespace) -> int:
    answers = _answers(args.answers) if args.answers else {}
    data = args.file.read_bytes()
    node = open_node(args)
    from saphan.config import operator, signing
    from saphan.intake.services import File

    hands = operator.hands(node, authority=args.authority, file=args.file.name)
    file = File(data, args.file.name, args.register, args.office, answers)
    act = _import if node.operator_clears else _hand_in
    report, clean = (_try if args.dry_run else act)(file, *hands)
    if report["sealed"]:
        signing.sign(node)
    if args.json:
        output.as_json(report)
    else:
        _say(report)
    return 0 if clean else 1


def _try(file: File, drafter: Actor, _clearer: Actor) -> tuple[dict[str, Any], bool]:
    from saphan.intake import services

    found = services.try_out(file, by=drafter, on=clock.today())
    return found.report(), found.clean


def _hand_in(file: File, drafter: Actor, _clearer: Actor) -> tuple[dict[str, Any], bool]:
    """Leave a file to the officers of a node whose operator clears nothing."""
    from saphan.intake import services

    _held, found = services.receive(file, by=drafter, on=clock.today())
    if found.clean:
        output.note("nothing is sealed yet: the file waits for an officer who clears it")
    return found.report(), found.clean


def _import(file: File, drafter: Actor, clearer: Actor) -> tuple[dict[str, Any], bool]:
    from saphan.intake import services

    held, found = services.receive(file, by=drafter, on=clock.today())
    if not found.clean:
        return found.report(), False
    tell = output.counter("sealed", total=found.entries)
    found, refs = services.clear_upload(
        held, by=clearer, on=clock.today(), found=found, progress=tell
    )
    return found.report(sealed=len(refs)), True


def _answers(path: Path) -> dict[str, str]:
    try:
        said = json.loads(path.read_text("utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise Refused("answers-file", f"{path.name} is not a JSON file: {error}.") from error
    if not isinstance(said, dict) or not all(isinstance(v, str) for v in said.values()):
        raise Refused("answers-file", f"{path.name} must map cells such as Sheet!C14 to readings.")
    return said


def _say(report: dict[str, Any]) -> None:
    for each in report["refused"]:
        output.line(f"refused   {each['sheet']}!{each['cell']}  {each['text']}: {each['sentence']}")
    for each in report["doubtful"]:
        readings = " | ".join(each["readings"])
        output.line(
            f"doubtful  {each['sheet']}!{each['cell']}  {each['text']}: {each['sentence']} "
            f"[{readings}]"
        )
    output.line(
        f"{report['file']}: {output.count(report['rows'], 'row')}, {report['accepted']} accepted, "
        f"{report['sealed']} sealed"
    )
