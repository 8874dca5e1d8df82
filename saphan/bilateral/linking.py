"""Which records of the other bank may be the same matter: one kind, about one day, not joined."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import Exists, OuterRef

from saphan.bilateral import kinds
from saphan.bilateral.dossier import Dossier
from saphan.bilateral.models import Matter
from saphan.kernel.actors import Actor
from saphan.ledger import pairs
from saphan.ledger.models import JournalLine
from saphan.protocol import journal, statements
from saphan.protocol.journal import Kind
from saphan.protocol.states import Status

DAYS: Final = 3
MOST: Final = 50
OVER: Final = (Status.STATED, Status.ENDED, Status.LAPSED)


def candidates(told: Dossier, *, by: Actor, text: str = "") -> list[Matter]:
    """Return matters with a record of the other bank alone, those first that they named.

    They are within some days of this one, or hold `text`. A matter that both banks have a record
    of has none.
    """
    sides = {bool(each.record.peer) for each in told.versions.values()}
    if len(sides) != 1:
        return []
    (theirs,) = sides
    open_ = Matter.objects.visible_to(by).of_two().filter(peer=told.matter.peer)
    joined = Matter.objects.filter(peer=OuterRef("peer"), main=OuterRef("rec"))
    open_ = open_.filter(~Exists(joined), kind=told.matter.kind).exclude(status__in=OVER)
    named = list(open_.filter(rec__in=list(_named(told))))
    found = open_.filter(uid__in=list(_uids(told, theirs=theirs, by=by, text=text)))
    others = found.exclude(rec__in=[*told.members, *(m.rec for m in named)])
    return [*named, *others.order_by("-since", "rec")[:MOST]]


def _uids(told: Dossier, *, theirs: bool, by: Actor, text: str) -> Iterator[UUID]:
    """Yield records of the register that stand on the bank across, about this day or by `text`."""
    kind = kinds.of(told.matter.kind)
    if kind is None or kind.rows is None:
        return
    manager: Any = kind.rows._default_manager
    visible = manager.all().visible_to(by)
    own = [each.record.uid for each in told.versions.values()]
    days = visible.filter(uid__in=own).values_list(kind.day, flat=True)
    across = visible.filter(side=by.side) if theirs else visible.exclude(side=by.side)
    if text:
        yield from across.search(text).values_list("uid", flat=True)[:MOST]
        return
    for day in days:
        span = (day - timedelta(days=DAYS), day + timedelta(days=DAYS))
        yield from across.filter(**{f"{kind.day}__range": span}).values_list("uid", flat=True)


def _named(told: Dossier) -> Iterator[str]:
    """Yield the matters of which the other side says that they are this one."""
    theirs = pairs.epochs(told.matter.peer, pairs.FROM)
    lines = JournalLine.objects.filter(journal=theirs[0].journal, kind=Kind.LINK)
    for data in lines.values_list("bytes", flat=True):
        line = journal.read_line(bytes(data))
        said = statements.read(line)
        if isinstance(said, statements.Linked) and line.rec:
            pair = {line.rec, said.other}
            if pair & set(told.members):
                yield from pair - set(told.members)
