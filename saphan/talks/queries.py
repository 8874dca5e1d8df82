"""What a paper of the talks says: the meeting, its contents and the cells of its period."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from saphan.accounts.models import Authority
from saphan.figures import cells
from saphan.figures.cells import Cell
from saphan.figures.compiler import Question
from saphan.figures.registry import CATALOGUE
from saphan.kernel.actors import Actor
from saphan.kernel.languages import T
from saphan.kernel.periods import Period
from saphan.kernel.refusals import Missing, Refused
from saphan.ledger import journals
from saphan.ledger.models import Epoch, SignedHead
from saphan.registers.agreements.choices import MeetingKind
from saphan.registers.agreements.models import (
    AgendaItem,
    Content,
    Delegate,
    Instrument,
    Meeting,
    Proposal,
)
from saphan.talks.models import Minutes

if TYPE_CHECKING:
    from saphan.talks.restating import Restated

MONTHLY: tuple[tuple[str, str], ...] = (
    ("security.patrols-joint", ""),
    ("security.cases", ""),
    ("crossings.entries", "resident"),
    ("crossings.exits", "resident"),
)
"""Figures told month by month, and the dimension by which each is divided, if any."""


@dataclass(frozen=True, slots=True)
class Series:
    """A figure month by month: for each class (one without name if undivided) a cell a month."""

    figure: str
    wholes: Sequence[Cell]
    classes: Mapping[str, Sequence[Cell]]


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
    months: Sequence[str]
    series: Sequence[Series]
    head: SignedHead | None
    minutes: Minutes | None = None
    """The signed minutes whose values the paper tells, if it tells signed ones."""
    signed_cells: Sequence[Cell] = ()
    """All their cells, of every view."""
    restated: Sequence[Restated] = ()
    """Signed values that are others today."""

    @property
    def as_of(self) -> int:
        return self.cells[0].as_of if self.cells else journals.size()

    @property
    def own_name(self) -> T:
        """What our authority was called on the day of the talks: the name on their papers."""
        return self.authority.names_on(self.meeting.held_on)

    def every_cell(self) -> Iterator[Cell]:
        """Yield the cells of the whole period, then those of its months."""
        yield from self.cells
        for series in self.series:
            yield from series.wholes
            for monthly in series.classes.values():
                yield from monthly


def gather(code: str, *, by: Actor) -> Talks:
    """Read the talks `code` for the actor's authority; Refused `no-such-talks`, `no-period`."""
    meeting = meeting_of(code, by=by)
    period = Period(meeting.since, meeting.until)
    of_meeting = {"uid": meeting.uid, "side": meeting.side}
    contents: Any = Content.objects.all().visible_to(by).filter(side=meeting.side)
    instruments: Any = Instrument.objects.all().visible_to(by).filter(side=meeting.side)
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
        instruments=list(instruments.signed_at(code).order_by("signed_on")),
        cells=cells_of(by.authority, period),
        months=list(period.months()),
        series=[
            _series(Question(CATALOGUE[code], by.authority, period), dimension)
            for code, dimension in MONTHLY
            if code in CATALOGUE
        ],
        head=_own_head(),
    )


def _own_head() -> SignedHead | None:
    """Return the last head of the node's own journal, never one of a journal with a peer."""
    own = Epoch.objects.filter(role=journals.OWN).values("journal")
    return SignedHead.objects.filter(journal__in=own).order_by("-pk").first()


def meeting_of(code: str, *, by: Actor) -> Any:
    """Return the meeting, as our side states it, else theirs.

    Refused `no-such-talks` or `no-period`.
    """
    visible: Any = Meeting.objects.all().visible_to(by)
    stated = {meeting.side: meeting for meeting in visible.coded(code)}
    meeting = stated.get(by.side) or next(iter(stated.values()), None)
    if meeting is None:
        raise Missing("no-such-talks", _("There are no talks with the code %s.") % code)
    if meeting.since is None or meeting.until is None:
        raise Refused("no-period", _("The talks do not say on which period they report."))
    return meeting


def talks_of(actor: Actor) -> QuerySet[Any]:
    """Return the meetings that are talks, as our side states them, else theirs; newest first."""
    visible: Any = Meeting.objects.all().visible_to(actor)
    ours = visible.filter(side=actor.side, code=OuterRef("code"))
    stated = visible.filter(Q(side=actor.side) | ~Exists(ours), kind=MeetingKind.TALKS)
    return cast("QuerySet[Any]", stated.order_by("-held_on", "code"))


def cells_of(authority: str, period: Period) -> list[Cell]:
    """Return the cells that say something about the period, in the order of the catalogue."""
    found = cells.table(authority=authority, period=period)
    speaking = {cell.figure.register for cell in found if cell.documents}
    return [cell for cell in found if cell.documents or _known_gap(cell, speaking)]


def _known_gap(cell: Cell, speaking: set[str]) -> bool:
    """A figure that a register should compute and cannot; what nobody reported is no gap."""
    observed = cell.figure.fact.startswith("observed.")
    return cell.is_missing and not observed and cell.figure.register in speaking


def _series(question: Question, dimension: str) -> Series:
    by = (dimension,) if dimension else ()
    wholes = [cell for cell in cells.compute_by(question, by) if cell.documents]
    classes: dict[str, list[Cell]] = {cell.within.get(dimension, ""): [] for cell in wholes}
    for cell in cells.compute_by(question, (*by, "month")) if wholes else ():
        classes[cell.within.get(dimension, "")].append(cell)
    return Series(question.figure.code, wholes, classes)


def _other(meeting: Meeting, own: str) -> Authority | None:
    codes = {meeting.authority_vn, meeting.authority_la} - {own, ""}
    return Authority.objects.filter(code__in=codes).first()


def _previous(contents: Sequence[Content], meeting: Meeting) -> list[Content]:
    """The contents of the last talks before these, of the same two authorities."""
    earlier = [c for c in contents if c.agreed_on < meeting.held_on and c.meeting != meeting.code]
    last = max((c.agreed_on for c in earlier), default=None)
    return sorted((c for c in earlier if c.agreed_on == last), key=lambda c: c.number)
