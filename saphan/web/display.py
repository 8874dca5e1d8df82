"""How a value reads in the language of the page: one function for facts, cells and answers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import singledispatch
from typing import Any

from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from saphan.kernel.clock import BORDER_TIME
from saphan.kernel.dates import PartialDate, format_date, format_period
from saphan.kernel.languages import T
from saphan.kernel.numbers import format_number
from saphan.kernel.periods import Period
from saphan.kernel.units import UNITS, Quantity
from saphan.web.components import Link


def language() -> str:
    return (get_language() or "en")[:2]


@singledispatch
def shown(value: Any) -> SafeString:
    """Return safe HTML for `value`; what is missing says so instead of reading as zero."""
    if value is None or value == "":
        return format_html('<span class="sub">{}</span>', _("not stated"))
    return conditional_escape(value)


@shown.register
def _bool(value: bool) -> SafeString:  # noqa: FBT001 - dispatched on its type
    return conditional_escape(_("yes") if value else _("no"))


@shown.register(int)
@shown.register(Decimal)
def _number(value: int | Decimal) -> SafeString:
    return format_html('<span class="num">{}</span>', format_number(value, language()))


@shown.register
def _quantity(value: Quantity) -> SafeString:
    return format_html('<span class="num">{}</span>', quantity_text(value))


@shown.register(date)
@shown.register(PartialDate)
def _day(value: date | PartialDate) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', _iso(value), format_date(value, language()))


@shown.register
def _moment(value: datetime) -> SafeString:
    local = value.astimezone(BORDER_TIME)
    text = f"{format_date(local.date(), language())}, {local:%H:%M}"
    return format_html('<time datetime="{}">{}</time>', local.isoformat(), text)


@shown.register
def _period(value: Period) -> SafeString:
    return conditional_escape(format_period(value, language()))


@shown.register
def _text(value: T) -> SafeString:
    return conditional_escape(value.in_(language()))


@shown.register
def _link(value: Link) -> SafeString:
    return format_html('<a href="{}">{}</a>', value.href, value.label)


@shown.register(list)
@shown.register(tuple)
def _several(value: Iterable[Any]) -> SafeString:
    """Lines under each other, held together where a narrow page folds its tables."""
    lines = format_html_join("", "<div>{}</div>", ((shown(one),) for one in value))
    return format_html("<div>{}</div>", lines) if lines else lines


def quantity_text(value: Quantity) -> str:
    """`76.993 lượt`: the number and the unit as the language writes them."""
    unit = UNITS[value.unit].after(value.decimal, language())
    return f"{format_number(value.decimal, language())}\u00a0{unit}".rstrip()


def plain(value: str | Promise | Quantity | Decimal | date) -> str:
    """`shown` without markup, for a sentence."""
    if isinstance(value, Quantity):
        return quantity_text(value)
    if isinstance(value, Decimal):
        return format_number(value, language())
    return format_date(value, language()) if isinstance(value, date) else str(value)


def _iso(value: date | PartialDate) -> str:
    return value.text if isinstance(value, PartialDate) else value.isoformat()
