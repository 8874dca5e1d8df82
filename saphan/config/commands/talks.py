"""The papers of the talks, and their minutes signed, counter-signed and restated."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from saphan.config import output
from saphan.config.options import common
from saphan.config.runtime import open_node
from saphan.kernel.languages import Language

if TYPE_CHECKING:
    from saphan.config.nodes import Node
    from saphan.kernel.actors import Actor
    from saphan.ledger.clearance import Hand
    from saphan.talks.checking import Checked
    from saphan.talks.restating import Change, Restated

NAME = "talks"
HELP = "the pack and the minutes of the talks"


def add(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(metavar="verb", required=True)
    pack = _verb(verbs, "pack", "DOCX, XLSX, HTML and PDF in each language", make_pack)
    pack.add_argument("--out", type=Path, required=True, metavar="DIR")
    pack.add_argument("--lang", choices=[each.value for each in Language], help="only this one")
    _verb(verbs, "sign", "freeze the figures as they stand and put the minutes forward", sign)
    counter = _verb(verbs, "countersign", "agree to the other side's minutes", countersign)
    counter.add_argument("--check", action="store_true", help="only work every cell out again")
    restating = _verb(
        verbs, "restate", "which signed figures differ now, by which records", restate
    )
    restating.add_argument("--seal", action="store_true", help="put today's values forward")


def _verb(verbs: Any, name: str, says: str, run_: Any) -> argparse.ArgumentParser:
    parser = common(verbs.add_parser(name, help=says))
    parser.add_argument("talks", metavar="TALKS", help="such as son-la-houaphanh-2025")
    parser.add_argument("--authority", metavar="A", help="for whom (default: the node's)")
    parser.set_defaults(verb=run_)
    return parser


def run(args: argparse.Namespace) -> int:
    done: int = args.verb(args, open_node(args))
    return done


def make_pack(args: argparse.Namespace, node: Node) -> int:
    from saphan.talks import services

    languages = [Language(args.lang)] if args.lang else list(Language)
    files = services.make_pack(
        args.talks, by=_hands(args, node)[1], setting=services.of_this_node(), languages=languages
    )
    made = [_written(args.out, file.place, file.data) for file in files]
    _say(args, [str(path) for path in made], map(str, made))
    return 0


def sign(args: argparse.Namespace, node: Node) -> int:
    from saphan.config import signing as heads
    from saphan.talks import signing

    drafter, by = _hands(args, node)
    signing.sign(args.talks, by=by, drafted_by=drafter)
    heads.sign(node)
    return _say_standing(args, by)


def countersign(args: argparse.Namespace, node: Node) -> int:
    """List every cell that is not found here as signed; agree unless only a check is asked for."""
    from saphan.config import signing as heads
    from saphan.talks import checking, signed, signing

    by = _hands(args, node)[1]
    checked = checking.check(signed.require_waiting(args.talks, by=by))
    if args.check:
        _say(args, [each.as_json() for each in checked], _checks(checked))
        return 1 if any(each.objects for each in checked) else 0
    if not args.json:
        output.line("\n".join(_checks(checked)))
    signing.countersign(args.talks, by=by)
    heads.sign(node)
    return _say_standing(args, by)


def restate(args: argparse.Namespace, node: Node) -> int:
    from saphan.config import signing as heads
    from saphan.talks import restating, signed, signing

    drafter, by = _hands(args, node)
    minutes = signed.require(args.talks, by=by)
    found = restating.restated(minutes)
    if args.seal:
        signing.restate(args.talks, by=by, drafted_by=drafter)
        heads.sign(node)
    said = {
        "talks": args.talks,
        "document": minutes.hash,
        "status": str(signed.standing(args.talks, by=by).status),
        "cells": [each.as_json() for each in found],
    }
    _say(args, said, _restatements(found))
    return 0


def _hands(args: argparse.Namespace, node: Node) -> tuple[Hand, Actor]:
    """Return the file as the drafting hand and the operator, who acts."""
    from saphan.config import operator
    from saphan.ledger.clearance import Hand

    authority = args.authority or node.only_authority
    drafter, by = operator.hands(node, authority=authority, file=f"talks {args.talks}")
    return Hand(drafter.login, drafter.name), by


def _say_standing(args: argparse.Namespace, by: Actor) -> int:
    from saphan.talks import signed

    found = signed.standing(args.talks, by=by)
    newest = found.newest
    told = f"{args.talks}: {found.status}, {newest.hash if newest else ''}"
    _say(args, {"talks": args.talks, **found.as_json()}, [told])
    return 0


def _say(args: argparse.Namespace, said: Any, lines: Iterable[str]) -> None:
    if args.json:
        output.as_json(said)
        return
    for line in lines:
        output.line(line)


def _checks(checked: Sequence[Checked]) -> Iterator[str]:
    """Yield what differs, then how many cells came to what."""
    counts: dict[str, int] = {}
    for each in checked:
        counts[each.verdict] = counts.get(each.verdict, 0) + 1
        if each.verdict == "differs":
            here = _values(each.components)
            yield f"{each.signed.cell}: signed {_values(each.signed.components)}, here {here}"
    yield ", ".join(f"{count} {verdict}" for verdict, count in sorted(counts.items()))


def _restatements(found: Sequence[Restated]) -> Iterator[str]:
    if not found:
        yield "Every signed value is still what is found today."
    for each in found:
        now = _values(each.components)
        yield f"{each.signed.cell}: signed {_values(each.signed.components)}, now {now}"
        for change in each.changes:
            yield f"  {_change(change)}"


def _change(change: Change) -> str:
    before, after = (
        "; ".join(f"{one.title} {one.version_hash.hex()} ({one.quantity.text})" for one in side)
        for side in (change.before, change.after)
    )
    return f"{before or 'nothing'} -> {after or 'nothing'}"


def _values(components: Iterable[Any]) -> str:
    return ", ".join(f"{one['value']} {one['unit']}" for one in components)


def _written(folder: Path, place: str, data: bytes) -> Path:
    path = folder / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path
