"""Questions about journals; an auditor asks them, and no answer holds personal data."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Subquery

from saphan.accounts.roles import AUDIT_LEDGER
from saphan.kernel.actors import Actor

if TYPE_CHECKING:
    from saphan.ledger.models import JournalLine  # noqa: F401 - named by the annotations

_is_hex = re.compile(r"[0-9a-f]{1,64}").fullmatch


class LineQuerySet(models.QuerySet["JournalLine"]):
    """Lines of the node's journals."""

    def visible_to(self, actor: Actor) -> Self:
        return self if actor.can(AUDIT_LEDGER) else self.none()

    def described(self) -> Self:
        """Each line with what its document's header says, and whether a signed head covers it."""
        heads = apps.get_model("ledger", "SignedHead").objects.filter(
            journal=OuterRef("journal"), epoch=OuterRef("epoch"), size__gte=OuterRef("seq")
        )
        document = apps.get_model("ledger", "Document").objects.filter(hash=OuterRef("doc"))
        told = {
            name: Subquery(document.values(name)[:1])
            for name in ("uid", "authority", "schema", "version", "is_void", "sealed_at")
        }
        return self.annotate(**told, signed=Exists(heads))

    def search(self, text: str) -> Self:
        """By the record's number, the first digits of the document's hash, or the line's."""
        try:
            documents = apps.get_model("ledger", "Document").objects.filter(uid=UUID(text))
            return self.filter(doc__in=documents.values("hash"))
        except ValueError:
            pass
        if text.isdecimal() and len(text) < 10:
            return self.filter(seq=int(text))
        digits = text.lower()
        if not _is_hex(digits):
            return self.none()
        low = bytes.fromhex(digits.ljust(64, "0"))
        high = bytes.fromhex(digits.ljust(64, "f"))
        return self.filter(doc__gte=low, doc__lte=high)
