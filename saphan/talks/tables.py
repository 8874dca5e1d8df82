"""The columns of the list of talks."""

from __future__ import annotations

from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from saphan.registers.agreements.models import Meeting
from saphan.web.display import language, shown
from saphan.web.tables import Column, Table


class WordingColumn(Column):
    """A text that a record has in several languages."""

    def render(self, value: Any) -> SafeString:
        return shown(value.in_(language()))

    def value(self, value: Any) -> str:
        return str(value.in_(language()))


class TalksTable(Table):
    route = "talks:talks"
    key = "code"

    title = WordingColumn(verbose_name=_("Talks"), order_by="title_vi")
    held_on = Column(verbose_name=_("Day"))
    place = WordingColumn(verbose_name=_("Place"), order_by="place_vi")
    since = Column(verbose_name=_("Reports from"))
    until = Column(verbose_name=_("Reports until"))

    class Meta:
        model = Meeting
        fields = ("title", "held_on", "place", "since", "until")
