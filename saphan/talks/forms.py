"""What is asked about paper that was signed by hand."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saphan.talks.scans import MOST_FILES
from saphan.web.fields import DayField
from saphan.web.forms import Form, at_most


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class ScansField(forms.FileField):
    """One file or several, each checked as one would be."""

    widget = ManyFiles(attrs={"accept": ".pdf,.jpg,.jpeg,.png"})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list | tuple) else [data]
        return [super(ScansField, self).clean(one, initial) for one in given[: MOST_FILES + 1]]


class PaperForm(Form):
    code = forms.CharField(
        label=_("Code on the pages"),
        help_text=_("It stands at the foot of each page, beside the square code."),
        validators=[at_most(120)],
    )
    signed_on = DayField(label=_("Signed on"))
    place = forms.CharField(label=_("Signed at"), validators=[at_most(200)])
    vn = forms.CharField(label=_("Signed for the Vietnamese side"), validators=[at_most(200)])
    la = forms.CharField(label=_("Signed for the Lao side"), validators=[at_most(200)])
    pages = forms.IntegerField(label=_("Pages"), min_value=1, max_value=200)
    scans = ScansField(
        label=_("Scan of the signed pages"), help_text=_("PDF, JPEG or PNG, 12 MiB at most.")
    )
