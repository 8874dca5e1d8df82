"""A restored node becomes whole again with its peer's help (EXCHANGE 6).

It listens only, fetches its own lines back under the heads that it signed itself, opens a new
epoch after them and goes on once the peer has taken note. Numbers that a lost life gave out are
spent, so every restore opens another epoch. One procedure for a restore, a compromised key, a fork.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from saphan.bilateral import joint
from saphan.exchange import arrivals, ingest
from saphan.exchange.models import Peer
from saphan.kernel import clock
from saphan.kernel.failpoints import failpoint
from saphan.kernel.refusals import Refused
from saphan.ledger import journals, pairs, restoring, tellings
from saphan.ledger.models import Document, JournalLine, PairEpoch, Part, SignedHead
from saphan.protocol import bundle, canon, document, merkle, receive, statements
from saphan.protocol.bundle import Bundle, Header, Payload
from saphan.protocol.journal import Kind
from saphan.protocol.receive import Copy

FORMAT = "saphan-chain/1"
MANY = 1 << 60


@dataclass(frozen=True, slots=True)
class Chain:
    """What a peer says of epochs: those of its own journal, and those of ours that it holds."""

    own: frozenset[str]
    held: frozenset[str]


@dataclass(frozen=True, slots=True)
class Recovered:
    """What came back, and which documents of our own lines did not."""

    lines: int
    documents: int
    lost: tuple[str, ...]


# the helping side


def chain(peer: str) -> bytes:
    """Return what a restored peer must know before it asks for its lines."""
    own = [each.epoch for each in pairs.epochs(peer, pairs.TO)]
    held = [each.epoch for each in pairs.epochs(peer, pairs.FROM)]
    return canon.dumps({"format": FORMAT, "held": held, "own": own})


def give_back(peer: str, epoch: str, size: int) -> Iterator[bytes]:
    """Yield the peer's own bundles after `size` lines of an epoch, under the heads it signed."""
    epochs = pairs.epochs(peer, pairs.FROM)
    at = next((n for n, each in enumerate(epochs) if each.epoch == epoch), None)
    for each in epochs[at:] if at is not None else ():
        yield from _returned(peer, each, size if each.epoch == epoch else 0)


def _returned(peer: str, epoch: PairEpoch, size: int) -> Iterator[bytes]:
    heads = SignedHead.objects.filter(journal=epoch.journal, epoch=epoch.epoch, size__gt=size)
    for head in heads.order_by("size"):
        lines = pairs.stored(pairs.place(epoch), size + 1, head.size)
        documents, parts = _of(lines, peer)
        header = Header(peer, pairs.me(peer), epoch.journal, epoch.epoch, size + 1)
        yield bundle.pack(
            Bundle(
                header=header,
                lines=tuple(lines),
                head=bytes(head.bytes),
                signature=bytes(head.signature),
                documents=tuple(documents),
                parts=tuple(parts),
            )
        )
        size = head.size


def _of(lines: Sequence[bytes], peer: str) -> tuple[list[bytes], list[Payload]]:
    """Return the peer's documents that these lines name, and what is held of their parts."""
    read = (_line(data) for data in lines)
    named = [bytes.fromhex(each["doc"]) for each in read if each.get("doc")]
    documents = [
        bytes(d.bytes) for d in Document.objects.filter(hash__any=named, peer=peer).order_by("hash")
    ]
    commitments = [
        bytes.fromhex(c) for data in documents for c in document.read(data).parts.values()
    ]
    held = Part.objects.filter(commitment__any=commitments).order_by("commitment")
    return documents, [Payload(bytes(p.payload), bytes(p.salt)) for p in held]


def _line(data: bytes) -> dict[str, Any]:
    try:
        found: dict[str, Any] = canon.loads(data)
    except Refused:
        return {}
    return found if type(found) is dict else {}


# the restored side


def read_chain(data: bytes) -> Chain:
    """Read what `chain` wrote; Refused with `bad-chain`."""
    said = canon.loads(data)
    if type(said) is not dict or said.keys() != {"format", "held", "own"}:
        raise Refused("bad-chain", _("This does not say which epochs the peer knows."))
    return Chain(frozenset(map(str, said["own"])), frozenset(map(str, said["held"])))


def restored(peer: str) -> None:
    """Note that this node comes from a backup: with this peer it listens only from now on."""
    Peer.objects.filter(node=peer).update(restored=True)


def needs_help(peer: Peer) -> bool:
    return (
        peer.restored
        or pairs.quarantined(peer.node)
        or tellings.follow(peer.node, pairs.TO).telling.lacks
    )


def asks_back(peer: str) -> tuple[str, int]:
    """Return the epoch and size from which our own lines may be missing, or be other ones.

    What the peer acknowledged is the same on both sides; lines after it may have been written
    before anybody knew of the restore, under numbers that were given out already.
    """
    own = pairs.epochs(peer, pairs.TO)
    last = own[-2] if own[-1].pending else own[-1]
    return last.epoch, _acknowledged(peer, last)


def _acknowledged(peer: str, epoch: PairEpoch) -> int:
    """Return how many of the lines stored of an epoch the peer said to hold, these very lines."""
    said = {
        (ack.size, ack.root)
        for line in pairs.lines(peer, pairs.FROM)
        if line and isinstance(ack := statements.read(line), statements.Acked)
        if ack.epoch == epoch.epoch
    }
    frontier, most = merkle.Frontier(), 0
    place = pairs.place(epoch)
    for size, data in enumerate(pairs.stored(place, 1, pairs.size(place)), start=1):
        frontier.append(merkle.leaf_hash(data))
        if (size, frontier.root().hex()) in said:
            most = size
    return most


@transaction.atomic
def step_back(peer: str, said: Chain) -> None:
    """Give up epochs of ours from another life that the peer does not hold."""
    if not _listens(peer) or asks_back(peer)[0] in said.held:
        return
    for each in reversed(pairs.epochs(peer, pairs.TO)):
        if each.epoch in said.held:
            PairEpoch.objects.filter(pk=each.pk).update(base=None)
            break
        _give_up(each)
    restored(peer)


@transaction.atomic
def recover(peer: str, returned: Iterable[bytes], *, said: Chain) -> Recovered:
    """Take our own lines back and open a new epoch after them, for the peer to take note of.

    Every bundle is checked like one of a peer: its head must bear our own signature. Documents and
    parts that come with them are sealed here again. A sound node does nothing.
    """
    if not _listens(peer):
        return Recovered(0, 0, ())
    given = [bundle.unpack(data) for data in returned]
    lines = documents = 0
    if _goes_on(peer, given):
        for arrived in given:
            took = _take_back(peer, arrived)
            lines, documents = lines + took[0], documents + took[1]
        tellings.forget(peer)
        _open_epoch(peer, _held_there(peer, given))
    learn(peer, said)
    failpoint("recover:before-commit")
    return Recovered(lines, documents, tuple(_lost(peer)))


@transaction.atomic
def learn(peer: str, said: Chain) -> None:
    """Give up what the peer forgot, and work everything out anew from the lines in force."""
    _forget_epochs(peer, said)
    tellings.forget(peer)
    if arrivals.want(peer, arrivals.follow_again(peer)):
        Peer.objects.filter(node=peer).update(owes=True)  # to name what is missing
    joint.rebuild(peer)
    ingest.answer(peer)


def _listens(peer: str) -> bool:
    return Peer.objects.get(node=peer).restored or pairs.quarantined(peer)


def _goes_on(peer: str, given: Sequence[Bundle]) -> bool:
    """Give a pending epoch up when more came back, and after every restore; if that is so."""
    own = pairs.epochs(peer, pairs.TO)
    if not own[-1].pending:
        return True
    ends = {own[-1].epoch: None, own[-2].epoch: own[-2].base}
    more = any(each.last > (ends.get(each.header.epoch, -1) or MANY) for each in given)
    if not (more or Peer.objects.get(node=peer).restored):
        return False
    _give_up(own[-1])
    PairEpoch.objects.filter(pk=own[-2].pk).update(base=None)
    return True


def _give_up(epoch: PairEpoch) -> None:
    PairEpoch.objects.filter(pk=epoch.pk).update(gone=True, pending=False)


def _take_back(peer: str, arrived: Bundle) -> tuple[int, int]:
    """Append the lines of one bundle of ours; return how many lines and documents came back."""
    last = pairs.epochs(peer, pairs.TO)[-1]
    copy = _own_copy(peer, last)
    before = pairs.reach(peer, pairs.TO) - copy.size
    if arrived.header.epoch != last.epoch:
        place = pairs.place(last)
        base = receive.reopened(
            arrived, copy, held=lambda one, two: pairs.stored(place, one, two), yields=True
        )
        _begin(peer, last, arrived.header.epoch, base=base)
        before, copy = before + base, _own_copy(peer, pairs.epochs(peer, pairs.TO)[-1])
    place = journals.Place(copy.journal, copy.epoch)
    copy, same = _as_far_as_it_agrees(copy, arrived)
    trust = pairs.trust(peer, pairs.TO)
    news = receive.examine(
        arrived,
        copy,
        me=peer,
        key_at=lambda size: trust.at(before + size).key,
        held=lambda one, two: pairs.stored(place, one, two),
    )
    if not same:
        _set_aside(peer, place, after=copy.size)
    read = [receive.line_at(x, news.copy, n) for n, x in enumerate(news.lines, news.start)]
    pairs.keep(news.copy, news.start, news.lines, read)
    if news.lines:
        ingest.keep_head(news, arrived, trust.at(before + news.copy.size).key, peer="")
    back = restoring.bring_back(arrived.documents, arrived.parts, without=arrivals.erased())
    arrivals.erase_as_asked("", [line for line in read if line], speaker="")
    return len(news.lines), back


def _as_far_as_it_agrees(copy: Copy, arrived: Bundle) -> tuple[Copy, bool]:
    """Return our journal up to the first line that the peer holds otherwise, and if that is all."""
    place = journals.Place(copy.journal, copy.epoch)
    start = arrived.header.start
    stored = pairs.stored(place, start, arrived.last)
    agree = next(
        (n for n, (one, two) in enumerate(zip(stored, arrived.lines, strict=False)) if one != two),
        len(stored),
    )
    if agree == len(stored):
        return copy, True
    frontier = merkle.Frontier()
    frontier.extend(merkle.leaf_hash(x) for x in pairs.stored(place, 1, start + agree - 1))
    return Copy(copy.node, copy.journal, copy.epoch, frontier.size, frontier.to_bytes()), False


def _set_aside(peer: str, place: journals.Place, *, after: int) -> None:
    """Move lines and heads that the peer does not hold to an epoch that is given up.

    Some were written after the restore, under numbers that were given out already. What they say
    is said again once the peer took note (`again.say`).
    """
    here = {"journal": place.journal, "epoch": place.epoch}
    lines = JournalLine.objects.filter(**here, seq__gt=after)
    if not lines.exists():
        return
    aside = PairEpoch.objects.create(
        peer=peer,
        way=pairs.TO,
        journal=place.journal,
        epoch=document.new_id(),
        number=0,
        pending=True,
        gone=True,
        opened_at=clock.now(),
    )
    lines.update(epoch=aside.epoch)
    SignedHead.objects.filter(**here, size__gt=after).update(epoch=aside.epoch)


def _held_there(peer: str, given: Sequence[Bundle]) -> int:
    """Return how many lines of our last epoch the peer holds, as far as a signed head ends there.

    The new epoch goes on after them: other lines may be on their way to the peer.
    """
    last = pairs.epochs(peer, pairs.TO)[-1]
    returned = (each.last for each in given if each.header.epoch == last.epoch)
    known = max((_acknowledged(peer, last), *returned))
    heads = SignedHead.objects.filter(journal=last.journal, epoch=last.epoch, size__lte=known)
    return heads.aggregate(most=Max("size"))["most"] or 0


def _own_copy(peer: str, epoch: PairEpoch) -> Copy:
    """Return our own journal as if it were a peer's: the size stored here and its frontier."""
    frontier = merkle.Frontier()
    stored = pairs.stored(pairs.place(epoch), 1, pairs.size(pairs.place(epoch)))
    frontier.extend(merkle.leaf_hash(data) for data in stored)
    return Copy(pairs.me(peer), epoch.journal, epoch.epoch, frontier.size, frontier.to_bytes())


def _begin(peer: str, last: PairEpoch, epoch: str, *, base: int, pending: bool = False) -> None:
    PairEpoch.objects.filter(pk=last.pk).update(base=base)
    again = PairEpoch.objects.filter(peer=peer, way=pairs.TO, epoch=epoch)
    if again.update(gone=False, number=last.number + 1, base=None, pending=pending):
        return
    PairEpoch.objects.create(
        peer=peer,
        way=pairs.TO,
        journal=last.journal,
        epoch=epoch,
        number=last.number + 1,
        pending=pending,
        opened_at=clock.now(),
    )


def _open_epoch(peer: str, base: int) -> None:
    last = pairs.epochs(peer, pairs.TO)[-1]
    _set_aside(peer, pairs.place(last), after=base)
    stored = pairs.stored(pairs.place(last), 1, base)
    root = merkle.root([merkle.leaf_hash(data) for data in stored])
    _begin(peer, last, document.new_id(), base=base, pending=True)
    Peer.objects.filter(node=peer).update(restored=False, owes=True)
    args = receive.opening_args(parent=last.epoch, base=base, root=root)
    pairs.write(peer, [pairs.Say(Kind.EPOCH, pairs.speaker(peer), args=args)])


def _forget_epochs(peer: str, said: Chain) -> None:
    """Give up epochs of the peer that were seen or held in another life and that it forgot."""
    theirs = pairs.epochs(peer, pairs.FROM)
    while _listens(peer) and len(theirs) > 1 and theirs[-1].epoch not in said.own:
        _give_up(theirs.pop())
        PairEpoch.objects.filter(pk=theirs[-1].pk).update(base=None)
    lines = pairs.lines(peer, pairs.TO)
    seen = {line.seen.epoch for line in lines if line and line.seen}
    known = set(PairEpoch.objects.filter(peer=peer, way=pairs.FROM).values_list("epoch", flat=True))
    for epoch in sorted(seen - known - said.own):
        PairEpoch.objects.create(
            peer=peer,
            way=pairs.FROM,
            journal=theirs[0].journal,
            epoch=epoch,
            number=0,
            gone=True,
            opened_at=clock.now(),
        )


def _lost(peer: str) -> Iterator[str]:
    """Yield the documents of our own lines that are not held: nobody can bring them back."""
    epochs = [each.epoch for each in pairs.epochs(peer, pairs.TO)]
    named = JournalLine.objects.filter(epoch__in=epochs, kind__in=[Kind.PROPOSE, Kind.STATE])
    docs = {bytes(doc) for doc in named.values_list("doc", flat=True) if doc}
    held = Document.objects.filter(hash__any=list(docs)).values_list("hash", flat=True)
    for doc in sorted(docs - {bytes(each) for each in held}):
        yield doc.hex()
