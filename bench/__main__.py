"""Run the measurements: `python -m bench [--only NAME] [--scale F]`."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

from bench import measuring
from bench.measuring import Measure
from bench.stage import Stage, throwaway

OUT = Path(__file__).parent / "out"
BENCHES = {
    "workbook": "sealing",
    "sealing": "sealing",
    "pack": "pack",
    "facts": "facts",
    "sides": "sides",
    "lists": "lists",
    "ledger": "ledger",
    "rest": "rest",
}
"""Function and module of each, in this order: the first finds an empty node, the last a used one.

The modules import tables, so they are loaded once the node is there.
"""


def main() -> int:
    """Exit 0 when everything could be measured, whether or not a target was met."""
    args = _parser().parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    failed = 0
    with throwaway(scale=args.scale) as stage:
        about = {**measuring.machine(), "scale": args.scale}
        _say("  ".join(f"{key} {value}" for key, value in about.items()))
        import_module("bench.hands").make(stage.node)
        for name in args.only or BENCHES:
            result = {"bench": name, "machine": about, **_run(name, stage)}
            failed += "error" in result
            path = args.out / f"{name}.json"
            path.write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n", "utf-8")
    return 1 if failed else 0


def _run(name: str, stage: Stage) -> dict[str, Any]:
    """Run one bench; one that cannot be run says why and lets the others go on."""
    started = time.monotonic()
    results: list[dict[str, Any]] = []
    told: dict[str, Any] = {"results": results}
    try:
        for measure in getattr(import_module(f"bench.{BENCHES[name]}"), name)(stage):
            judged = measure if stage.scale == 1 else replace(measure, target=None)
            results.append(judged.as_json())
            _say(*_lines(judged))
    except Exception as error:  # noqa: BLE001 - one broken bench does not hide the others
        told["error"] = f"{type(error).__name__}: {error}"
        _say(f"{name}: not measured: {told['error'][:400]}")
    told["seconds"] = round(time.monotonic() - started, 1)
    return told


def _lines(measure: Measure) -> Iterator[str]:
    said = measure.as_json()
    verdict = {True: "met", False: "NOT MET", None: ""}[measure.met]
    sign = ">=" if measure.at_least else "<="
    target = f"{sign} {measure.target:,g}" if measure.target is not None else ""
    yield f"{said['name']:<62} {said['value']:>12,g} {said['unit']:<20} {target:>9} {verdict}"
    for key, value in said["detail"].items():
        yield f"    {key.replace('_', ' ')}: {value:,}" if value is not None else f"    {key}"


def _say(*lines: str) -> None:
    print("\n".join(lines), flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--only", action="append", choices=list(BENCHES), help="may be repeated")
    parser.add_argument("--scale", type=float, default=1.0, help="of amounts; targets are for 1")
    parser.add_argument("--out", type=Path, default=OUT, help="folder of the JSON files")
    return parser


if __name__ == "__main__":
    sys.exit(main())
