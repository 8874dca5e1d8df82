"""A bundle in: a pure check, then one transaction with lines, documents, parts and the answer.

A refusal changes nothing and is kept as evidence; whatever arrives again changes nothing either
(EXCHANGE 4).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.db import connection, transaction
from django.utils.translation import gettext as _

from saphan.bilateral import joint
from saphan.bilateral.models import Matter
from saphan.exchange import again, arrivals, refusals, serving, sharing, showing
from saphan.exchange.behind import Behind
from saphan.exchange.models import Peer, Wanted
from saphan.kernel import clock
from saphan.kernel.failpoints import failpoint
from saphan.kernel.refusals import Refused
from saphan.ledger import journals, pairs, tellings
from saphan.ledger.models import Document, NodeKey, PairEpoch, SignedHead
from saphan.protocol import bundle, journal, merkle, policy, receive, statements
from saphan.protocol.bundle import Bundle
from saphan.protocol.journal import Kind, Line
from saphan.protocol.receive import Copy, News

INGEST_LOCK: Final = 0x5A9C


@dataclass(frozen=True, slots=True)
class Taken:
    """What a bundle brought; all zero when everything in it was held before."""

    peer: str
    lines: int = 0
    documents: int = 0
    parts: int = 0
    touched: frozenset[str] = field(default_factory=frozenset)


def take(data: bytes) -> Taken:
    """Take a bundle in and answer it; Refused with a code, and kept as evidence, when it cannot be.

    What an agreement in it allows is told afterwards, in transactions of its own.
    """
    sender = ""
    try:
        arrived = bundle.unpack(data)
        sender = arrived.header.sender
        taken = _take(arrived)
        failpoint("ingest:committed")
    except Refused as refused:
        tellings.forget(sender)
        if isinstance(refused, Behind):
            refused.note()
        refusals.remember(sender, refused, data)
        raise
    except Exception:
        tellings.forget(sender)
        raise
    if Peer.objects.filter(node=taken.peer, untold=True).exists():
        sharing.share(taken.peer)
    return taken


@dataclass(frozen=True, slots=True)
class _Arrived:
    """A bundle that may be taken in: its new lines, read once, and where they belong.

    `closed`: after how many lines held so far the epoch goes on that the bundle opens, if any.
    """

    bundle: Bundle
    peer: Peer
    news: News
    closed: int | None
    lines: Sequence[Line | None]

    @property
    def readable(self) -> list[Line]:
        return [line for line in self.lines if line]


@transaction.atomic
def _take(data: Bundle) -> Taken:
    peer = Peer.objects.select_for_update().filter(node=data.header.sender).first()
    if peer is None:
        raise Refused("wrong-sender", _("The bundle comes from a node that is no peer."))
    _take_turns()
    arrived = _examined(data, peer)
    failpoint("ingest:verified")
    _check_acks(peer, arrived.lines)
    documents = arrivals.documents(peer, data.documents, arrived.lines)
    if arrived.closed is None:
        wanted = arrivals.follow(peer.node, arrived.lines)
        if arrived.lines and not _listens_only(peer):
            _check_state(peer, arrived.news)
        _keep(arrived)
    else:
        _open(peer, arrived.closed, arrived.news.copy)
        _keep(arrived)
        wanted = arrivals.follow_again(peer.node)
    return _follow_up(arrived, documents, wanted)


def _follow_up(arrived: _Arrived, documents: int, wanted: Sequence[Wanted]) -> Taken:
    """Bring everything that rests on the lines up to date, then answer."""
    peer, lines = arrived.peer, arrived.readable
    missing = arrivals.want(peer.node, wanted)
    kept = arrivals.parts(peer.node, arrived.bundle.parts)
    touched = arrivals.touched(lines)
    acks = [line for line in lines if line.kind is Kind.ACK]
    if acks:
        touched |= _accepted(peer.node)
        _taken_note(peer.node, {str(line.args.get("epoch")) for line in acks})
    if any(line.kind is Kind.KEY for line in lines):
        _speaks_for(peer)
    answers = arrivals.erase_as_asked(peer.node, lines, speaker=pairs.speaker(peer.node))
    if answers and not _listens_only(peer):
        pairs.write(peer.node, answers)
    joint.refresh(peer.node, touched)
    showing.show(peer, kept)
    _hear_ack(peer)
    if _allows_otherwise(peer.node, touched, kept):
        Peer.objects.filter(node=peer.node).update(untold=True)
    calls = any(line is None or line.kind is not Kind.ACK for line in arrived.lines)
    Peer.objects.filter(node=peer.node).update(owes=peer.owes or calls or bool(kept) or missing)
    answer(peer.node)
    failpoint("ingest:before-commit")
    return Taken(peer.node, len(arrived.lines), documents, len(kept), frozenset(touched))


def _speaks_for(peer: Peer) -> None:
    """Keep for which authorities the peer speaks now, by what its side's roots signed."""
    terms = pairs.trust(peer.node, pairs.FROM).at(pairs.reach(peer.node, pairs.FROM))
    peer.authorities = sorted(terms.authorities)
    Peer.objects.filter(node=peer.node).update(authorities=peer.authorities)


def _taken_note(peer: str, epochs: set[str]) -> None:
    """The peer acknowledges an epoch that we opened after a restore: we are whole again."""
    ours = PairEpoch.objects.filter(peer=peer, way=pairs.TO, pending=True, epoch__in=epochs)
    if ours.update(pending=False):
        Peer.objects.filter(node=peer).update(owes=True, untold=True)
        again.say(peer)


def _allows_otherwise(peer: str, touched: Collection[str], kept: Collection[bytes]) -> bool:
    """Whether lines or parts of a sharing policy came: it may allow now what it did not."""
    policies = Matter.objects.filter(peer=peer, kind=policy.SCHEMA)
    if policies.filter(rec__any=list(touched)).exists():
        return True
    arrived = Document.objects.filter(hash__any=list(kept))
    return arrived.filter(schema__startswith=f"{policy.SCHEMA}/").exists()


def answer(peer: str) -> bool:
    """Acknowledge what is durably held, if that is due and this node is whole."""
    held = Peer.objects.get(node=peer)
    if not held.owes or held.restored:
        return False
    copy = pairs.copy(peer)
    missing = Wanted.objects.filter(peer=peer).order_by("commitment")
    named = missing.values_list("commitment", flat=True)[: statements.MOST_NAMED]
    args = statements.acked(
        epoch=copy.epoch,
        size=copy.size,
        root=merkle.Frontier.from_bytes(copy.frontier).root(),
        missing=tuple(sorted(bytes(each).hex() for each in named)),
    )
    failpoint("ack:before")
    pairs.write(peer, [pairs.Say(Kind.ACK, pairs.speaker(peer), args=args)])
    Peer.objects.filter(node=peer).update(owes=False)
    joint.refresh(peer, _accepted(peer))
    return True


def _accepted(peer: str) -> set[str]:
    """Return the matters in which an acknowledgement may make something agreed."""
    accepted = Matter.objects.filter(peer=peer).exclude(accepted=[])
    return set(accepted.values_list("rec", flat=True))


def _examined(data: Bundle, peer: Peer) -> _Arrived:
    """Return what a bundle adds; Refused as `receive.examine` and `receive.reopened`."""
    copy, closed = pairs.copy(peer.node), None
    before = pairs.reach(peer.node, pairs.FROM) - copy.size
    place = journals.Place(copy.journal, copy.epoch)

    def held(first: int, last: int) -> list[bytes]:
        return pairs.stored(place, first, last)

    trust = pairs.trust(peer.node, pairs.FROM)
    if data.header.epoch != copy.epoch:
        opening = receive.opening(data)
        yields = _listens_only(peer) or (opening is not None and trust.signed(opening))
        closed = receive.reopened(data, copy, held=held, yields=yields)
        before += closed
        copy = Copy.empty(peer.node, copy.journal, data.header.epoch)
        place = journals.Place(copy.journal, copy.epoch)
    lines = [receive.line_at(x, copy, n) for n, x in enumerate(data.lines, data.header.start)]
    for seq, line in enumerate(lines, start=data.header.start):
        if line is not None:
            trust.hear(before + seq, line)
    news = receive.examine(
        data,
        copy,
        me=pairs.me(peer.node),
        key_at=lambda size: trust.at(before + size).key,
        held=held,
    )
    return _Arrived(data, peer, news, closed, lines[len(lines) - len(news.lines) :])


def _listens_only(peer: Peer) -> bool:
    return peer.restored or pairs.quarantined(peer.node)


def _check_acks(peer: Peer, lines: Iterable[Line | None]) -> None:
    """What the peer says it holds of our journal is what was written here."""
    for line in lines:
        ack = statements.read(line) if line else None
        if isinstance(ack, statements.Acked):
            _check_ack(peer, ack)


def _check_ack(peer: Peer, ack: statements.Acked) -> None:
    found = next((e for e in pairs.epochs(peer.node, pairs.TO) if e.epoch == ack.epoch), None)
    if found is None or ack.size > pairs.size(pairs.place(found)):
        if not _listens_only(peer):
            raise Behind(peer.node)
        return
    if _root(found, ack.size).hex() != ack.root and not _listens_only(peer):
        raise Behind(peer.node)


def _root(epoch: PairEpoch, size: int) -> bytes:
    """Return the root of an epoch's first lines, by the head that was signed over them."""
    if size == 0:
        return merkle.EMPTY_ROOT
    head = SignedHead.objects.filter(journal=epoch.journal, epoch=epoch.epoch, size=size).first()
    if head is not None:
        return journal.read_head(bytes(head.bytes)).root
    return merkle.root([merkle.leaf_hash(x) for x in pairs.stored(pairs.place(epoch), 1, size)])


def _check_state(peer: Peer, news: News) -> None:
    """The head's state root is what this node works out of the same lines."""
    if news.head.state == journal.UNKNOWN_STATE:
        raise Refused("state-unknown", _("The peer was restored and is not complete yet."))
    if tellings.kept(peer.node, pairs.FROM).telling.roots[-1] != news.head.state:
        raise Refused("state-differs", _("The two nodes work out different states."))


def _open(peer: Peer, closed: int, copy: Copy) -> None:
    """Close the peer's epoch after the lines that stay in force and begin the new one."""
    last = pairs.epochs(peer.node, pairs.FROM)[-1]
    PairEpoch.objects.filter(pk=last.pk).update(base=closed)
    PairEpoch.objects.create(
        peer=peer.node,
        way=pairs.FROM,
        journal=copy.journal,
        epoch=copy.epoch,
        number=last.number + 1,
        opened_at=clock.now(),
    )


def _keep(arrived: _Arrived) -> None:
    """Store the lines and the head over them: together they are the copy."""
    peer, news = arrived.peer.node, arrived.news
    pairs.keep(news.copy, news.start, news.lines, arrived.lines)
    if news.lines:
        public = pairs.trust(peer, pairs.FROM).at(pairs.reach(peer, pairs.FROM)).key
        keep_head(news, arrived.bundle, public, peer=peer)


def keep_head(news: News, arrived: Bundle, public: bytes, *, peer: str) -> None:
    """Store a head that was checked, and the key that signed it; `peer` is empty for our own."""
    fingerprint = journal.fingerprint(public)
    NodeKey.objects.get_or_create(
        fingerprint=fingerprint,
        defaults={
            "public": public,
            "since_size": news.copy.size,
            "added_at": clock.now(),
            "peer": peer,
        },
    )
    SignedHead.objects.create(
        journal=news.copy.journal,
        epoch=news.copy.epoch,
        size=news.copy.size,
        bytes=arrived.head,
        signature=arrived.signature,
        key=fingerprint,
        frontier=news.copy.frontier,
        signed_at=clock.now(),
    )


def _hear_ack(peer: Peer) -> None:
    epoch, size = serving.acknowledged(peer.node)
    joint.heard(peer.node, pairs.course(peer.node, pairs.TO).reach(epoch, size) or 0)


def _take_turns() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [INGEST_LOCK])
