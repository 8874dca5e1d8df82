"""`saphan demo` builds a bank's node once, and finds everything there the second time."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from saphan.config import nodes
from saphan.config.banks import HOUAPHANH

ROOT = Path(__file__).parents[2]
TALKS = ("--from", "2024-07-01", "--to", "2025-08-12")

pytestmark = pytest.mark.slow


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("SAPHAN_HOME", str(tmp_path / "var"))
    for name in ("DATABASE_URL", "SAPHAN_NODE"):
        monkeypatch.delenv(name, raising=False)
    yield tmp_path / "var"
    cluster = nodes.load("la").cluster
    assert cluster
    cluster.remove()


def saphan(*words: str) -> Any:
    """What a command answers with `--json`."""
    command = [sys.executable, "-m", "saphan", *words, "--json"]
    return json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout)


def test_the_other_banks_node_is_built_once_and_speaks_for_its_authority(home: Path) -> None:
    first = saphan("demo", "--node", "la", "--no-serve")
    again = saphan("demo", "--node", "la", "--no-serve")

    assert (first["workbooks"], first["sealed"]) == (3, 27)
    assert (again["workbooks"], again["sealed"]) == (3, 0)
    (node,) = saphan("node", "list")
    assert (node["side"], node["port"], node["authorities"]) == ("LA", 8001, ["la-houaphanh"])
    logins = (home / "la" / "logins.txt").read_text("utf-8").splitlines()
    assert len(logins) == 2 + len(HOUAPHANH.people)

    truth = json.loads((home / "demo" / "workbooks-la" / "truth.json").read_text("utf-8"))
    code = ("--code", "security.patrol-participants")
    (cell,) = saphan("figures", "--node", "la", "--authority", "la-houaphanh", *TALKS, *code)
    (said,) = cell["components"]
    assert {said["unit"]: said["value"]} == truth["figures"][cell["code"]]


def test_the_demo_has_no_other_node_than_its_two() -> None:
    command = [sys.executable, "-m", "saphan", "demo", "--node", "th", "--no-serve"]

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert done.stderr == "no-such-bank: The demo has the nodes vn and la.\n"
