"""Questions about many rows of the agreements register; `visible_to(actor)` comes first."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Self

from django.db.models import Q

from saphan.ledger.rowmodels import RecordQuerySet
from saphan.registers.agreements import permissions


class AgreementsQuerySet(RecordQuerySet):
    ability = permissions.READ


class InstrumentQuerySet(AgreementsQuerySet):
    def search(self, text: str) -> Self:
        return self.filter(
            Q(title_vi__icontains=text)
            | Q(title_lo__icontains=text)
            | Q(title_en__icontains=text)
            | Q(number__icontains=text)
        )

    def signed_at(self, meeting: str) -> Self:
        return self.filter(meeting=meeting)


class MeetingQuerySet(AgreementsQuerySet):
    def search(self, text: str) -> Self:
        return self.filter(
            Q(title_vi__icontains=text)
            | Q(title_lo__icontains=text)
            | Q(title_en__icontains=text)
            | Q(code__icontains=text)
        )

    def titles_of(self, codes: Collection[str], language: str) -> dict[str, str]:
        """Return code -> title of meetings, in a language or else in Vietnamese."""
        rows = self.filter(code__in=codes).values_list("code", f"title_{language}", "title_vi")
        return {code: title or other for code, title, other in rows}

    def coded(self, code: str) -> Self:
        return self.filter(code=code)


class ContentQuerySet(AgreementsQuerySet):
    def search(self, text: str) -> Self:
        return self.filter(
            Q(text_vi__icontains=text) | Q(text_lo__icontains=text) | Q(text_en__icontains=text)
        )

    def agreed_at(self, meeting: str) -> Self:
        return self.filter(meeting=meeting).order_by("number")

    def owed_by(self, side: str) -> Self:
        """Carried out by `side` (`vn` or `la`), alone or with the other."""
        return self.filter(debtors__contains=[side])

    def open(self) -> Self:
        """Not reported as done."""
        return self.exclude(outcome="done")

    def late(self, *, on: date) -> Self:
        """Not done, and the day by which it had to be is over."""
        return self.open().filter(due__lt=on)
