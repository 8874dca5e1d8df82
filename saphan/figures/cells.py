"""A cell: one figure of one authority in one period, with what it was computed from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from saphan.figures import compiler
from saphan.figures.compiler import BREAKDOWNS, Question
from saphan.figures.registry import CATALOGUE
from saphan.kernel.figures import Figure, Missing
from saphan.kernel.periods import Period
from saphan.kernel.refusals import Refused
from saphan.kernel.units import UNITS, Quantity
from saphan.ledger import journals


@dataclass(frozen=True, slots=True)
class Amount:
    """One component: `quantity` None means missing, which is never zero."""

    unit: str
    quantity: Quantity | None
    qualifier: str = "="

    @property
    def text(self) -> str | None:
        return self.quantity.text if self.quantity else None


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure's answer; `id` opens it again, `as_of` is the own journal's size it speaks for."""

    figure: Figure
    authority: str
    period: Period
    components: tuple[Amount, ...]
    status: str
    documents: int
    as_of: int
    within: Mapping[str, str] = field(default_factory=dict)
    view: str = "own"

    @property
    def id(self) -> str:
        return cell_id(self.figure.code, self.authority, self.period, self.within, view=self.view)

    @property
    def is_missing(self) -> bool:
        return self.status == "missing"

    def as_json(self) -> dict[str, Any]:
        """The shape of the public interface: values are decimal strings, never floats."""
        return {
            "cell": self.id,
            "code": self.figure.code,
            "names": dict(self.figure.names.long),
            "authority": self.authority,
            "view": self.view,
            "from": self.period.since.isoformat(),
            "to": self.period.until.isoformat(),
            "period_basis": self.figure.period_basis,
            "breakdown": dict(self.within),
            "components": [
                {"value": a.text, "unit": a.unit, "qualifier": a.qualifier} for a in self.components
            ],
            "status": self.status,
            "documents": self.documents,
            "definition": f"sha256:{self.figure.hash}",
            "level": self.figure.level,
            "as_of": {"own": self.as_of, "ours": None, "theirs": None},
        }


@dataclass(frozen=True, slots=True)
class Contribution:
    """One fact under a cell: the version that states it and what it adds, in `unit`'s base."""

    uid: UUID
    version_hash: bytes
    on: date
    place: str
    gate: str
    unit: str
    amount: int
    seq: int


def cell_id(
    code: str, authority: str, period: Period, within: Mapping[str, str], *, view: str
) -> str:
    """Return a name that says what the cell is: `code@authority:from..to/view#key=value`."""
    classes = "&".join(f"{key}={value}" for key, value in sorted(within.items()))
    base = f"{code}@{authority}:{period.since}..{period.until}/{view}"
    return f"{base}#{classes}" if classes else base


def question_of(cell: str) -> Question:
    """Read a cell id back; `Refused` with `unknown-cell` when it is not one of ours."""
    try:
        head, _hash, classes = cell.partition("#")
        code, _at, rest = head.partition("@")
        authority, _colon, rest = rest.partition(":")
        days, _slash, view = rest.partition("/")
        since, until = (date.fromisoformat(day) for day in days.split(".."))
        within = dict(pair.split("=", 1) for pair in classes.split("&") if pair)
        if view != "own" or not within.keys() <= BREAKDOWNS.keys():
            raise ValueError(view)
        return Question(CATALOGUE[code], authority, Period(since, until), within)
    except (KeyError, ValueError):
        sentence = _("No cell has the name “%(cell)s”.") % {"cell": cell[:200]}
        raise Refused("unknown-cell", sentence) from None


def compute(question: Question) -> Cell:
    """Return the cell with its whole value."""
    several = _has_several_classes(question)
    sums = [] if several else _select(compiler.value(question))
    documents = _select(compiler.documents(question))[0][0] if sums or several else 0
    return _cell(question, sums, documents, missing=several)


def compute_by(question: Question, dimension: str) -> list[Cell]:
    """Return one cell for each class of `dimension` that has facts."""
    if dimension not in question.figure.breakdowns:
        sentence = _("%(code)s cannot be broken down by %(dimension)s.") % {
            "code": question.figure.code,
            "dimension": dimension,
        }
        raise Refused("no-such-breakdown", sentence)
    classes: dict[str, list[tuple[Any, ...]]] = {}
    for key, *row in _select(compiler.value(question, by=(dimension,))):
        classes.setdefault(key, []).append(tuple(row))
    documents: dict[str, int] = dict(_select(compiler.documents(question, by=(dimension,))))
    return [
        _cell(_narrowed(question, dimension, key), sums, documents[key])
        for key, sums in sorted(classes.items())
    ]


def contributions(question: Question) -> list[Contribution]:
    """Return every fact that the cell sums: adding them up gives its value."""
    return [
        Contribution(uid, bytes(version), *rest)
        for uid, version, *rest in _select(compiler.evidence(question))
    ]


def table(
    *, authority: str, period: Period, codes: Sequence[str] = (), by: str | None = None
) -> list[Cell]:
    """Return the cells of each figure (all of the catalogue, or `codes`) for one period.

    With `by` a figure gives one cell for each class; without codes, those that have no such
    breakdown are left out. All cells speak for one size of the own journal.
    """
    unknown = [code for code in codes if code not in CATALOGUE]
    if unknown:
        sentence = _("The catalogue has no figure %(code)s.") % {"code": unknown[0]}
        raise Refused("unknown-figure", sentence)
    if by is not None and by not in BREAKDOWNS:
        sentence = _("No figure can be broken down by %(dimension)s.") % {"dimension": by}
        raise Refused("no-such-breakdown", sentence)
    figures = [CATALOGUE[code] for code in codes] if codes else list(CATALOGUE.values())
    as_of = journals.size()
    questions = [Question(figure, authority, period, as_of=as_of) for figure in figures]
    if by is None:
        return [compute(question) for question in questions]
    return [
        cell
        for question in questions
        if codes or by in question.figure.breakdowns
        for cell in compute_by(question, by)
    ]


def _narrowed(question: Question, dimension: str, key: str) -> Question:
    within = {**question.within, dimension: key}
    return Question(question.figure, question.authority, question.period, within, question.as_of)


def _has_several_classes(question: Question) -> bool:
    """Whether the cell would add up what its definition keeps apart."""
    apart = question.figure.apart
    if not apart or apart in question.within:
        return False
    sums = _select(compiler.value(question, by=(apart,)))
    return len({key for key, _unit, _marks, total in sums if total}) > 1


def _cell(
    question: Question,
    sums: Sequence[tuple[str, list[str], int]],
    documents: int,
    *,
    missing: bool = False,
) -> Cell:
    figure = question.figure
    missing = missing or (not sums and figure.missing is Missing.NO_FACTS)
    return Cell(
        figure=figure,
        authority=question.authority,
        period=question.period,
        components=tuple(_components(figure, sums, missing=missing)),
        status=_status(sums, missing=missing),
        documents=documents,
        as_of=journals.size() if question.as_of is None else question.as_of,
        within=question.within,
    )


def _components(
    figure: Figure, sums: Sequence[tuple[str, list[str], int]], *, missing: bool
) -> Iterable[Amount]:
    """Yield the shown units first, then any base that the definition did not foresee."""
    by_base = {unit: (marks, total) for unit, marks, total in sums}
    for unit in figure.shows:
        marks, total = by_base.pop(UNITS[unit].base, ([], 0))
        yield Amount(unit, None if missing else Quantity(total, unit), _qualifier(marks))
    for base, (marks, total) in by_base.items():
        unit = next(u.code for u in UNITS.values() if u.base == base)
        yield Amount(unit, Quantity(total, unit), _qualifier(marks))


def _qualifier(marks: Sequence[str]) -> str:
    """A sum is as sure as its least sure part: about, then more or less than, then exact."""
    for mark in ("~", ">", "<", "to-date"):
        if mark in marks:
            return mark
    return "="


def _status(sums: Sequence[tuple[str, list[str], int]], *, missing: bool) -> str:
    if missing:
        return "missing"
    return "estimated" if any("~" in marks for _unit, marks, _total in sums) else "final"


def _select(query: compiler.Query) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query.sql, query.params)
        return list(cursor.fetchall())
