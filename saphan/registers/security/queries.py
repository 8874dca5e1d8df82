"""Questions about many rows of the security register; `visible_to(actor)` comes first."""

from __future__ import annotations

from typing import Self

from django.db.models import Q

from saphan.ledger.rowmodels import RecordQuerySet
from saphan.registers.security import permissions

PATROL_WORDS = ("number", "team_vn", "team_la", "findings")
"""What patrols are searched by; an index holds their trigrams."""


class SecurityQuerySet(RecordQuerySet):
    ability = permissions.READ


class PatrolQuerySet(SecurityQuerySet):
    def search(self, text: str) -> Self:
        """Patrols whose number, units or findings hold `text`."""
        held = [Q(**{f"{column}__icontains": text}) for column in PATROL_WORDS]
        return self.filter(Q(*held, _connector=Q.OR))

    def joint(self) -> Self:
        return self.filter(joint=True)


class CaseQuerySet(SecurityQuerySet):
    def search(self, text: str) -> Self:
        """Cases whose number, place, offence, partner or outcome hold `text`; never names."""
        return self.filter(
            Q(number__icontains=text)
            | Q(place__icontains=text)
            | Q(act__icontains=text)
            | Q(partner__icontains=text)
            | Q(decision__icontains=text)
        )

    def coordinated(self) -> Self:
        return self.filter(coordinated=True)


class HandbackQuerySet(SecurityQuerySet):
    def search(self, text: str) -> Self:
        """Hand-backs whose minutes, place, unit or act hold `text`; never names."""
        return self.filter(
            Q(number__icontains=text)
            | Q(place__icontains=text)
            | Q(unit__icontains=text)
            | Q(act_written__icontains=text)
        )
