from __future__ import annotations

from pathlib import Path

import pytest

from saphan.config import nodes
from saphan.config.nodes import Node
from saphan.kernel.languages import T
from saphan.kernel.refusals import Refused
from saphan.kernel.sides import Side


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SAPHAN_HOME", str(tmp_path / "var"))
    monkeypatch.delenv("SAPHAN_NODE", raising=False)
    return tmp_path / "var"


def made(home: Path, name: str, *authorities: str, side: Side = Side.VN) -> Node:
    node = Node(folder=home / name, side=side, authorities=authorities, port=8010)
    nodes.make(node)
    return node


def test_a_node_is_read_as_it_was_made(home: Path) -> None:
    node = made(home, "vn", "vn-son-la", "vn-nbc")

    assert nodes.load("vn") == node
    assert nodes.names() == ["vn"]


def test_a_node_keeps_what_it_says_of_generated_records(home: Path) -> None:
    said = T(en='Records "generated"', vi="Bản ghi được tạo", lo="ບັນທຶກຖືກສ້າງຂຶ້ນ")
    node = Node(folder=home / "vn", side=Side.VN, generated=said)
    nodes.make(node)

    assert nodes.load("vn") == node
    assert (home / "vn" / "node.toml").read_text("utf-8").count("generated") == 4


def test_what_is_secret_is_closed_to_others(home: Path) -> None:
    node = made(home, "vn")

    modes = {
        path.name: path.stat().st_mode & 0o777
        for path in (node.folder, node.folder / "secret", node.folder / "node.toml", node.keys)
    }

    assert modes == {"vn": 0o711, "secret": 0o600, "node.toml": 0o600, "keys": 0o700}


def test_two_nodes_have_two_secrets(home: Path) -> None:
    assert made(home, "vn").secret != made(home, "la", side=Side.LA).secret


@pytest.mark.parametrize("name", ["", "..", "a/b", "Vn", "vn ", "x" * 40, "ສະພານ"])
def test_a_name_that_cannot_be_a_folder_is_refused(home: Path, name: str) -> None:
    with pytest.raises(Refused):
        nodes.make(Node(folder=home / name, side=Side.VN))
    with pytest.raises(Refused, match="no-such-node"):
        nodes.load(name)


def test_a_name_is_taken_once(home: Path) -> None:
    made(home, "vn")

    with pytest.raises(Refused, match="node-exists"):
        made(home, "vn")


def test_the_node_that_speaks_for_the_authority_is_chosen(home: Path) -> None:
    made(home, "vn", "vn-son-la")
    made(home, "la", "la-houaphanh", side=Side.LA)

    assert nodes.choose(None, authority="la-houaphanh").name == "la"
    assert nodes.choose("vn", authority="la-houaphanh").name == "vn"


def test_the_only_node_needs_no_name(home: Path) -> None:
    made(home, "vn")

    assert nodes.choose(None).name == "vn"


def test_an_unclear_choice_is_a_question(home: Path) -> None:
    with pytest.raises(Refused, match="no-node"):
        nodes.choose(None)
    made(home, "vn")
    made(home, "la", side=Side.LA)

    with pytest.raises(Refused, match=r"which-node.*la, vn"):
        nodes.choose(None)


@pytest.mark.parametrize(
    "text", ["", "name = 1", "name =", 'name = "la"\nside = "VN"', 'name = "vn"\nside = "FR"']
)
def test_a_spoilt_file_is_refused_with_its_path(home: Path, text: str) -> None:
    node = made(home, "vn")
    (node.folder / "node.toml").write_text(text)

    with pytest.raises(Refused, match=r"node-file: .*node\.toml"):
        nodes.load("vn")


def test_a_given_database_goes_before_a_cluster(home: Path) -> None:
    url = "postgresql://saphan@db.example/saphan"
    node = Node(folder=home / "vn", side=Side.VN, database=url)

    assert (node.cluster, node.database_url) == (None, url)
