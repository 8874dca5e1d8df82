"""`saphan figures` speaks for the authorities of its node, and for no other."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path

import pytest

from saphan.accounts.services import load_authorities
from saphan.config import cli
from saphan.config.commands import figures
from saphan.config.nodes import Node
from saphan.kernel.refusals import Refused
from saphan.kernel.sides import Side
from saphan.ledger.seal import seal
from tests import make

pytestmark = pytest.mark.django_db
PERIOD = ["figures", "--from", "2025-01-01", "--to", "2025-12-31"]


@pytest.fixture(autouse=True)
def node(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Node:
    made = Node(folder=tmp_path, side=Side.VN, authorities=("vn-son-la",))
    monkeypatch.setattr(figures, "open_node", lambda _args: made)
    load_authorities()
    return made


@pytest.mark.parametrize(
    ("authority", "code"),
    [("vn-nowhere", "unknown-authority"), ("la-houaphanh", "other-node")],
)
def test_an_authority_that_is_not_the_nodes_is_refused_and_not_answered_with_nought(
    authority: str, code: str
) -> None:
    args = cli.build().parse_args([*PERIOD, "--authority", authority])

    with pytest.raises(Refused) as refused:
        figures.run(args)

    assert refused.value.code == code


def test_without_a_name_the_node_answers_for_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    args = cli.build().parse_args([*PERIOD, "--code", "security.cases"])

    assert figures.run(args) == 0
    assert capsys.readouterr().out.startswith("security.cases: 0 case")


@pytest.mark.parametrize(
    "said", [["--by", "month", "--by", "side"], ["--by", "month,side"], ["--by", "side, month,"]]
)
def test_a_figure_is_broken_down_by_as_many_dimensions_as_are_said(
    said: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    seal(make.patrol_entry(), clearance=make.clearance())
    args = cli.build().parse_args(
        [*PERIOD, "--code", "security.patrol-participants", *said, "--json"]
    )

    assert figures.run(args) == 0
    found = json.loads(capsys.readouterr().out)
    assert len(found) == 12 * 2
    assert {frozenset(cell["breakdown"]) for cell in found} == {frozenset({"month", "side"})}
    assert sum(int(cell["components"][0]["value"]) for cell in found) == 24


def test_a_cell_that_cannot_be_is_refused_and_not_opened_on_nothing() -> None:
    cell = "security.cases@vn-son-la:2025-01-01..2025-12-31/own#month=2025-13"
    args = cli.build().parse_args(["figures", "evidence", cell])

    with pytest.raises(Refused) as refused:
        figures.run(args)

    assert refused.value.code == "unknown-cell"


def test_a_cell_is_looked_for_on_the_node_that_speaks_for_its_authority(
    node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def opened(args: Namespace) -> Node:
        asked.append(args.authority)
        return node

    monkeypatch.setattr(figures, "open_node", opened)

    cli.main(["figures", "evidence", "security.cases@vn-son-la:2025-01-01..2025-12-31/own"])

    assert asked == ["vn-son-la"]
