"""What an officer says to the other side of a matter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saphan.bilateral.services import REASONS
from saphan.web.forms import Form, at_most

MOST_WORDS = 1_000


class ObjectForm(Form):
    reason = forms.ChoiceField(label=_("Reason"), choices=list(REASONS.items()))
    words = forms.CharField(
        label=_("In your own words"),
        help_text=_("The other side reads this. Write what you hold to be right, and since when."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        validators=[at_most(MOST_WORDS)],
    )


class LinkForm(Form):
    """`candidates` are matters of the other bank, each with its words."""

    other = forms.ChoiceField(label=_("Which record of the other bank?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, candidates: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].choices = candidates  # type: ignore[attr-defined]
