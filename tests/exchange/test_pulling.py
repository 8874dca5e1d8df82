"""A node with tables answers over a real line and asks over one (EXCHANGE 4)."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from saphan.exchange.carriers import giving, pulling
from saphan.exchange.ceremony.card import Card
from saphan.exchange.models import Peer
from saphan.kernel.refusals import Refused
from saphan.kernel.sides import Side
from saphan.ledger import pairs, signer
from tests.exchange import make_lines
from tests.exchange.make_exchange import Line
from tests.exchange.make_pair import Pair, pair
from torture.party import Party

CORE = {"joint": True, "people": 12}


class OfParty:
    """Answers as a party of the simulation does."""

    def __init__(self, party: Party) -> None:
        self.party = party

    def serve(self, peer: str, epoch: str, size: int) -> bytes | None:
        return self.party.serve(epoch, size)

    def held(self, peer: str, epoch: str, size: int) -> bytes | None:
        return None

    def chain(self, peer: str) -> bytes:
        return b""


@pytest.fixture
def met(tmp_path: Path) -> Pair:
    return pair(tmp_path)


@contextmanager
def answered(exchange: Line, met: Pair) -> Iterator[Peer]:
    """Let the peer of an exchange listen on loopback; yields its row with address."""
    with make_lines.served(met.folder / "la", OfParty(exchange.la), met.vn) as port:
        Peer.objects.update(certificate=met.la.certificate, address=f"127.0.0.1:{port}")
        yield Peer.objects.get()


@pytest.mark.django_db
def test_a_pull_brings_everything_and_the_next_one_nothing(met: Pair) -> None:
    exchange = Line()
    exchange.share_by_policy()
    doc = exchange.proposes(CORE)

    with answered(exchange, met) as peer:
        first = pulling.pull(peer, folder=met.folder / "vn")
        second = pulling.pull(peer, folder=met.folder / "vn")

    assert (first.documents, second.lines) == (1, 0)
    assert exchange.matter(doc).open == [doc]


@pytest.mark.django_db
def test_a_peer_without_an_address_is_not_asked(met: Pair) -> None:
    exchange = Line()

    with pytest.raises(Refused) as caught:
        pulling.pull(Peer.objects.get(node=exchange.la.node), folder=met.folder / "vn")

    assert caught.value.code == "no-address"


@pytest.mark.django_db(transaction=True)
def test_a_peer_gets_from_the_tables_what_it_has_not(met: Pair) -> None:
    exchange = Line()
    exchange.share_by_policy()
    exchange.proposes(CORE)
    exchange.back()
    signer.sign(exchange.key)
    known_as = Card(exchange.la.node, Side.LA, "la", (), "", "", met.la.certificate)

    with (
        make_lines.served(met.folder / "vn", pulling.FromTables(), known_as) as port,
        make_lines.line(met.folder / "la", met.vn, port) as asking,
    ):
        copy = exchange.la.disk.copy
        data = asking.serve(copy.epoch, copy.size)
        chain = giving.read_chain(asking.chain())
        back = asking.held(chain.held[0], 0)
        nothing = asking.held("0" * 32, 0)

    assert data
    assert exchange.la.take(data)
    assert chain.own == tuple(each.epoch for each in pairs.epochs(exchange.la.node, pairs.TO))
    assert chain.held == (exchange.la.disk.own[0].epoch,)
    assert back
    assert list(giving.read_held(back)) == exchange.la.disk.own[0].lines
    assert nothing is None


@pytest.mark.django_db(transaction=True)
def test_rounds_pull_from_every_peer_with_an_address(met: Pair) -> None:
    exchange = Line()
    exchange.share_by_policy()
    exchange.proposes(CORE)
    before = pairs.copy(exchange.la.node).size
    with answered(exchange, met):
        rounds = pulling.Rounds(folder=met.folder / "vn", every=0.05)
        running = threading.Thread(target=rounds.run, daemon=True)
        running.start()
        until = time.monotonic() + 20
        while pairs.copy(exchange.la.node).size == before and time.monotonic() < until:
            time.sleep(0.05)
        rounds.stop()
        running.join()

    assert pairs.copy(exchange.la.node).size > before


@pytest.mark.parametrize(
    "said", [b"[]", b"{}", b'{"held":[],"own":["x"]}', b'{"held":1,"own":[]}', b"no json"]
)
def test_an_answer_about_epochs_is_looked_at(said: bytes) -> None:
    with pytest.raises(Refused):
        giving.read_chain(said)


@pytest.mark.parametrize("said", [b"[]", b'{"lines":[1]}', b'{"lines":{}}', b""])
def test_lines_that_come_back_are_looked_at(said: bytes) -> None:
    with pytest.raises(Refused):
        giving.read_held(said)
