"""What comes to a node by hand."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from saphan.web.forms import Form

LARGEST: Final = 64 << 20
"""Bytes that a page takes; more is for the command `saphan exchange ingest`."""


class TakeForm(Form):
    file = forms.FileField(
        label=_("File from the peer"),
        help_text=_("As it lies on the stick. Nothing happens twice when it was taken in before."),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(
                _("This file is too large for a page: use saphan exchange ingest.")
            )
        return file
