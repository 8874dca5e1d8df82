"""Questions about staging."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from saphan.intake.choices import DraftState, UploadState
from saphan.kernel.actors import Actor

if TYPE_CHECKING:
    from saphan.intake.models import Draft, Upload  # noqa: F401 - named by the annotations


class DraftQuerySet(models.QuerySet["Draft"]):
    """Drafts; one sees those of one's own authority in the registers one may read."""

    def visible_to(self, actor: Actor) -> Self:
        readable = {a.removesuffix(".read") for a in actor.abilities if a.endswith(".read")}
        kinds = Q()
        for register in readable:
            kinds |= Q(kind__startswith=f"{register}.")
        return self.filter(kinds, authority=actor.authority) if readable else self.none()

    def open(self) -> Self:
        return self.filter(state__in=(DraftState.DRAFTED, DraftState.CHECKED))

    def search(self, text: str) -> Self:
        return self.filter(Q(title__icontains=text) | Q(drafted_name__icontains=text))


class UploadQuerySet(models.QuerySet["Upload"]):
    """Files; one sees those of one's own authority in the registers one may import to or clear."""

    def visible_to(self, actor: Actor) -> Self:
        registers = {
            ability.split(".", 1)[0]
            for ability in actor.abilities
            if ability.endswith((".import", ".clear", ".check"))
        }
        return self.filter(authority=actor.authority, register__in=registers)

    def doubtful(self) -> Self:
        return self.filter(state=UploadState.DOUBTFUL)

    def ready(self) -> Self:
        return self.filter(state=UploadState.READY)

    def search(self, text: str) -> Self:
        return self.filter(Q(filename__icontains=text) | Q(uploaded_name__icontains=text))
