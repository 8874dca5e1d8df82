"""Questions about many rows of the security register; `visible_to(actor)` comes first."""

from __future__ import annotations

from typing import Self

from django.db.models import Q

from saphan.kernel.periods import Period
from saphan.ledger.rowmodels import RecordQuerySet
from saphan.registers.security import permissions


class SecurityQuerySet(RecordQuerySet):
    ability = permissions.READ


class PatrolQuerySet(SecurityQuerySet):
    def search(self, text: str) -> Self:
        """Patrols whose number, units or findings hold `text`."""
        return self.filter(
            Q(number__icontains=text)
            | Q(team_vn__icontains=text)
            | Q(team_la__icontains=text)
            | Q(findings__icontains=text)
        )

    def joint(self) -> Self:
        return self.filter(joint=True)

    def ended_in(self, period: Period) -> Self:
        return self.filter(ended_on__range=(period.since, period.until))


class CaseQuerySet(SecurityQuerySet):
    def coordinated(self) -> Self:
        return self.filter(coordinated=True)

    def opened_in(self, period: Period) -> Self:
        return self.filter(opened_on__range=(period.since, period.until))


class HandbackQuerySet(SecurityQuerySet):
    def done_in(self, period: Period) -> Self:
        return self.filter(on__range=(period.since, period.until))
