"""`saphan peers`: two nodes meet by files that people carry (EXCHANGE 6)."""

from __future__ import annotations

import getpass
import json
from pathlib import Path

import pytest
from django.utils import translation

from saphan.config import cli, nodes
from saphan.config.commands import peers as command
from saphan.config.nodes import Node
from saphan.exchange.models import Peer
from saphan.kernel.sides import Side
from saphan.ledger import pairs, signer

AUTHORITIES = {Side.VN: "vn-son-la", Side.LA: "la-houaphanh"}


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to carry, and two nodes of this machine that have not met."""
    monkeypatch.setenv("SAPHAN_HOME", str(tmp_path / "var"))
    monkeypatch.setenv("SAPHAN_ROOT_PASSPHRASE", "năm từ chọn bằng xúc xắc")
    for side in Side:
        name = side.value.lower()
        nodes.make(Node(tmp_path / "var" / name, side, (AUTHORITIES[side],)))
        signer.make_key(tmp_path / "var" / name / "keys")
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


def said(capsys: pytest.CaptureFixture[str], *words: object) -> str:
    """Run a command that must succeed; return the hash that it says."""
    assert cli.main(["peers", *map(str, words), "--json"]) == 0
    return str(json.loads(capsys.readouterr().out)["sha256"])


def drafted(stick: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """Cards, two roots a side, and the file that both sides will sign."""
    for side in Side:
        name = side.value.lower()
        said(capsys, "card", "--node", name, "--out", stick / f"{name}.card.json")
        for number in (1, 2):
            said(capsys, "root", "--side", side, "--out", stick / f"{name}-{number}.pem")
    carried = sorted([*stick.glob("*.card.json"), *stick.glob("*.root.json")])
    said(capsys, "draft", *carried, "--out", stick / "genesis.json")
    return stick / "genesis.json"


def open_as(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(command, "open_node", lambda _args: nodes.load(name))


@pytest.mark.django_db
def test_two_nodes_meet_by_files_alone(
    stick: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    genesis = drafted(stick, capsys)
    open_as(monkeypatch, "vn")

    hashes = {
        said(capsys, "sign", genesis, "--root", stick / f"{name}-{number}.pem")
        for name in ("vn", "la")
        for number in (1, 2)
    }
    hashes.add(said(capsys, "join", genesis, "--card", stick / "la.card.json"))
    again = said(capsys, "join", genesis, "--card", stick / "la.card.json")

    peer = Peer.objects.get()
    assert hashes == {again}
    assert (peer.name, peer.side, pairs.peers()) == ("la-houaphanh", "LA", [peer.node])
    assert peer.certificate.startswith("-----BEGIN CERTIFICATE-----")


@pytest.mark.django_db
def test_a_file_without_the_other_sides_roots_opens_nothing(
    stick: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    genesis = drafted(stick, capsys)
    open_as(monkeypatch, "vn")
    for number in (1, 2):
        said(capsys, "sign", genesis, "--root", stick / f"vn-{number}.pem")

    code = cli.main(["peers", "join", str(genesis), "--card", str(stick / "la.card.json")])

    assert code == cli.REFUSED
    assert capsys.readouterr().err.startswith("unsigned-LA: ")
    assert not Peer.objects.exists()


@pytest.mark.django_db
def test_a_peers_address_is_said_and_taken_back(
    stick: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    test_two_nodes_meet_by_files_alone(stick, capsys, monkeypatch)

    assert cli.main(["peers", "address", "la-houaphanh", "la.example:8443"]) == 0
    assert Peer.objects.get().address == "la.example:8443"
    assert cli.main(["peers", "address", "la-houaphanh", "la.example"]) == cli.REFUSED
    assert capsys.readouterr().err.startswith("bad-address: ")
    assert cli.main(["peers", "address", "la-houaphanh", ""]) == 0
    assert Peer.objects.get().address == ""


def test_a_root_key_is_not_made_inside_a_node(
    stick: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = nodes.home() / "vn" / "keys" / "root.pem"

    assert cli.main(["peers", "root", "--side", "VN", "--out", str(place)]) == cli.REFUSED
    assert capsys.readouterr().err.startswith("root-in-node: ")
    assert not place.exists()


def test_two_passphrases_that_differ_make_no_key(
    stick: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SAPHAN_ROOT_PASSPHRASE")
    typed = iter(["a long passphrase", "a long passphrasf"])
    monkeypatch.setattr(getpass, "getpass", lambda _prompt: next(typed))
    out = stick / "vn-1.pem"

    assert cli.main(["peers", "root", "--side", "VN", "--out", str(out)]) == cli.REFUSED
    assert capsys.readouterr().err.startswith("other-passphrase: ")
    assert not out.exists()


def test_a_file_that_is_neither_card_nor_root_is_not_drafted_from(
    stick: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (stick / "holiday.jpg").write_bytes(b"\xff\xd8")

    words = ["peers", "draft", str(stick / "holiday.jpg"), "--out", str(stick / "genesis.json")]

    assert cli.main(words) == cli.REFUSED
    assert capsys.readouterr().err.startswith("bad-card: ")


def test_a_short_passphrase_is_refused_in_the_language_of_the_machine(
    stick: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAPHAN_ROOT_PASSPHRASE", "ngắn")
    monkeypatch.setenv("SAPHAN_LANGUAGE", "vi")

    with translation.override("en"):
        failed = cli.main(["peers", "root", "--side", "VN", "--out", str(stick / "vn.pem")])

    assert failed
    assert "Cụm mật khẩu phải có từ 12 ký tự trở lên." in capsys.readouterr().err
    assert not list(stick.iterdir())
