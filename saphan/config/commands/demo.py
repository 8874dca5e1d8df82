"""The demo scenario: from officers' workbooks to the talks pack, on both banks, then pages."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from saphan.config import banks, nodes, output
from saphan.config.banks import Bank
from saphan.config.commands import node as node_command
from saphan.config.nodes import Node
from saphan.config.runtime import open_node
from saphan.kernel.refusals import Refused

if TYPE_CHECKING:
    from saphan.figures.published import Beside

NAME = "demo"
HELP = "build the demo's two nodes, run the main job, serve their pages"
FOLDER = "demo"
LAST_ROW = 41
LISTEN = 8100
"""Port at which the first bank answers its peer; the other one has the next."""


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--no-serve", action="store_true", help="end after the main job")
    parser.add_argument(
        "--first", choices=list(banks.BANKS), default=banks.SON_LA.node, help="which bank begins"
    )
    parser.add_argument("--steps", type=Path, help=argparse.SUPPRESS)


def run(args: argparse.Namespace) -> int:
    """Do each bank's own work, then what both do together, then serve; one bank with `--node`."""
    if args.steps:
        return _take_steps(args, _bank(args.node))
    started = time.monotonic()
    folder = nodes.home() / FOLDER
    chosen = [_bank(args.node)] if args.node else list(banks.BANKS.values())
    if len(chosen) == 1:
        result = _WORK[chosen[0].node](args, folder)
    else:
        with _in_its_own_process(banks.HOUAPHANH) as other:
            result = _son_la(args, folder)
            result["la"] = _result(other)
        result["together"] = _together(folder, first=args.first)
        result |= _pack(folder)
    result["seconds"] = round(time.monotonic() - started, 1)
    if args.json:
        output.as_json(result)
    else:
        _say(result, chosen)
    if not args.no_serve:
        from saphan.config.commands.up import serve

        serve([nodes.load(bank.node) for bank in chosen])
    return 0 if result.get("differ", 0) == 0 else 1


def _take_steps(args: argparse.Namespace, bank: Bank) -> int:
    """Take the steps that the conversation of both nodes asks for, line by line."""
    node = open_node(args)
    from saphan.config import meeting

    for answer in meeting.serve(meeting.Table(node, bank, args.steps), sys.stdin):
        output.line(answer)
        sys.stdout.flush()
    return 0


def _together(folder: Path, *, first: str) -> dict[str, Any]:
    """Have both nodes meet, share, link what is one, settle what differs, and sign; once.

    The bank that begins proposes the policy and signs the minutes; the other one agrees.
    """
    kept = folder / "together.json"
    if kept.is_file():
        told: dict[str, Any] = json.loads(kept.read_text("utf-8"))
        return told
    told = _talk(folder, first=first)
    kept.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return told


def _talk(folder: Path, *, first: str) -> dict[str, Any]:
    from saphan.config import together

    table = folder / "table"
    told = folder / "workbooks-la"
    pairs, planted = (json.loads((told / f"{n}.json").read_text()) for n in ("pairs", "planted"))
    with together.voices(list(banks.BANKS), table) as (vn, la):
        one, two = (vn, la) if first == vn.name else (la, vn)
        together.meet(vn, la, table)
        together.share(one, two)
        together.link(vn, la, pairs)
        before = vn("compare")
        found = together.named(planted, before, vn)
        together.settle(vn, la, planted)
        settled = vn("compare")
        together.sign(one, two)
        la("late", folder=str(told))
        found += together.named(planted, la("compare"), la)
        together.exchange(vn, la)
        return {
            "minutes": vn("restated"),
            "matters": vn("standing"),
            "planted": len(planted),
            "named": sorted(set(found)),
            "unexplained": together.unexplained([*before, *settled]),
            "differences": _kept(folder, {"before": before, "after": settled}),
        }


def _kept(folder: Path, compared: dict[str, Any]) -> str:
    """Keep the comparisons as they were before and after the differences were settled."""
    path = folder / "differences.json"
    path.write_text(json.dumps(compared, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return str(path)


def _bank(name: str) -> Bank:
    if name not in banks.BANKS:
        raise Refused("no-such-bank", f"The demo has the nodes {' and '.join(banks.BANKS)}.")
    return banks.BANKS[name]


def _son_la(args: argparse.Namespace, folder: Path) -> dict[str, Any]:
    imported = _import_all(_node(args, banks.SON_LA), banks.SON_LA, folder / "workbooks")
    return {**imported, **_pack(folder), **_figures()}


def _houaphanh(args: argparse.Namespace, folder: Path) -> dict[str, Any]:
    bank = banks.HOUAPHANH
    return _import_all(_node(args, bank), bank, folder / "workbooks-la")


_WORK = {"vn": _son_la, "la": _houaphanh}


@contextmanager
def _in_its_own_process(bank: Bank) -> Iterator[subprocess.Popen[bytes]]:
    """Build the other bank's node meanwhile: a process has one node's database, keys and side."""
    command = (sys.executable, "-m", "saphan", "demo", "--node", bank.node, "--no-serve", "--json")
    ours = {"SAPHAN_NODE", "DATABASE_URL"}
    environment = {name: value for name, value in os.environ.items() if name not in ours}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)  # noqa: S603 - our own command
    try:
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.wait()


def _result(process: subprocess.Popen[bytes]) -> dict[str, Any]:
    said, _ = process.communicate()
    if process.returncode:
        raise Refused("demo-node", "The other bank's node could not be built; it said why above.")
    result: dict[str, Any] = json.loads(said)
    return result


def _node(args: argparse.Namespace, bank: Bank) -> Node:
    """Open the bank's node; make it first where it is not there yet."""
    args.node = bank.node
    if bank.node not in nodes.names():
        _create(args, bank)
    return open_node(args)


def _create(args: argparse.Namespace, bank: Bank) -> None:
    """Both nodes may be made at once: each port depends on the nodes beside them alone."""
    output.note(f"creating the node {bank.node}")
    others = [name for name in nodes.names() if name not in banks.BANKS]
    told = argparse.Namespace(
        name=bank.node,
        side=bank.side,
        port=node_command.FIRST_PORT + len(others) + list(banks.BANKS).index(bank.node),
        listen=f"127.0.0.1:{LISTEN + list(banks.BANKS).index(bank.node)}",
        database_url=nodes.EMBEDDED,
        operator_clears=True,
        authority=[bank.authority],
        generated=bank.generated,
        node=None,
        json=args.json,
    )
    node_command.init(told)


def _import_all(node: Node, bank: Bank, folder: Path) -> dict[str, Any]:
    from saphan.config import operator, scenario, signing

    by = operator.operator(node, authority=bank.authority)
    scenario.people(node.folder, operator=by, bank=bank)
    workbooks = _workbooks(folder, bank)
    done = list(scenario.imports(workbooks, say=output.note, bank=bank))
    decisions = scenario.decisions(workbooks, bank=bank)
    signing.sign(node)
    return {
        "workbooks": len(done),
        "rows": sum(each.rows for each in done),
        "doubts": sum(each.doubts for each in done),
        "sealed": sum(each.sealed for each in done) + decisions,
    }


def _workbooks(target: Path, bank: Bank) -> Path:
    """Write the workbooks of the bank's offices once."""
    if (target / "manifest.json").is_file():
        return target
    try:
        from demo.chance import SEED
        from demo.workbooks import WRITERS
    except ImportError as error:
        raise Refused(
            "no-demo", "The demo's workbooks are made by the source tree: run it from a clone."
        ) from error
    output.note(f"writing the workbooks of {bank.authority}")
    part = target.with_name(f"{target.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    WRITERS[bank.node](part, SEED)
    shutil.rmtree(target, ignore_errors=True)
    part.rename(target)
    return target


def _pack(folder: Path) -> dict[str, Any]:
    from saphan.config import scenario
    from saphan.talks import services

    target = folder / "pack"
    made = []
    secretary = scenario.actor("thu-ky")
    for file in services.make_pack(scenario.TALKS, by=secretary, setting=services.of_this_node()):
        path = target / file.place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.data)
        made.append(str(path))
    return {"pack": str(target), "files": made}


def _figures() -> dict[str, Any]:
    """Compare with what the press published for these talks (rows 11 to 41)."""
    from saphan.config import scenario
    from saphan.figures import published

    rows = [
        row
        for row in published.beside(authorities=[scenario.AUTHORITY])
        if row.published.row <= LAST_ROW
    ]
    return {
        "published": len(rows),
        "equal": sum(row.equal is True for row in rows),
        "differ": sum(row.equal is not True for row in rows),
        "rows_that_differ": [_difference(row) for row in rows if row.equal is not True],
    }


def _difference(row: Beside) -> str:
    return f"{row.published.row} {row.published.code}: {row.published.value} | {row.computed}"


def _say(result: dict[str, Any], chosen: list[Bank]) -> None:
    """Print what happened on the first bank, and on the other one where `result` holds it."""
    output.line(f"{chosen[0].node}: {_imported(result)}")
    if "la" in result:
        output.line(f"la: {_imported(result['la'])}")
        output.line(_agreed(result["together"]))
    for line in result.get("rows_that_differ", ()):
        output.line(f"differs: {line}")
    if "pack" in result:
        output.line(f"the pack: {result['pack']}")
    logins = ", ".join(str(nodes.home() / bank.node / "logins.txt") for bank in chosen)
    output.line(f"who can log in: {logins}")
    output.line(f"done in {result['seconds']} s")


def _agreed(about: dict[str, Any]) -> str:
    """Say how far both banks came."""
    agreed = sum(by_status.get("agreed", 0) for by_status in about["matters"].values())
    contested = sum(by_status.get("contested", 0) for by_status in about["matters"].values())
    changed = output.count(len(about["minutes"]["restated"]), "signed figure")
    return (
        f"both: {output.count(agreed, 'matter')} agreed, {contested} contested; "
        f"{len(about['named'])} of {about['planted']} planted differences named; "
        f"minutes {about['minutes']['status']}, {changed} changed since"
    )


def _imported(about: dict[str, Any]) -> str:
    sealed = output.count(about["sealed"], "record")
    told = f"{sealed} sealed" if about["sealed"] else "imported before"
    line = f"{output.count(about['workbooks'], 'workbook')}, {told}"
    if "published" in about:
        line += f", {about['equal']} of {about['published']} published figures equal"
    return line
