"""kill -9 in the middle leaves the old state or the new one (EXCHANGE 8, I5 and I6)."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from saphan.config import nodes
from saphan.config.nodes import Node
from saphan.config.postgres.cluster import Cluster

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
BATCH = 400
OPEN = """
import argparse
from saphan.config.runtime import open_node
node = open_node(argparse.Namespace(node="vn"))
from saphan.ledger import signer
from saphan.ledger.check import check
from saphan.ledger.rebuild import rebuild
from saphan.ledger.seal import seal_many
from tests import make
def write(count):
    seal_many((make.patrol_entry() for _ in range(count)), clearance=make.clearance())
"""
WRITES = f"{OPEN}\nwhile True:\n    write({BATCH})\n    print('sealed', flush=True)\n"
SIGNS = f"""{OPEN}
key = signer.load_key(node.keys)
while True:
    write(3)
    signer.sign(key)
    print('signed', flush=True)
"""
CHECKS = f"""{OPEN}
found = check()
assert found.faults == (), found.faults
assert all(table.unchanged for table in rebuild("rows") + rebuild("facts"))
print(found.documents, found.lines)
"""


OTHERS = (
    "SELECT count(*) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """A node of its own on a server of its own, which outlives its killed clients."""
    home = tmp_path_factory.mktemp("crashes") / "var"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SAPHAN_HOME", str(home))
        for name in ("DATABASE_URL", "SAPHAN_NODE"):
            patch.delenv(name, raising=False)
        done = subprocess.run(
            [sys.executable, "-m", "saphan", "node", "init", "vn", "--side", "VN"],
            cwd=ROOT,
            check=False,
            capture_output=True,
        )
        assert done.returncode == 0, done.stderr.decode()
        made = nodes.load("vn")
        with Cluster(made.folder / "postgres").hold():
            yield made
        Cluster(made.folder / "postgres").remove()


def python(code: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


def killed_after(code: str, *, lines: int, delay: float) -> int:
    """Kill the process some time after it said that many lines; return how many it said."""
    process = python(code)
    assert process.stdout
    for _ in range(lines):
        assert process.stdout.readline()
    time.sleep(delay)
    process.send_signal(signal.SIGKILL)
    rest = process.stdout.read()
    process.wait()
    process.stdout.close()
    return lines + rest.count("\n")


def sound() -> tuple[int, int]:
    """Documents and lines of a ledger without a fault whose projections follow."""
    process = python(CHECKS)
    said, _ = process.communicate(timeout=120)
    assert process.returncode == 0
    documents, lines = said.split()
    return int(documents), int(lines)


def ask(node: Node, query: str) -> int:
    with psycopg.connect(node.database_url) as connection:
        row = connection.execute(query).fetchone()
        assert row
        return int(row[0])


def eventually(holds: Callable[[], bool], *, seconds: float) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if holds():
            return True
        time.sleep(0.05)
    return False


def test_a_killed_import_leaves_whole_batches(node: Node) -> None:
    for seed in range(3):
        before = ask(node, "SELECT count(*) FROM ledger_document")

        said = killed_after(WRITES, lines=1, delay=random.Random(seed).uniform(0, 0.3))

        assert eventually(lambda: ask(node, OTHERS) == 0, seconds=10)
        sealed = ask(node, "SELECT count(*) FROM ledger_document") - before
        assert sealed % BATCH == 0
        assert sealed // BATCH in {said, said + 1}
    documents, lines = sound()
    assert documents == lines


def test_a_killed_signer_leaves_a_sound_journal_and_goes_on(node: Node) -> None:
    for seed in range(3):
        before = ask(node, "SELECT count(*) FROM ledger_signedhead")

        said = killed_after(SIGNS, lines=2, delay=random.Random(seed).uniform(0, 0.1))

        assert eventually(lambda: ask(node, OTHERS) == 0, seconds=10)
        assert ask(node, "SELECT count(*) FROM ledger_signedhead") - before in {said, said + 1}
    sound()


def test_the_signer_signs_within_a_second(node: Node) -> None:
    signing = subprocess.Popen(
        [sys.executable, "-m", "saphan", "signer", "--node", "vn"], cwd=ROOT, env=dict(os.environ)
    )
    unsigned = (
        "SELECT (SELECT coalesce(max(seq), 0) FROM ledger_journalline) - "
        "(SELECT coalesce(max(size), 0) FROM ledger_signedhead)"
    )
    try:
        killed_after(WRITES, lines=1, delay=0)
        assert eventually(lambda: ask(node, unsigned) == 0, seconds=15)
        written = python(f"{OPEN}\nwrite(1)\nprint('sealed', flush=True)")
        assert written.stdout
        written.stdout.readline()

        assert eventually(lambda: ask(node, unsigned) == 0, seconds=1.5)
        written.wait()
        written.stdout.close()
    finally:
        signing.kill()
        signing.wait()
