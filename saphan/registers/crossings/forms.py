"""The forms of this register: shape of input only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saphan.registers.crossings import kinds
from saphan.registers.crossings.intake.columns import NATIONS
from saphan.web.display import language
from saphan.web.fields import DayField, NumberField, PartialDateField
from saphan.web.forms import Form, number_of_paper

HOURS = ("%H:%M", "%Hh%M", "%H.%M")
PLACES = {"vi": 0, "lo": 1, "en": 2}


def _nations() -> list[tuple[str, str]]:
    place = PLACES.get(language(), 2)
    return [("", ""), *((code, words[place]) for code, words in NATIONS.items())]


class HourField(forms.TimeField):
    """A time of the day as it is written at a gate: 9:26, 9h26 or 9.26."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            input_formats=HOURS,
            error_messages={"invalid": _("Write hour and minute, for example 9:26.")},
            widget=forms.TimeInput(format="%H:%M", attrs={"inputmode": "numeric"}),
            **kwargs,
        )


class GateForm(Form):
    """A form about a gate; `gates` are codes and names to choose from."""

    gate = forms.ChoiceField(label=_("Gate"))

    def __init__(self, *args: Any, gates: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["gate"]
        if isinstance(field, forms.ChoiceField):
            field.choices = gates


class MovementForm(GateForm):
    """One passage of one document through a gate."""

    on = DayField(label=_("Day"))
    at = HourField(label=_("Time"), help_text=_("Hour and minute, for example 9:26."))
    direction = forms.ChoiceField(label=_("Direction"), choices=list(kinds.DIRECTIONS.items()))
    resident = forms.ChoiceField(
        label=_("Class of traveller"), choices=list(kinds.RESIDENTS.items())
    )
    travel_document = forms.ChoiceField(
        label=_("Travel document"), choices=list(kinds.TRAVEL_DOCUMENTS.items())
    )
    document = forms.CharField(label=_("Document number"), required=False)
    name = forms.CharField(label=_("Name"), help_text=_("As the document writes it."))
    birth = PartialDateField(label=_("Born"), required=False)
    nationality = forms.ChoiceField(label=_("Nationality"), choices=_nations, required=False)
    vehicle = forms.ChoiceField(label=_("Vehicle"), choices=list(kinds.VEHICLES.items()))
    plate = forms.CharField(label=_("Plate"), required=False)
    aboard = forms.BooleanField(
        label=_("Rode along in a vehicle that another movement states"), required=False
    )
    companions = NumberField(label=_("Companions on the same document"), required=False)
    minor = forms.BooleanField(label=_("Under age"), required=False)
    goods = forms.CharField(label=_("Goods"), required=False)
    another = forms.BooleanField(
        label=_("This is another movement than one already recorded"),
        help_text=_("Only when the register says that it holds the same movement already."),
        required=False,
    )


class DecisionForm(GateForm):
    """A decision on a gate's class and hours."""

    gate_class = forms.ChoiceField(
        label=_("Class of gate"), choices=list(kinds.GATE_CLASSES.items())
    )
    decision = number_of_paper(_("Decision number"))
    decided_on = DayField(label=_("Day of the decision"))
    since = DayField(label=_("In force from"))
    opens = HourField(label=_("Opens"), required=False)
    closes = HourField(label=_("Closes"), required=False)
    note = forms.CharField(
        label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
