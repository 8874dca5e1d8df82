"""Lists of records: what is saved as a file stands no higher than may leave (EXCHANGE 3)."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from saphan.kernel import clock
from saphan.web.lists import ListPage


class RecordList(ListPage):
    """A list whose rows are those of sealed records, or of drafts of such."""

    def may_leave(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        queried: Any = rows
        kept: QuerySet[Any] = queried.may_leave(on=clock.today())
        return kept
