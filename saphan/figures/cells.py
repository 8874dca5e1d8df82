"""A cell: one figure of one authority in one period, with what it was computed from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from saphan.figures import compiler, standing
from saphan.figures.compiler import BREAKDOWNS, Question
from saphan.figures.registry import CATALOGUE
from saphan.figures.standing import View
from saphan.kernel.figures import Figure, Missing
from saphan.kernel.periods import Period
from saphan.kernel.refusals import Refused
from saphan.kernel.units import UNITS, Quantity
from saphan.ledger import journals

MOST_MONTHS = 600
type Class = tuple[str, ...]
type Sum = tuple[str, list[str], int]
"""A unit, the qualifiers of what was summed in it, and the sum in the unit's base."""


@dataclass(frozen=True, slots=True)
class Amount:
    """One component: `quantity` None means missing, which is never zero."""

    unit: str
    quantity: Quantity | None
    qualifier: str = "="

    @property
    def text(self) -> str | None:
        return self.quantity.text if self.quantity else None

    def as_json(self) -> dict[str, str | None]:
        return {"value": self.text, "unit": self.unit, "qualifier": self.qualifier}


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure's answer; `id` opens it again, `as_of` is the own journal's size it speaks for.

    `pair` are the lines of our pair journals and of theirs, where another view speaks for them;
    `contested` counts the agreed documents in it that somebody objects to.
    """

    figure: Figure
    authority: str
    period: Period
    components: tuple[Amount, ...]
    status: str
    documents: int
    as_of: int
    within: Mapping[str, str] = field(default_factory=dict)
    view: View = View.OWN
    pair: tuple[int | None, int | None] = (None, None)
    contested: int = 0

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
            "components": [amount.as_json() for amount in self.components],
            "status": self.status,
            "documents": self.documents,
            "definition": f"sha256:{self.figure.hash}",
            "level": self.figure.level,
            "as_of": {"own": self.as_of, "ours": self.pair[0], "theirs": self.pair[1]},
            "contested": self.contested,
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
    """Read a cell id back; `Refused` with `unknown-cell` when it is not one of ours.

    A class is ours when the period has its month, or the authority ever stated a fact in it.
    """
    try:
        head, _hash, classes = cell.partition("#")
        code, _at, rest = head.partition("@")
        authority, _colon, rest = rest.partition(":")
        days, _slash, view = rest.partition("/")
        since, until = (date.fromisoformat(day) for day in days.split(".."))
        within = dict(pair.split("=", 1) for pair in classes.split("&") if pair)
        asked = Question(CATALOGUE[code], authority, Period(since, until), within, view=View(view))
        question = settled(asked)
        if not all(_may_be(question, name) for name in within):
            raise ValueError(cell)
    except (KeyError, ValueError):
        sentence = _("No cell has the name “%(cell)s”.") % {"cell": cell[:200]}
        raise Refused("unknown-cell", sentence) from None
    return question


def settled(question: Question) -> Question:
    """Return the question with the circle that another view than the own one asks."""
    if question.is_own or question.circle:
        return question
    return replace(question, circle=standing.circle(question.authority))


def compute(question: Question) -> Cell:
    """Return the cell with its whole value."""
    return compute_by(question, ())[0]


def compute_by(question: Question, dimensions: Sequence[str]) -> list[Cell]:
    """Return one cell for each class of `dimensions`, in their order, that has facts.

    By month, each such class has a cell for every month of the period: a month in which nothing
    happened is told too. Refused `no-such-breakdown` and `too-many-months`.
    """
    by, question = tuple(dimensions), settled(question)
    for dimension in by:
        if dimension not in question.figure.breakdowns:
            sentence = _("%(code)s cannot be broken down by %(dimension)s.") % {
                "code": question.figure.code,
                "dimension": dimension,
            }
            raise Refused("no-such-breakdown", sentence)
    classes: dict[Class, list[Sum]] = {}
    unknown = not question.is_own and not _is_told(question)
    for row in () if unknown else _select(compiler.value(question, by=by)):
        classes.setdefault(row[: len(by)], []).append(row[len(by) :])
    documents = _numbers(compiler.documents(question, by=by)) if classes else {}
    several = _of_several_classes(question, by) if classes else set()
    contested = _contested(question, by) if classes else {}
    return [
        _cell(
            replace(question, within={**question.within, **dict(zip(by, key, strict=True))}),
            [] if key in several else classes.get(key, []),
            documents.get(key, 0),
            contested.get(key, 0),
            missing=unknown or key in several,
        )
        for key in _complete(classes, by, question.period)
    ]


def _is_told(question: Question) -> bool:
    """Whether somebody beside us could say anything of the figure."""
    peers = question.circle.peers if question.circle else ()
    return bool(peers) and standing.is_exchanged(question.figure)


def contributions(question: Question) -> list[Contribution]:
    """Return every fact that the cell sums: adding them up gives its value."""
    question = settled(question)
    if not question.is_own and not _is_told(question):
        return []
    return [
        Contribution(uid, bytes(version), *rest)
        for uid, version, *rest in _select(compiler.evidence(question))
    ]


def table(
    *,
    authority: str,
    period: Period,
    codes: Sequence[str] = (),
    by: Sequence[str] = (),
    view: View = View.OWN,
) -> list[Cell]:
    """Return the cells of each figure (all of the catalogue, or `codes`) for one period.

    With `by` a figure gives one cell for each class; without codes, those that have no such
    breakdown are left out. All cells speak for one size of the own journal. Refused `no-peer` for
    another view than the own one where nobody shares with the authority.
    """
    refuse_unknown(codes, by)
    figures = [CATALOGUE[code] for code in codes] if codes else list(CATALOGUE.values())
    as_of = journals.size()
    circle = None if view is View.OWN else standing.circle_of_peers(authority)
    return [
        cell
        for figure in figures
        if codes or set(by) <= set(figure.breakdowns)
        for cell in compute_by(
            Question(figure, authority, period, as_of=as_of, view=view, circle=circle), by
        )
    ]


def dimensions(said: Iterable[str]) -> tuple[str, ...]:
    """Read what a reader asks to break down by: `month,resident`, or one word at a time."""
    words = (word.strip() for each in said for word in each.split(","))
    return tuple(dict.fromkeys(word for word in words if word))


def refuse_unknown(codes: Sequence[str], by: Sequence[str] = ()) -> None:
    """Refused `unknown-figure` and `no-such-breakdown` for words that mean nothing here."""
    for code in codes:
        if code not in CATALOGUE:
            sentence = _("The catalogue has no figure %(code)s.") % {"code": code}
            raise Refused("unknown-figure", sentence)
    for dimension in by:
        if dimension not in BREAKDOWNS:
            sentence = _("No figure can be broken down by %(dimension)s.") % {
                "dimension": dimension
            }
            raise Refused("no-such-breakdown", sentence)


def _may_be(question: Question, dimension: str) -> bool:
    """Whether the question's class of `dimension` is one that a breakdown may give."""
    if dimension not in question.figure.breakdowns:
        return False
    if dimension == "month":
        return question.within[dimension] in question.period.months()
    return bool(_select(compiler.ever(question, dimension)))


def _complete(found: Collection[Class], by: Sequence[str], period: Period) -> list[Class]:
    """Return the classes in order; with months, each of the others in every month."""
    if "month" not in by:
        return sorted(found) if by else [()]
    months = months_of(period)
    at = by.index("month")
    others = {(key[:at], key[at + 1 :]) for key in found} if len(by) > 1 else {((), ())}
    return sorted((*before, month, *after) for before, after in others for month in months)


def months_of(period: Period) -> list[str]:
    """Return the months of a period; Refused `too-many-months`."""
    months = list(islice(period.months(), MOST_MONTHS + 1))
    if len(months) > MOST_MONTHS:
        sentence = _("A breakdown by month holds at most %(most)s months.") % {"most": MOST_MONTHS}
        raise Refused("too-many-months", sentence)
    return months


def _numbers(query: compiler.Query) -> dict[Class, int]:
    return {tuple(key): number for *key, number in _select(query)}


def _contested(question: Question, by: Class) -> dict[Class, int]:
    if question.view is not View.JOINT or question.versions is not None:
        return {}
    return _numbers(compiler.contested(question, by=by))


def _of_several_classes(question: Question, by: Sequence[str]) -> set[Class]:
    """Return the classes that would add up what the definition keeps apart."""
    apart = question.figure.apart
    if not apart or apart in question.within or apart in by:
        return set()
    kept: dict[Class, set[str]] = {}
    for *key, one, _unit, _marks, total in _select(compiler.value(question, by=(*by, apart))):
        if total:
            kept.setdefault(tuple(key), set()).add(one)
    return {key for key, each in kept.items() if len(each) > 1}


def _cell(
    question: Question,
    sums: Sequence[Sum],
    documents: int,
    contested: int,
    *,
    missing: bool = False,
) -> Cell:
    figure, circle = question.figure, question.circle
    missing = missing or (not sums and figure.missing is Missing.NO_FACTS)
    return Cell(
        figure=figure,
        authority=question.authority,
        period=question.period,
        components=components(figure, sums, missing=missing),
        status="disputed" if contested else _status(sums, missing=missing),
        documents=documents,
        as_of=journals.size() if question.as_of is None else question.as_of,
        within=question.within,
        view=question.view,
        pair=(circle.ours, circle.theirs) if circle else (None, None),
        contested=contested,
    )


def components(figure: Figure, sums: Sequence[Sum], *, missing: bool = False) -> tuple[Amount, ...]:
    """Return the shown units first, then any base that the definition did not foresee."""
    return tuple(_components(figure, sums, missing=missing))


def _components(figure: Figure, sums: Sequence[Sum], *, missing: bool) -> Iterable[Amount]:
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


def _status(sums: Sequence[Sum], *, missing: bool) -> str:
    if missing:
        return "missing"
    return "estimated" if any("~" in marks for _unit, marks, _total in sums) else "final"


def _select(query: compiler.Query) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query.sql, query.params)
        return list(cursor.fetchall())
