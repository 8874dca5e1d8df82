"""A bundle in: a pure check, then one transaction with lines, documents, parts and the answer.

A refusal changes nothing and is kept as evidence; whatever arrives again changes nothing either
(EXCHANGE 4).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from django.db import connection, transaction
from django.utils.translation import gettext as _

from saphan.bilateral import joint
from saphan.bilateral.models import Matter
from saphan.exchange import arrivals, serving, sharing
from saphan.exchange.behind import Behind
from saphan.exchange.models import Peer, Refusal, Wanted
from saphan.kernel import clock
from saphan.kernel.refusals import Refused
from saphan.ledger import journals, pairs, tellings
from saphan.ledger.models import NodeKey, PairEpoch, SignedHead
from saphan.protocol import bundle, journal, merkle, receive, statements
from saphan.protocol.bundle import Bundle
from saphan.protocol.journal import Kind, Line
from saphan.protocol.receive import Copy, News

INGEST_LOCK: Final = 0x5A9C
MOST_REFUSALS: Final = 500
BEGINNING: Final = 64 << 10


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
    except Refused as refused:
        tellings.forget(sender)
        _remember(data, sender, refused)
        raise
    except Exception:
        tellings.forget(sender)
        raise
    if taken.lines:
        sharing.share(taken.peer)
    return taken


@transaction.atomic
def _take(arrived: Bundle) -> Taken:
    peer = Peer.objects.select_for_update().filter(node=arrived.header.sender).first()
    if peer is None:
        raise Refused("wrong-sender", _("The bundle comes from a node that is no peer."))
    _take_turns()
    news, closed = _examined(arrived, peer)
    lines = list(_read(news))
    _check_acks(peer, lines)
    documents = arrivals.documents(peer, arrived.documents, lines)
    if closed is None:
        wanted = arrivals.follow(peer.node, lines)
        if news.lines and not _listens_only(peer):
            _check_state(peer, news)
        _keep(peer, news, arrived)
    else:
        _open(peer, closed, news.copy)
        _keep(peer, news, arrived)
        wanted = arrivals.follow_again(peer.node)
    return _follow_up(arrived, peer, news, documents, wanted)


def _follow_up(
    arrived: Bundle,
    peer: Peer,
    news: News,
    documents: int,
    wanted: Sequence[Wanted],
) -> Taken:
    """Bring everything that rests on the lines up to date, then answer."""
    lines = [line for line in _read(news) if line]
    missing = arrivals.want(peer.node, wanted)
    kept = arrivals.parts(peer.node, arrived.parts)
    touched = arrivals.touched(lines)
    acks = [line for line in lines if line.kind is Kind.ACK]
    if acks:
        touched |= _accepted(peer.node)
        _taken_note(peer.node, {str(line.args.get("epoch")) for line in acks})
    answers = arrivals.erase_as_asked(lines, speaker=pairs.speaker(peer.node))
    joint.refresh(peer.node, touched)
    arrivals.project(peer, {line.doc for line in lines if line.doc} | kept)
    _hear_ack(peer)
    owes = news.calls_for_ack or bool(kept) or missing
    Peer.objects.filter(node=peer.node).update(owes=peer.owes or owes)
    if answers and not _listens_only(peer):
        pairs.write(peer.node, answers)
    answer(peer.node)
    return Taken(peer.node, len(news.lines), documents, len(kept), frozenset(touched))


def _taken_note(peer: str, epochs: set[str]) -> None:
    """The peer acknowledges an epoch that we opened after a restore: we are whole again."""
    ours = PairEpoch.objects.filter(peer=peer, way=pairs.TO, pending=True, epoch__in=epochs)
    if ours.update(pending=False):
        Peer.objects.filter(node=peer).update(owes=True)


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
    pairs.write(peer, [pairs.Say(Kind.ACK, pairs.speaker(peer), args=args)])
    Peer.objects.filter(node=peer).update(owes=False)
    joint.refresh(peer, _accepted(peer))
    return True


def _accepted(peer: str) -> set[str]:
    """Return the matters in which an acknowledgement may make something agreed."""
    accepted = Matter.objects.filter(peer=peer).exclude(accepted=[])
    return set(accepted.values_list("rec", flat=True))


def _examined(arrived: Bundle, peer: Peer) -> tuple[News, int | None]:
    """Return what is new and, when the bundle opens an epoch, after how many lines it goes on."""
    copy, closed = pairs.copy(peer.node), None
    before = pairs.reach(peer.node, pairs.FROM) - copy.size
    present = journals.Place(copy.journal, copy.epoch)
    if arrived.header.epoch != copy.epoch:
        closed = receive.reopened(
            arrived,
            copy,
            held=lambda first, last: pairs.stored(present, first, last),
            yields=_listens_only(peer),
        )
        before += closed
        copy = Copy.empty(peer.node, copy.journal, arrived.header.epoch)
    trust = pairs.trust(peer.node, pairs.FROM)
    for seq, data in enumerate(arrived.lines, start=arrived.header.start):
        line = receive.line_at(data, copy, seq)
        if line is not None:
            trust.hear(before + seq, line)
    place = journals.Place(copy.journal, copy.epoch)
    news = receive.examine(
        arrived,
        copy,
        me=pairs.me(peer.node),
        key_at=lambda size: trust.at(before + size).key,
        held=lambda first, last: pairs.stored(place, first, last),
    )
    return news, closed


def _read(news: News) -> Iterable[Line | None]:
    for seq, data in enumerate(news.lines, start=news.start):
        yield receive.line_at(data, news.copy, seq)


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
    if _root(found, ack.size).hex() != ack.root:
        raise Refused("fork", _("The peer holds other lines of this journal than are here."))


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


def _keep(peer: Peer, news: News, arrived: Bundle) -> None:
    """Store the lines and the head over them: together they are the copy."""
    pairs.keep(news.copy, news.start, news.lines)
    if news.lines:
        public = pairs.trust(peer.node, pairs.FROM).at(pairs.reach(peer.node, pairs.FROM)).key
        keep_head(news, arrived, public, peer=peer.node)


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


def _remember(data: bytes, sender: str, refused: Refused) -> None:
    """Keep what was refused, and why; the oldest make room."""
    if isinstance(refused, Behind):
        refused.note()
    Refusal.objects.create(
        at=clock.now(),
        peer=sender,
        code=refused.code,
        sentence=refused.sentence,
        where=refused.where,
        sha256=sha256(data).digest(),
        size=len(data),
        beginning=data[:BEGINNING],
    )
    old = Refusal.objects.values_list("pk", flat=True)[MOST_REFUSALS : MOST_REFUSALS + 50]
    Refusal.objects.filter(pk__in=list(old)).delete()
