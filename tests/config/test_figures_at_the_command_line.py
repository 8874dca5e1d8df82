"""`saphan figures` speaks for the authorities of its node, and for no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from saphan.accounts.services import load_authorities
from saphan.config import cli
from saphan.config.commands import figures
from saphan.config.nodes import Node
from saphan.kernel.refusals import Refused
from saphan.kernel.sides import Side

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
