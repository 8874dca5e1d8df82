"""Shapes of input of staging that more than a reason or a file needs."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saphan.accounts.choices import ROLE_NAMES
from saphan.accounts.roles import CHECK, CLEAR, roles_with
from saphan.kernel import clock
from saphan.kernel.periods import Period
from saphan.web.fields import DayField
from saphan.web.forms import Form

FIRST_DECISION = date(1945, 1, 1)
ALL = _("Choose none to leave it to every role that can do it.")


def _roles(label: Any, verb: str) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=[(role.value, ROLE_NAMES[role]) for role in roles_with(verb)],
        required=False,
        help_text=ALL,
        widget=forms.CheckboxSelectMultiple,
    )


class RuleForm(Form):
    """The rule of one kind of record; a kind that demands a check by itself does not ask."""

    needs_check = forms.ChoiceField(
        label=_("A second officer checks before it is cleared"),
        choices=[("yes", _("yes")), ("no", _("no"))],
        widget=forms.RadioSelect,
    )
    checkers = _roles(_("Who may check"), CHECK)
    clearers = _roles(_("Who may clear"), CLEAR)
    decision = forms.CharField(
        label=_("Number of the decision"),
        max_length=80,
        help_text=_("For example 12/QĐ-BCHBP of 1 August 2025."),
    )
    decided_on = DayField(label=_("Day of the decision"))

    def __init__(self, *args: Any, always: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if always:
            del self.fields["needs_check"]
        day = self.fields["decided_on"]
        if isinstance(day, DayField):
            day.window = Period(FIRST_DECISION, clock.today())
