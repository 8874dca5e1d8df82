"""How figures read on a page: components with their units, classes by name, registers by title."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from saphan.accounts.models import Office
from saphan.figures.cells import Amount, Cell
from saphan.intake import kinds
from saphan.kernel.dates import PartialDate, format_date
from saphan.kernel.languages import T
from saphan.kernel.numbers import format_number
from saphan.kernel.units import UNITS
from saphan.places.lookup import names_in

QUALIFIERS: Mapping[str, str | Promise] = {
    "=": "",
    ">": pgettext_lazy("before a number", "more than"),
    "<": pgettext_lazy("before a number", "less than"),
    "~": pgettext_lazy("before a number", "about"),
    "to-date": pgettext_lazy("before a number", "to date"),
}

DIMENSIONS: Mapping[str, str | Promise] = {
    "month": gettext_lazy("Month"),
    "place": gettext_lazy("Place"),
    "side": gettext_lazy("Side"),
    "office": gettext_lazy("Office"),
    "gate": gettext_lazy("Gate"),
    "joint": gettext_lazy("Walked by both sides"),
    "coordinated": gettext_lazy("With the other side"),
    "direction": gettext_lazy("Direction"),
    "resident": gettext_lazy("Traveller"),
    "travel_document": gettext_lazy("Travel document"),
    "vehicle": gettext_lazy("Vehicle"),
    "item": gettext_lazy("Exhibit"),
    "offence": gettext_lazy("Offence"),
    "act": gettext_lazy("Act"),
    "programme": gettext_lazy("Programme"),
    "instrument": gettext_lazy("Instrument"),
    "topic": gettext_lazy("Subject"),
    "qualifier": gettext_lazy("Certainty"),
    "source": gettext_lazy("Source"),
}
"""A word for each breakdown."""

YES_NO = {"yes": T(en="yes", vi="có", lo="ແມ່ນ"), "no": T(en="no", vi="không", lo="ບໍ່ແມ່ນ")}
FIXED: Mapping[str, Mapping[str, T]] = {
    "side": {
        "VN": T(en="Vietnamese side", vi="Phía Việt Nam", lo="ຝ່າຍຫວຽດນາມ"),
        "LA": T(en="Lao side", vi="Phía Lào", lo="ຝ່າຍລາວ"),
    },
    "joint": YES_NO,
    "coordinated": YES_NO,
}


def unit(code: str, language: str) -> str:
    return UNITS[code].names.in_(language)


def amount(one: Amount, language: str) -> SafeString:
    """`more than 111,22 g`: qualifier and unit small beside the number; missing says so."""
    if one.quantity is None:
        return format_html('<span class="sub">{}</span>', _("not known"))
    number = format_number(one.quantity.decimal, language)
    before = QUALIFIERS[one.qualifier]
    mark = format_html("<small>{}</small> ", before) if before else ""
    words = UNITS[one.unit].after(one.quantity.decimal, language)
    return format_html('{}<span class="num">{}</span>\u00a0<small>{}</small>', mark, number, words)


def amounts(cell: Cell, language: str) -> SafeString:
    """Return every component of a cell, one under the other."""
    return amounts_of(cell.components, language)


def amounts_of(components: Sequence[Amount], language: str) -> SafeString:
    return format_html_join("", "<div>{}</div>", ((amount(a, language),) for a in components))


def class_names(dimension: str, codes: Collection[str], language: str) -> dict[str, str]:
    """Return code -> how a class of `dimension` reads; an empty code was not stated."""
    named = _named(dimension, [code for code in codes if code], language)
    return {code: named.get(code, code) or _("not stated") for code in codes}


def _named(dimension: str, codes: Collection[str], language: str) -> Mapping[str, str]:
    if dimension == "month":
        return {code: _month(code, language) for code in codes}
    if dimension in ("place", "gate"):
        return names_in(codes, language)
    if dimension == "office":
        offices = Office.objects.filter(code__in=codes)
        return {one.code: str(getattr(one, f"name_{language}")) for one in offices}
    if dimension in FIXED:
        return {code: word.in_(language) for code, word in FIXED[dimension].items()}
    return kinds.class_names(dimension, codes, language)


def _month(code: str, language: str) -> str:
    year, month = code.split("-")
    return format_date(PartialDate(int(year), int(month)), language)
