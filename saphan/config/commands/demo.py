"""The demo scenario: from officers' workbooks to the talks pack, then pages."""

from __future__ import annotations

import argparse
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from saphan.config import nodes, output
from saphan.config.commands import node as node_command
from saphan.config.nodes import Node
from saphan.config.runtime import open_node
from saphan.kernel.languages import T
from saphan.kernel.refusals import Refused
from saphan.kernel.sides import Side

if TYPE_CHECKING:
    from saphan.figures.published import Beside

NAME = "demo"
HELP = "build the demo node, run the main job, serve its pages"
NODE = "vn"
FOLDER = "demo"
LAST_ROW = 41
GENERATED = T(
    en="Demonstration: the records are generated; they add up to rows 11-41 of the published "
    "figures (talks of 12 August 2025).",
    vi="Bản trình diễn: các bản ghi được tạo tự động; tổng khớp với các dòng 11-41 của số liệu đã "
    "công bố (hội đàm ngày 12/8/2025).",
    lo="ສະບັບສາທິດ: ບັນທຶກຖືກສ້າງຂຶ້ນ; ຍອດລວມກົງກັບແຖວ 11-41 ຂອງຕົວເລກທີ່ເຜີຍແຜ່ (ກອງປະຊຸມວັນທີ 12/8/2025).",
)


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--no-serve", action="store_true", help="end after the main job")


def run(args: argparse.Namespace) -> int:
    started = time.monotonic()
    folder = nodes.home() / FOLDER
    args.node = NODE
    if NODE not in nodes.names():
        _create(args)
    node = open_node(args)
    result = {**_import_all(node, folder), **_pack(folder), **_figures()}
    result["seconds"] = round(time.monotonic() - started, 1)
    if args.json:
        output.as_json(result)
    else:
        _say(result, folder)
    if not args.no_serve:
        from saphan.config.commands.up import serve

        serve([node])
    return 0 if result["differ"] == 0 else 1


def _create(args: argparse.Namespace) -> None:
    output.note("creating the node")
    told = argparse.Namespace(
        name=NODE,
        side=Side.VN,
        port=None,
        database_url=nodes.EMBEDDED,
        operator_clears=True,
        authority=["vn-son-la"],
        generated=GENERATED,
        node=None,
        json=args.json,
    )
    node_command.init(told)


def _import_all(node: Node, folder: Path) -> dict[str, Any]:
    from saphan.config import operator, scenario, signing

    by = operator.operator(node, authority=scenario.AUTHORITY)
    scenario.people(node.folder, operator=by)
    workbooks = _workbooks(folder)
    done = list(scenario.imports(workbooks, say=output.note))
    decisions = scenario.decisions(workbooks)
    signing.sign(node)
    return {
        "workbooks": len(done),
        "rows": sum(each.rows for each in done),
        "doubts": sum(each.doubts for each in done),
        "sealed": sum(each.sealed for each in done) + decisions,
    }


def _workbooks(folder: Path) -> Path:
    """Write the offices' workbooks once."""
    target = folder / "workbooks"
    if (target / "manifest.json").is_file():
        return target
    try:
        from demo.workbooks import write
    except ImportError as error:
        raise Refused(
            "no-demo", "The demo's workbooks are made by the source tree: run it from a clone."
        ) from error
    output.note("writing the offices' workbooks")
    part = folder / "workbooks.part"
    shutil.rmtree(part, ignore_errors=True)
    write(part)
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


def _say(result: dict[str, Any], folder: Path) -> None:
    sealed = (
        f"{output.count(result['sealed'], 'record')} sealed"
        if result["sealed"]
        else "imported before"
    )
    output.line(
        f"{output.count(result['workbooks'], 'workbook')}, {sealed}, "
        f"{result['equal']} of {result['published']} published figures equal "
        f"({result['seconds']} s)"
    )
    for line in result["rows_that_differ"]:
        output.line(f"differs: {line}")
    output.line(f"the pack: {result['pack']}")
    output.line(f"who can log in: {folder.parent / NODE / 'logins.txt'}")
