"""What every row that mirrors a sealed record has in common."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from saphan.kernel.actors import Actor
from saphan.ledger import levels
from saphan.ledger.models import Document
from saphan.protocol import document


class RecordQuerySet(models.QuerySet["RecordRow"]):
    """Rows of records; `ability` is the name of what reading them needs."""

    ability = ""

    def visible_to(self, actor: Actor) -> Self:
        """Own authority's records and the other bank's, for those who may read; else nothing."""
        if not actor.can(self.ability):
            return self.none()
        return self.filter(Q(authority=actor.authority) | ~Q(side=actor.side))

    def may_leave(self, *, on: date, receiver: str = levels.SHARED) -> Self:
        """Rows of records at or below the receiver's level that day.

        The row says the level; whether it has ended stands in the document alone, so the documents
        of rows above the level are read.
        """
        low = levels.up_to(receiver)
        above = self.exclude(level__in=low).order_by().values("version_hash")
        documents = Document.objects.filter(hash__in=above).values_list("hash", "bytes")
        ended = [
            bytes(digest)
            for digest, data in documents.iterator()
            if levels.in_force(document.read(bytes(data)).header.level, on=on) in low
        ]
        return self.filter(Q(level__in=low) | Q(version_hash__in=ended))

    def of(self, authority: str) -> Self:
        return self.filter(authority=authority)


class RecordRow(models.Model):
    """The row of a record: one for each side that states it. PII: none."""

    pk = models.CompositePrimaryKey("uid", "side")
    uid = models.UUIDField()
    side = models.TextField()
    authority = models.TextField()
    version_hash = models.BinaryField(max_length=32)
    version = models.PositiveIntegerField()
    level = models.TextField()

    class Meta:
        abstract = True


class ChildRow(models.Model):
    """The row of something inside a record, found by the record's `uid` and `side`. PII: none."""

    uid = models.UUIDField()
    side = models.TextField()

    class Meta:
        abstract = True
