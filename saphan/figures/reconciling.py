"""Own, counterpart and joint values of figures, and every difference parted by its causes."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain, groupby
from typing import Any

from django.db import connection, transaction

from saphan.figures import cells, facing, standing
from saphan.figures.cells import Amount
from saphan.figures.comparing import Cause, Matter, Part, Scope, explain
from saphan.figures.compiler import Question
from saphan.figures.facing import Sought
from saphan.figures.models import Definition
from saphan.figures.registry import CATALOGUE
from saphan.figures.standing import Circle, View
from saphan.kernel.figures import Figure, Kind
from saphan.kernel.periods import Period
from saphan.kernel.units import UNITS, Quantity
from saphan.ledger import journals

NOT_EXCHANGED, DEFINITION = "not-exchanged", "definition"


@dataclass(frozen=True, slots=True)
class Difference:
    """What ours count less what theirs count in one unit shown; amounts in its base unit."""

    unit: str
    own: int
    counterpart: int
    parts: tuple[Part, ...]

    @property
    def amount(self) -> int:
        return self.own - self.counterpart

    @property
    def residual(self) -> int:
        """What no cause explains: nothing, or the comparison itself is wrong."""
        return self.amount - sum(part.amount for part in self.parts)

    def by_cause(self) -> list[tuple[Cause, tuple[Part, ...]]]:
        """Return the parts in the order of their causes."""
        order = list(Cause)
        ordered = sorted(self.parts, key=lambda part: (order.index(part.cause), part.matter))
        return [(cause, tuple(parts)) for cause, parts in groupby(ordered, lambda p: p.cause)]

    def written(self, amount: int) -> str:
        return Quantity(amount, self.unit).text

    def as_json(self) -> dict[str, Any]:
        return {
            "unit": self.unit,
            "value": self.written(self.amount),
            "classes": [
                {
                    "class": cause,
                    "value": self.written(sum(part.amount for part in parts)),
                    "documents": sorted(
                        {_hash(doc) for p in parts for doc in (*p.ours, *p.theirs)}
                    ),
                    "matters": [self._matter(part) for part in parts],
                }
                for cause, parts in self.by_cause()
            ],
            "residual": self.written(self.residual),
        }

    def _matter(self, part: Part) -> dict[str, Any]:
        return {
            "matter": part.matter,
            "value": self.written(part.amount),
            "own": self.written(part.counted[0]),
            "counterpart": self.written(part.counted[1]),
            "ours": [_hash(doc) for doc in part.ours],
            "theirs": [_hash(doc) for doc in part.theirs],
        }


@dataclass(frozen=True, slots=True)
class Compared:
    """One figure of both sides in one period; `objection` says why it cannot be compared.

    `not-exchanged`: no peer has such records. `definition`: a peer counts something else under
    the code.
    """

    figure: Figure
    authority: str
    period: Period
    values: Mapping[View, tuple[Amount, ...]]
    differences: tuple[Difference, ...] = ()
    objection: str = ""
    within: Mapping[str, str] = field(default_factory=dict)

    @property
    def parts(self) -> tuple[Part, ...]:
        return tuple(part for each in self.differences for part in each.parts)

    def as_json(self) -> dict[str, Any]:
        """The shape of the public interface, with the matters of each class and the month."""
        return {
            "code": self.figure.code,
            "authority": self.authority,
            "from": self.period.since.isoformat(),
            "to": self.period.until.isoformat(),
            "breakdown": dict(self.within),
            **{str(view): [amount.as_json() for amount in self.values[view]] for view in View},
            "differences": [difference.as_json() for difference in self.differences],
            "comparable": not self.objection,
        }


def compare(
    *, authority: str, period: Period, codes: Sequence[str] = (), monthly: bool = False
) -> list[Compared]:
    """Compare `codes`, else every figure of which both sides have records; by month if asked.

    Refused `no-peer`, `unknown-figure`, `too-many-months`.
    """
    cells.refuse_unknown(codes)
    figures = [CATALOGUE[code] for code in codes] or exchanged()
    return compare_figures(figures, authority=authority, period=period, monthly=monthly)


def exchanged() -> list[Figure]:
    """Return the figures of which both sides have records, or which a peer counts otherwise."""
    told = Definition.objects.values_list("code", "hash")
    otherwise = {
        code for code, digest in told if code in CATALOGUE and CATALOGUE[code].hash != digest
    }
    return [
        figure
        for figure in CATALOGUE.values()
        if standing.is_exchanged(figure) or figure.code in otherwise
    ]


def compare_figures(
    figures: Sequence[Figure], *, authority: str, period: Period, monthly: bool = False
) -> list[Compared]:
    """Compare some definitions, all at one moment of the record."""
    months = _months(period) if monthly else {"": period}
    with _moment():
        circle = standing.circle_of_peers(authority)
        objections = _objections(figures, circle)
        plain = [figure for figure in figures if not objections[figure.code]]
        sought = Sought(plain or figures, circle, period, journals.size(), monthly)
        sides = _Sides.read(sought) if plain else None
        return [
            sides.compare(figure, month, days)
            if sides and not objections[figure.code]
            else _beside(figure, sought, month, days, objections[figure.code])
            for figure in figures
            for month, days in months.items()
        ]


def _objections(figures: Iterable[Figure], circle: Circle) -> dict[str, str]:
    """Return by code why the peers' values cannot be set against ours; empty where they can."""
    said = Definition.objects.filter(peer__in=circle.peers).values_list("code", "hash")
    theirs: dict[str, set[str]] = {}
    for code, digest in said:
        theirs.setdefault(code, set()).add(digest)
    return {figure.code: _objection(figure, theirs.get(figure.code, set())) for figure in figures}


def _objection(figure: Figure, theirs: Collection[str]) -> str:
    if not set(theirs) <= {figure.hash}:
        return DEFINITION
    plain = figure.kind is Kind.FLOW and not (figure.stated or figure.apart)
    return "" if plain and standing.is_exchanged(figure) else NOT_EXCHANGED


@contextmanager
def _moment() -> Iterator[None]:
    """Let all that is read speak for one state of the tables."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def _beside(figure: Figure, sought: Sought, month: str, days: Period, objection: str) -> Compared:
    """Return the values of a figure that stand beside each other and are not compared."""
    circle = sought.circle
    asked = Question(figure, circle.authority, days, as_of=sought.as_of, circle=circle)
    values = {view: cells.compute(replace(asked, view=view)).components for view in View}
    return Compared(figure, circle.authority, days, values, (), objection, _within(month))


@dataclass(frozen=True, slots=True)
class _Sides:
    """What both sides count, read once: sums by view, and the matters that touch each cell."""

    sought: Sought
    sums: Mapping[View, facing.Sums]
    touching: Mapping[facing.Cell, Mapping[str, Matter]]
    classes: Mapping[str, Collection[facing.Classes]]

    @classmethod
    def read(cls, sought: Sought) -> _Sides:
        sums = {view: facing.sums(sought, view) for view in View}
        touching: dict[facing.Cell, dict[str, Matter]] = {}
        for matter in facing.differing(sought):
            for version in (*matter.ours, *matter.theirs):
                for fact in version.facts:
                    month = fact.on.isoformat()[:7] if sought.monthly else ""
                    cell = (fact.kind, tuple(fact.dims.values()), month)
                    touching.setdefault(cell, {})[matter.name] = matter
        classes: dict[str, set[facing.Classes]] = {}
        for kind, known, _month in chain(touching, *sums.values()):
            classes.setdefault(kind, set()).add(known)
        return cls(sought, sums, touching, classes)

    def compare(self, figure: Figure, month: str, days: Period) -> Compared:
        cells_of = list(self._cells(figure, month))
        values = {view: self._value(figure, view, cells_of) for view in View}
        scope = Scope(figure.fact, figure.where, days)
        matters: dict[str, Matter] = {}
        for cell in cells_of:
            matters.update(self.touching.get(cell, {}))
        parts = [part for name in sorted(matters) for part in explain(matters[name], scope)]
        return Compared(
            figure,
            self.sought.circle.authority,
            days,
            values,
            tuple(_differences(values, parts)),
            within=_within(month),
        )

    def _cells(self, figure: Figure, month: str) -> Iterator[facing.Cell]:
        """Yield the cells that the figure sums: its kind, and the classes that it restricts."""
        wanted = [figure.where.get(name) for name in self.sought.dims]
        for classes in self.classes.get(figure.fact, ()):
            if all(want in (None, has) for want, has in zip(wanted, classes, strict=True)):
                yield figure.fact, classes, month

    def _value(
        self, figure: Figure, view: View, cells_of: Sequence[facing.Cell]
    ) -> tuple[Amount, ...]:
        totals: dict[str, int] = {}
        marks: dict[str, list[str]] = {}
        for cell in cells_of:
            for unit, qualifier, total in self.sums[view].get(cell, ()):
                totals[unit] = totals.get(unit, 0) + total
                marks.setdefault(unit, []).append(qualifier)
        return cells.components(
            figure, [(unit, marks[unit], totals[unit]) for unit in sorted(totals)]
        )


def _differences(
    values: Mapping[View, Sequence[Amount]], parts: Sequence[Part]
) -> Iterator[Difference]:
    """Yield one difference for each unit in which somebody counts."""
    own, counterpart = _by_unit(values[View.OWN]), _by_unit(values[View.COUNTERPART])
    for unit in {**own, **counterpart}:
        of_unit = tuple(part for part in parts if part.unit == UNITS[unit].base)
        yield Difference(unit, own.get(unit, 0), counterpart.get(unit, 0), of_unit)


def _by_unit(amounts: Iterable[Amount]) -> dict[str, int]:
    return {each.unit: each.quantity.amount if each.quantity else 0 for each in amounts}


def _within(month: str) -> dict[str, str]:
    return {"month": month} if month else {}


def _months(period: Period) -> dict[str, Period]:
    """Return the days of the period in each of its months."""
    found = {}
    for month in cells.months_of(period):
        first = date.fromisoformat(f"{month}-01")
        last = first.replace(day=monthrange(first.year, first.month)[1])
        found[month] = Period(max(first, period.since), min(last, period.until))
    return found


def _hash(doc: bytes) -> str:
    return f"sha256:{doc.hex()}"
