"""Questions about many rows of the programmes register; `visible_to(actor)` comes first."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from saphan.ledger.rowmodels import RecordQuerySet
from saphan.registers.programmes import permissions

if TYPE_CHECKING:
    from saphan.registers.programmes.models import (  # noqa: F401 - named in a quoted base below
        Beneficiary,
    )


class ProgrammesQuerySet(RecordQuerySet):
    ability = permissions.READ


class SupportQuerySet(ProgrammesQuerySet):
    def search(self, text: str) -> Self:
        return self.filter(
            Q(name_vi__icontains=text)
            | Q(name_lo__icontains=text)
            | Q(name_en__icontains=text)
            | Q(code__icontains=text)
        )

    def names_of(self, codes: Collection[str], language: str) -> dict[str, str]:
        """Return code -> name of programmes, in a language or else in Vietnamese."""
        rows = self.filter(code__in=codes).values_list("code", f"name_{language}", "name_vi")
        return {code: name or other for code, name, other in rows}

    def running_on(self, on: date) -> Self:
        return self.filter(Q(ended_on=None) | Q(ended_on__gte=on))

    def with_pupils_on(self, on: date, *, among: BeneficiaryQuerySet) -> Self:
        """Add `pupils`: how many of `among` the programme supports that day."""
        supported = (
            among.supported_on(on)
            .filter(uid=models.OuterRef("uid"), side=models.OuterRef("side"))
            .order_by()
            .values("uid")
            .annotate(n=models.Count("child"))
            .values("n")
        )
        none = models.Value(0)
        return self.annotate(pupils=Coalesce(models.Subquery(supported), none))


class BeneficiaryQuerySet(models.QuerySet["Beneficiary"]):
    def of(self, uid: UUID, side: str) -> Self:
        return self.filter(uid=uid, side=side).order_by("position")

    def supported_on(self, on: date) -> Self:
        return self.filter(Q(until=None) | Q(until__gte=on), since__lte=on)


class PaymentQuerySet(ProgrammesQuerySet):
    def search(self, text: str) -> Self:
        return self.filter(code__icontains=text)

    def of_programme(self, uid: UUID, side: str) -> Self:
        return self.filter(programme=uid, side=side).order_by("-month")


class ObservationQuerySet(ProgrammesQuerySet):
    def search(self, text: str) -> Self:
        return self.filter(
            Q(figure__icontains=text)
            | Q(stated_by__icontains=text)
            | Q(source__icontains=text)
            | Q(note__icontains=text)
        )

    def counted(self) -> Self:
        return self.filter(counts=True)
