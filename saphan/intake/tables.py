"""The columns of the lists of what waits."""

from __future__ import annotations

from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from saphan.intake import kinds
from saphan.intake.choices import DraftState, UploadState
from saphan.intake.models import Draft, Upload
from saphan.web.states import chip
from saphan.web.tables import Column, StateColumn, Table

STATE_OF_DRAFT = {
    DraftState.DRAFTED: "draft",
    DraftState.CHECKED: "checked",
    DraftState.CLEARED: "sealed",
    DraftState.RETURNED: "returned",
    DraftState.WITHDRAWN: "withdrawn",
}
STATE_OF_UPLOAD = {
    UploadState.REFUSED: "refused",
    UploadState.DOUBTFUL: "doubtful",
    UploadState.READY: "ready",
    UploadState.SEALED: "sealed",
    UploadState.WITHDRAWN: "withdrawn",
}


class KindColumn(Column):
    """A kind of record by its name in the page's language."""

    def render(self, value: Any) -> SafeString:
        return super().render(kinds.kind(value).names.in_(get_language() or "en"))


class DraftStateColumn(StateColumn):
    def render(self, value: Any) -> SafeString:
        return chip(STATE_OF_DRAFT[DraftState(value)])


class UploadStateColumn(StateColumn):
    def render(self, value: Any) -> SafeString:
        return chip(STATE_OF_UPLOAD[UploadState(value)])


class DraftTable(Table):
    """Drafts of the authority, newest first."""

    route = "intake:draft"
    key = "pk"

    title = Column(verbose_name=_("Record"))
    kind = KindColumn(verbose_name=_("Kind"))
    state = DraftStateColumn(verbose_name=_("State"))
    drafted_name = Column(verbose_name=_("Drafted by"))
    drafted_at = Column(verbose_name=_("When"))
    note = Column(verbose_name=_("Note"))

    class Meta:
        model = Draft
        fields = ("title", "kind", "state", "drafted_name", "drafted_at", "note")
        order_by = "-drafted_at"


class UploadTable(Table):
    """Files of the authority, newest first."""

    route = "intake:file"
    key = "pk"

    filename = Column(verbose_name=_("File"))
    register = Column(verbose_name=_("Register"))
    state = UploadStateColumn(verbose_name=_("State"))
    uploaded_name = Column(verbose_name=_("Sent by"))
    uploaded_at = Column(verbose_name=_("When"))

    class Meta:
        model = Upload
        fields = ("filename", "register", "state", "uploaded_name", "uploaded_at")
        order_by = "-uploaded_at"
