"""What two sides state of one matter, and where a difference between them comes from (FIGURES 2).

Pure: the parts of a difference always add up to it. The causes are tried in the order of `Cause`,
each on what those before it left; what nothing explains is a difference of value.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from saphan.kernel.figures import Figure
from saphan.kernel.periods import Period

type Sums = dict[str, int]
"""Amounts by base unit."""


class Cause(StrEnum):
    """Why two sides count differently, in the order in which it is looked for.

    `late`: one side cannot have seen the other's version yet. `missing-there` and `missing-here`:
    one side states nothing of the matter. `duplicate`: one side states it by several documents.
    `date`: one side's day is outside the period. `class`: a thing, gate, area or flag that the
    figure does not count. `unit`: counted in another unit. `value`: the amounts differ.
    """

    LATE = "late"
    MISSING_THERE = "missing-there"
    MISSING_HERE = "missing-here"
    DUPLICATE = "duplicate"
    DATE = "date"
    CLASS = "class"
    UNIT = "unit"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class Stated:
    """One fact as a standing version states it; `amount` counts base units of `unit`."""

    kind: str
    on: date
    unit: str
    amount: int
    dims: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Version:
    """A version with every fact that it states; one without facts ended its record."""

    doc: bytes
    facts: Sequence[Stated]
    late: bool = False


@dataclass(frozen=True, slots=True)
class Matter:
    """The versions that stand for each side, those outside of any cell included."""

    name: str
    ours: Sequence[Version]
    theirs: Sequence[Version]


@dataclass(frozen=True, slots=True)
class Part:
    """What one matter adds to a difference for one cause, in base units: ours less theirs.

    `counted` is what ours and what theirs count of the matter in the cell, for all causes.
    """

    cause: Cause
    unit: str
    amount: int
    matter: str
    ours: tuple[bytes, ...]
    theirs: tuple[bytes, ...]
    counted: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Scope:
    """Which facts a cell sums: those of a flow's kind, classes and days."""

    kind: str
    where: Mapping[str, str]
    period: Period

    @classmethod
    def of(cls, figure: Figure, period: Period) -> Scope:
        return cls(figure.fact, figure.where, period)

    def holds(self, fact: Stated) -> bool:
        return self.is_class(fact) and fact.on in self.period

    def is_class(self, fact: Stated) -> bool:
        return all(fact.dims.get(name, "") == value for name, value in self.where.items())

    def place(self, fact: Stated) -> tuple[str, date, tuple[str, ...]]:
        """What two sides must state alike for their amounts to be set against each other."""
        return fact.unit, fact.on, tuple(fact.dims.get(name, "") for name in self.where)


def explain(matter: Matter, scope: Scope) -> list[Part]:
    """Return what this matter adds to the difference of a cell; nothing where it adds nothing.

    Unit by unit the amounts add up to what ours count in the cell less what theirs count there.
    """
    ours, theirs = _standing(matter.ours), _standing(matter.theirs)
    own, counterpart = _counted(ours, scope), _counted(theirs, scope)
    if any(version.late for version in (*matter.ours, *matter.theirs)):
        causes: Iterable[tuple[Cause, Sums]] = [(Cause.LATE, _less(own, counterpart))]
    else:
        causes = _causes(ours, theirs, scope)
    left, right = (tuple(sorted(v.doc for v in side)) for side in (matter.ours, matter.theirs))
    counted = {
        unit: (own.get(unit, 0), counterpart.get(unit, 0)) for unit in {**own, **counterpart}
    }
    return [
        Part(cause, unit, amount, matter.name, left, right, counted[unit])
        for cause, amounts in causes
        for unit, amount in sorted(amounts.items())
        if amount
    ]


def _causes(
    ours: list[Version], theirs: list[Version], scope: Scope
) -> Iterator[tuple[Cause, Sums]]:
    """Yield amounts by cause; together they are the whole gap."""
    kept_ours, kept_theirs = _counterparts(ours, theirs, scope)
    gap = _gap(kept_ours, kept_theirs, scope)
    yield Cause.DUPLICATE, _less(_gap(ours, theirs, scope), gap)
    if not theirs:
        yield Cause.MISSING_THERE, gap
    elif not ours:
        yield Cause.MISSING_HERE, gap
    else:
        yield from _apart(kept_ours, kept_theirs, scope)


def _apart(
    ours: list[Version], theirs: list[Version], scope: Scope
) -> Iterator[tuple[Cause, Sums]]:
    """Yield what one side counts elsewhere, then what it counts in other units, then the rest."""
    rest = _gap(ours, theirs, scope)
    elsewhere = _elsewhere(ours, theirs, scope)
    for cause in (Cause.DATE, Cause.CLASS):
        found = {unit: _within(elsewhere[cause].get(unit, []), rest[unit]) for unit in rest}
        yield cause, found
        rest = _less(rest, found)
    counted = (_counted(ours, scope), _counted(theirs, scope))
    swapped = {unit: amount for unit, amount in rest.items() if _is_swapped(unit, *counted)}
    yield Cause.UNIT, swapped
    yield Cause.VALUE, _less(rest, swapped)


def _elsewhere(
    ours: list[Version], theirs: list[Version], scope: Scope
) -> dict[Cause, dict[str, list[int]]]:
    """Return what theirs state outside of the cell beyond ours there, by what keeps it out."""
    beyond: dict[tuple[str, date, tuple[str, ...]], int] = {}
    kept_out: dict[tuple[str, date, tuple[str, ...]], Cause] = {}
    for sign, side in ((-1, ours), (1, theirs)):
        for fact in _facts(side, scope):
            if not scope.holds(fact):
                place = scope.place(fact)
                beyond[place] = beyond.get(place, 0) + sign * fact.amount
                kept_out[place] = Cause.DATE if scope.is_class(fact) else Cause.CLASS
    found: dict[Cause, dict[str, list[int]]] = {Cause.DATE: {}, Cause.CLASS: {}}
    for place, amount in beyond.items():
        found[kept_out[place]].setdefault(place[0], []).append(amount)
    return found


def _within(amounts: Sequence[int], gap: int) -> int:
    """Return how much of a gap these amounts can explain: of its sign and no more than it."""
    if gap < 0:
        return max(gap, sum(min(amount, 0) for amount in amounts))
    return min(gap, sum(max(amount, 0) for amount in amounts))


def _is_swapped(unit: str, ours: Sums, theirs: Sums) -> bool:
    """Whether one side counts in this unit what the other counts in another one alone."""
    mine, other = (ours, theirs) if ours.get(unit) else (theirs, ours)
    return not other.get(unit) and any(
        amount and not mine.get(another) for another, amount in other.items()
    )


def _counterparts(
    ours: list[Version], theirs: list[Version], scope: Scope
) -> tuple[list[Version], list[Version]]:
    """Leave as many versions on each side as the other has, those that are nearest to its own.

    One version stays where the other side has none.
    """
    if len(ours) < len(theirs):
        kept_theirs, kept_ours = _counterparts(theirs, ours, scope)
        return kept_ours, kept_theirs
    if len(ours) == len(theirs):
        return ours, theirs
    left, kept = list(ours), []
    for other in theirs or [Version(b"", ())]:
        near = min(left, key=lambda version: (_distance(version, other, scope), version.doc))
        kept.append(near)
        left.remove(near)
    return kept, theirs


def _distance(one: Version, other: Version, scope: Scope) -> int:
    return sum(abs(amount) for amount in _gap([one], [other], scope).values())


def _standing(side: Sequence[Version]) -> list[Version]:
    return [version for version in side if version.facts]


def _facts(side: Iterable[Version], scope: Scope) -> Iterator[Stated]:
    return (fact for version in side for fact in version.facts if fact.kind == scope.kind)


def _counted(side: Iterable[Version], scope: Scope) -> Sums:
    sums: Sums = {}
    for fact in _facts(side, scope):
        if scope.holds(fact):
            sums[fact.unit] = sums.get(fact.unit, 0) + fact.amount
    return sums


def _gap(ours: Iterable[Version], theirs: Iterable[Version], scope: Scope) -> Sums:
    return _less(_counted(ours, scope), _counted(theirs, scope))


def _less(one: Sums, other: Sums) -> Sums:
    return {unit: one.get(unit, 0) - other.get(unit, 0) for unit in {**one, **other}}
