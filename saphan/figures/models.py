"""The facts table: what every figure sums over."""

from __future__ import annotations

from django.db import models


class Fact(models.Model):
    """A countable thing stated by a document version; valid for own-journal lines
    [seq_from, seq_to). Dimensions are text, empty when they do not apply. PII: none."""

    uid = models.UUIDField()
    version_hash = models.BinaryField(max_length=32)
    authority = models.TextField()
    kind = models.TextField()
    on = models.DateField(db_column="on_date")
    place = models.TextField()
    unit = models.TextField()
    quantity = models.BigIntegerField()
    seq_from = models.BigIntegerField()
    seq_to = models.BigIntegerField(null=True)
    side = models.TextField(default="")
    office = models.TextField(default="")
    gate = models.TextField(default="")
    joint = models.TextField(default="")
    coordinated = models.TextField(default="")
    direction = models.TextField(default="")
    resident = models.TextField(default="")
    travel_document = models.TextField(default="")
    vehicle = models.TextField(default="")
    item = models.TextField(default="")
    offence = models.TextField(default="")
    act = models.TextField(default="")
    programme = models.TextField(default="")
    instrument = models.TextField(default="")
    topic = models.TextField(default="")
    qualifier = models.TextField(default="")
    source = models.TextField(default="")

    class Meta:
        indexes = [
            models.Index(
                fields=["authority", "kind", "on"],
                include=["unit", "quantity", "qualifier", "seq_from", "seq_to"],
                name="fact_by_day",
            ),
            models.Index(fields=["uid"], name="fact_by_record"),
        ]


class Definition(models.Model):
    """What a peer says it counts under a code, by the hash of its definition; none: as we do.
    PII: none."""

    peer = models.TextField()
    code = models.TextField()
    hash = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["peer", "code"], name="one_definition_a_peer"),
        ]
