"""A node with tables and, as its peer, one that knows the protocol alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from saphan.bilateral.models import Matter
from saphan.exchange import ingest, peers, recovery, serving
from saphan.exchange.documents import ArticleText
from saphan.exchange.models import Peer
from saphan.exchange.services import propose_policy
from saphan.ledger import pairs, signer, tellings
from saphan.ledger.records import DocumentRef
from saphan.ledger.seal import seal
from saphan.protocol import bundle, canon, genesis, statements
from saphan.protocol.journal import Kind
from tests import make
from torture import deeds
from torture.party import public_of
from torture.world import World

POLICY = ArticleText(
    article="Điều 3",
    schema="security.patrol",
    parts=["core"],
    levels=["shared"],
    purpose="talks",
    retention_days=3650,
)


class Line:
    """This node, for Sơn La, Houaphanh's as a `Party` of the simulation, a line between them."""

    def __init__(self, seed: int = 1) -> None:
        world = World(seed, restores=False)
        self.world = world
        self.taken: list[bytes] = []
        vn, self.la = world.parties
        self.key = next(iter(vn.keyring.values()))
        self.me = vn.node
        data = genesis.dumps(vn.genesis)
        signed = [genesis.sign(data, root) for s in ("VN", "LA") for root in world.roots[s][:2]]
        tellings.forget(self.la.node)  # of another test, whose tables are gone
        (self.peer,) = peers.join(data, signed, key=public_of(self.key))

    def there(self) -> int:
        """Carry everything new to Houaphanh; return how many bundles changed something there."""
        signer.sign(self.key)
        changed = 0
        copy = self.la.disk.copy
        for data in serving.bundles(self.peer.node, copy.epoch, copy.size):
            changed += self.deliver(data)
        return changed

    def deliver(self, data: bytes) -> bool:
        """Hand one bundle to Houaphanh."""
        changed = self.la.take(data)
        if changed:
            self.taken.append(data)
        return changed

    def back(self) -> list[ingest.Taken]:
        """Carry everything new here."""
        taken: list[ingest.Taken] = []
        while True:
            held = pairs.copy(self.peer.node)
            data = self.la.serve(held.epoch, held.size)
            if data is None:
                return taken
            got = ingest.take(data)
            if not (got.lines or got.parts):
                return taken
            taken.append(got)

    def exchange(self, rounds: int = 3) -> None:
        for _round in range(rounds):
            self.there()
            self.back()

    def confirms(self, doc: str) -> None:
        """Houaphanh agrees to a document."""
        rec = self.rec_of(doc)
        self.la.say(Kind.CONFIRM, rec, doc, statements.confirmed(parts=("core",)))

    def rec_of(self, doc: str) -> str:
        return next(
            line.rec
            for line in self.la.their_lines()
            if line and line.doc == doc and line.kind is Kind.PROPOSE and line.rec
        )

    def share_by_policy(self, *articles: ArticleText) -> DocumentRef:
        """Have a policy agreed by both."""
        ref = propose_policy(articles or (POLICY,), clearance=make.clearance())
        self.there()
        self.confirms(ref.hash.hex())
        self.exchange()
        return ref

    def proposes(self, core: Mapping[str, Any], *, schema: str = "security.patrol/1") -> str:
        """Houaphanh puts a record to this node; return its hash."""
        doc = deeds.propose(
            self.la, self.la.chance.randbytes(16).hex(), {"core": canon.dumps(core)}, schema=schema
        )
        assert doc is not None
        return doc

    def matter(self, doc: str) -> Matter:
        """The matter in which a document stands here."""
        return next(m for m in Matter.objects.all() if doc in {*m.agreed, *m.open})


def patrol(**changes: Any) -> DocumentRef:
    return seal(make.patrol_entry(**changes), clearance=make.clearance())


def peer_of(line: Line) -> Peer:
    return Peer.objects.get(node=line.peer.node)


class Backup:
    """This node as it was: what the tables hold is thrown away, what left the node is not."""

    def __init__(self, line: Line) -> None:
        self._line, self._mark = line, transaction.savepoint_create()

    def restore(self) -> None:
        transaction.savepoint_rollback(self._mark)
        self._mark = transaction.savepoint_create()
        tellings.forget(self._line.la.node)


def help_back(line: Line) -> recovery.Recovered:
    """Let Houaphanh give back what it holds of this node's lines, as it once took them."""
    peer, la = line.peer.node, line.la
    said = recovery.Chain(frozenset(la.chain()), frozenset(la.holds()))
    recovery.step_back(peer, said)
    epoch, size = recovery.asks_back(peer)
    sent = [data for data in line.taken if _is_after(bundle.unpack(data), epoch, size)]
    found = recovery.recover(peer, sent, said=said)
    if recovery.needs_help(peer_of(line)):
        recovery.learn(peer, said)
    return found


def _is_after(sent: bundle.Bundle, epoch: str, size: int) -> bool:
    return sent.header.epoch != epoch or sent.last > size
