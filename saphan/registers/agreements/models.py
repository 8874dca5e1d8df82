"""Rows of the agreements register: projections of sealed documents, one per side and record."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from saphan.ledger.rowmodels import ChildRow, RecordRow
from saphan.registers.agreements.documents import Wording
from saphan.registers.agreements.queries import (
    ContentQuerySet,
    InstrumentQuerySet,
    MeetingQuerySet,
)


class Instrument(RecordRow):
    """A document that both sides signed. PII: none."""

    title_vi = models.TextField()
    title_lo = models.TextField()
    title_en = models.TextField()
    kind = models.TextField()
    number = models.TextField()
    signed_on = models.DateField()
    in_force_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    place_vi = models.TextField()
    place_lo = models.TextField()
    place_en = models.TextField()
    parties = ArrayField(models.TextField())
    languages = ArrayField(models.TextField())
    prevails = models.TextField()
    copies = models.PositiveSmallIntegerField()
    meeting = models.TextField()
    text_seen = models.BooleanField()
    note = models.TextField()

    objects = InstrumentQuerySet.as_manager()

    class Meta(RecordRow.Meta):
        indexes = [models.Index(fields=["authority", "-signed_on"], name="instrument_by_day")]

    @property
    def title(self) -> Wording:
        return Wording(vi=self.title_vi, lo=self.title_lo, en=self.title_en)

    @property
    def place(self) -> Wording:
        return Wording(vi=self.place_vi, lo=self.place_lo, en=self.place_en)


class Meeting(RecordRow):
    """A meeting of both sides. PII: none."""

    code = models.TextField()
    kind = models.TextField()
    title_vi = models.TextField()
    title_lo = models.TextField()
    title_en = models.TextField()
    held_on = models.DateField()
    place_vi = models.TextField()
    place_lo = models.TextField()
    place_en = models.TextField()
    host = models.TextField()
    authority_vn = models.TextField()
    authority_la = models.TextField()
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    ordinal = models.PositiveSmallIntegerField()

    objects = MeetingQuerySet.as_manager()

    class Meta(RecordRow.Meta):
        indexes = [models.Index(fields=["authority", "code"], name="meeting_by_code")]

    @property
    def title(self) -> Wording:
        return Wording(vi=self.title_vi, lo=self.title_lo, en=self.title_en)

    @property
    def place(self) -> Wording:
        return Wording(vi=self.place_vi, lo=self.place_lo, en=self.place_en)


class AgendaItem(ChildRow):
    """One point of an agenda. PII: none."""

    pk = models.CompositePrimaryKey("uid", "side", "position")
    position = models.PositiveSmallIntegerField()
    time = models.TextField()
    title_vi = models.TextField()
    title_lo = models.TextField()
    title_en = models.TextField()
    led_by = models.TextField()
    figures = ArrayField(models.TextField())

    @property
    def title(self) -> Wording:
        return Wording(vi=self.title_vi, lo=self.title_lo, en=self.title_en)


class Delegate(ChildRow):
    """A seat of a delegation, with the name where its part is held. PII: names."""

    pk = models.CompositePrimaryKey("uid", "side", "position")
    position = models.PositiveSmallIntegerField()
    child = models.TextField()
    of_side = models.TextField()
    role = models.TextField()
    post_vi = models.TextField()
    post_lo = models.TextField()
    post_en = models.TextField()
    name = models.TextField()
    rank = models.TextField()

    @property
    def post(self) -> Wording:
        return Wording(vi=self.post_vi, lo=self.post_lo, en=self.post_en)


class Proposal(ChildRow):
    """What one side proposed. PII: none."""

    pk = models.CompositePrimaryKey("uid", "side", "position")
    position = models.PositiveSmallIntegerField()
    of_side = models.TextField()
    text_vi = models.TextField()
    text_lo = models.TextField()
    text_en = models.TextField()

    @property
    def text(self) -> Wording:
        return Wording(vi=self.text_vi, lo=self.text_lo, en=self.text_en)


class Content(RecordRow):
    """A content agreed at a meeting. PII: none."""

    meeting = models.TextField()
    number = models.PositiveSmallIntegerField()
    agreed_on = models.DateField()
    text_vi = models.TextField()
    text_lo = models.TextField()
    text_en = models.TextField()
    debtors = ArrayField(models.TextField())
    kind = models.TextField()
    due = models.DateField(null=True)
    term = models.TextField()
    office = models.TextField()
    figure = models.TextField()
    outcome = models.TextField()
    report_vi = models.TextField()
    report_lo = models.TextField()
    report_en = models.TextField()

    objects = ContentQuerySet.as_manager()

    class Meta(RecordRow.Meta):
        indexes = [models.Index(fields=["authority", "meeting"], name="content_by_meeting")]

    @property
    def text(self) -> Wording:
        return Wording(vi=self.text_vi, lo=self.text_lo, en=self.text_en)

    @property
    def report(self) -> Wording:
        return Wording(vi=self.report_vi, lo=self.report_lo, en=self.report_en)
