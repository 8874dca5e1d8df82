"""A record page: title line, facts, the two banks, what belongs to it, history, evidence."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse

from saphan.web.components import Record
from saphan.web.pages import Page, note_read


class RecordPage(Page):
    """A register says what its record shows; if `personal`, its `uids` go to the access log."""

    template_name: ClassVar[str] = "web/record.html"
    width: ClassVar[str] = "roomy"
    personal: ClassVar[bool] = False

    def record(self) -> Record:
        """Return what to show; raise Http404 for what `self.actor` may not see."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        record = self.record()
        if self.personal:
            note_read(request, record.uids, purpose="show")
        return self.answer(title=record.title, record=record, actions=self.allowed(record.actions))
