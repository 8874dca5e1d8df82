"""The forms of this register: shape of input only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saphan.registers.agreements.choices import (
    ContentKind,
    InstrumentKind,
    MeetingKind,
    Outcome,
    Role,
)
from saphan.registers.agreements.documents import Wording
from saphan.web.components import Text
from saphan.web.fields import DayField, NumberField
from saphan.web.forms import Form, number_of_paper

LANGUAGES = [("vi", _("Vietnamese")), ("lo", _("Lao")), ("en", _("English"))]
SIDES = [("vn", _("Vietnam")), ("la", _("Laos"))]
INSTRUMENTS = [
    (InstrumentKind.TREATY, _("Treaty")),
    (InstrumentKind.AGREEMENT, _("Agreement")),
    (InstrumentKind.PROTOCOL, _("Protocol")),
    (InstrumentKind.MEMORANDUM, _("Memorandum of understanding")),
    (InstrumentKind.PLAN, _("Plan")),
    (InstrumentKind.MINUTES, _("Minutes")),
]
MEETINGS = [
    (MeetingKind.TALKS, _("Talks of provincial commands")),
    (MeetingKind.ANNUAL_MEETING, _("Annual meeting of the border delegations")),
    (MeetingKind.BRIEFING, _("Briefing of stations")),
]
CONTENTS = [
    (ContentKind.ONE_OFF, _("Once, by a day")),
    (ContentKind.RECURRING, _("Again and again")),
    (ContentKind.STANDING, _("Always")),
    (ContentKind.TARGET, _("Until a number is met")),
]
OUTCOMES = [
    (Outcome.DONE, _("Done")),
    (Outcome.UNDER_WAY, _("Under way")),
    (Outcome.NOT_STARTED, _("Not started")),
    (Outcome.LATE, _("Late")),
]
ROLES = [
    (Role.HEAD, _("Head of delegation")),
    (Role.MEMBER, _("Member")),
    (Role.SECRETARY, _("Secretary")),
]
NOT_STATED = [("", _("not stated"))]

type Choices = Sequence[tuple[str, Text]]


def wording(said: Mapping[str, Any], name: str) -> Wording:
    """Gather `name_vi`, `name_lo` and `name_en`."""
    return Wording(**{code: said[f"{name}_{code}"] for code, _word in LANGUAGES})


def spread(name: str, text: Wording) -> dict[str, str]:
    """The reverse of `wording`: a form's values for one text."""
    return {f"{name}_{code}": getattr(text, code) for code, _word in LANGUAGES}


def _line(label: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False)


def _lines(label: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, widget=forms.Textarea(attrs={"rows": 3}))


def _several(label: Any, choices: Choices, *, required: bool = True) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=required, widget=forms.CheckboxSelectMultiple
    )


class InstrumentForm(Form):
    """A document that both sides signed."""

    title_vi = _lines(_("Title in Vietnamese"))
    title_lo = _lines(_("Title in Lao"))
    title_en = _lines(_("Title in English"))
    kind = forms.ChoiceField(label=_("Kind"), choices=INSTRUMENTS)
    number = number_of_paper(_("Number"), required=False)
    signed_on = DayField(label=_("Signed on"))
    in_force_on = DayField(label=_("In force from"), required=False)
    ended_on = DayField(label=_("Ended on"), required=False)
    place_vi = _line(_("Place in Vietnamese"))
    place_lo = _line(_("Place in Lao"))
    place_en = _line(_("Place in English"))
    parties = forms.MultipleChoiceField(
        label=_("Parties"),
        required=False,
        help_text=_("Hold Ctrl to choose several."),
    )
    languages = _several(_("Languages"), LANGUAGES, required=False)
    prevails = forms.ChoiceField(
        label=_("Language that prevails"), choices=[*NOT_STATED, *LANGUAGES], required=False
    )
    copies = NumberField(label=_("Copies"), required=False)
    meeting = forms.CharField(
        label=_("Signed at the meeting"),
        required=False,
        help_text=_("Its code, when there is one."),
    )
    text_seen = forms.BooleanField(label=_("The text itself was seen"), required=False)
    note = _lines(_("Note"))

    def __init__(self, *args: Any, authorities: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "parties", authorities)


class MeetingForm(Form):
    """A meeting of both sides; agenda, delegations and proposals are rows below it."""

    code = forms.CharField(
        label=_("Code"),
        help_text=_("Small Latin letters, digits and hyphens: son-la-houaphanh-2025."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=MEETINGS)
    title_vi = _line(_("Title in Vietnamese"))
    title_lo = _line(_("Title in Lao"))
    title_en = _line(_("Title in English"))
    ordinal = NumberField(
        label=_("Ordinal"), required=False, help_text=_("31 for the 31st meeting; else empty.")
    )
    held_on = DayField(label=_("Day"))
    place_vi = _line(_("Place in Vietnamese"))
    place_lo = _line(_("Place in Lao"))
    place_en = _line(_("Place in English"))
    host = forms.ChoiceField(label=_("Host"), choices=[*NOT_STATED, *SIDES], required=False)
    authority_vn = forms.ChoiceField(label=_("Vietnamese authority"), required=False)
    authority_la = forms.ChoiceField(label=_("Lao authority"), required=False)
    since = DayField(label=_("Reports from"), required=False)
    until = DayField(label=_("Reports until"), required=False)

    def __init__(self, *args: Any, authorities: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for side, _word in SIDES:
            own = [(code, name) for code, name in authorities if code.startswith(f"{side}-")]
            choose(self, f"authority_{side}", [*NOT_STATED, *own])


class ItemForm(Form):
    """One point of an agenda."""

    title_vi = _line(_("Item in Vietnamese"))
    title_lo = _line(_("Item in Lao"))
    title_en = _line(_("Item in English"))
    time = forms.CharField(label=_("Time"), required=False, help_text=_("For example 08:30."))
    led_by = forms.ChoiceField(label=_("Led by"), choices=[*NOT_STATED, *SIDES], required=False)
    figures = forms.CharField(
        label=_("Figures"),
        required=False,
        help_text=_("Codes with spaces between: security.patrols-joint security.cases."),
    )


class DelegateForm(Form):
    """A seat of a delegation; name and rank are personal data."""

    id = forms.CharField(required=False, widget=forms.HiddenInput)
    side = forms.ChoiceField(label=_("Side"), choices=SIDES)
    role = forms.ChoiceField(label=_("Role"), choices=ROLES, initial=Role.MEMBER)
    name = forms.CharField(label=_("Name"), required=False)
    rank = forms.CharField(label=_("Rank"), required=False)
    position_vi = _line(_("Position in Vietnamese"))
    position_lo = _line(_("Position in Lao"))
    position_en = _line(_("Position in English"))


class ProposalForm(Form):
    """What one side proposed."""

    side = forms.ChoiceField(label=_("Proposed by"), choices=SIDES)
    text_vi = _lines(_("Proposal in Vietnamese"))
    text_lo = _lines(_("Proposal in Lao"))
    text_en = _lines(_("Proposal in English"))


class ContentForm(Form):
    """A content agreed at a meeting, and what this side says of it later."""

    meeting = forms.CharField(label=_("Meeting"), help_text=_("Its code."))
    number = NumberField(label=_("Number"), least=1)
    agreed_on = DayField(label=_("Agreed on"))
    text_vi = _lines(_("Text in Vietnamese"))
    text_lo = _lines(_("Text in Lao"))
    text_en = _lines(_("Text in English"))
    debtors = _several(_("Carried out by"), SIDES)
    kind = forms.ChoiceField(label=_("How it binds"), choices=CONTENTS)
    due = DayField(label=_("Due"), required=False)
    term = forms.CharField(
        label=_("Term as written"), required=False, help_text=_("In the words of the minutes.")
    )
    office = forms.CharField(label=_("Office"), required=False)
    figure = forms.CharField(
        label=_("Measured by"), required=False, help_text=_("The code of a figure.")
    )
    outcome = forms.ChoiceField(
        label=_("Outcome"), choices=[("", _("open")), *OUTCOMES], required=False
    )
    report_vi = _lines(_("Report in Vietnamese"))
    report_lo = _lines(_("Report in Lao"))
    report_en = _lines(_("Report in English"))


def choose(form: forms.Form, name: str, choices: Choices) -> None:
    """Give a choice field the choices of this actor."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = list(choices)
