"""Questions about staging."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from saphan.intake.choices import DraftState, UploadState
from saphan.kernel.actors import Actor
from saphan.ledger import levels
from saphan.ledger.models import Document

if TYPE_CHECKING:
    from saphan.intake.models import Draft, Upload  # noqa: F401 - named by the annotations


def registers_where(actor: Actor, verb: str) -> set[str]:
    """Return the registers in which the actor may do `verb`."""
    ends = f".{verb}"
    return {one.removesuffix(ends) for one in actor.abilities if one.endswith(ends)}


def _of(registers: set[str]) -> Q:
    """Drafts of these registers; at least one."""
    return Q(*(Q(kind__startswith=f"{one}.") for one in sorted(registers)), _connector=Q.OR)


class DraftQuerySet(models.QuerySet["Draft"]):
    """Drafts; one sees those of one's own authority in the registers one may read."""

    def visible_to(self, actor: Actor) -> Self:
        readable = registers_where(actor, "read")
        return self.filter(_of(readable), authority=actor.authority) if readable else self.none()

    def may_leave(self, *, on: date) -> Self:  # noqa: ARG002 - asked as records are
        """Drafts below every level that stays here, by what they say or would replace."""
        low = levels.up_to(levels.SHARED)
        kept = Document.objects.exclude(level__in=low)
        stated = Q(payload__level__isnull=True) | Q(payload__level__in=low)
        return self.filter(stated).exclude(replaces__in=kept.values("hash"))

    def open(self) -> Self:
        return self.filter(state__in=(DraftState.DRAFTED, DraftState.CHECKED))

    def for_hands_of(self, actor: Actor) -> Self:
        """What others drafted and the actor may clear, or check while nobody has."""
        clears, checks = registers_where(actor, "clear"), registers_where(actor, "check")
        unchecked = _of(checks) & Q(state=DraftState.DRAFTED) if checks else Q(pk=None)
        hands = unchecked | _of(clears) if clears else unchecked
        return self.open().filter(hands).exclude(drafted_by=actor.login)

    def given_back_to(self, actor: Actor) -> Self:
        """The actor's own drafts that somebody gave back."""
        return self.filter(state=DraftState.RETURNED, drafted_by=actor.login)

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

    def for_hands_of(self, actor: Actor) -> Self:
        """Files of others without a doubt left that the actor may clear."""
        clears = registers_where(actor, "clear")
        return self.ready().filter(register__in=clears).exclude(uploaded_by=actor.login)

    def search(self, text: str) -> Self:
        return self.filter(Q(filename__icontains=text) | Q(uploaded_name__icontains=text))
