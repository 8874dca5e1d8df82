"""A definition in, one SELECT out: value and evidence share the same WHERE.

Only integer sums over a DATE column happen in SQL (FIGURES 1), so the same expression gives the
same cell on another engine.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from saphan.figures import standing
from saphan.figures.standing import Circle, View
from saphan.kernel.facts import DIMENSIONS
from saphan.kernel.figures import Figure, Kind
from saphan.kernel.periods import Period

TABLE = "figures_fact"
BREAKDOWNS = {
    "month": "substr(CAST(on_date AS text), 1, 7)",
    "place": "place",
    **{name: name for name in DIMENSIONS},
}


@dataclass(frozen=True, slots=True)
class Question:
    """Which cell: a figure of an authority in a period, perhaps of one class, as of a journal.

    `within` restricts breakdown columns to one value each; `as_of` is an own-journal size. Other
    views than the own one sum what stands now in the authority's `circle`, or given `versions`. The
    own one counts what the authority sealed, and versions of the other side that it confirmed
    without one of its own: those that it stands by now, or given ones (`taken`).
    """

    figure: Figure
    authority: str
    period: Period
    within: Mapping[str, str] = field(default_factory=dict)
    as_of: int | None = None
    view: View = View.OWN
    circle: Circle | None = None
    versions: tuple[bytes, ...] | None = None
    taken: tuple[bytes, ...] | None = None

    @property
    def is_own(self) -> bool:
        return self.view is View.OWN


@dataclass(frozen=True, slots=True)
class Query:
    """SQL text with placeholders only; every value travels in `params`."""

    sql: str
    params: tuple[Any, ...]


def where(question: Question) -> Query:
    """Return the one WHERE that value and evidence share."""
    figure, whose = question.figure, stating(question)
    terms = ["kind = %s", whose.sql]
    params: list[Any] = [figure.fact, *whose.params]
    for name, value in {**question.within, **figure.where}.items():
        terms.append(f"{BREAKDOWNS[name]} = %s")
        params.append(value)
    facts = Query(" AND ".join(terms), tuple(params))
    days = _days(question, facts)
    return Query(f"{facts.sql} AND {days.sql}", (*facts.params, *days.params))


def stating(question: Question) -> Query:
    """Return the condition on the versions whose facts count in the question's view."""
    if question.versions is not None:
        return Query("version_hash = ANY(%s)", (list(question.versions),))
    if not question.is_own:
        circle = question.circle or Circle(question.authority)
        rows, params = standing.versions(circle, standing.STANDS[question.view])
        return Query(f"version_hash IN (SELECT s.doc {rows})", params)
    own = _own(question)
    taken = _taken(question)
    return Query(f"({own.sql} OR {taken.sql})", (*own.params, *taken.params)) if taken else own


def _own(question: Question) -> Query:
    """Return the condition on versions that the authority sealed itself."""
    if question.as_of is None:
        return Query("authority = %s AND seq_to IS NULL", (question.authority,))
    return Query(
        "authority = %s AND seq_from <= %s AND (seq_to IS NULL OR seq_to > %s)",
        (question.authority, question.as_of, question.as_of),
    )


def _taken(question: Question) -> Query | None:
    """Return the condition on versions of the other side that the authority confirmed as its own.

    None where the figure counts nothing that two sides own.
    """
    if not standing.is_exchanged(question.figure):
        return None
    if question.taken is not None:
        return Query("version_hash = ANY(%s)", (list(question.taken),)) if question.taken else None
    return Query(
        "version_hash IN (SELECT doc FROM bilateral_stand "
        "WHERE view = 'ours' AND taken AND authority = %s)",
        (question.authority,),
    )


def _days(question: Question, facts: Query) -> Query:
    """Return which days count, among facts that answer the rest of the question."""
    figure, period = question.figure, question.period
    if figure.kind is Kind.FLOW and figure.stated:
        return Query("on_date = %s AND topic = %s", (period.until, period.since.isoformat()))
    if figure.kind is Kind.FLOW:
        return Query("on_date BETWEEN %s AND %s", (period.since, period.until))
    if figure.stated:
        newest = (
            f"SELECT max(on_date) FROM {TABLE} AS stated "  # noqa: S608 - as below
            f"WHERE stated.place = {TABLE}.place AND {facts.sql} AND on_date <= %s"
        )
        return Query(f"on_date = ({newest})", (*facts.params, period.until))
    return Query("on_date <= %s", (period.until,))


def value(question: Question, *, by: tuple[str, ...] = ()) -> Query:
    """Rows of (breakdown values..., unit, qualifiers, sum).

    The inner sums need no sort, so that PostgreSQL may share them among its workers.
    """
    condition = where(question)
    keys = "".join(f"{BREAKDOWNS[name]} AS key_{name}, " for name in by)
    named = "".join(f"key_{name}, " for name in by)
    inner, outer = (", ".join(str(n + 1) for n in range(len(by) + more)) for more in (2, 1))
    return Query(
        f"SELECT {named}unit, array_agg(qualifier ORDER BY qualifier), sum(total)::bigint "  # noqa: S608 - column names are ours
        f"FROM (SELECT {keys}unit, qualifier, sum(quantity) AS total FROM {TABLE} "
        f"WHERE {condition.sql} GROUP BY {inner}) AS part "
        f"GROUP BY {outer} ORDER BY {outer}",
        condition.params,
    )


def evidence(question: Question) -> Query:
    """Rows of (uid, version hash, day, place, gate, unit, quantity, line) of each fact summed."""
    condition = where(question)
    return Query(
        "SELECT uid, version_hash, on_date, place, gate, unit, quantity, seq_from "  # noqa: S608 - as above
        f"FROM {TABLE} WHERE {condition.sql} ORDER BY on_date, seq_from, unit, quantity, uid",
        condition.params,
    )


def documents(question: Question, *, by: tuple[str, ...] = ()) -> Query:
    """Rows of (breakdown values..., how many document versions contribute).

    A version enters an authority's journal at one line, which counts faster than its hash.
    """
    condition = where(question)
    numbered = question.is_own and question.versions is None and _taken(question) is None
    version = "seq_from" if numbered else "version_hash"
    keys = "".join(f"{BREAKDOWNS[name]}, " for name in by)
    groups = f" GROUP BY {', '.join(str(n + 1) for n in range(len(by)))}" if by else ""
    return Query(
        f"SELECT {keys}count(DISTINCT {version}) FROM {TABLE} "  # noqa: S608 - as above
        f"WHERE {condition.sql}{groups}",
        condition.params,
    )


def contested(question: Question, *, by: tuple[str, ...] = ()) -> Query:
    """Rows of (breakdown values..., how many agreed versions that count are objected to)."""
    condition = where(question)
    keys = "".join(f"{BREAKDOWNS[name]}, " for name in by)
    groups = f" GROUP BY {', '.join(str(n + 1) for n in range(len(by)))}" if by else ""
    return Query(
        f"SELECT {keys}count(DISTINCT version_hash) FROM {TABLE} "  # noqa: S608 - as above
        f"WHERE {condition.sql} AND encode(version_hash, 'hex') IN "
        f"(SELECT unnest(contested) FROM bilateral_matter){groups}",
        condition.params,
    )


def ever(question: Question, dimension: str) -> Query:
    """One row if somebody in the view ever stated the figure's kind in the question's class."""
    whose = Query("authority = %s", (question.authority,)) if question.is_own else stating(question)
    return Query(
        f"SELECT 1 FROM {TABLE} WHERE kind = %s AND {whose.sql} "  # noqa: S608 - as above
        f"AND {BREAKDOWNS[dimension]} = %s LIMIT 1",
        (question.figure.fact, *whose.params, question.within[dimension]),
    )
