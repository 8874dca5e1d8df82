"""What the templates of figures call."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from saphan.figures import catalogue, showing
from saphan.figures.cells import Amount, Cell
from saphan.figures.published import Beside, Published
from saphan.kernel.figures import Figure
from saphan.kernel.languages import T
from saphan.kernel.units import Quantity
from saphan.web.display import language, quantity_text, shown
from saphan.web.states import chip

register = template.Library()


@register.filter
def amounts(cell: Cell) -> SafeString:
    return showing.amounts(cell, language())


@register.filter
def bare(cell: Cell) -> SafeString:
    """The number alone, where the words beside it say what it counts."""
    first = cell.components[0].quantity
    return shown(first.decimal) if first else amounts(cell)


@register.filter
def units(figure: Figure) -> str:
    return catalogue.units(figure, language())


@register.filter
def breakdowns(figure: Figure) -> str:
    return ", ".join(str(showing.DIMENSIONS[one]) for one in figure.breakdowns)


@register.filter
def counting(figure: Figure) -> str:
    return catalogue.KINDS[figure.kind].in_(language())


@register.filter
def came_from(figure: Figure) -> T:
    return catalogue.source(figure)


@register.filter
def written(quantity: Quantity) -> str:
    return quantity_text(quantity)


@register.filter
def stated(row: Published) -> SafeString:
    """The number as the press gave it; a thing that it named without one is not known."""
    quantity = None if row.value is None else Quantity.of(row.value, row.unit)
    return showing.amount(Amount(row.unit, quantity, row.qualifier), language())


@register.filter
def computed(row: Beside) -> SafeString:
    """Our component in the published unit."""
    return showing.amount(row.amount or Amount(row.published.unit, None), language())


@register.filter
def compared(row: Beside) -> SafeString:
    if row.equal is None:
        return chip("missing", note=_("nothing to compare"))
    return chip("done", note=_("equal")) if row.equal else chip("disputed", note=_("different"))
