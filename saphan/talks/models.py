"""Packs that were asked for, and minutes as they were signed."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from saphan.accounts.roles import READ_FIGURES
from saphan.kernel.actors import Actor

CODE_DIGITS = 10


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


class MinutesQuerySet(models.QuerySet["Minutes"]):
    def visible_to(self, actor: Actor) -> Self:
        """Minutes of the own authority and of the other side, the newest last."""
        if not actor.can(READ_FIGURES):
            return self.none()
        own = models.Q(authority=actor.authority)
        return self.filter(own | ~models.Q(side=actor.side)).order_by("sealed_at", "version")

    def of(self, talks: str) -> Self:
        return self.filter(talks=talks)


class Minutes(models.Model):
    """A version of sealed minutes, for ever as it was signed. PII: names (in `signers`).

    `own`, `ours` and `theirs` are positions of the journals as the authority that signed saw them;
    `restates` is the version whose values it replaces, `paper` the version that was signed by hand.
    """

    version_hash = models.BinaryField(primary_key=True, max_length=32)
    uid = models.UUIDField()
    side = models.TextField()
    authority = models.TextField()
    version = models.PositiveIntegerField()
    level = models.TextField()
    sealed_at = models.DateTimeField()
    talks = models.TextField()
    since = models.DateField()
    until = models.DateField()
    own = models.BigIntegerField()
    ours = models.BigIntegerField(null=True)
    theirs = models.BigIntegerField(null=True)
    restates = models.TextField()
    paper = models.TextField()
    paper_on = models.DateField(null=True)
    paper_place = models.TextField()
    signers = models.JSONField()

    objects = MinutesQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["talks", "authority"], name="minutes_by_talks"),
            models.Index(fields=["uid"], name="minutes_of_record"),
        ]

    @property
    def hash(self) -> str:
        return bytes(self.version_hash).hex()

    @property
    def code(self) -> str:
        """The code on every printed page, before the page's number: of the version on paper."""
        return f"{self.talks}-{self.printed[:CODE_DIGITS]}"

    @property
    def printed(self) -> str:
        """The version whose code the paper carries."""
        return self.paper or self.hash


class SignedCell(models.Model):
    """A cell as signed: it is never computed again, only checked. PII: none.

    `cell` is its name, `position` its place in the minutes, `definition` the figure's hash and
    `root` the Merkle root over what contributed.
    """

    version_hash = models.BinaryField(max_length=32)
    position = models.PositiveIntegerField()
    cell = models.TextField()
    figure = models.TextField()
    authority = models.TextField()
    view = models.TextField()
    since = models.DateField()
    until = models.DateField()
    within = models.JSONField()
    components = models.JSONField()
    status = models.TextField()
    documents = models.BigIntegerField()
    definition = models.TextField()
    root = models.TextField()
    own = models.BigIntegerField()
    ours = models.BigIntegerField(null=True)
    theirs = models.BigIntegerField(null=True)

    class Meta:
        ordering = ("position",)
        constraints = [
            models.UniqueConstraint(fields=["version_hash", "position"], name="signed_cell_once"),
        ]

    def as_json(self) -> dict[str, Any]:
        """The shape of a cell in the public interface, as far as it was signed, and its root."""
        return {
            "cell": self.cell,
            "code": self.figure,
            "authority": self.authority,
            "view": self.view,
            "from": self.since.isoformat(),
            "to": self.until.isoformat(),
            "breakdown": self.within,
            "components": self.components,
            "status": self.status,
            "documents": self.documents,
            "definition": f"sha256:{self.definition}",
            "root": self.root,
            "as_of": {"own": self.own, "ours": self.ours, "theirs": self.theirs},
        }
