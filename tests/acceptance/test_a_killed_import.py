"""kill -9 in the middle of `saphan import`: nothing of the file is sealed; it may come again."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from bench.books import OFFICE, movements
from saphan.config import nodes
from saphan.config.nodes import Node

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
ROWS = 8_000
HELD = ("ledger_document", "ledger_part", "ledger_journalline", "crossings_movement")


@pytest.fixture
def node(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Node]:
    """A node of its own on a server of its own, which outlives its killed clients."""
    monkeypatch.setenv("SAPHAN_HOME", str(tmp_path / "var"))
    for name in ("DATABASE_URL", "SAPHAN_NODE"):
        monkeypatch.delenv(name, raising=False)
    saphan("node", "init", "vn", "--side", "VN", "--authority", "vn-son-la")
    made = nodes.load("vn")
    assert made.cluster
    with made.cluster.hold():
        yield made
    made.cluster.remove()


def saphan(*words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "saphan", *words],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def import_of(book: Path) -> list[str]:
    crossings = ["--register", "crossings", "--authority", "vn-son-la", "--office", OFFICE]
    return ["import", str(book), *crossings, "--json"]


def asked(node: Node, query: str) -> int:
    with psycopg.connect(node.database_url) as connection:
        row = connection.execute(query).fetchone()
        assert row
        return int(row[0])


def killed_midway(node: Node, book: Path) -> None:
    """Kill the import when the first thousands of its lines are written and more are to come."""
    process = subprocess.Popen(
        [sys.executable, "-m", "saphan", *import_of(book)], cwd=ROOT, stdout=subprocess.DEVNULL
    )
    while not asked(node, "SELECT pg_relation_size('ledger_journalline')"):
        assert process.poll() is None
        time.sleep(0.02)
    process.kill()
    assert process.wait() == -signal.SIGKILL


def test_a_killed_import_seals_nothing_and_comes_again_whole(node: Node, tmp_path: Path) -> None:
    book = tmp_path / "so-xuat-nhap-canh.xlsx"
    book.write_bytes(movements(ROWS, seed=7))

    killed_midway(node, book)

    assert [asked(node, f"SELECT count(*) FROM {table}") for table in HELD] == [0] * len(HELD)
    assert json.loads(saphan("ledger", "check", "--json"))["faults"] == []

    report = json.loads(saphan(*import_of(book)))
    checked = json.loads(saphan("ledger", "check", "--json"))

    assert (report["accepted"], report["sealed"]) == (ROWS, ROWS)
    assert asked(node, "SELECT count(*) FROM crossings_movement") == ROWS
    assert asked(node, "SELECT sum(count) FROM crossings_tally") == ROWS
    assert checked["faults"] == []
    assert checked["documents"] == checked["lines"] > ROWS
