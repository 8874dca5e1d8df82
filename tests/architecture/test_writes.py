"""Rows follow from sealed documents: nobody writes them past the projection (HOUSE 4)."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.sources import python_files, tree

MAY_WRITE = ("accounts", "bilateral", "exchange", "figures", "intake", "ledger", "places", "talks")
NO_TABLES = ("credentials", "kernel", "names", "protocol", "render")
SAID = ("save", "create", "delete", "get_or_create", "update_or_create")
VERBS = {*SAID, *(f"a{verb}" for verb in SAID)}
STATEMENT = re.compile(r"\b(INSERT\s+INTO|DELETE\s+FROM|UPDATE\s+\S+\s+SET|COPY\s+\S+\s+FROM)\b")


def is_bound(path: Path) -> bool:
    """Whether the rule holds for this file of saphan/."""
    return path.parts[1] not in (*MAY_WRITE, *NO_TABLES) and "projection" not in (
        path.stem,
        path.parent.name,
    )


def writes(module: ast.Module) -> list[int]:
    """Lines that write rows: ORM verbs, `update(column=...)`, or a statement of SQL in a string."""
    return sorted({line for node in ast.walk(module) if (line := _line_of_write(node))})


def _line_of_write(node: ast.AST) -> int | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.lineno if STATEMENT.search(node.value) else None
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return None
    verb = node.func.attr
    named_columns = verb in {"update", "aupdate"} and bool(node.keywords)
    writes_rows = verb in VERBS or verb.startswith(("bulk_", "abulk_")) or named_columns
    return node.lineno if writes_rows else None


@pytest.mark.parametrize(
    "path", [path for path in python_files("saphan") if is_bound(path)], ids=str
)
def test_only_projections_write_rows(path: Path) -> None:
    assert writes(tree(path)) == []


@pytest.mark.parametrize(
    "source",
    [
        "patrol.save()",
        "Patrol.objects.create(uid=uid)",
        "Patrol.objects.filter(uid=uid).update(state='done')",
        "found.update(state='done')",
        "Patrol.objects.bulk_create(rows)",
        "await patrol.asave()",
        "cursor.execute('DELETE FROM patrol')",
    ],
)
def test_a_write_is_seen(source: str) -> None:
    assert writes(ast.parse(source)) == [1]


@pytest.mark.parametrize("source", ["digest.update(b'x')", "seen.update(other)", "seen.add(1)"])
def test_what_writes_no_row_is_let_pass(source: str) -> None:
    assert writes(ast.parse(source)) == []
