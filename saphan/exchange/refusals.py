"""What was refused, and why: the latest of it, as evidence."""

from __future__ import annotations

from hashlib import sha256
from typing import Final

from saphan.exchange.models import Refusal
from saphan.kernel import clock
from saphan.kernel.refusals import Refused

MOST: Final = 500
BEGINNING: Final = 64 << 10


def remember(peer: str, refused: Refused, data: bytes = b"") -> None:
    """Keep why something of a peer was refused, with its first bytes; the oldest make room."""
    Refusal.objects.create(
        at=clock.now(),
        peer=peer,
        code=refused.code,
        sentence=refused.sentence,
        where=refused.where,
        sha256=sha256(data).digest(),
        size=len(data),
        beginning=data[:BEGINNING],
    )
    old = Refusal.objects.values_list("pk", flat=True)[MOST : MOST + 50]
    Refusal.objects.filter(pk__in=list(old)).delete()
