"""Real nodes with PostgreSQL come through a world of faults; the places to die at cost nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from saphan.kernel import failpoints
from torture.real import run

REPOSITORY = Path(__file__).parents[2]


def test_a_place_to_die_at_does_nothing_unless_the_environment_names_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv(failpoints.VARIABLE, raising=False)
    failpoints.failpoint("seal:before-commit")
    monkeypatch.setenv(failpoints.VARIABLE, "another place")
    failpoints.failpoint("seal:before-commit")


def test_a_process_dies_at_the_place_that_the_environment_names() -> None:
    code = "from saphan.kernel.failpoints import failpoint; failpoint('here'); print('alive')"
    environment = {failpoints.VARIABLE: "here", "PYTHONPATH": str(REPOSITORY)}

    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, check=False
    )

    assert (done.returncode, done.stdout) == (-9, b"")


def test_no_other_program_text_sets_the_variable() -> None:
    sources = (REPOSITORY / "saphan").rglob("*.py")
    naming = {path.name for path in sources if failpoints.VARIABLE in path.read_text("utf-8")}

    assert naming == {"failpoints.py"}


@pytest.mark.slow
def test_two_real_nodes_come_through_a_world_of_faults() -> None:
    assert run.main(faults=1, first=1) == 0
