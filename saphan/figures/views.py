"""Pages of figures: all of them for a period, one of them, the records behind a cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saphan.accounts.roles import READ_FIGURES
from saphan.figures import (
    catalogue,
    cells,
    charts,
    opening,
    periods,
    published,
    showing,
    standing,
)
from saphan.figures.cells import Cell
from saphan.figures.compiler import Question
from saphan.figures.periods import Chosen
from saphan.figures.registry import CATALOGUE
from saphan.figures.standing import View
from saphan.kernel import clock
from saphan.kernel.figures import Figure
from saphan.kernel.languages import T
from saphan.ledger import journals
from saphan.web.components import Action, Link
from saphan.web.display import language
from saphan.web.lists import FORMATS
from saphan.web.pages import Page
from saphan.web.states import chip


class FiguresPage(Page):
    """`chosen` is the period that the address asks for."""

    ability: ClassVar[str] = READ_FIGURES
    width: ClassVar[str] = "roomy"

    @cached_property
    def chosen(self) -> Chosen:
        return periods.choose(self.request.GET, by=self.actor, on=clock.today())

    def trail(self) -> Sequence[Link]:
        return [Link(_("Figures"), reverse("figures:table"))]

    def saved_as(self, heads: Sequence[str], rows: Iterator[Sequence[Any]]) -> HttpResponseBase:
        """Answer with the file that the address asks for."""
        make = FORMATS.get(self.request.GET["export"])
        if make is None:
            raise Http404(str(_("A list can be saved as CSV or XLSX.")))
        return make(heads, rows, name=f"figures-{clock.today()}")


class FigureTable(FiguresPage):
    """Every figure of the actor's authority for one period."""

    title = gettext_lazy("Figures")
    template_name: ClassVar[str] = "figures/table.html"

    def trail(self) -> Sequence[Link]:
        return ()

    def actions(self) -> list[Action]:
        both = f"{reverse('figures:compare')}?{self.chosen.query}"
        links = [
            Action(gettext_lazy("Figures of both banks"), both),
            Action(gettext_lazy("What each figure counts"), reverse("figures:catalogue")),
        ]
        if settings.SAPHAN_GENERATED:
            label = gettext_lazy("Beside what was published")
            links.append(Action(label, reverse("figures:published")))
        return links

    def get(self, request: HttpRequest) -> HttpResponseBase:
        period = self.chosen.period
        found = {
            cell.figure.code: cell
            for cell in cells.table(authority=self.actor.authority, period=period)
        }
        if "export" in request.GET:
            named = ((cell.figure.names.long.in_(language()), cell) for cell in found.values())
            return self.saved_as([_("Figure"), *_heads()], _exported(named))
        return self.answer(chosen=self.chosen, sections=list(_tables(found)))


@dataclass(frozen=True, slots=True)
class Group:
    """A register's figures: those that records state, and those that none does."""

    name: T
    told: Sequence[Cell]
    silent: Sequence[Cell]


def _tables(found: Mapping[str, Cell]) -> Iterator[Group]:
    for section in catalogue.sections():
        of_register = [found[figure.code] for figure in section.figures]
        told = [cell for cell in of_register if cell.documents]
        yield Group(section.name, told, [cell for cell in of_register if not cell.documents])


def _heads() -> list[str]:
    return [_("Value"), _("Unit"), _("Certainty"), _("State"), _("Records")]


def _exported(named: Iterable[tuple[str, Cell]]) -> Iterator[Sequence[Any]]:
    """Yield a line for each component of each cell, after the cell's name."""
    for name, cell in named:
        for amount in cell.components:
            mark = str(showing.QUALIFIERS[amount.qualifier])
            unit = showing.unit(amount.unit, language())
            yield [name, amount.quantity, unit, mark, cell.status, cell.documents]


class Catalogue(FiguresPage):
    title = gettext_lazy("What each figure counts")
    template_name: ClassVar[str] = "figures/catalogue.html"

    def get(self, request: HttpRequest) -> HttpResponseBase:
        return self.answer(sections=catalogue.sections())


@dataclass(frozen=True, slots=True)
class Tab:
    """One way to break a figure down."""

    label: Any
    href: str
    here: bool


class FigurePage(FiguresPage):
    """One figure: the banks, its classes with their drawing, its definition."""

    template_name: ClassVar[str] = "figures/figure.html"

    @cached_property
    def figure(self) -> Figure:
        found = CATALOGUE.get(self.kwargs["code"])
        if found is None:
            raise Http404(str(_("The catalogue has no such figure.")))
        return found

    @cached_property
    def by(self) -> str:
        allowed = self.figure.breakdowns
        asked = self.request.GET.get("by", "")
        return asked if asked in allowed else next(iter(allowed), "")

    def get(self, request: HttpRequest, code: str) -> HttpResponseBase:
        period, tongue = self.chosen.period, language()
        as_of = journals.size()
        question = Question(self.figure, self.actor.authority, period, as_of=as_of)
        cell = cells.compute(question)
        classes = cells.compute_by(question, (self.by,)) if self.by and cell.documents else []
        name = self.figure.names.long.in_(tongue)
        codes = [one.within[self.by] for one in classes]
        names = showing.class_names(self.by, codes, tongue) if codes else {}
        dimension = showing.DIMENSIONS.get(self.by, self.by)
        named = [(names[one.within[self.by]], one) for one in classes]
        if "export" in request.GET:
            return self.saved_as([str(dimension), *_heads()], _exported(named))
        return self.answer(
            title=name,
            chosen=self.chosen,
            cell=cell,
            across=_across(question),
            figure=self.figure,
            tabs=self.tabs(),
            by=self.by,
            dimension=dimension,
            classes=named,
            drawn=charts.drawn(classes, self.by, names, language=tongue, label=name),
            definition=self.definition(tongue),
        )

    def tabs(self) -> list[Tab]:
        return [
            Tab(showing.DIMENSIONS[one], f"?{self.chosen.query}&by={one}", one == self.by)
            for one in self.figure.breakdowns
        ]

    def definition(self, tongue: str) -> list[tuple[str, Any]]:
        figure = self.figure
        return [
            (_("Unit"), catalogue.units(figure, tongue)),
            (_("Way of counting"), catalogue.KINDS[figure.kind].in_(tongue)),
            (_("Period"), catalogue.BASES[figure.period_basis].in_(tongue)),
            (_("Comes from"), catalogue.source(figure).in_(tongue)),
        ]


def _across(question: Question) -> dict[str, Cell]:
    """Return the cells of the other views, where somebody could say anything of the figure."""
    circle = standing.circle(question.authority)
    if not circle.peers or not standing.is_exchanged(question.figure):
        return {}
    return {
        str(view): cells.compute(replace(question, view=view, circle=circle))
        for view in (View.COUNTERPART, View.JOINT)
    }


WHOSE = {
    View.OWN: gettext_lazy("Our bank"),
    View.COUNTERPART: gettext_lazy("Their bank"),
    View.JOINT: gettext_lazy("The bridge"),
}


class CellPage(FiguresPage):
    """The records behind a cell, each with what it adds; they add up to its value."""

    template_name: ClassVar[str] = "figures/cell.html"

    def trail(self) -> Sequence[Link]:
        figure, period = self.question.figure, self.question.period
        href = f"{reverse('figures:figure', args=[figure.code])}?{periods.query(period)}"
        return [*super().trail(), Link(figure.names.long.in_(language()), href)]

    @cached_property
    def question(self) -> Question:
        return opening.question_of(self.kwargs["cell"], by=self.actor)

    def get(self, request: HttpRequest, cell: str) -> HttpResponseBase:
        found = cells.compute(self.question)
        opened = opening.opened(self.question, by=self.actor)
        if "export" in request.GET:
            return self.saved_as(
                [
                    _("Day"),
                    _("Record"),
                    _("Kind"),
                    _("Place"),
                    _("Adds"),
                    _("Unit"),
                    _("Sealed as"),
                ],
                _exported_lines(opened.described(opened.lines)),
            )
        page = opened.page(request.GET.get("page", "1"))
        classes = [
            (showing.DIMENSIONS[name], showing.class_names(name, [code], language())[code])
            for name, code in self.question.within.items()
        ]
        return self.answer(
            title=found.figure.names.long.in_(language()),
            cell=found,
            whose=WHOSE[found.view],
            within=classes,
            lines=opened.described(list(page)),
            pages={"page": page, "paginator": page.paginator},
            adds_up=opened.adds_up_to(found),
            proven=chip("done", note=_("adds up")),
        )


def _exported_lines(lines: Sequence[opening.Line]) -> Iterator[Sequence[Any]]:
    for line in lines:
        quantity = line.quantity
        unit = showing.unit(quantity.unit, language())
        yield [line.on, line.title, line.kind, line.place, quantity, unit, line.sealed]


class PublishedPage(FiguresPage):
    """On a demonstration: each published figure beside what the records give."""

    title = gettext_lazy("Published figures and ours")
    template_name: ClassVar[str] = "figures/published.html"

    def get(self, request: HttpRequest) -> HttpResponseBase:
        if not settings.SAPHAN_GENERATED:
            raise Http404
        rows = published.beside(authorities=[self.actor.authority])
        return self.answer(
            rows=rows,
            equal=sum(row.equal is True for row in rows),
            differ=sum(row.equal is False for row in rows),
        )
