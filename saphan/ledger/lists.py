"""Lists of records: what is saved as a file stands no higher than may leave (EXCHANGE 3)."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from saphan.kernel import clock
from saphan.ledger.filters import RecordFilter
from saphan.web.display import shown
from saphan.web.lists import ListPage
from saphan.web.tables import Column


class BankColumn(Column):
    """Whose record a row is, told from the side of the reader."""

    def __init__(self, own: str) -> None:
        super().__init__(verbose_name=_("Whose records"), accessor="side")
        self.own = own

    def render(self, value: Any) -> SafeString:
        return shown(self.value(value))

    def value(self, value: Any) -> str:
        return gettext("Our bank") if value == self.own else gettext("Their bank")


class RecordList(ListPage):
    """A list whose rows are those of sealed records, or of drafts of such.

    Where it shows the other bank's records, each row says whose it is.
    """

    def columns(self) -> list[tuple[str, Column]]:
        may = issubclass(self.filter_class, RecordFilter)
        asked = may and self.request.GET.get("bank")
        return [("bank", BankColumn(self.actor.side))] if asked else []

    def may_leave(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        queried: Any = rows
        kept: QuerySet[Any] = queried.may_leave(on=clock.today())
        return kept
