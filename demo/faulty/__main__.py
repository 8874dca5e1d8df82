"""Write the faulty workbooks and `expected.json`: `python -m demo.faulty OUT_DIR`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import orjson

from demo.faulty.bases import BASES
from demo.faulty.cells import CELLS, SOUND, Fault
from demo.faulty.files import WHOLE, sound
from demo.writers import write as write_book

AUTHORITY, UNKNOWN_AUTHORITY = "vn-son-la", "vn-tinh-khong-co"


def write(folder: Path) -> dict[str, dict[str, Any]]:
    """Write the files; return, by file, what a reader must name.

    `faults` lists sheet, cell and fault; `whole` is the reason to refuse the file, or null.
    """
    folder.mkdir(parents=True, exist_ok=True)
    expected: dict[str, dict[str, Any]] = {}
    for fault in CELLS:
        expected[fault.file] = _cell_fault(folder, fault)
    for file, base, changes in SOUND:
        write_book(BASES[base].book(file, changes), folder)
        expected[file] = _entry(base)
    for file, reason, make in WHOLE:
        (folder / file).write_bytes(make(folder))
        expected[file] = _entry("movements" if file.endswith(".csv") else "patrols", whole=reason)
    _given_twice(folder, expected)
    option = orjson.OPT_APPEND_NEWLINE | orjson.OPT_INDENT_2
    (folder / "expected.json").write_bytes(orjson.dumps(expected, option=option))
    return expected


def _cell_fault(folder: Path, fault: Fault) -> dict[str, Any]:
    base = BASES[fault.base]
    write_book(base.book(fault.file, fault.changes), folder)
    faults = [{"sheet": base.sheet, "cell": cell, "fault": fault.fault} for cell in fault.named]
    return {**_entry(fault.base), "faults": faults}


def _given_twice(folder: Path, expected: dict[str, dict[str, Any]]) -> None:
    """The same bytes under two names, and a sound file for an authority nobody knows."""
    content = sound(folder)
    for file in ("given-first.xlsx", "given-again.xlsx", "authority-unknown.xlsx"):
        (folder / file).write_bytes(content)
        expected[file] = _entry("patrols")
    expected["given-again.xlsx"] |= {"whole": "same-file-twice", "after": "given-first.xlsx"}
    expected["authority-unknown.xlsx"] |= {
        "whole": "unknown-authority",
        "authority": UNKNOWN_AUTHORITY,
    }


def _entry(base: str, whole: str | None = None) -> dict[str, Any]:
    known = {"register": BASES[base].register, "kind": BASES[base].kind}
    return {**known, "authority": AUTHORITY, "whole": whole, "faults": []}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m demo.faulty", description=__doc__)
    parser.add_argument("out", type=Path)
    write(parser.parse_args().out)


if __name__ == "__main__":
    main()
