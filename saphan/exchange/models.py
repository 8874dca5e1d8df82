"""Peers, what they still owe, and what was refused."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from saphan.exchange.queries import RefusalQuerySet, UnreadQuerySet, WantedQuerySet


class Genesis(models.Model):
    """Who signed a genesis file; the file itself stands with each pair in the ledger. PII: none."""

    hash = models.BinaryField(primary_key=True, max_length=32)
    signatures = models.JSONField()
    joined_at = models.DateTimeField()


class Peer(models.Model):
    """A node of the other side, as the genesis file names it. PII: none.

    `certificate` is its TLS certificate (PEM), `address` where it can be asked for bundles;
    both are empty where bundles travel by stick alone.
    """

    node = models.TextField(primary_key=True)
    genesis = models.ForeignKey(Genesis, on_delete=models.PROTECT)
    side = models.TextField()
    name = models.TextField(default="")
    authorities = ArrayField(models.TextField())
    box = models.BinaryField(max_length=32)
    certificate = models.TextField(default="")
    address = models.TextField(default="")
    owes = models.BooleanField(default=False)
    """An acknowledgement is due; a node that is not complete yet puts it off."""
    untold = models.BooleanField(default=True)
    """What policies allow may have changed since every record was last gone through."""
    restored = models.BooleanField(default=False)
    """This node was seen to hold less than the peer knows of: it listens only."""

    class Meta:
        ordering = ("name", "node")


class Wanted(models.Model):
    """A part that a peer disclosed under a policy in force and that is not here. PII: none."""

    peer = models.TextField()
    commitment = models.BinaryField(max_length=32)
    doc = models.BinaryField(max_length=32)
    part = models.TextField()
    since = models.DateTimeField()

    objects = WantedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["peer", "commitment"], name="wanted_once"),
        ]
        indexes = [models.Index(fields=["doc"], name="wanted_of_document")]


class Erasure(models.Model):
    """A part that is to stay away: nothing brings it back. PII: none."""

    commitment = models.BinaryField(primary_key=True, max_length=32)
    doc = models.BinaryField(max_length=32)
    part = models.TextField()
    ground = models.TextField()
    ordered_at = models.DateTimeField()


class Unread(models.Model):
    """A peer's document that cannot be shown here, and why. PII: none."""

    doc = models.BinaryField(primary_key=True, max_length=32)
    peer = models.TextField()
    schema = models.TextField()
    code = models.TextField()
    noticed_at = models.DateTimeField()

    objects = UnreadQuerySet.as_manager()


class Refusal(models.Model):
    """A bundle that was refused, with its beginning as evidence; the oldest make room. PII: none.

    `peer` is whom it names as its sender, which nobody vouches for.
    """

    at = models.DateTimeField()
    peer = models.TextField()
    code = models.TextField()
    sentence = models.TextField()
    where = models.JSONField(default=dict)
    sha256 = models.BinaryField(max_length=32)
    size = models.BigIntegerField()
    beginning = models.BinaryField()

    objects = RefusalQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
