"""Rows of the crossings register: projections of sealed documents, one per side and record."""

from __future__ import annotations

from django.db import models

from saphan.ledger.rowmodels import RecordRow
from saphan.registers.crossings.documents import Bin
from saphan.registers.crossings.queries import GateQuerySet, MovementQuerySet, TallyQuerySet


class Movement(RecordRow):
    """A movement; name and papers only while their part is held. PII: documents."""

    gate = models.TextField()
    on = models.DateField()
    at = models.TimeField()
    direction = models.TextField()
    resident = models.TextField()
    travel_document = models.TextField()
    nationality = models.TextField()
    vehicle = models.TextField()
    aboard = models.BooleanField()
    companions = models.PositiveSmallIntegerField()
    minor = models.BooleanField()
    goods = models.TextField()
    name = models.TextField()
    birth = models.TextField()
    document = models.TextField()
    plate = models.TextField()
    search_key = models.TextField()

    objects = MovementQuerySet.as_manager()

    class Meta(RecordRow.Meta):
        indexes = [
            models.Index(
                fields=["-on", "-at", "uid", "side"],
                include=[
                    "authority",
                    "gate",
                    "direction",
                    "resident",
                    "travel_document",
                    "vehicle",
                ],
                name="movement_newest_first",
            ),
            models.Index(fields=["gate", "on"], name="movement_of_gate_day"),
        ]

    @property
    def bin(self) -> Bin:
        """The tally that counts it."""
        return Bin(self.gate, self.on, self.direction, self.resident)


class Tally(RecordRow):
    """What one gate counted on one day in one direction of one class. PII: none."""

    gate = models.TextField()
    area = models.TextField()
    on = models.DateField()
    direction = models.TextField()
    resident = models.TextField()
    count = models.PositiveIntegerField()
    root = models.TextField()
    travel_documents = models.JSONField()
    vehicles = models.JSONField()
    vehicles_count = models.PositiveIntegerField()
    companions = models.PositiveIntegerField()
    minors = models.PositiveIntegerField()

    objects = TallyQuerySet.as_manager()

    class Meta(RecordRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["side", "authority", "on", "gate", "direction", "resident"],
                name="one_tally_a_bin",
            )
        ]
        indexes = [models.Index(fields=["-on", "gate"], name="tally_newest_first")]

    @property
    def bin(self) -> Bin:
        return Bin(self.gate, self.on, self.direction, self.resident)


class Gate(RecordRow):
    """A decision on a gate's class and hours. PII: none."""

    gate = models.TextField()
    gate_class = models.TextField()
    since = models.DateField()
    opens = models.TimeField(null=True)
    closes = models.TimeField(null=True)
    decision = models.TextField()
    decided_on = models.DateField()
    note = models.TextField()

    objects = GateQuerySet.as_manager()

    class Meta(RecordRow.Meta):
        indexes = [models.Index(fields=["gate", "-since"], name="gate_by_day")]
