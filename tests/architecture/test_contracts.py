"""Who may import whom; the contracts stand in pyproject.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).parents[2]


def test_every_contract_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    broken = lint_imports(config_filename=str(ROOT / "pyproject.toml"), cache_dir=None)

    assert not broken, capsys.readouterr().out


def test_the_anatomy_holds_for_every_register() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    anatomy = next(one for one in contracts if one["name"].startswith("One anatomy"))

    folders = {path.parent.name for path in (ROOT / "saphan/registers").glob("*/apps.py")}

    assert {name.rpartition(".")[2] for name in anatomy["containers"]} == folders
