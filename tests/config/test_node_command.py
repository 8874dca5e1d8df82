"""A node is made for authorities that exist, on its own side."""

from __future__ import annotations

from pathlib import Path

import pytest

from saphan.accounts.services import load_authorities
from saphan.config.commands.node import speak_for
from saphan.config.nodes import Node
from saphan.kernel.refusals import Refused
from saphan.kernel.sides import Side

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("authority", "code"), [("vn-nowhere", "unknown-authority"), ("la-houaphanh", "other-side")]
)
def test_a_node_speaks_for_no_authority_that_could_not_act_on_it(
    tmp_path: Path, authority: str, code: str
) -> None:
    load_authorities()

    with pytest.raises(Refused) as refused:
        speak_for(Node(folder=tmp_path, side=Side.VN, authorities=("vn-son-la", authority)))

    assert refused.value.code == code


def test_a_node_speaks_for_several_authorities_of_its_side(tmp_path: Path) -> None:
    load_authorities()

    speak_for(Node(folder=tmp_path, side=Side.LA, authorities=("la-houaphanh",)))
    speak_for(Node(folder=tmp_path, side=Side.VN, authorities=("vn-son-la",)))
