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
    peer = models.TextField(default="")
    """The node it came from; empty for what was sealed here."""
    again = models.BooleanField(db_default=False)
    """It came back after a restore, when another version had its number already."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["uid", "side", "version"],
                name="one_version_once",
                condition=models.Q(peer="", again=False),
            ),
        ]
        indexes = [models.Index(fields=["uid"], name="document_of_record")]


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
    rec = models.TextField(null=True)
    """The matter, in a pair journal: random for each peer."""
    kind = models.TextField()

    objects = LineQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["journal", "epoch", "seq"], name="journal_dense_seq"),
        ]
        indexes = [
            models.Index(fields=["doc"], name="line_of_document"),
            models.Index(
                fields=["rec"], name="line_of_matter", condition=models.Q(rec__isnull=False)
            ),
            models.Index(
                fields=["journal", "epoch", "seq"],
                name="line_of_journal",
                condition=models.Q(kind__in=["ack", "key", "epoch"]),
            ),
        ]


class Epoch(models.Model):
    """A life of the own journal; a restore opens the next one. PII: none."""

    role = models.TextField()
    journal = models.TextField()
    epoch = models.TextField()
    number = models.PositiveIntegerField()
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["role", "number"], name="one_epoch_at_a_time"),
        ]


class Pair(models.Model):
    """A peer with which this node shares journals, and the genesis file that both sides signed.

    `node` is this node's id in it. PII: none.
    """

    peer = models.TextField(primary_key=True)
    node = models.TextField()
    genesis = models.BinaryField()


class PairEpoch(models.Model):
    """A life of a journal between this node and a peer: ours `to` it, or theirs `from` it.

    `base` lines of it stay in force once the next one is open (null: all of them). `pending`: the
    peer has not taken note of it yet. `gone`: given up after a restore, or never held and lost by
    the peer; nothing of it is in force. PII: none.
    """

    peer = models.TextField()
    way = models.TextField()
    journal = models.TextField()
    epoch = models.TextField()
    number = models.PositiveIntegerField()
    base = models.BigIntegerField(null=True)
    pending = models.BooleanField(default=False)
    gone = models.BooleanField(default=False)
    opened_at = models.DateTimeField()

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["peer", "way", "epoch"], name="pair_epoch_once"),
            models.UniqueConstraint(
                fields=["peer", "way", "number"],
                name="pair_epochs_in_a_row",
                condition=models.Q(gone=False),
            ),
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
    """A public key that signs heads, this node's or a `peer`'s. PII: none.

    `since_size` is the size of the journal whose head it was first seen to sign.
    """

    fingerprint = models.TextField(primary_key=True)
    public = models.BinaryField(max_length=32)
    since_size = models.BigIntegerField()
    added_at = models.DateTimeField()
    peer = models.TextField(default="")


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
