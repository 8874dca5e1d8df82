"""The forms of this register: shape of input only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saphan.registers.programmes.choices import Basis, Qualifier, Sex
from saphan.registers.programmes.figures import REPORTED
from saphan.web.display import language
from saphan.web.fields import DayField, NumberField, PartialDateField
from saphan.web.forms import Form

SEXES = [("", _("not stated")), (Sex.FEMALE, _("female")), (Sex.MALE, _("male"))]
QUALIFIERS = [
    (Qualifier.EXACT, _("exactly")),
    (Qualifier.MORE, _("more than")),
    (Qualifier.LESS, _("less than")),
    (Qualifier.ABOUT, _("about")),
    (Qualifier.TO_DATE, _("to date")),
]
BASES = [
    (Basis.STATED, _("The source states the period")),
    (Basis.ASSUMED, _("The period is assumed")),
]


class SupportForm(Form):
    """A support programme by its name in each language."""

    name_vi = forms.CharField(label=_("Name in Vietnamese"), required=False)
    name_lo = forms.CharField(label=_("Name in Lao"), required=False)
    name_en = forms.CharField(label=_("Name in English"), required=False)
    code = forms.CharField(
        label=_("Code"),
        required=False,
        help_text=_("Small Latin letters, digits and hyphens; left empty, it follows the name."),
    )
    ended_on = DayField(label=_("Ended on"), required=False)
    note = forms.CharField(
        label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class RateForm(Form):
    """What each pupil gets a month, from a day on."""

    since = DayField(label=_("From"))
    amount = NumberField(label=_("VND a month"), least=1)


class PupilForm(Form):
    """A pupil; everything but the days of support is personal data."""

    id = forms.CharField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(label=_("Name"))
    name_lo = forms.CharField(label=_("Name in Lao"), required=False)
    sex = forms.ChoiceField(label=_("Sex"), choices=SEXES, required=False)
    birth = PartialDateField(label=_("Born"), required=False)
    school = forms.CharField(label=_("School"), required=False)
    grade = forms.CharField(label=_("Class"), required=False)
    address = forms.CharField(label=_("Address"), required=False)
    guardian = forms.CharField(label=_("Guardian"), required=False)
    relation = forms.CharField(label=_("Relation"), required=False)
    since = DayField(label=_("Supported from"))
    until = DayField(label=_("Supported until"), required=False)
    office = forms.CharField(label=_("Office that cares"), required=False)


class PaymentForm(Form):
    """Which programme and month; the lines are pupils."""

    programme = forms.ChoiceField(label=_("Programme"))
    month = PartialDateField(label=_("Month"), help_text=_("Leave the day empty."))

    def __init__(self, *args: Any, programmes: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["programme"]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(programmes)

    def clean_month(self) -> Any:
        """A whole day says its month as well."""
        value = self.cleaned_data["month"]
        if value is not None and not value.month:
            raise forms.ValidationError(_("Write month and year, for example 8 2025."))
        return value


class LineForm(Form):
    """One pupil; without a day of payment the line says that nothing was paid."""

    pupil = forms.CharField(label=_("Pupil"))
    amount = NumberField(label=_("Amount in VND"), least=1)
    paid_on = DayField(label=_("Paid on"), required=False)
    received_by = forms.CharField(label=_("Received by"), required=False)
    note = forms.CharField(label=_("Note"), required=False)


class ObservationForm(Form):
    """A statistic as its source states it."""

    figure = forms.ChoiceField(label=_("Figure"))
    qualifier = forms.ChoiceField(label=_("How sure"), choices=QUALIFIERS)
    value = NumberField(
        label=_("Value"),
        decimals=True,
        least=None,
        help_text=_("In the unit of the figure, written out: 1.3 billion is 1 300 000 000."),
    )
    since = DayField(label=_("First day"))
    until = DayField(label=_("Last day"), help_text=_("What stands on one day has that day twice."))
    basis = forms.ChoiceField(label=_("Period"), choices=BASES)
    area = forms.CharField(
        label=_("Area"), required=False, help_text=_("Code of a place; empty for the whole.")
    )
    stated_by = forms.CharField(label=_("Stated by"))
    source = forms.CharField(label=_("Source document"))
    source_on = DayField(label=_("Date of the document"))
    counts = forms.BooleanField(
        label=_("Counts in the figure"),
        required=False,
        initial=True,
        help_text=_("Of two sources for one period only one counts; the other stands beside it."),
    )
    note = forms.CharField(
        label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["figure"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(one.code, one.names.long.in_(language())) for one in REPORTED]
