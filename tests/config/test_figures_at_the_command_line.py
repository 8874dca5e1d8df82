"""`saphan figures` speaks for the authorities of its node, and for no other."""

from __future__ import annotations

import json
from argparse import Namespace
from datetime import date
from pathlib import Path

import pytest

from saphan.accounts.services import load_authorities
from saphan.bilateral.models import View as Stands
from saphan.config import cli
from saphan.config.commands import figures
from saphan.config.nodes import Node
from saphan.figures import cells
from saphan.kernel.refusals import Refused
from saphan.kernel.sides import Side
from saphan.ledger.seal import seal
from tests import make
from tests.figures import bank

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


def joint_patrol(people: int, *, authority: str) -> bank.Doc:
    dims = {"joint": "yes"}
    on = date(2025, 2, 7)
    return bank.state(
        bank.Counted("patrol", on, "patrol", 1, dims),
        bank.Counted("patrol.participant", on, "person", people, dims),
        authority=authority,
    )


@pytest.fixture
def disagreed() -> None:
    """A patrol of both sides: 12 people by ours, 10 by theirs; theirs was agreed."""
    bank.peer()
    ours, theirs = (joint_patrol(n, authority=a) for n, a in ((12, bank.OURS), (10, bank.THEIRS)))
    bank.stand(Stands.OURS, ours, matter="m")
    bank.stand(Stands.THEIRS, theirs, matter="m")
    bank.stand(Stands.JOINT, theirs, matter="m")


@pytest.mark.usefixtures("disagreed")
def test_both_sides_are_compared_before_people_and_machines(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = ["figures", "compare", *PERIOD[1:], "--code", "security.patrol-participants"]

    assert figures.run(cli.build().parse_args(said)) == 0
    assert capsys.readouterr().out.splitlines() == [
        "security.patrol-participants: 12 person | joint 10 person | theirs 10 person",
        "    value: 2 person (1 matter)",
    ]
    assert figures.run(cli.build().parse_args([*said, "--by", "month", "--json"])) == 0
    found = json.loads(capsys.readouterr().out)
    assert [each["from"] for each in found][:2] == ["2025-01-01", "2025-02-01"]
    assert {each["differences"][0]["residual"] for each in found} == {"0"}


@pytest.mark.usefixtures("disagreed")
@pytest.mark.parametrize(("view", "value"), [("counterpart", "10"), ("joint", "10")])
def test_another_view_is_told_and_opened(
    view: str, value: str, capsys: pytest.CaptureFixture[str]
) -> None:
    said = [*PERIOD, "--code", "security.patrol-participants", "--view", view, "--json"]

    assert figures.run(cli.build().parse_args(said)) == 0
    (cell,) = json.loads(capsys.readouterr().out)
    assert (cell["view"], cell["components"][0]["value"], cell["documents"]) == (view, value, 1)
    assert cell["as_of"] == {"own": 2, "ours": 0, "theirs": 0}
    assert cells.compute(cells.question_of(cell["cell"])).as_json() == cell
    assert [each.amount for each in cells.contributions(cells.question_of(cell["cell"]))] == [10]


def test_what_nobody_shares_has_no_other_view(capsys: pytest.CaptureFixture[str]) -> None:
    for said in ([*PERIOD, "--view", "joint"], ["figures", "compare", *PERIOD[1:]]):
        with pytest.raises(Refused) as refused:
            figures.run(cli.build().parse_args(said))

        assert refused.value.code == "no-peer"
    assert capsys.readouterr().out == ""


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
