"""Files stay short, well named and finished; one place asks what time it is."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, python_files, tree

LONGEST = 400
LONGEST_FUNCTION = 40
FORBIDDEN = {"utils", "helpers", "managers", "signals", "misc", "common"}
UNFINISHED = re.compile("|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X")))
CLOCK = Path("saphan/kernel/clock.py")
ASKS = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("timezone", "now"),
    ("timezone", "localdate"),
    ("timezone", "localtime"),
    ("time", "time"),
}


@pytest.mark.parametrize("path", list(python_files()), ids=str)
def test_a_file_is_short_well_named_and_finished(path: Path) -> None:
    text = (ROOT / path).read_text("utf-8")

    assert text.count("\n") <= LONGEST
    assert path.stem not in FORBIDDEN
    assert UNFINISHED.search(text) is None


def long_functions(module: ast.Module) -> list[str]:
    """Names of functions that do not fit on a screen, decorators not counted."""
    return [
        node.name
        for node in ast.walk(module)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    ]


@pytest.mark.parametrize("path", list(python_files()), ids=str)
def test_a_function_is_short(path: Path) -> None:
    assert long_functions(tree(path)) == []


@pytest.mark.parametrize(("lines", "found"), [(40, []), (41, ["f"])])
def test_a_long_function_is_seen(lines: int, found: list[str]) -> None:
    text = "def f():\n" + "    pass\n" * (lines - 1)

    assert long_functions(ast.parse(text)) == found


def asks_the_time(module: ast.Module) -> list[int]:
    """Lines that read the clock of the machine."""
    return [
        node.lineno
        for node in ast.walk(module)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and (node.value.id, node.attr) in ASKS
    ]


@pytest.mark.parametrize("path", list(python_files("saphan")), ids=str)
def test_only_the_kernels_clock_asks_the_time(path: Path) -> None:
    assert path == CLOCK or asks_the_time(tree(path)) == []


def test_a_look_at_the_clock_is_seen() -> None:
    assert asks_the_time(ast.parse("on = date.today()")) == [1]
