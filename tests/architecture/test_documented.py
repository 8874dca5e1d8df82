"""Settings, roles, kinds of record and figures are explained to those who use them."""

from __future__ import annotations

import ast
import re

import pytest

from saphan.accounts.choices import Role
from saphan.accounts.roles import IN_REGISTERS, ON_FLOORS, registers
from saphan.bilateral import kinds as two_owners
from saphan.figures.registry import CATALOGUE
from saphan.intake import kinds
from saphan.kernel.figures import Figure
from tests.architecture.sources import ROOT, python_files, tree

DOCS = ROOT / "docs"
HANDBOOK = DOCS / "handbook"
SETTING = re.compile(r"(?:SAPHAN_[A-Z_]+|DATABASE_URL)\Z")


def read_from_environment(module: ast.Module) -> set[str]:
    """Names of variables that `os.environ` is asked for."""
    return {
        node.value
        for call in ast.walk(module)
        if isinstance(call, ast.Call | ast.Subscript) and "environ" in ast.unparse(call)
        for node in ast.walk(call)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if SETTING.match(node.value)
    }


def test_every_setting_is_explained_to_who_runs_a_node() -> None:
    asked = {name for path in python_files("saphan") for name in read_from_environment(tree(path))}
    explained = (DOCS / "operations" / "start.md").read_text("utf-8")

    assert {"SAPHAN_HOME", "DATABASE_URL"} <= asked
    assert sorted(name for name in asked if f"`{name}`" not in explained) == []


def table_of_roles() -> dict[str, tuple[str, str]]:
    """What the handbook says of each role: its verbs in registers, its abilities on floors."""
    lines = (HANDBOOK / "accounts.md").read_text("utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if "|" in line]
    return {row[0]: (row[1], row[2]) for row in cells if row[0] in set(Role)}


def words(said: str) -> frozenset[str]:
    return frozenset(said.split(", ")) - {"nothing"}


def test_the_handbook_tells_what_each_role_may_do() -> None:
    told = {role: [words(said) for said in row] for role, row in table_of_roles().items()}

    assert told == {role.value: [IN_REGISTERS[role], ON_FLOORS[role]] for role in Role}


@pytest.mark.parametrize("register", registers())
def test_every_register_has_a_page_that_names_its_kinds_of_record(register: str) -> None:
    explained = (HANDBOOK / f"{register}.md").read_text("utf-8")
    drafted = {kind.name for kind in kinds.kinds()} | set(two_owners.known())
    own = sorted(name for name in drafted if name.startswith(f"{register}."))

    assert own
    assert [name for name in own if f"`{name}`" not in explained] == []


@pytest.mark.parametrize("figure", CATALOGUE.values(), ids=lambda figure: figure.code)
def test_every_figure_says_what_it_counts_in_three_languages(figure: Figure) -> None:
    assert [code for code, text in figure.explains if not text.strip()] == []
