"""The forms of this register: shape of input only."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from saphan.kernel.units import UNITS
from saphan.registers.security.choices import UNITS_OF, Item
from saphan.registers.security.kinds import ACTS, ITEMS, LEVELS, OFFENCES, SEXES, SIDES
from saphan.web.display import language
from saphan.web.fields import DayField, NumberField, PartialDateField, QuantityField
from saphan.web.forms import Form, number_of_paper

UNITS_OF_EXHIBITS = ("item", "pill", "cake", "g", "kg", "mg", "m3", "VND", "USD", "LAK")
ID = RegexValidator(r"^[0-9a-z]{1,32}\Z")


def _options(words: Any, *, blank: Any = None) -> list[tuple[Any, Any]]:
    return [*([("", blank)] if blank is not None else []), *words.items()]


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class PatrolForm(Form):
    """A bilateral patrol as the minutes of both sides state it."""

    number = number_of_paper(_("Minutes number"), _("For example 07/BB-TTSP."))
    started_on = DayField(label=_("First day"))
    ended_on = DayField(label=_("Last day"))
    level = forms.ChoiceField(label=_("Level of command"), choices=_options(LEVELS))
    section_from = forms.CharField(label=_("From marker"), required=False)
    section_to = forms.CharField(label=_("To marker"), required=False)
    team_vn = forms.CharField(label=_("Vietnamese unit"), required=False)
    people_vn = NumberField(
        label=_("People of the Vietnamese side"), help_text=_("Officers and soldiers who walked.")
    )
    leader_vn = forms.CharField(
        label=_("Vietnamese commander"),
        required=False,
        help_text=_("Rank and post, no name."),
    )
    team_la = forms.CharField(label=_("Lao unit"), required=False)
    people_la = NumberField(label=_("People of the Lao side"))
    leader_la = forms.CharField(
        label=_("Lao commander"), required=False, help_text=_("Rank and post, no name.")
    )
    findings = forms.CharField(
        label=_("Findings"),
        required=False,
        widget=_lines(4),
        help_text=_("State of line and markers, incidents; no names of people."),
    )
    note = forms.CharField(label=_("Note"), required=False)


class CaseForm(Form):
    """A case; its people, things and the hands they went through are rows below."""

    number = number_of_paper(_("Case number"), _("For example 01/2025/VA-PCMT."))
    opened_on = DayField(label=_("Day of the case"))
    place = forms.CharField(
        label=_("Place"), required=False, help_text=_("Village, commune or marker; no names.")
    )
    offence = forms.ChoiceField(label=_("Class of offence"), choices=_options(OFFENCES))
    act = forms.CharField(label=_("Offence as written"), required=False)
    coordinated_with = forms.MultipleChoiceField(
        label=_("Handled together with"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick an authority of the other side only when it took part in the case."),
    )
    partner = forms.CharField(label=_("Unit of the other side"), required=False)
    decision = forms.CharField(label=_("Outcome"), required=False, widget=_lines(2))
    note = forms.CharField(label=_("Note"), required=False)

    def __init__(self, *args: Any, authorities: Iterable[tuple[str, str]] = (), **kw: Any) -> None:
        super().__init__(*args, **kw)
        known: Any = self.fields["coordinated_with"]
        known.choices = list(authorities)


class SubjectForm(Form):
    """One person; nobody has to have a name, a sex or a paper that is known."""

    id = forms.CharField(required=False, widget=forms.HiddenInput, validators=[ID])
    name = forms.CharField(label=_("Name as in the papers"), required=False)
    name_lo = forms.CharField(label=_("Name in Lao script"), required=False)
    sex = forms.ChoiceField(
        label=_("Sex"), choices=_options(SEXES, blank=_("not known")), required=False
    )
    birth = PartialDateField(
        label=_("Born"),
        required=False,
        help_text=_("A year is enough when no more is known."),
    )
    nationality = forms.CharField(
        label=_("Nationality"), required=False, max_length=3, help_text=_("For example VN or LA.")
    )
    ethnicity = forms.CharField(label=_("Ethnic group"), required=False)
    address = forms.CharField(label=_("Address"), required=False)
    document = forms.CharField(label=_("Papers"), required=False)
    note = forms.CharField(label=_("Note"), required=False)


class ExhibitForm(Form):
    """One seized thing in the unit that the officer used; a second quantity stands beside it."""

    id = forms.CharField(required=False, widget=forms.HiddenInput, validators=[ID])
    item = forms.ChoiceField(
        label=_("What"), choices=_options(ITEMS, blank=pgettext_lazy("exhibit", "choose"))
    )
    quantity = QuantityField(
        label=_("Quantity"), units=UNITS_OF_EXHIBITS, decimals=True, required=False
    )
    also = QuantityField(
        label=_("Second quantity"),
        units=("g", *UNITS_OF_EXHIBITS),
        decimals=True,
        required=False,
        help_text=_("For example 5.34 g beside 2 cakes: they are never added together."),
    )
    written = forms.CharField(label=_("As written"), required=False)
    species = forms.CharField(label=_("Species"), required=False)
    weighed = QuantityField(
        label=_("Weighed mass"),
        units=("g", "kg"),
        decimals=True,
        required=False,
        help_text=_("Mass of counted things such as cakes; it is added to nothing."),
    )
    purity = forms.CharField(label=_("Purity"), required=False)
    note = forms.CharField(label=_("Note"), required=False)

    def clean(self) -> dict[str, Any]:
        """A quantity is in a unit that fits the thing; only an unknown thing goes uncounted."""
        said = super().clean() or {}
        item = said.get("item")
        if item not in UNITS_OF:
            return said
        units = UNITS_OF[Item(item)]
        for name in ("quantity", "also"):
            quantity = said.get(name)
            if quantity and quantity.unit not in units:
                self.add_error(name, self._fits(units))
        if not said.get("quantity") and "quantity" not in self.errors and item != Item.OTHER:
            self.add_error("quantity", self.fields["item"].error_messages["required"])
        return said

    def _fits(self, units: Iterable[str]) -> str:
        names = ", ".join(UNITS[unit].names.in_(language()) for unit in units)
        return _("This is counted in: %(units)s.") % {"units": names}


class CustodyForm(Form):
    """An exhibit changes hands between offices."""

    on = DayField(label=_("Day"))
    giver = forms.CharField(label=_("Given by"))
    receiver = forms.CharField(label=_("Received by"))
    note = forms.CharField(label=_("What was done"), required=False)
    minutes = forms.CharField(label=_("Minutes number"), required=False)
    exhibit = forms.CharField(label=_("Exhibit"), required=False)


class HandbackForm(Form):
    """Persons handed back to the other side, or received from it."""

    number = number_of_paper(_("Minutes number"), _("For example 01/BB-TTN."))
    on = DayField(label=_("Day handed back"))
    found_on = DayField(label=_("Day found"), required=False)
    place = forms.CharField(label=_("Place"), required=False)
    receiver = forms.ChoiceField(label=_("Received by"), choices=_options(SIDES))
    unit = forms.CharField(label=_("Receiving unit"), required=False)
    act = forms.ChoiceField(label=_("Act"), choices=_options(ACTS))
    act_written = forms.CharField(label=_("Act as written"), required=False)
    article = forms.CharField(
        label=_("Legal basis"), required=False, help_text=_("Document and article.")
    )
