"""The columns of the list of matters."""

from __future__ import annotations

from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from saphan.bilateral import faces, showing
from saphan.bilateral.models import Matter, View
from saphan.web.display import shown
from saphan.web.tables import Column, StateColumn, Table

TURNS = {View.OURS: _("us"), View.THEIRS: _("them")}


class KindColumn(Column):
    """A kind of record by its name in the page's language."""

    def render(self, value: Any) -> SafeString:
        return shown(self.value(value))

    def value(self, value: Any) -> str:
        return faces.name_of(value)


class TurnColumn(Column):
    def render(self, value: Any) -> SafeString:
        return shown(self.value(value))

    def value(self, value: Any) -> str:
        return str(TURNS.get(value, ""))


class MatterTable(Table):
    """Matters, those first about which something was said last."""

    title = Column(verbose_name=_("Record"), orderable=False)
    kind = KindColumn(verbose_name=_("Kind"))
    status = StateColumn(verbose_name=_("State"))
    turn = TurnColumn(verbose_name=_("Waits for"), default="")
    other_side = Column(verbose_name=_("Other side"), order_by="peer")
    since = Column(verbose_name=_("Since"))

    class Meta:
        model = Matter
        fields = ("title", "kind", "status", "turn", "other_side", "since")
        order_by = "-since"

    def href(self, record: Any) -> str:
        return showing.href(record)
