"""Who the peers are: a genesis file that both sides signed opens the journals with each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from saphan.exchange.models import Genesis, Peer
from saphan.kernel import clock
from saphan.kernel.refusals import Refused
from saphan.ledger import journals, pairs
from saphan.ledger.models import NodeKey
from saphan.protocol import genesis, journal

NO_ADDRESSES: Final[Mapping[str, str]] = {}


@transaction.atomic
def join(
    data: bytes,
    signatures: Sequence[tuple[str, str]],
    *,
    key: str,
    certificates: Mapping[str, str] = NO_ADDRESSES,
) -> list[Peer]:
    """Open the journals with each node of the other side; return the new peers.

    `key` is this node's public key (raw, hexadecimal), `certificates` map node ids to PEM. Joining
    again changes nothing. Refused: `unsigned-XX` when a side's roots have not signed, and
    `other-genesis` when the file does not name this node or contradicts the one joined before.
    """
    missing = genesis.why_not_signed(data, signatures)
    if missing:
        raise Refused(missing, _("The genesis file lacks signatures of root keys of a side."))
    first = genesis.loads(data)
    me = next((node for node in first.nodes if node.key == key), None)
    if me is None:
        raise Refused("other-genesis", _("The genesis file does not name this node and its key."))
    kept, _made = Genesis.objects.get_or_create(
        hash=sha256(data).digest(),
        defaults={
            "signatures": [list(each) for each in signatures],
            "joined_at": clock.now(),
        },
    )
    return [
        _meet(kept, data, me, other, certificates.get(other.id, ""))
        for other in first.nodes
        if other.side != me.side and _ways(first, me.id, other.id)
    ]


def _ways(first: genesis.Genesis, one: str, two: str) -> dict[str, genesis.Journal]:
    """Return the journals between two nodes, by the owner."""
    return {j.owner: j for j in first.journals if {j.owner, j.reader} == {one, two}}


def _meet(
    kept: Genesis, data: bytes, me: genesis.Node, other: genesis.Node, certificate: str
) -> Peer:
    before = Peer.objects.filter(node=other.id).first()
    if before is not None:
        if before.genesis_id != kept.hash:
            raise Refused("other-genesis", _("This node joined the peer by another genesis file."))
        return before
    ways = _ways(genesis.loads(data), me.id, other.id)
    pairs.begin(
        other.id,
        node=me.id,
        genesis=data,
        ours=journals.Place(ways[me.id].id, ways[me.id].epoch),
        theirs=journals.Place(ways[other.id].id, ways[other.id].epoch),
    )
    _know(other.id, bytes.fromhex(other.key), since=0)
    return Peer.objects.create(
        node=other.id,
        genesis=kept,
        side=other.side,
        name=other.authorities[0] if other.authorities else other.id[:8],
        authorities=list(other.authorities),
        box=bytes.fromhex(other.box),
        certificate=certificate,
    )


def _know(peer: str, public: bytes, *, since: int) -> None:
    NodeKey.objects.get_or_create(
        fingerprint=journal.fingerprint(public),
        defaults={"public": public, "since_size": since, "added_at": clock.now(), "peer": peer},
    )


def find(name: str) -> Peer:
    """Return a peer by its node id, its name or an authority; Refused with `no-such-peer`."""
    for each in Peer.objects.select_related("genesis"):
        if name in (each.node, each.name, *each.authorities):
            return each
    raise Refused("no-such-peer", _("No peer is called %(name)s.") % {"name": name})
