"""Evidence of what both sides agreed to: both journals' lines of a matter under signed heads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from saphan.bilateral.models import Matter
from saphan.exchange.models import Peer
from saphan.kernel.refusals import Refused
from saphan.ledger import evidence as alone
from saphan.ledger import pairs, tellings
from saphan.ledger.evidence import Receiver, Words
from saphan.ledger.models import JournalLine, NodeKey, Pair, PairEpoch, SignedHead
from saphan.ledger.reading import Stored
from saphan.protocol import evidence, merkle, statements
from saphan.protocol.evidence import Agreement, Entry, Extract, Version
from saphan.protocol.journal import Kind
from saphan.protocol.telling import Telling

WAYS: Final = (pairs.TO, pairs.FROM)


@dataclass(frozen=True, slots=True)
class _Side:
    """One journal of the pair up to its newest signed head, and the state that this head tells."""

    way: str
    epochs: Sequence[PairEpoch]
    head: SignedHead
    telling: Telling

    @property
    def journal(self) -> str:
        return self.head.journal

    def size_of(self, epoch: PairEpoch) -> int:
        """Return how many lines of an epoch the head covers."""
        return self.head.size if epoch.base is None else epoch.base

    @property
    def lines(self) -> QuerySet[JournalLine]:
        """The lines in force up to the head."""
        covered = Q(pk__in=[])
        for each in self.epochs:
            covered |= Q(epoch=each.epoch, seq__lte=self.size_of(each))
        return JournalLine.objects.filter(covered, journal=self.journal)


def file_of(record: UUID | bytes, *, words: Callable[[Stored], Words], receiver: Receiver) -> bytes:
    """Return the evidence file of a version: of both sides where they agreed to it.

    Else as `ledger.evidence.file_of`, which refuses alike; `not-signed-yet` also while no head
    tells the agreement.
    """
    stored = alone.find(record)
    matter = Matter.objects.filter(agreed__contains=[stored.record.hash.hex()], main="").first()
    if matter is None:
        return alone.file_of(record, words=words, receiver=receiver)
    said, versions = words(stored), alone.versions_of(record, receiver=receiver)
    members = [matter.rec, *_linked(matter)]
    sides = [_side(matter.peer, way) for way in WAYS]
    latches = frozenset[tuple[str, int]]().union(
        *(side.telling.latches(matter.rec) for side in sides)
    )
    one, two = (_extract(side, members, latches) for side in sides)
    return evidence.build_joint(
        versions,
        (one, two),
        agreement=Agreement(
            genesis=bytes(Pair.objects.get(peer=matter.peer).genesis),
            signatures=_root_signatures(matter.peer),
            matter=members,
            states=[
                (side.journal, side.telling.proof(matter.rec))
                for side in _telling(sides, matter.rec, stored.record.hash.hex())
            ],
            policies=list(_policies((*one.entries, *two.entries), receiver)),
        ),
        rendering=said.rendering,
        labels=said.labels,
    )


def _linked(matter: Matter) -> list[str]:
    linked = Matter.objects.filter(peer=matter.peer, main=matter.rec).order_by("rec")
    return list(linked.values_list("rec", flat=True))


def _side(peer: str, way: str) -> _Side:
    epochs = pairs.epochs(peer, way)
    last = epochs[-1]
    signed = SignedHead.objects.filter(journal=last.journal, epoch=last.epoch)
    head = signed.order_by("-size").first()
    if head is None:
        raise _not_yet()
    position = sum(each.base or 0 for each in epochs[:-1]) + head.size
    return _Side(way, epochs, head, _told(peer, way, position))


def _told(peer: str, way: str, position: int) -> Telling:
    """Return the telling at a position: the one that is kept, unless lines came since."""
    followed = tellings.follow(peer, way)
    if followed.told == position:
        return followed.telling
    telling = tellings.begin(peer, way)
    for line in islice(pairs.lines(peer, way), position):
        telling.tell(line)
    return telling


def _telling(sides: Sequence[_Side], rec: str, doc: str) -> Iterator[_Side]:
    """Yield the sides whose heads tell that the document is agreed: one of them is enough."""
    found = [
        side
        for side in sides
        if (state := side.telling.states.get(rec)) is not None and doc in state.agreed
    ]
    if not found:
        raise _not_yet()
    yield from found


def _not_yet() -> Refused:
    return Refused(
        "not-signed-yet", _("The journal's head is not signed yet. Try again in a moment.")
    )


def _extract(side: _Side, members: Sequence[str], latches: frozenset[tuple[str, int]]) -> Extract:
    """Gather every line that the state of the matter rests on, with its proof."""
    wanted = Q(rec__in=members) | Q(kind__in=[Kind.KEY, Kind.EPOCH])
    wanted |= Q(epoch=side.head.epoch, seq=side.head.size)
    before = 0
    for each in side.epochs:
        of_epoch = [at - before for name, at in latches if name == side.journal and at > before]
        wanted |= Q(epoch=each.epoch, seq__in=of_epoch)
        before += each.base or 0
    lines = list(side.lines.filter(wanted).order_by("epoch", "seq"))
    return Extract(
        head=bytes(side.head.bytes),
        signature=bytes(side.head.signature),
        key=bytes(NodeKey.objects.get(fingerprint=side.head.key).public),
        entries=[
            Entry(bytes(line.bytes), merkle.inclusion_proof(leaves, line.seq - 1))
            for each in side.epochs
            for leaves in [_leaves(side, each)]
            for line in lines
            if line.epoch == each.epoch
        ],
    )


def _leaves(side: _Side, epoch: PairEpoch) -> list[bytes]:
    covered = side.lines.filter(epoch=epoch.epoch).order_by("seq")
    return [bytes(leaf) for leaf in covered.values_list("leaf", flat=True).iterator(10_000)]


def _root_signatures(peer: str) -> list[tuple[str, str]]:
    kept = Peer.objects.select_related("genesis").get(node=peer).genesis.signatures
    return [(root, signature) for root, signature in kept]


def _policies(entries: Sequence[Entry], receiver: Receiver) -> Iterator[Version]:
    """Yield the policies under which parts of the matter were disclosed."""
    said = (statements.read_bytes(entry.data) for entry in entries)
    named = {each.policy for each in said if isinstance(each, statements.Disclosed)}
    for policy in sorted(filter(None, named)):
        yield alone.versions_of(bytes.fromhex(policy), receiver=receiver)[0]
