"""Help for a restored peer as a file: what it must know, and its own lines as they once came."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from saphan.exchange import recovery
from saphan.exchange.models import Peer
from saphan.exchange.recovery import Recovered
from saphan.kernel.refusals import Refused
from saphan.ledger import pairs
from saphan.protocol import bundle, canon

FORMAT: Final = "saphan-help/1"


def pieces(peer: str) -> Iterator[bytes]:
    """Yield what a stick to a restored peer holds: from whom, the epochs, the peer's bundles."""
    yield canon.dumps({"format": FORMAT, "from": pairs.me(peer), "to": peer})
    yield recovery.chain(peer)
    yield from recovery.give_back(peer, pairs.epochs(peer, pairs.FROM)[0].epoch, 0)


def is_help(data: bytes) -> bool:
    """Whether the first piece of a stick says that help follows."""
    return data.startswith(b'{"format":"saphan-help/')


def take(first: bytes, pieces: Iterator[bytes]) -> Recovered:
    """Take our own lines back from a peer's file; a sound node does nothing.

    Refused with `bad-chain`, `wrong-sender`, `wrong-receiver` and as `recovery.recover`.
    """
    said = canon.loads(first)
    if type(said) is not dict or said.keys() != {"format", "from", "to"}:
        raise Refused("bad-chain", _("This does not say which epochs the peer knows."))
    peer = Peer.objects.filter(node=str(said["from"])).first()
    if peer is None:
        raise Refused("wrong-sender", _("The bundle comes from a node that is no peer."))
    if said["to"] != pairs.me(peer.node):
        raise Refused("wrong-receiver", _("This help is meant for another node."))
    chain = recovery.read_chain(next(pieces, b""))
    recovery.step_back(peer.node, chain)
    found = recovery.recover(peer.node, list(_missing(peer.node, pieces)), said=chain)
    if recovery.needs_help(Peer.objects.get(node=peer.node)):
        recovery.learn(peer.node, chain)
    return found


def _missing(peer: str, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the bundles after the place up to which our lines are known to be the same."""
    epoch, size = recovery.asks_back(peer)
    own = [each.epoch for each in pairs.epochs(peer, pairs.TO)]
    before = own[: own.index(epoch)]
    for data in pieces:
        arrived = bundle.unpack(data)
        held = arrived.header.epoch == epoch and arrived.last <= size
        if not held and arrived.header.epoch not in before:
            yield data
