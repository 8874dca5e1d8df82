"""The joint state of matters, worked out from both journals' lines; nothing here is typed in."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from saphan.bilateral.queries import MatterQuerySet


class View(models.TextChoices):
    """For whom a version stands."""

    OURS = "ours"
    THEIRS = "theirs"
    JOINT = "joint"


class Matter(models.Model):
    """What a pair of nodes says of one matter: its status and the versions it rests on.

    `rec` names it in both journals of the pair and `uid` in the registers; a linked one goes on
    under `main`. `kind` is its schema without version. `turn` says who is to answer: `ours`,
    `theirs` or nobody. `agreed`, `open`, `accepted` and `contested` hold hexadecimal hashes;
    `since` is what the newest line about it claims as its time. PII: none.
    """

    peer = models.TextField()
    rec = models.TextField()
    uid = models.UUIDField(null=True)
    kind = models.TextField()
    status = models.TextField()
    turn = models.TextField(default="")
    agreed = ArrayField(models.TextField(), default=list)
    open = ArrayField(models.TextField(), default=list)
    accepted = ArrayField(models.TextField(), default=list)
    contested = ArrayField(models.TextField(), default=list)
    main = models.TextField(default="")
    since = models.DateTimeField()

    title = ""
    """The record's title, once a page has looked it up; so with the other side's authority."""
    other_side = ""

    objects = MatterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["peer", "rec"], name="one_matter_a_pair"),
        ]
        indexes = [
            models.Index(fields=["uid"], name="matter_of_record"),
            models.Index(fields=["turn", "kind"], name="matters_whose_turn"),
        ]


class Stand(models.Model):
    """Which version of a matter stands for a view; two for two texts. PII: none.

    `matter` is the `rec` under which a group of linked matters goes on, `doc` a raw hash, `at` the
    position of its proposal in its author's journal. `authority` is who stands by it, and `taken`
    tells that it only confirmed what the other side wrote, having no version of its own. `late`:
    the other side cannot have seen it.
    """

    peer = models.TextField()
    matter = models.TextField()
    view = models.TextField(choices=View)
    doc = models.BinaryField(max_length=32)
    uid = models.UUIDField()
    at = models.BigIntegerField()
    authority = models.TextField(default="")
    taken = models.BooleanField(default=False)
    late = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["peer", "matter", "view", "doc"], name="one_stand_a_version"
            ),
        ]
        indexes = [models.Index(fields=["doc", "view"], name="stand_of_version")]
