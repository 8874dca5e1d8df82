"""Packs that were asked for: their progress, and the files once they are made."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from saphan.kernel.actors import Actor


class PackState(models.TextChoices):
    WAITING = "waiting", _("waiting for the worker")
    MAKING = "making", _("being made")
    READY = "ready", _("ready")
    REFUSED = "refused", _("could not be made")


class PackQuerySet(models.QuerySet["Pack"]):
    def visible_to(self, actor: Actor) -> Self:
        """The packs of the own authority, the newest first."""
        return self.filter(authority=actor.authority).order_by("-asked_at")

    def of(self, talks: str) -> Self:
        return self.filter(talks=talks)

    def without_files(self) -> Self:
        return self.defer("archive")


class Pack(models.Model):
    """One pack of papers. PII: names (of delegates, inside `archive`).

    `archive` is a ZIP of every file, `digest` its SHA-256; `as_of` the own journal's size its
    numbers speak for. `moved_at` is the last sign of life of whoever makes it.
    """

    authority = models.TextField()
    talks = models.TextField()
    state = models.TextField(choices=PackState, default=PackState.WAITING)
    done = models.PositiveSmallIntegerField(default=0)
    total = models.PositiveSmallIntegerField()
    as_of = models.BigIntegerField(null=True)
    archive = models.BinaryField(null=True)
    digest = models.TextField(default="")
    asked_by = models.TextField()
    asked_name = models.TextField()
    asked_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    why_not = models.TextField(default="")

    objects = PackQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["authority", "talks", "-asked_at"], name="pack_by_talks")]

    @property
    def is_open(self) -> bool:
        return self.state in (PackState.WAITING, PackState.MAKING)

    @property
    def is_ready(self) -> bool:
        return self.state == PackState.READY
