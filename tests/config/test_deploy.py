"""The files with which a node becomes a service are understood by the programs that read them."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from saphan.config import cli

ROOT = Path(__file__).parents[2]
UNIT = (ROOT / "deploy" / "saphan@.service").read_text("utf-8")
CONTAINER = (ROOT / "deploy" / "Containerfile").read_text("utf-8")
PROGRAM = "/opt/saphan/.venv/bin/saphan"


def analyzed(tmp_path: Path, *verb: str) -> subprocess.CompletedProcess[str]:
    """Ask systemd about the unit; where it is not installed yet, the program is another one."""
    unit = tmp_path / "saphan@vn.service"
    unit.write_text(UNIT.replace(PROGRAM, "/bin/true"), "utf-8")
    return subprocess.run(
        ["systemd-analyze", *verb, str(unit)], capture_output=True, text=True, check=False
    )


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd")
def test_systemd_understands_the_unit(tmp_path: Path) -> None:
    found = analyzed(tmp_path, "verify")

    assert (found.returncode, found.stderr) == (0, "")


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd")
def test_the_unit_is_hardened(tmp_path: Path) -> None:
    found = analyzed(tmp_path, "security", "--offline=true", "--threshold=20")

    assert found.returncode == 0, found.stdout[-200:]


def test_the_unit_runs_a_command_that_there_is() -> None:
    (said,) = re.findall(rf"^ExecStart={PROGRAM} (.+)$", UNIT, re.MULTILINE)

    args = cli.build().parse_args(said.replace("%i", "vn").split())

    assert args.node == ["vn"]


def test_the_container_is_made_of_what_there_is_and_runs_without_root() -> None:
    copied = re.findall(r"^COPY (?!--)(.+) \S+$", CONTAINER, re.MULTILINE)
    named = [name for line in copied for name in line.split()]

    assert [name for name in named if not (ROOT / name).exists()] == []
    assert {"uv.lock", "tools", "saphan", "locale"} <= set(named)
    assert CONTAINER.index("USER 10001") < CONTAINER.index("ENTRYPOINT")
