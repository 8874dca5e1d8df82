"""What the ledger stores: bytes, never parsed values. Registers' rows are projections of it."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from saphan.ledger.queries import LineQuerySet


class Document(models.Model):
    """One sealed version of a record. Its line number stands in the journal alone. PII: none."""

    hash = models.BinaryField(primary_key=True, max_length=32)
    uid = models.UUIDField()
    authority = models.TextField()
    side = models.TextField()
    schema = models.TextField()
    version = models.PositiveIntegerField()
    level = models.TextField()
    bytes = models.BinaryField()
    is_void = models.BooleanField(default=False)
    superseded_by = models.BinaryField(max_length=32, null=True)
    sealed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["uid", "side", "version"], name="one_version_once"),
        ]


class Part(models.Model):
    """An opened part: salt and payload behind a commitment. PII: sensitive."""

    commitment = models.BinaryField(primary_key=True, max_length=32)
    salt = models.BinaryField(max_length=32)
    payload = models.BinaryField()


class JournalLine(models.Model):
    """A line of an append-only journal, dense from 1 within its epoch. PII: none."""

    journal = models.TextField()
    epoch = models.TextField()
    seq = models.BigIntegerField()
    bytes = models.BinaryField()
    leaf = models.BinaryField(max_length=32)
    doc = models.BinaryField(max_length=32, null=True)

    objects = LineQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["journal", "epoch", "seq"], name="journal_dense_seq"),
        ]
        indexes = [models.Index(fields=["doc"], name="line_of_document")]


class Epoch(models.Model):
    """A life of a journal; a restore opens the next one. `role` is `own` or a peer. PII: none."""

    role = models.TextField()
    journal = models.TextField()
    epoch = models.TextField()
    number = models.PositiveIntegerField()
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["role", "number"], name="one_epoch_at_a_time"),
        ]


class SignedHead(models.Model):
    """The signed size and root of a journal, and the frontier to extend it from. PII: none."""

    journal = models.TextField()
    epoch = models.TextField()
    size = models.BigIntegerField()
    bytes = models.BinaryField()
    signature = models.BinaryField(max_length=64)
    key = models.TextField()
    frontier = models.BinaryField()
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["journal", "epoch", "size"], name="one_head_a_size"),
        ]


class NodeKey(models.Model):
    """A public key of this node and the size of the own journal from which it signs. PII: none."""

    fingerprint = models.TextField(primary_key=True)
    public = models.BinaryField(max_length=32)
    since_size = models.BigIntegerField()
    added_at = models.DateTimeField()


class ClearancePolicy(models.Model):
    """What an authority decided about clearing a kind of record; the last row counts. PII: names.

    `checkers` and `clearers` are codes of roles; none: every role with the ability.
    """

    authority = models.TextField()
    kind = models.TextField()
    needs_check = models.BooleanField()
    checkers = ArrayField(models.TextField(), default=list)
    clearers = ArrayField(models.TextField(), default=list)
    decision = models.TextField()
    decided_on = models.DateField()
    stated_by = models.TextField()
    stated_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        indexes = [models.Index(fields=["authority", "kind"], name="policies_of_a_kind")]


class Audit(models.Model):
    """One look at the whole ledger: who looked, at how much, and what was wrong. PII: names."""

    at = models.DateTimeField()
    by = models.TextField()
    documents = models.BigIntegerField()
    parts = models.BigIntegerField()
    lines = models.BigIntegerField()
    heads = models.BigIntegerField()
    unsigned = models.BigIntegerField()
    faults = models.JSONField()

    class Meta:
        ordering = ("pk",)
