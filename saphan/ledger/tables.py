"""The columns of the journal as an auditor reads it."""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from saphan.ledger.models import JournalLine
from saphan.web.tables import Column, NumberColumn, Table


class HashColumn(Column):
    """Bytes as hexadecimal digits."""

    def value(self, value: Any) -> str:
        return bytes(value).hex()

    def render(self, value: Any) -> SafeString:
        return format_html('<span class="hash">{}</span>', bytes(value).hex())


class LineTable(Table):
    """Lines, newest first."""

    seq = NumberColumn(verbose_name=_("Line"))
    sealed_at = Column(verbose_name=_("Sealed at"))
    authority = Column(verbose_name=_("Authority"))
    schema = Column(verbose_name=_("Form of record"))
    version = NumberColumn(verbose_name=_("Version"))
    is_void = Column(verbose_name=_("Ends the record"))
    signed = Column(verbose_name=_("Signed"))
    uid = Column(verbose_name=_("Record"))
    doc = HashColumn(verbose_name=_("Sealed as"), orderable=False)

    class Meta:
        model = JournalLine
        fields = (
            "seq",
            "sealed_at",
            "authority",
            "schema",
            "version",
            "is_void",
            "signed",
            "uid",
            "doc",
        )
