"""How things stand with each peer, in plain values for the page and the command."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from saphan.bilateral.models import Matter, View
from saphan.exchange import serving
from saphan.exchange.models import Peer, Refusal, Unread, Wanted
from saphan.ledger import pairs
from saphan.ledger.models import JournalLine, SignedHead
from saphan.protocol import journal
from saphan.protocol.journal import Kind

SOUND = "sound"
WAITING = "waiting"
QUARANTINE = "quarantine"
FORK = "fork"


@dataclass(frozen=True, slots=True)
class Standing:
    """Sizes are positions: lines in force from the first on.

    `ours` lines are written here for the peer, of which `signed` are under a head and
    `acknowledged` are known to be durably held there; `theirs` are held here. `oldest` is when the
    first line that the peer has not acknowledged was written, acknowledgements apart. `missing`
    parts were disclosed and did not arrive; `unread` documents cannot be shown here.
    """

    peer: str
    name: str
    state: str
    ours: int
    signed: int
    acknowledged: int
    theirs: int
    oldest: datetime | None
    missing: int
    unread: int
    refused: int
    waits_for_us: int
    waits_for_them: int

    @property
    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "oldest": self.oldest.isoformat() if self.oldest else None}


def all_peers() -> list[Standing]:
    """Return the standing with every peer, by name."""
    return [of(peer) for peer in Peer.objects.all()]


def of(peer: Peer) -> Standing:
    epoch, size = serving.acknowledged(peer.node)
    acknowledged = pairs.course(peer.node, pairs.TO).reach(epoch, size) or 0
    oldest = _oldest(peer.node, acknowledged)
    matters = Matter.objects.filter(peer=peer.node).current()
    return Standing(
        peer=peer.node,
        name=peer.name,
        state=_state(peer, waiting=oldest is not None),
        ours=pairs.reach(peer.node, pairs.TO),
        signed=_signed(peer.node),
        acknowledged=acknowledged,
        theirs=pairs.reach(peer.node, pairs.FROM),
        oldest=oldest,
        missing=Wanted.objects.filter(peer=peer.node).count(),
        unread=Unread.objects.filter(peer=peer.node).count(),
        refused=Refusal.objects.filter(peer=peer.node).count(),
        waits_for_us=matters.filter(turn=View.OURS).count(),
        waits_for_them=matters.filter(turn=View.THEIRS).count(),
    )


def _state(peer: Peer, *, waiting: bool) -> str:
    if peer.restored or pairs.quarantined(peer.node):
        return QUARANTINE
    if Refusal.objects.filter(peer=peer.node, code="fork").exists():
        return FORK
    return WAITING if waiting else SOUND


def _signed(peer: str) -> int:
    *before, present = pairs.epochs(peer, pairs.TO)
    signed = SignedHead.objects.filter(journal=present.journal, epoch=present.epoch)
    last = signed.order_by("-size").first()
    return sum(each.base or 0 for each in before) + (last.size if last else 0)


def _oldest(peer: str, acknowledged: int) -> datetime | None:
    """When the first line was written that asks for an answer and has none."""
    before = 0
    for each in pairs.epochs(peer, pairs.TO):
        unanswered = JournalLine.objects.filter(
            journal=each.journal, epoch=each.epoch, seq__gt=max(acknowledged - before, 0)
        ).exclude(kind=Kind.ACK)
        if each.base is not None:
            unanswered = unanswered.filter(seq__lte=each.base)
        first = unanswered.order_by("seq").first()
        if first is not None:
            return datetime.fromisoformat(journal.read_line(bytes(first.bytes)).at)
        before += each.base or 0
    return None
