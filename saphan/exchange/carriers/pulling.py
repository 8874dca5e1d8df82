"""Asks peers for what they have to say, and answers them: the tables behind the carriers."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connections
from django.utils.translation import gettext as _

from saphan.exchange import ingest, recovery, serving
from saphan.exchange.carriers.client import Line, Remote
from saphan.exchange.models import Peer
from saphan.kernel.refusals import Refused
from saphan.ledger import pairs
from saphan.protocol import bundle

EVERY = 30.0
"""Seconds between two rounds to a peer."""

MOST_DOUBLED = 4
"""A bundle that was refused is asked for more and more seldom, at last every 16 rounds."""
FAILURES_OF_THE_LINE = frozenset({"", "unreachable"})
MOST_RETURNED = 64 << 20
"""Bytes that a restored node takes back in one round; the rest follows in the next."""

log = logging.getLogger("saphan.exchange")


@dataclass(frozen=True, slots=True)
class Pulled:
    """What came from a peer until it had nothing more to say."""

    bundles: int = 0
    lines: int = 0
    documents: int = 0
    parts: int = 0

    def and_(self, taken: ingest.Taken) -> Pulled:
        return Pulled(
            self.bundles + 1,
            self.lines + taken.lines,
            self.documents + taken.documents,
            self.parts + taken.parts,
        )


def pull(peer: Peer, *, folder: Path) -> Pulled:
    """Take in bundle after bundle until a peer says nothing new; `folder` holds the node's keys.

    A node that comes from a backup first takes its own lines back. Refused with `no-address`, as
    `client.Line` and as `ingest.take`; what came before is kept.
    """
    pulled = Pulled()
    with Line(remote(peer), folder=folder) as line:
        if recovery.needs_help(peer):
            help_back(peer.node, line)
        while True:
            held = pairs.copy(peer.node)
            data = line.serve(held.epoch, held.size)
            if data is None:
                return pulled
            taken = ingest.take(data)
            pulled = pulled.and_(taken)
            if not taken.lines:
                return pulled


def help_back(peer: str, line: Line) -> None:
    """Go one exchange further out of quarantine, with what the peer holds of our own journal."""
    said = recovery.read_chain(line.chain())
    recovery.step_back(peer, said)
    recovery.recover(peer, list(_returned(line, *recovery.asks_back(peer))), said=said)
    if recovery.needs_help(Peer.objects.get(node=peer)):
        recovery.learn(peer, said)


def _returned(line: Line, epoch: str, size: int) -> Iterator[bytes]:
    room = MOST_RETURNED
    while room > 0 and (data := line.held(epoch, size)) is not None:
        yield data
        arrived = bundle.unpack(data)
        epoch, size, room = arrived.header.epoch, arrived.last, room - len(data)


def remote(peer: Peer) -> Remote:
    """Return where a peer listens and how it is known; Refused with `no-address`."""
    if not (peer.address and peer.certificate):
        raise Refused(
            "no-address",
            _("%(name)s has no address: bundles travel by stick.") % {"name": peer.name},
        )
    return Remote(peer.node, peer.address, peer.certificate)


def certificates() -> dict[str, str]:
    """Return the certificates that count, by the peers' nodes."""
    with own_connection():
        return dict(Peer.objects.exclude(certificate="").values_list("node", "certificate"))


class FromTables:
    """Answers peers from the ledger, each answer over a connection of its own."""

    def serve(self, peer: str, epoch: str, size: int) -> bytes | None:
        with own_connection():
            return serving.serve(peer, epoch, size)

    def held(self, peer: str, epoch: str, size: int) -> bytes | None:
        with own_connection():
            return next(recovery.give_back(peer, epoch, size), None)

    def chain(self, peer: str) -> bytes:
        with own_connection():
            return recovery.chain(peer)


class Rounds:
    """Pulls from every peer with an address, each in a thread of its own, until told to stop."""

    def __init__(self, *, folder: Path, every: float = EVERY) -> None:
        self._folder, self._every = folder, every
        self._stopping = threading.Event()
        self._said: dict[str, str] = {}
        self._threads: dict[str, threading.Thread] = {}

    def run(self) -> None:
        """Look for new peers each round; a slow one keeps nobody waiting."""
        while not self._stopping.is_set():
            with own_connection():
                found = list(Peer.objects.exclude(address="").values_list("node", flat=True))
            for node in found:
                if node not in self._threads:
                    self._threads[node] = self._started(node)
            self._stopping.wait(self._every)
        for thread in self._threads.values():
            thread.join()

    def stop(self) -> None:
        self._stopping.set()

    def _started(self, node: str) -> threading.Thread:
        thread = threading.Thread(target=self._visit, args=(node,), daemon=True)
        thread.start()
        return thread

    def _visit(self, node: str) -> None:
        refused = 0
        while not self._stopping.is_set():
            code = self._once(node)
            self._say(node, code)
            refused = refused + 1 if code not in FAILURES_OF_THE_LINE else 0
            self._stopping.wait(self._every * 2 ** min(refused, MOST_DOUBLED))

    def _once(self, node: str) -> str:
        """Return the code with which a round ended; empty when it went well."""
        try:
            with own_connection():
                pull(Peer.objects.get(node=node), folder=self._folder)
        except Refused as refused:
            return refused.code
        except Exception:
            log.exception("the round to %s failed", node)
            return "unexpected"
        return ""

    def _say(self, node: str, code: str) -> None:
        """Tell news only: a line that is down all night is one line of the log."""
        if self._said.get(node, "") != code:
            log.warning("peer %s: %s", node[:8], code or "goes on")
        self._said[node] = code


@contextmanager
def own_connection() -> Iterator[None]:
    """A thread's connection to the database is closed when its work is done."""
    try:
        yield
    finally:
        connections.close_all()
