"""The columns of the lists of the exchange."""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from saphan.exchange import words
from saphan.exchange.models import Refusal, Unread, Wanted
from saphan.kernel.refusals import Refused
from saphan.web.display import shown
from saphan.web.sentences import said
from saphan.web.tables import Column, NumberColumn, Table


class HashColumn(Column):
    """Bytes as hexadecimal digits."""

    def value(self, value: Any) -> str:
        return bytes(value).hex()

    def render(self, value: Any) -> SafeString:
        digits = self.value(value)
        return format_html('<span class="hash" title="{}">{}</span>', digits, digits[:16])


class NodeColumn(Column):
    """A peer by its name; a stranger by the number that it gives itself."""

    def value(self, value: Any) -> str:
        return words.name_of(value)

    def render(self, value: Any) -> SafeString:
        return super().render(self.value(value))


class RefusalTable(Table):
    """Refused bundles, newest first."""

    at = Column(verbose_name=_("When"))
    code = Column(verbose_name=_("Code"))
    sentence = Column(verbose_name=_("Reason"), orderable=False)
    peer = NodeColumn(verbose_name=_("Names as its sender"), default="")
    size = NumberColumn(verbose_name=_("Bytes"))
    sha256 = HashColumn(verbose_name=_("SHA-256"), orderable=False)

    class Meta:
        model = Refusal
        fields = ("at", "code", "sentence", "peer", "size", "sha256")
        order_by = "-at"

    def render_sentence(self, record: Refusal) -> SafeString:
        return shown(self.value_sentence(record))

    def value_sentence(self, record: Refusal) -> str:
        return said(Refused(record.code, record.sentence, where=record.where))


class UnreadTable(Table):
    """Documents that cannot be shown, newest first."""

    schema = Column(verbose_name=_("Form of record"))
    code = Column(verbose_name=_("Why"))
    peer = NodeColumn(verbose_name=_("From"))
    noticed_at = Column(verbose_name=_("When"))
    doc = HashColumn(verbose_name=_("Sealed as"), orderable=False)

    class Meta:
        model = Unread
        fields = ("schema", "code", "peer", "noticed_at", "doc")
        order_by = "-noticed_at"

    def render_code(self, value: str) -> SafeString:
        return shown(self.value_code(value))

    def value_code(self, value: str) -> str:
        return str(words.UNREAD.get(value, value))


class WantedTable(Table):
    """Parts on their way, the longest awaited first."""

    part = Column(verbose_name=_("Part"))
    peer = NodeColumn(verbose_name=_("From"))
    since = Column(verbose_name=_("Since"))
    doc = HashColumn(verbose_name=_("Version"), orderable=False)

    class Meta:
        model = Wanted
        fields = ("part", "peer", "since", "doc")
        order_by = "since"
