"""Staging: what is not yet cleared lives here and nowhere else."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from saphan.intake.choices import DraftState, UploadState
from saphan.intake.queries import DraftQuerySet, UploadQuerySet


class Upload(models.Model):
    """An office's file, the answers to its doubts and what reading it gave. PII: sensitive."""

    sha256 = models.TextField()
    filename = models.TextField()
    data = models.BinaryField()
    register = models.TextField()
    authority = models.TextField()
    office = models.TextField(default="")
    state = models.TextField(default=UploadState.READY)
    answers = models.JSONField(default=dict)
    answered_by = models.JSONField(default=dict)
    mapping = models.JSONField(default=dict)
    report = models.JSONField(default=dict)
    uploaded_by = models.TextField()
    uploaded_name = models.TextField()
    uploaded_at = models.DateTimeField()
    settled_by = models.JSONField(default=list)
    checked_by = models.TextField(default="")
    checked_name = models.TextField(default="")
    cleared_by = models.TextField(default="")
    cleared_at = models.DateTimeField(null=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sha256", "authority", "register"],
                condition=~Q(state=UploadState.WITHDRAWN),
                name="a_file_is_here_once",
            )
        ]
        indexes = [models.Index(fields=["authority", "state"], name="upload_waiting")]


class Draft(models.Model):
    """A record as an officer means it, before others checked and cleared it. PII: sensitive."""

    id = models.UUIDField(primary_key=True)
    kind = models.TextField()
    uid = models.UUIDField()
    replaces = models.BinaryField(max_length=32, null=True)
    authority = models.TextField()
    office = models.TextField(default="")
    title = models.TextField(default="")
    payload = models.JSONField()
    state = models.TextField(default=DraftState.DRAFTED)
    note = models.TextField(default="")
    drafted_by = models.TextField()
    drafted_name = models.TextField()
    drafted_at = models.DateTimeField()
    checked_by = models.TextField(default="")
    checked_name = models.TextField(default="")
    cleared_by = models.TextField(default="")
    closed_at = models.DateTimeField(null=True)
    sealed_as = models.BinaryField(max_length=32, null=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                condition=Q(state__in=[DraftState.DRAFTED, DraftState.CHECKED]),
                name="one_open_draft_of_a_record",
            )
        ]
        indexes = [models.Index(fields=["authority", "state"], name="draft_waiting")]


class KeptMapping(models.Model):
    """A head of a workbook that a person mapped once, by the hash of the head. PII: none."""

    register = models.TextField()
    head = models.TextField()
    columns = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["register", "head"], name="one_mapping_a_head")
        ]
