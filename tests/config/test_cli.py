from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from saphan.config import cli, output
from saphan.config.commands import manage
from saphan.config.postgres.cluster import Cluster
from saphan.kernel.refusals import Forbidden, Refused

ROOT = Path(__file__).parents[2]


def run(*words: str, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DATABASE_URL", "SAPHAN_NODE", "DJANGO_SETTINGS_MODULE"}
    }
    return subprocess.run(
        [sys.executable, "-m", "saphan", *words],
        cwd=ROOT,
        env={**environment, "SAPHAN_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )


def broken(error: BaseException) -> object:
    def fail(_args: argparse.Namespace) -> int:
        raise error

    return fail


def test_every_command_says_what_it_does() -> None:
    names = [command.NAME for command in cli.found()]

    assert all(command.HELP for command in cli.found())
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("words", [[], ["nonsense"], ["node", "init"], ["up", "--port", "web"]])
def test_bad_usage_ends_with_two(words: list[str]) -> None:
    assert cli.main(words) == cli.USAGE


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (Refused("no-such-gate", "There is no such gate."), "no-such-gate: There is no such gate."),
        (Forbidden("not-able", "You may not."), "not-able: You may not."),
        (
            Refused("two-readings", "Choose.", where={"sheet": "T8", "cell": "D14"}),
            "two-readings: Choose. (sheet T8, cell D14)",
        ),
        (FileNotFoundError(2, "No such file", "a.xlsx"), "file: No such file: a.xlsx"),
        (ValueError("odd"), "unexpected: ValueError: odd (SAPHAN_DEBUG=1 shows where)"),
    ],
)
def test_a_refusal_is_one_line_and_ends_with_one(
    error: Exception, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(manage, "run", broken(error))

    code = cli.main(["manage", "check"])

    assert (code, capsys.readouterr().err) == (cli.REFUSED, f"{said}\n")


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 signed heads"), (1, "1 signed head"), (2, "2 signed heads")]
)
def test_one_thing_is_not_many(number: int, said: str) -> None:
    assert output.count(number, "signed head") == said


def test_whoever_debugs_sees_where(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manage, "run", broken(ValueError("odd")))
    monkeypatch.setenv("SAPHAN_DEBUG", "1")

    with pytest.raises(ValueError, match="odd"):
        cli.main(["manage", "check"])


def test_a_command_without_a_node_asks_for_one(tmp_path: Path) -> None:
    done = run("manage", "check", home=tmp_path)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("no-node: ")


@pytest.mark.slow
def test_a_node_is_made_examined_and_made_once(tmp_path: Path) -> None:
    made = run("node", "init", "vn", "--side", "VN", "--authority", "vn-son-la", home=tmp_path)
    examined = run("doctor", "--json", home=tmp_path)
    again = run("node", "init", "vn", "--side", "VN", home=tmp_path)
    listed = run("node", "list", "--json", home=tmp_path)
    Cluster(tmp_path / "vn" / "postgres").remove()

    assert made.returncode == 0, made.stderr
    wrong = {found["check"] for found in json.loads(examined.stdout) if not found["good"]}
    assert wrong <= {"place"}
    assert (again.returncode, again.stderr.partition(":")[0]) == (1, "node-exists")
    assert [node["node"] for node in json.loads(listed.stdout)] == ["vn"]


def test_a_node_that_cannot_be_made_leaves_nothing(tmp_path: Path) -> None:
    nowhere = "postgresql://nobody@127.0.0.1:1/none"

    done = run("node", "init", "vn", "--side", "VN", "--database-url", nowhere, home=tmp_path)

    assert done.returncode == 1
    assert not (tmp_path / "vn").exists()
