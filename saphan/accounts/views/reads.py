"""Who read what: for auditors, and to answer the person recorded."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from saphan.accounts import roles
from saphan.accounts.filters import ReadFilter
from saphan.accounts.models import Read
from saphan.accounts.tables import ReadTable
from saphan.web.components import Empty
from saphan.web.lists import ListPage


class ReadList(ListPage):
    """Search for a record's number to see who read it, when and why."""

    ability = roles.READ_LOG
    title = _("Who read what")
    table_class = ReadTable
    filter_class = ReadFilter
    export_name = "reads"
    empty = Empty(
        _("No personal data was read."),
        _("Search takes the whole number of a record or a login name."),
    )

    def rows(self) -> QuerySet[Any]:
        return Read.objects.visible_to(self.actor)
