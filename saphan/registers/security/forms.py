"""The forms of this register: shape of input only."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from saphan.registers.security.choices import PatrolLevel
from saphan.web.fields import DayField, NumberField
from saphan.web.forms import Form

LEVELS = [
    (PatrolLevel.STATION, _("Station")),
    (PatrolLevel.COMMAND, _("Provincial command")),
]


class PatrolForm(Form):
    """A bilateral patrol as the minutes of both sides state it."""

    number = forms.CharField(label=_("Minutes number"), help_text=_("For example 07/BB-TTSP."))
    started_on = DayField(label=_("First day"))
    ended_on = DayField(label=_("Last day"))
    level = forms.ChoiceField(label=_("Level of command"), choices=LEVELS)
    section_from = forms.CharField(label=_("From marker"), required=False)
    section_to = forms.CharField(label=_("To marker"), required=False)
    team_vn = forms.CharField(label=_("Vietnamese unit"), required=False)
    people_vn = NumberField(
        label=_("People of the Vietnamese side"), help_text=_("Officers and soldiers who walked.")
    )
    team_la = forms.CharField(label=_("Lao unit"), required=False)
    people_la = NumberField(label=_("People of the Lao side"))
    findings = forms.CharField(
        label=_("Findings"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("State of line and markers, incidents; no names of people."),
    )
