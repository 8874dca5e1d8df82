"""`saphan talks sign`, `restate` and `countersign`, as whoever runs a node types them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from saphan.config import cli
from saphan.config.commands import talks
from saphan.config.nodes import Node
from saphan.kernel.sides import Side
from saphan.protocol.states import Status as Joint
from tests.exchange.make_exchange import Line
from tests.talks import make_signed
from tests.talks.make_signed import CODE

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Line:
    node = Node(folder=tmp_path, side=Side.VN, authorities=("vn-son-la",))
    monkeypatch.setattr(talks, "open_node", lambda _args: node)
    return make_signed.shared_line()


def said(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    capsys.readouterr()
    assert talks.run(cli.build().parse_args(["talks", *words, CODE, "--json"])) == 0
    return json.loads(capsys.readouterr().out)


def test_talks_are_signed_and_restated(line: Line, capsys: pytest.CaptureFixture[str]) -> None:
    refs = make_signed.agreed_patrols(line)

    signed = said(capsys, "sign")
    unchanged = said(capsys, "restate")
    changed = make_signed.replace(refs[0], 1, participants={"vn": 1, "la": 12})
    restated = said(capsys, "restate")
    sealed = said(capsys, "restate", "--seal")

    assert (signed["status"], signed["version"]) == ("signed-by-us", 1)
    assert {cell["view"] for cell in signed["cells"]} == {"own", "counterpart", "joint"}
    assert unchanged["cells"] == []
    ((change,),) = [cell["changes"] for cell in restated["cells"]]
    assert change["before"][0]["document"] == f"sha256:{refs[0].hash.hex()}"
    assert change["after"][0]["document"] == f"sha256:{changed.hash.hex()}"
    assert sealed["status"] == "restated"


def test_the_other_sides_minutes_are_checked_then_counter_signed(
    line: Line, capsys: pytest.CaptureFixture[str]
) -> None:
    refs = make_signed.agreed_patrols(line)
    doc = make_signed.their_minutes(line, refs, "3")
    line.exchange()

    checked = said(capsys, "countersign", "--check")
    said(capsys, "countersign")
    line.exchange()

    assert [cell["verdict"] for cell in checked] == ["equal"]
    assert line.matter(doc).status == Joint.AGREED


def test_a_joint_value_that_differs_is_listed_and_ends_with_one(
    line: Line, capsys: pytest.CaptureFixture[str]
) -> None:
    make_signed.their_minutes(line, make_signed.agreed_patrols(line), "4")
    line.exchange()

    ended = talks.run(cli.build().parse_args(["talks", "countersign", CODE, "--check"]))

    assert ended == 1
    assert "signed 4 patrol, here 3 patrol" in capsys.readouterr().out
