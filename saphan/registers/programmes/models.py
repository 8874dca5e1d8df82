"""Rows of the programmes register: projections of sealed documents, one per side and record."""

from __future__ import annotations

from decimal import Decimal

from django.db import models

from saphan.kernel.periods import Period
from saphan.kernel.units import Quantity
from saphan.ledger.rowmodels import ChildRow, RecordRow
from saphan.registers.programmes.documents import Names
from saphan.registers.programmes.queries import (
    BeneficiaryQuerySet,
    ObservationQuerySet,
    PaymentQuerySet,
    SupportQuerySet,
)


class Support(RecordRow):
    """A support programme, with its newest rate. PII: none."""

    code = models.TextField()
    name_vi = models.TextField()
    name_lo = models.TextField()
    name_en = models.TextField()
    area = models.TextField()
    office = models.TextField()
    unit = models.TextField()
    rate = models.BigIntegerField()
    since = models.DateField()
    ended_on = models.DateField(null=True)
    note = models.TextField()

    objects = SupportQuerySet.as_manager()

    class Meta(RecordRow.Meta):
        indexes = [models.Index(fields=["authority", "code"], name="support_by_code")]

    @property
    def names(self) -> Names:
        return Names(vi=self.name_vi, lo=self.name_lo, en=self.name_en)

    @property
    def monthly(self) -> Quantity:
        return Quantity.of(self.rate, self.unit)


class RateStep(ChildRow):
    """What each pupil gets a month from a day on. PII: none."""

    pk = models.CompositePrimaryKey("uid", "side", "since")
    since = models.DateField()
    amount = models.BigIntegerField()


class Beneficiary(ChildRow):
    """A pupil of a programme; the child's own data only while its part is held. PII: sensitive."""

    pk = models.CompositePrimaryKey("uid", "side", "child")
    child = models.TextField()
    position = models.PositiveIntegerField()
    since = models.DateField()
    until = models.DateField(null=True)
    office = models.TextField()
    name = models.TextField()
    name_lo = models.TextField()
    sex = models.TextField()
    birth = models.TextField()
    school = models.TextField()
    grade = models.TextField()
    address = models.TextField()
    guardian = models.TextField()
    relation = models.TextField()

    objects = BeneficiaryQuerySet.as_manager()


class Payment(RecordRow):
    """What a programme paid for one month. PII: none."""

    programme = models.UUIDField()
    code = models.TextField()
    month = models.TextField()
    area = models.TextField()
    office = models.TextField()
    unit = models.TextField()
    paid = models.BigIntegerField()
    paid_count = models.PositiveIntegerField()
    unpaid_count = models.PositiveIntegerField()

    objects = PaymentQuerySet.as_manager()

    class Meta(RecordRow.Meta):
        indexes = [models.Index(fields=["programme", "month"], name="payment_by_month")]

    @property
    def total(self) -> Quantity:
        return Quantity.of(self.paid, self.unit)


class PaymentLine(ChildRow):
    """One pupil's money of a month, and who received it. PII: names."""

    pk = models.CompositePrimaryKey("uid", "side", "child")
    child = models.TextField()
    position = models.PositiveIntegerField()
    amount = models.BigIntegerField()
    paid_on = models.DateField(null=True)
    received_by = models.TextField()
    note = models.TextField()


class Observation(RecordRow):
    """A statistic that somebody states. PII: none."""

    figure = models.TextField()
    value = models.TextField()
    unit = models.TextField()
    qualifier = models.TextField()
    since = models.DateField()
    until = models.DateField()
    basis = models.TextField()
    area = models.TextField()
    stated_by = models.TextField()
    source = models.TextField()
    source_on = models.DateField()
    counts = models.BooleanField()
    note = models.TextField()

    objects = ObservationQuerySet.as_manager()

    class Meta(RecordRow.Meta):
        indexes = [models.Index(fields=["authority", "figure"], name="observation_by_figure")]

    @property
    def quantity(self) -> Quantity:
        return Quantity.of(Decimal(self.value), self.unit)

    @property
    def period(self) -> Period:
        return Period(self.since, self.until)
