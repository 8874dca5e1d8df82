"""What a paper of the talks says: the meeting, its contents and the cells of its period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from saphan.accounts.models import Authority
from saphan.figures import cells
from saphan.figures.cells import Cell
from saphan.figures.registry import CATALOGUE
from saphan.kernel.actors import Actor
from saphan.kernel.periods import Period
from saphan.kernel.refusals import Refused
from saphan.ledger.models import SignedHead
from saphan.registers.agreements.models import (
    AgendaItem,
    Content,
    Delegate,
    Instrument,
    Meeting,
    Proposal,
)

MONTHLY = ("security.patrol-participants", "security.cases", "crossings.entries")


@dataclass(frozen=True, slots=True)
class Talks:
    """All that the pack of one meeting is made of, read at one size of the own journal."""

    meeting: Meeting
    period: Period
    authority: Authority
    other: Authority | None
    agenda: Sequence[AgendaItem]
    delegates: Sequence[Delegate]
    proposals: Sequence[Proposal]
    contents: Sequence[Content]
    previous: Sequence[Content]
    instruments: Sequence[Instrument]
    cells: Sequence[Cell]
    months: dict[str, Sequence[Cell]]
    head: SignedHead | None

    @property
    def as_of(self) -> int:
        return self.cells[0].as_of if self.cells else 0


def gather(code: str, *, by: Actor) -> Talks:
    """Read the talks `code` for the actor's authority; Refused `no-such-talks`, `no-period`."""
    meeting: Any = Meeting.objects.all().visible_to(by).coded(code).filter(side=by.side).first()
    if meeting is None:
        raise Refused("no-such-talks", _("There are no talks with the code %s.") % code)
    if meeting.since is None or meeting.until is None:
        raise Refused("no-period", _("The talks do not say on which period they report."))
    period = Period(meeting.since, meeting.until)
    of_meeting = {"uid": meeting.uid, "side": meeting.side}
    contents: Any = Content.objects.all().visible_to(by).filter(side=by.side)
    instruments: Any = Instrument.objects.all().visible_to(by).signed_at(code)
    return Talks(
        meeting=meeting,
        period=period,
        authority=Authority.objects.get(code=by.authority),
        other=_other(meeting, by.authority),
        agenda=list(AgendaItem.objects.filter(**of_meeting).order_by("position")),
        delegates=list(Delegate.objects.filter(**of_meeting).order_by("position")),
        proposals=list(Proposal.objects.filter(**of_meeting).order_by("position")),
        contents=list(contents.agreed_at(code)),
        previous=_previous(contents, meeting),
        instruments=list(instruments.order_by("signed_on")),
        cells=[cell for cell in cells.table(authority=by.authority, period=period) if _told(cell)],
        months={
            figure: cells.table(authority=by.authority, period=period, codes=[figure], by="month")
            for figure in MONTHLY
            if figure in CATALOGUE
        },
        head=SignedHead.objects.order_by("-size").first(),
    )


def _told(cell: Cell) -> bool:
    """A figure without a single record says nothing in a report, unless it is known missing."""
    return cell.documents > 0 or cell.is_missing


def _other(meeting: Meeting, own: str) -> Authority | None:
    codes = {meeting.authority_vn, meeting.authority_la} - {own, ""}
    return Authority.objects.filter(code__in=codes).first()


def _previous(contents: Sequence[Content], meeting: Meeting) -> list[Content]:
    """The contents of the last talks before these, of the same two authorities."""
    earlier = [c for c in contents if c.agreed_on < meeting.held_on and c.meeting != meeting.code]
    last = max((c.agreed_on for c in earlier), default=None)
    return sorted((c for c in earlier if c.agreed_on == last), key=lambda c: c.number)
