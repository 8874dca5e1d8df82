"""What a node looks at before it takes a genesis file for its own (EXCHANGE 6)."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from saphan.exchange.carriers.client import place
from saphan.exchange.ceremony.card import Card
from saphan.exchange.ceremony.drafting import Signature, refuse_doubled
from saphan.exchange.models import Peer
from saphan.kernel.refusals import Refused
from saphan.protocol import genesis
from saphan.protocol.genesis import Genesis


def certificates(
    data: bytes, signatures: Sequence[Signature], *, own: Card, cards: Sequence[Card]
) -> dict[str, str]:
    """Return the certificate (PEM) of every peer by its node's id, when nothing objects.

    Refused with `unsigned-VN`, `other-genesis` (it names another pair), `other-key` (it names
    another key of ours than we hold), `authority-twice`, `no-card` or `other-card`.
    """
    unsigned = genesis.why_not_signed(data, signatures)
    if unsigned:
        raise Refused(unsigned, _("Not enough roots of both sides signed the file."))
    first = genesis.loads(data)
    _look_at_ourselves(first, own)
    peers = {j.reader for j in first.journals if j.owner == own.id}
    shown = {card.id: card for card in cards}
    return {peer: _certificate(first, peer, shown.get(peer)) for peer in sorted(peers)}


def locate(peer: Peer, address: str) -> None:
    """Say where a peer answers, as `host:port`; empty where it does not. Refused `bad-address`."""
    if address:
        place(address)
    Peer.objects.filter(node=peer.node).update(address=address)


def _look_at_ourselves(first: Genesis, own: Card) -> None:
    named = next((node for node in first.nodes if node.id == own.id), None)
    if named is None:
        raise Refused("other-genesis", _("The file is not about this node."))
    if (named.side, named.key, named.box, named.tls) != (own.side, own.key, own.box, own.tls):
        raise Refused("other-key", _("The file names another key for this node than it holds."))
    claims = [(code, node.id) for node in first.nodes for code in node.authorities]
    refuse_doubled([*((code, own.id) for code in own.authorities), *claims])


def _certificate(first: Genesis, peer: str, card: Card | None) -> str:
    if card is None:
        raise Refused("no-card", _("The card of the node %(node)s is missing.") % {"node": peer})
    if card.tls != first.node(peer).tls:
        raise Refused(
            "other-card",
            _("The card of %(name)s is not the one that was signed for.") % {"name": card.name},
        )
    return card.certificate
