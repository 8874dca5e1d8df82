"""A cell opened for one reader: lines by day, their sum, and titles only where he may read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.http import Http404
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from saphan.figures import cells, evidence
from saphan.figures.cells import Cell, Contribution
from saphan.figures.compiler import Question
from saphan.intake import kinds
from saphan.intake.kinds import Kind
from saphan.kernel.actors import Actor
from saphan.kernel.refusals import Forbidden
from saphan.kernel.units import UNITS, Quantity
from saphan.ledger import journals
from saphan.places.lookup import names_in
from saphan.web.display import language

PER_PAGE = 50
type Key = tuple[bytes, str]


@dataclass(frozen=True, slots=True)
class Line:
    """What one version of one record adds; `title` and `href` are empty for who may not read."""

    on: date
    title: str
    kind: str
    href: str
    place: str
    quantity: Quantity
    sealed: str


@dataclass(frozen=True)
class Opened:
    """The facts of a cell by version and unit, in the order of their days."""

    facts: Sequence[Contribution]
    shows: Sequence[str]
    by: Actor

    @cached_property
    def grouped(self) -> dict[Key, list[Contribution]]:
        found: dict[Key, list[Contribution]] = {}
        for fact in self.facts:
            found.setdefault((fact.version_hash, fact.unit), []).append(fact)
        return found

    @property
    def lines(self) -> list[Key]:
        return list(self.grouped)

    def page(self, number: str) -> Page[Key]:
        """Raise Http404 past the last page."""
        try:
            return Paginator(self.lines, PER_PAGE).page(number)
        except (EmptyPage, PageNotAnInteger) as error:
            raise Http404(str(_("This list has no such page."))) from error

    def described(self, keys: Sequence[Key]) -> list[Line]:
        """Read the records behind some lines; a few queries for any number of them."""
        opened = self._read(keys)
        places = names_in({one.gate or one.place for one in opened}, language())
        return [_line(one, places, self.by) for one in opened]

    def as_json(self, keys: Sequence[Key]) -> list[dict[str, Any]]:
        """Return lines in the shape of the interface."""
        return [
            one.as_json() if _readable(one, self.by) else {**one.as_json(), "title": ""}
            for one in self._read(keys)
        ]

    def _read(self, keys: Sequence[Key]) -> list[evidence.Opened]:
        facts = [fact for key in keys for fact in self.grouped[key]]
        return evidence.describe(facts, shows=self.shows)

    def adds_up_to(self, cell: Cell) -> bool:
        """Add the facts up again and compare with the cell's value."""
        sums: dict[str, int] = {}
        for fact in self.facts:
            sums[fact.unit] = sums.get(fact.unit, 0) + fact.amount
        return all(
            amount.quantity is None
            or amount.quantity.amount == sums.get(UNITS[amount.unit].base, 0)
            for amount in cell.components
        )


def question_of(cell: str, *, by: Actor) -> Question:
    """Read a cell's id for a reader, as of now; `unknown-cell`, Forbidden `other-authority`."""
    question = replace(cells.question_of(cell), as_of=journals.size())
    if question.authority != by.authority:
        raise Forbidden("other-authority", _("These are the figures of another authority."))
    return question


def opened(question: Question, *, by: Actor) -> Opened:
    return Opened(cells.contributions(question), question.figure.shows, by)


def _line(one: evidence.Opened, places: Mapping[str, str], by: Actor) -> Line:
    """A record at a gate is named by the gate, not by its code."""
    code = one.gate or one.place
    place = places.get(code, code)
    readable = _readable(one, by)
    known = next((kind for kind in kinds.kinds() if kind.name == one.kind), None)
    return Line(
        on=one.on,
        title=_title(one, place) if readable else "",
        kind=known.names.in_(language()) if known else one.kind,
        href=_href(known, one) if known and readable and one.side == by.side else "",
        place=place,
        quantity=one.quantity,
        sealed=one.version_hash.hex(),
    )


def _title(one: evidence.Opened, place: str) -> str:
    return one.title.replace(one.gate, place) if one.gate else one.title


def _readable(one: evidence.Opened, by: Actor) -> bool:
    return by.can(f"{one.kind.split('.', 1)[0]}.read")


def _href(kind: Kind, one: evidence.Opened) -> str:
    """The record's page, or nothing where its register has none."""
    try:
        return reverse(kind.route, args=[one.uid])
    except NoReverseMatch:
        return ""
