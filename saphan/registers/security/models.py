"""Rows of the security register: projections of sealed documents, one per side and record."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Upper

from saphan.ledger.rowmodels import ChildRow, RecordRow
from saphan.registers.security.queries import (
    PATROL_WORDS,
    CaseQuerySet,
    HandbackQuerySet,
    PatrolQuerySet,
)


class Patrol(RecordRow):
    """A bilateral patrol. PII: none."""

    number = models.TextField()
    started_on = models.DateField()
    ended_on = models.DateField()
    area = models.TextField()
    office = models.TextField()
    patrol_level = models.TextField()
    joint = models.BooleanField()
    section_from = models.TextField()
    section_to = models.TextField()
    participants_vn = models.PositiveIntegerField()
    participants_la = models.PositiveIntegerField()
    team_vn = models.TextField()
    team_la = models.TextField()
    leader_vn = models.TextField()
    leader_la = models.TextField()
    findings = models.TextField()
    minutes = models.TextField()
    note = models.TextField()

    objects = PatrolQuerySet.as_manager()

    class Meta(RecordRow.Meta):
        indexes = [
            models.Index(
                fields=["-ended_on", "number", "uid", "side"],
                include=["authority", "office", "joint"],
                name="patrol_newest_first",
            ),
            GinIndex(
                *(OpClass(Upper(column), name="gin_trgm_ops") for column in PATROL_WORDS),
                name="patrol_words",
            ),
        ]

    @property
    def participants(self) -> int:
        return self.participants_vn + self.participants_la

    @property
    def section(self) -> str:
        """The markers between which it walked, such as `241-246`; empty when not stated."""
        return "-".join(filter(None, (self.section_from, self.section_to)))


class Case(RecordRow):
    """A case with its counts; subjects and exhibits are rows of their own. PII: none."""

    number = models.TextField()
    opened_on = models.DateField()
    area = models.TextField()
    place = models.TextField()
    office = models.TextField()
    offence = models.TextField()
    act = models.TextField()
    coordinated = models.BooleanField()
    coordinated_with = ArrayField(models.TextField())
    partner = models.TextField()
    subjects_count = models.PositiveIntegerField()
    exhibits_count = models.PositiveIntegerField()
    decision = models.TextField()
    note = models.TextField()

    objects = CaseQuerySet.as_manager()

    class Meta(RecordRow.Meta):
        indexes = [models.Index(fields=["authority", "-opened_on"], name="case_by_day")]


class CaseSubject(ChildRow):
    """A person arrested in a case; name and papers only while their part is held. PII: names."""

    pk = models.CompositePrimaryKey("uid", "side", "child")
    child = models.TextField()
    nationality = models.TextField()
    sex = models.TextField()
    name = models.TextField()
    name_lo = models.TextField()
    ethnicity = models.TextField()
    birth = models.TextField()
    address = models.TextField()
    document = models.TextField()
    note = models.TextField()


class CaseExhibit(ChildRow):
    """One amount of one exhibit, as written and in its base unit. PII: none."""

    pk = models.CompositePrimaryKey("uid", "side", "child", "position")
    child = models.TextField()
    position = models.PositiveSmallIntegerField()
    item = models.TextField()
    value = models.TextField()
    unit = models.TextField()
    base_amount = models.BigIntegerField()
    written = models.TextField()
    species = models.TextField()
    weighed = models.TextField()
    purity = models.TextField()
    note = models.TextField()


class CustodyStep(ChildRow):
    """An exhibit changed hands between offices. PII: none."""

    pk = models.CompositePrimaryKey("uid", "side", "position")
    position = models.PositiveSmallIntegerField()
    on = models.DateField()
    giver = models.TextField()
    receiver = models.TextField()
    exhibit = models.TextField()
    note = models.TextField()
    minutes = models.TextField()


class Handback(RecordRow):
    """Persons handed back to the other side. PII: none."""

    number = models.TextField()
    on = models.DateField()
    found_on = models.DateField(null=True)
    area = models.TextField()
    place = models.TextField()
    gate = models.TextField()
    office = models.TextField()
    giver = models.TextField()
    receiver = models.TextField()
    unit = models.TextField()
    act = models.TextField()
    act_written = models.TextField()
    article = models.TextField()
    minutes = models.TextField()
    people = models.PositiveIntegerField()

    objects = HandbackQuerySet.as_manager()

    class Meta(RecordRow.Meta):
        indexes = [models.Index(fields=["authority", "-on"], name="handback_by_day")]


class HandbackSubject(ChildRow):
    """A person handed back. PII: names."""

    pk = models.CompositePrimaryKey("uid", "side", "child")
    child = models.TextField()
    nationality = models.TextField()
    sex = models.TextField()
    name = models.TextField()
    name_lo = models.TextField()
    ethnicity = models.TextField()
    birth = models.TextField()
    address = models.TextField()
    document = models.TextField()
    note = models.TextField()
