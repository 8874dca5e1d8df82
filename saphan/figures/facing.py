"""Facts of both sides face to face: sums of every figure at once, and the matters that differ.

Each fact is read once, however many figures and months are asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from saphan.figures import compiler, standing
from saphan.figures.comparing import Matter, Stated, Version
from saphan.figures.compiler import BREAKDOWNS, TABLE, Query, Question
from saphan.figures.standing import Circle, View
from saphan.kernel.figures import Figure
from saphan.kernel.periods import Period

type Classes = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sought:
    """What is compared: figures of one authority, over one period, as of one own journal."""

    figures: Sequence[Figure]
    circle: Circle
    period: Period
    as_of: int
    monthly: bool = False

    @property
    def dims(self) -> Classes:
        """The dimensions by which some of the figures choose their facts."""
        return tuple(sorted({name for figure in self.figures for name in figure.where}))

    @property
    def kinds(self) -> list[str]:
        return sorted({figure.fact for figure in self.figures})

    def stating(self, view: View) -> Query:
        """Return the condition under which a version counts in a view."""
        authority, as_of = self.circle.authority, self.as_of
        figure = self.figures[0]
        return compiler.stating(
            Question(figure, authority, self.period, {}, as_of, view, self.circle)
        )


type Cell = tuple[str, Classes, str]
"""A kind of fact, values of the sought dimensions, and a month (empty: the whole period)."""
type Sums = dict[Cell, list[tuple[str, str, int]]]
"""Unit, qualifier and sum of the facts of each cell."""


def sums(sought: Sought, view: View) -> Sums:
    """Return what a view's facts of the period add up to."""
    dims, whose = _columns(sought.dims), sought.stating(view)
    month = BREAKDOWNS["month"] if sought.monthly else "''"
    count = len(sought.dims) + 4
    rows = _rows(
        f"SELECT kind, {dims}{month}, unit, qualifier, sum(quantity)::bigint "  # noqa: S608 - columns are ours
        f"FROM {TABLE} WHERE {whose.sql} AND kind = ANY(%s) AND on_date BETWEEN %s AND %s "
        f"GROUP BY {', '.join(str(n + 1) for n in range(count))}",
        [*whose.params, sought.kinds, sought.period.since, sought.period.until],
    )
    found: Sums = {}
    for kind, *classes, of_month, unit, qualifier, total in rows:
        cell = (kind, tuple(classes), of_month)
        found.setdefault(cell, []).append((unit, qualifier, total))
    return found


def differing(sought: Sought) -> list[Matter]:
    """Return the matters of which the sides state something else on some day of the period.

    Each comes with all facts of the versions that stand, those outside of the period too. A record
    of ours in no matter is one of its own.
    """
    base, params = _faced(sought)
    dims = _columns(sought.dims)
    rows = _rows(
        f"WITH {base}, apart AS (SELECT DISTINCT matter FROM ("  # noqa: S608 - as above
        "SELECT matter FROM faced WHERE kind = ANY(%s) AND on_date BETWEEN %s AND %s "
        f"GROUP BY matter, kind, {dims}on_date, unit "
        "HAVING sum(CASE WHEN is_ours THEN quantity ELSE -quantity END) <> 0) AS gaps) "
        f"SELECT matter, is_ours, doc, late, kind, on_date, unit, quantity{_last(dims)} "
        "FROM faced JOIN apart USING (matter) ORDER BY matter, is_ours, doc",
        [*params, sought.kinds, sought.period.since, sought.period.until],
    )
    return list(_matters(rows, sought.dims))


FACED = """
    ours AS (SELECT s.peer, s.matter, s.uid, s.doc, s.late {ours}),
    home AS (
        SELECT uid, min(matter) AS matter, bool_or(late) AS late, array_agg(doc) AS docs
        FROM ours GROUP BY uid
    ),
    main AS (
        SELECT ours.peer, ours.matter, min(home.matter) AS main
        FROM ours JOIN home USING (uid) GROUP BY ours.peer, ours.matter
    ),
    theirs AS (SELECT s.peer, s.matter, s.doc, s.late {theirs}),
    away AS (
        SELECT doc, min(coalesce(main.main, theirs.matter)) AS matter, bool_or(late) AS late
        FROM theirs LEFT JOIN main USING (peer, matter) GROUP BY doc
    ),
    faced AS (
        SELECT coalesce(home.matter, f.uid::text) AS matter, TRUE AS is_ours,
            f.version_hash AS doc,
            coalesce(home.late OR f.version_hash <> ALL(home.docs), FALSE) AS late, {facts}
        FROM {table} AS f LEFT JOIN home USING (uid) WHERE {own}
        UNION ALL
        SELECT away.matter, FALSE, away.doc, away.late, {facts}
        FROM {table} AS f JOIN away ON away.doc = f.version_hash
    )
"""


def _faced(sought: Sought) -> tuple[str, list[Any]]:
    """Return CTEs up to `faced`: every fact that counts for a side, under its matter.

    A record shared with several peers is one matter. Of ours, the version that counts may be newer
    than the one that they know.
    """
    ours, our_params = standing.versions(sought.circle, "ours")
    theirs, their_params = standing.versions(sought.circle, "theirs")
    own = sought.stating(View.OWN)
    facts = f"kind, on_date, unit, quantity{_last(_columns(sought.dims))}"
    text = FACED.format(ours=ours, theirs=theirs, own=own.sql, facts=facts, table=TABLE)
    return text, [*our_params, *their_params, *own.params]


def _matters(rows: Iterable[tuple[Any, ...]], dims: Classes) -> Iterator[Matter]:
    """Put rows that come by matter and version together."""
    found: dict[str, dict[tuple[bool, bytes], tuple[bool, list[Stated]]]] = {}
    for matter, is_ours, doc, late, kind, on, unit, amount, *classes in rows:
        versions = found.setdefault(matter, {})
        _late, facts = versions.setdefault((is_ours, bytes(doc)), (late, []))
        facts.append(Stated(kind, on, unit, amount, dict(zip(dims, classes, strict=True))))
    for matter, versions in found.items():
        sides: dict[bool, list[Version]] = {True: [], False: []}
        for (is_ours, doc), (late, facts) in versions.items():
            sides[is_ours].append(Version(doc, facts, late))
        yield Matter(matter, sides[True], sides[False])


def _columns(names: Classes) -> str:
    return "".join(f"{name}, " for name in names)


def _last(columns: str) -> str:
    return f", {columns.removesuffix(', ')}" if columns else ""


def _rows(statement: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return list(cursor.fetchall())
