"""A node with tables answers over a real line and asks over one (EXCHANGE 4)."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from saphan.exchange import recovery, status
from saphan.exchange.carriers import pulling
from saphan.exchange.ceremony.card import Card
from saphan.exchange.models import Peer
from saphan.kernel.refusals import Refused
from saphan.kernel.sides import Side
from saphan.ledger import pairs, signer
from saphan.ledger.models import Document
from saphan.protocol import bundle, canon
from tests.exchange import make_lines
from tests.exchange.make_exchange import Backup, Line, patrol
from tests.exchange.make_pair import Pair, pair

CORE = {"joint": True, "people": 12}


class OfParty:
    """Answers as a party of the simulation does that keeps the bundles it took."""

    def __init__(self, exchange: Line) -> None:
        self.exchange = exchange

    def serve(self, peer: str, epoch: str, size: int) -> bytes | None:
        return self.exchange.la.serve(epoch, size)

    def held(self, peer: str, epoch: str, size: int) -> bytes | None:
        sent = [(bundle.unpack(data), data) for data in self.exchange.taken]
        here = [data for each, data in sent if each.header.epoch == epoch and each.last > size]
        return here[0] if here else None

    def chain(self, peer: str) -> bytes:
        la = self.exchange.la
        said = {"held": sorted(la.holds()), "own": sorted(la.chain())}
        return canon.dumps({"format": recovery.FORMAT, **said})


@pytest.fixture
def met(tmp_path: Path) -> Pair:
    return pair(tmp_path)


@contextmanager
def answered(exchange: Line, met: Pair) -> Iterator[Peer]:
    """Let the peer of an exchange listen on loopback; yields its row with address."""
    with make_lines.served(met.folder / "la", OfParty(exchange), met.vn) as port:
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
        chain = recovery.read_chain(asking.chain())
        (epoch,) = chain.held
        back = [asking.held(epoch, size) for size in (0, 1 << 40)]
        nothing = asking.held("0" * 32, 0)

    assert data
    assert exchange.la.take(data)
    assert chain.own == {each.epoch for each in pairs.epochs(exchange.la.node, pairs.TO)}
    assert epoch == exchange.la.disk.own[0].epoch
    assert back[0]
    first = bundle.unpack(back[0])
    assert list(first.lines) == exchange.la.disk.own[0].lines[: first.last]
    assert back[1] is nothing is None


@pytest.mark.django_db
def test_a_restored_node_fetches_its_lines_back_over_the_line(met: Pair) -> None:
    exchange = Line()
    exchange.share_by_policy()
    backup = Backup(exchange)
    lost = patrol(number="2")
    exchange.exchange()
    backup.restore()
    with pytest.raises(Refused, match="restored"):
        exchange.there()

    with answered(exchange, met):
        for _round in range(4):
            pulling.pull(Peer.objects.get(), folder=met.folder / "vn")
            exchange.there()

    assert Document.objects.filter(hash=lost.hash).exists()
    assert status.of(Peer.objects.get()).state == status.SOUND


@pytest.mark.django_db(transaction=True)
def test_a_bundle_that_is_refused_is_asked_for_less_and_less(
    met: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    exchange = Line()
    asked: list[float] = []

    def refuses(_peer: Peer, **_: object) -> None:
        asked.append(time.monotonic())
        raise Refused("bad-root", "Damage.")

    monkeypatch.setattr(pulling, "pull", refuses)
    with answered(exchange, met):
        rounds = pulling.Rounds(folder=met.folder / "vn", every=0.02)
        running = threading.Thread(target=rounds.run, daemon=True)
        running.start()
        time.sleep(1.2)
        rounds.stop()
        running.join()

    assert 4 <= len(asked) <= 8


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
