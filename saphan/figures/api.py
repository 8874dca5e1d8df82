"""Figures over HTTP: cells, the records behind them, the catalogue."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema

from saphan.accounts.roles import READ_FIGURES
from saphan.figures import cells, opening, reconciling
from saphan.figures.registry import CATALOGUE
from saphan.figures.standing import View
from saphan.kernel.figures import Figure, Kind
from saphan.kernel.periods import Period
from saphan.kernel.refusals import Refused
from saphan.web.api import REFUSALS, AtWork, Span, actor_at

router = Router(tags=["figures"], auth=AtWork(READ_FIGURES))


class Days(Schema):
    """A period, both days included, and some figures."""

    since: date = Field(alias="from")
    until: date = Field(alias="to")
    code: list[str] = []

    @property
    def period(self) -> Period:
        """Refused `ends-before-start`."""
        if self.until < self.since:
            raise Refused("ends-before-start", _("The last day is before the first day."))
        return Period(self.since, self.until)


class Asked(Days):
    """What to break the figures down by, one or several, and whose record to sum."""

    by: list[str] = []
    view: View = View.OWN


class BothAsked(Days):
    """Both sides, in the whole period or month by month."""

    monthly: bool = False


class Component(Schema):
    """`value` is a decimal string in the unit shown; None when it is missing."""

    value: str | None
    unit: str
    qualifier: str


class CellOut(Schema):
    """The public shape of a cell; `cell` opens it again."""

    cell: str
    code: str
    names: dict[str, str]
    authority: str
    view: str
    since: date = Field(alias="from")
    until: date = Field(alias="to")
    period_basis: str
    breakdown: dict[str, str]
    components: list[Component]
    status: str
    documents: int
    definition: str
    level: str
    as_of: dict[str, int | None]
    contested: int


class MatterOut(Schema):
    """What one matter adds to a difference: ours less theirs, and the documents of both.

    `own` and `counterpart` are what either side counts of it.
    """

    matter: str
    value: str
    own: str
    counterpart: str
    ours: list[str]
    theirs: list[str]


class CauseOut(Schema):
    """All that differs for one cause; the values of all causes add up to the difference."""

    cause: str = Field(alias="class")
    value: str
    documents: list[str]
    matters: list[MatterOut]


class DifferenceOut(Schema):
    """Ours less theirs in one unit; `residual` is what no cause explains."""

    unit: str
    value: str
    classes: list[CauseOut]
    residual: str


class ComparedOut(Schema):
    """The public shape of a comparison; without `comparable` nothing is set against the other."""

    code: str
    authority: str
    since: date = Field(alias="from")
    until: date = Field(alias="to")
    breakdown: dict[str, str]
    own: list[Component]
    counterpart: list[Component]
    joint: list[Component]
    differences: list[DifferenceOut]
    comparable: bool


class EvidenceOut(Schema):
    """What one version of one record adds; no title where the actor does not read its register."""

    document: str
    record: UUID
    kind: str
    title: str
    on: date
    place: str
    value: str
    unit: str
    line: int


class EvidenceList(Schema):
    """`count` lines add up to the components of `cell`, all of them together."""

    cell: CellOut
    count: int
    adds_up: bool
    items: list[EvidenceOut]


class Definition(Schema):
    """What a figure counts, in three languages, and the hash of that."""

    code: str
    of_register: str = Field(alias="register")
    names: dict[str, str]
    explains: dict[str, str]
    units: list[str]
    kind: Kind
    breakdowns: list[str]
    fact: str
    where: dict[str, str]
    period_basis: str
    definition: str


@router.get("", response={200: list[CellOut], **REFUSALS}, by_alias=True, url_name="figures")
def table(request: HttpRequest, asked: Query[Asked]) -> list[dict[str, Any]]:
    """The actor's authority's figures of a period; with `by` one cell for each class."""
    found = cells.table(
        authority=actor_at(request).authority,
        period=asked.period,
        codes=asked.code,
        by=cells.dimensions(asked.by),
        view=asked.view,
    )
    return [cell.as_json() for cell in found]


@router.get(
    "/compare",
    response={200: list[ComparedOut], **REFUSALS},
    by_alias=True,
    url_name="figures-compare",
)
def compare(request: HttpRequest, asked: Query[BothAsked]) -> list[dict[str, Any]]:
    """Own, counterpart and joint values, and every difference by its cause."""
    found = reconciling.compare(
        authority=actor_at(request).authority,
        period=asked.period,
        codes=asked.code,
        monthly=asked.monthly,
    )
    return [each.as_json() for each in found]


@router.get(
    "/evidence",
    response={200: EvidenceList, **REFUSALS},
    by_alias=True,
    url_name="figures-evidence",
)
def evidence(request: HttpRequest, cell: str, span: Query[Span]) -> dict[str, Any]:
    """A cell opened: its value now, and the lines that add up to it."""
    by = actor_at(request)
    question = opening.question_of(cell, by=by)
    found, opened = cells.compute(question), opening.opened(question, by=by)
    keys = opened.lines
    return {
        "cell": found.as_json(),
        "count": len(keys),
        "adds_up": opened.adds_up_to(found),
        "items": opened.as_json(keys[span.offset : span.offset + span.limit]),
    }


@router.get(
    "/catalogue",
    response={200: list[Definition], **REFUSALS},
    by_alias=True,
    url_name="figures-catalogue",
)
def catalogue(request: HttpRequest) -> list[dict[str, Any]]:  # noqa: ARG001 - called by name
    """Every definition."""
    return [_defined(figure) for figure in CATALOGUE.values()]


def _defined(figure: Figure) -> dict[str, Any]:
    return {
        "code": figure.code,
        "register": figure.register,
        "names": dict(figure.names.long),
        "explains": dict(figure.explains),
        "units": list(figure.shows),
        "kind": figure.kind,
        "breakdowns": list(figure.breakdowns),
        "fact": figure.fact,
        "where": dict(figure.where),
        "period_basis": figure.period_basis,
        "definition": f"sha256:{figure.hash}",
    }
