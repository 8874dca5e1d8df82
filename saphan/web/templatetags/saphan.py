"""What templates call: values in the page's language, chips, form controls."""

from __future__ import annotations

from typing import Any

from django import forms, template
from django.forms import BoundField
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from saphan.kernel.languages import T
from saphan.kernel.periods import Period
from saphan.web import display, states

register = template.Library()

register.filter("shown", display.shown)


@register.filter
def chip(code: str) -> SafeString:
    return states.chip(code)


@register.filter
def size(octets: int) -> str:
    """A file's size as people read it."""
    for unit in ("B", "kB", "MB"):
        if octets < 1000:
            return f"{octets} {unit}"
        octets //= 1000
    return f"{octets} GB"


@register.filter
def in_language(text: T) -> str:
    return text.in_(display.language())


@register.simple_tag
def number(value: Any, cell: str = "") -> SafeString:
    """A number; with a cell's id it opens its evidence."""
    text = display.shown(value)
    try:
        address = reverse("figures:cell", args=[cell]) if cell else ""
    except NoReverseMatch:
        address = ""
    return format_html('<a href="{}">{}</a>', address, text) if address else text


@register.simple_tag
def period(since: Any, until: Any) -> SafeString:
    return display.shown(Period(since, until))


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The control of a form's field in the look of the page."""
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxInput | forms.RadioSelect | forms.CheckboxSelectMultiple):
        return field.as_widget()
    name = "form-select" if isinstance(widget, forms.Select) else "form-control"
    return field.as_widget(attrs={"class": name})


@register.filter
def is_tick(field: BoundField) -> bool:
    return isinstance(field.field.widget, forms.CheckboxInput)
