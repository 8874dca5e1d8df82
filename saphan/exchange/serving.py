"""What a peer gets when it asks for what comes after the lines that it holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from saphan.exchange import sharing
from saphan.exchange.behind import Behind
from saphan.kernel.failpoints import failpoint
from saphan.kernel.refusals import Refused
from saphan.ledger import pairs
from saphan.ledger.models import Document, JournalLine, PairEpoch, Part, SignedHead
from saphan.protocol import bundle, policy, statements
from saphan.protocol.bundle import Bundle, Header, Payload
from saphan.protocol.journal import Kind

LINES: Final = 2_000
"""Lines of a bundle at most; a head stands at least at every thousandth."""
ROOM: Final = bundle.LIMIT - (256 << 10)
"""Bytes of lines, documents and parts; the rest is for the bundle's own words."""


def serve(peer: str, epoch: str, size: int) -> bytes | None:
    """Return the bundle after the `size` lines of an epoch that the peer holds.

    None when there is nothing new under a signed head. Refused with `restored` when the peer holds
    more than there is here: this node comes from a backup and now listens only.
    """
    try:
        return _serve(peer, epoch, size)
    except Behind as behind:
        behind.note()
        raise


@transaction.atomic
def _serve(peer: str, epoch: str, size: int) -> bytes | None:
    found, held = _place(peer, epoch, size)
    head = _head(found, held) or _head_at(found, held)
    if head is None:
        return None
    lines = pairs.stored(pairs.place(found), held + 1, head.size)
    documents = _documents(lines)
    spent = sum(map(len, (*lines, *documents)))
    parts = list(_fitting(_parts(peer, lines), ROOM - spent))
    if not lines and not parts:
        return None
    failpoint("bundle:build")
    return bundle.pack(
        Bundle(
            header=Header(pairs.me(peer), peer, found.journal, found.epoch, held + 1),
            lines=tuple(lines),
            head=bytes(head.bytes),
            signature=bytes(head.signature),
            documents=tuple(documents),
            parts=tuple(parts),
        )
    )


def bundles(peer: str, epoch: str, size: int) -> Iterator[bytes]:
    """Yield every bundle after what the peer holds, in their order, for a stick."""
    while (data := serve(peer, epoch, size)) is not None:
        yield data
        header, last = bundle.unpack(data).header, bundle.unpack(data).last
        if (header.epoch, last) == (epoch, size):
            return
        epoch, size = header.epoch, last


def acknowledged(peer: str) -> tuple[str, int]:
    """Return the epoch and size of our journal that the peer last said it holds."""
    first = pairs.epochs(peer, pairs.TO)[0]
    ack = last_ack(peer)
    return (ack.epoch, ack.size) if ack else (first.epoch, 0)


def last_ack(peer: str) -> statements.Acked | None:
    """Return the peer's newest acknowledgement of our journal."""
    for each in reversed(pairs.epochs(peer, pairs.FROM)):
        said = JournalLine.objects.filter(journal=each.journal, epoch=each.epoch, kind=Kind.ACK)
        if each.base is not None:
            said = said.filter(seq__lte=each.base)
        for line in said.order_by("-seq")[:5]:
            read = statements.read_bytes(bytes(line.bytes))
            if isinstance(read, statements.Acked):
                return read
    return None


def _place(peer: str, epoch: str, size: int) -> tuple[PairEpoch, int]:
    """Return the epoch in which the next lines stand, and how many of it are held."""
    epochs = pairs.epochs(peer, pairs.TO)
    at = next((n for n, each in enumerate(epochs) if each.epoch == epoch), None)
    if at is None or (epochs[at].base is None and size > pairs.size(pairs.place(epochs[at]))):
        if not pairs.quarantined(peer):
            raise Behind(peer)
        raise Refused("quarantine", _("This node was restored and reads only until it is whole."))
    base = epochs[at].base
    if base is not None and size >= base:
        return epochs[at + 1], 0
    return epochs[at], size


def _head(found: PairEpoch, held: int) -> SignedHead | None:
    """Return the furthest signed head within reach, else the nearest one."""
    ahead = SignedHead.objects.filter(journal=found.journal, epoch=found.epoch, size__gt=held)
    near = ahead.filter(size__lte=held + LINES).order_by("-size").first()
    return near or ahead.order_by("size").first()


def _head_at(found: PairEpoch, held: int) -> SignedHead | None:
    """Return the head that the peer holds: parts that it misses may travel under it."""
    return SignedHead.objects.filter(journal=found.journal, epoch=found.epoch, size=held).first()


def _documents(lines: Sequence[bytes]) -> list[bytes]:
    """Return the documents that the lines name and that are held, this node's and the peer's."""
    said = (statements.read_bytes(data) for data in lines)
    named = {doc for each in said if each and (doc := getattr(each, "doc", None))}
    held = Document.objects.filter(hash__any=[bytes.fromhex(doc) for doc in named], peer="")
    return [bytes(data) for data in held.order_by("hash").values_list("bytes", flat=True)]


def _parts(peer: str, lines: Sequence[bytes]) -> Iterator[Payload]:
    """Yield what these lines disclose and what the peer misses, while a policy allows it still."""
    policies = sharing.in_force(peer)
    wanted = [
        (said.doc, name)
        for said in map(statements.read_bytes, lines)
        if isinstance(said, statements.Disclosed)
        for name in said.parts
    ]
    ack = last_ack(peer)
    wanted += _named(peer, ack.missing) if ack else []
    documents = sharing.read_all({doc for doc, _name in wanted})
    commitments = [
        bytes.fromhex(documents[doc].parts[name])
        for doc, name in wanted
        if doc in documents
        and name in documents[doc].parts
        and policy.basis(documents[doc], name, policies=policies) is not None
    ]
    for part in Part.objects.filter(commitment__any=commitments).order_by("commitment"):
        yield Payload(bytes(part.payload), bytes(part.salt))


def _named(peer: str, missing: Sequence[str]) -> list[tuple[str, str]]:
    """Return document and name of the parts that the peer misses, of those disclosed."""
    if not missing:
        return []
    epochs = [each.epoch for each in pairs.epochs(peer, pairs.TO)]
    lines = JournalLine.objects.filter(epoch__in=epochs, kind=Kind.DISCLOSE)
    read = (statements.read_bytes(bytes(d)) for d in lines.values_list("bytes", flat=True))
    said = [each for each in read if isinstance(each, statements.Disclosed)]
    documents, wanted = sharing.read_all({each.doc for each in said}), set(missing)
    return [
        (each.doc, name)
        for each in said
        for name in each.parts
        if each.doc in documents and documents[each.doc].parts.get(name) in wanted
    ]


def _fitting(parts: Iterable[Payload], room: int) -> Iterator[Payload]:
    """Yield parts while there is room; the others follow when the peer says that it misses them."""
    for part in parts:
        room -= len(part.payload) * 4 // 3 + 200
        if room < 0:
            return
        yield part
