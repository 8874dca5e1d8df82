"""The measurements run on tiny amounts and say what they measured; no time is asserted."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bench import measuring
from bench.measuring import Measure

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_the_benches_run_small_and_write_sound_json(tmp_path: Path) -> None:
    names = ("workbook", "sealing", "facts", "lists", "ledger", "rest")
    chosen = [word for name in names for word in ("--only", name)]
    environment = {key: value for key, value in os.environ.items() if key != "SAPHAN_NODE"}

    done = subprocess.run(
        [sys.executable, "-m", "bench", "--scale", "0.002", "--out", str(tmp_path), *chosen],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    for name in names:
        told = json.loads((tmp_path / f"{name}.json").read_text("utf-8"))
        assert told["bench"] == name
        assert told["machine"]["cores"] >= 1
        assert all(result["value"] >= 0 for result in told["results"])
        assert told["results"]


def test_a_target_is_met_from_its_own_side() -> None:
    quick = Measure("sealed", 4_200, "per second", target=4_000, at_least=True)
    slow = Measure("page", 180, "ms", target=150)
    noted = Measure("check", 9_000, "documents per second")

    assert (quick.met, slow.met, noted.met) == (True, False, None)


@pytest.mark.parametrize(("share", "expected"), [(0.95, 19), (0.5, 10), (1.0, 20)])
def test_a_percentile_is_one_of_the_values(share: float, expected: float) -> None:
    values = [float(value) for value in range(20, 0, -1)]

    assert measuring.percentile(values, share) == expected
