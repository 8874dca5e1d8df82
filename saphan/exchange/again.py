"""What officers said in lines that a restore set aside is said again in the new epoch."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from saphan.bilateral import joint
from saphan.ledger import pairs
from saphan.ledger.models import JournalLine, PairEpoch
from saphan.ledger.pairs import Say
from saphan.protocol import journal
from saphan.protocol.journal import Kind, Line

WORDS: Final = (Kind.CONFIRM, Kind.DISPUTE, Kind.WITHDRAW, Kind.LINK, Kind.ERASE)
"""Records are told of anew by `sharing.share`."""


def say(peer: str) -> None:
    """Write what is not in force yet; call it when the peer took note of the new epoch."""
    aside = PairEpoch.objects.filter(peer=peer, way=pairs.TO, gone=True, pending=True)
    epochs = list(aside.order_by("pk").values_list("epoch", flat=True))
    says = [
        Say(line.kind, line.authority, line.rec, line.doc, line.args)
        for epoch in epochs
        for line in _words(peer, epoch)
    ]
    aside.update(pending=False)
    if says:
        pairs.write(peer, says)
        joint.refresh(peer, {each.rec for each in says if each.rec})


def _words(peer: str, epoch: str) -> Iterator[Line]:
    """Yield what an epoch that was set aside says and no line in force says."""
    present = [each.epoch for each in pairs.epochs(peer, pairs.TO)]
    lines = JournalLine.objects.filter(epoch=epoch, kind__in=WORDS).order_by("seq")
    for line in lines:
        same = JournalLine.objects.filter(
            epoch__in=present, kind=line.kind, rec=line.rec, doc=line.doc
        )
        if not same.exists():
            yield journal.read_line(bytes(line.bytes))
