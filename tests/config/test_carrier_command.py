"""`saphan carrier --once` asks every peer that has an address, and tells who could not be asked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from saphan.config import cli, signing
from saphan.config.commands import carrier
from saphan.config.nodes import Node
from saphan.exchange.models import Peer
from saphan.kernel.sides import Side
from tests.exchange import make_lines
from tests.exchange.make_exchange import Line
from tests.exchange.make_pair import Pair, pair

pytestmark = pytest.mark.django_db


@pytest.fixture
def met(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Pair:
    """Keys of two nodes; those of the first lie where its commands look for them."""
    made = pair(tmp_path)
    (tmp_path / "node").mkdir()
    (tmp_path / "vn").rename(tmp_path / "node" / "keys")
    node = Node(tmp_path / "node", Side.VN, ("vn-son-la",))
    monkeypatch.setattr(carrier, "open_node", lambda _args: node)
    monkeypatch.setattr(signing, "sign", lambda _node: None)
    return made


def asked() -> int:
    return cli.main(["carrier", "--once", "--json"])


def test_a_peer_that_refuses_is_named_with_its_code(
    met: Pair, capsys: pytest.CaptureFixture[str]
) -> None:
    Line()
    with make_lines.served(met.folder / "la", make_lines.Made(), met.vn) as port:
        Peer.objects.update(certificate=met.la.certificate, address=f"127.0.0.1:{port}")
        Peer.objects.update(name="la-houaphanh")

        assert asked() == cli.REFUSED

    assert "la-houaphanh: other-epoch: There is no such epoch." in capsys.readouterr().err


def test_nobody_is_asked_who_has_no_address(met: Pair, capsys: pytest.CaptureFixture[str]) -> None:
    Line()

    assert asked() == cli.DONE
    assert capsys.readouterr().out == ""


def test_a_peer_without_news_brings_nothing(met: Pair, capsys: pytest.CaptureFixture[str]) -> None:
    class Silent(make_lines.Made):
        def serve(self, peer: str, epoch: str, size: int) -> bytes | None:
            return None

    Line()
    with make_lines.served(met.folder / "la", Silent(), met.vn) as port:
        Peer.objects.update(certificate=met.la.certificate, address=f"127.0.0.1:{port}")

        assert asked() == cli.DONE

    said = json.loads(capsys.readouterr().out)
    assert (said["bundles"], said["lines"], said["documents"], said["parts"]) == (0, 0, 0, 0)
