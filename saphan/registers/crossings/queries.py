"""Questions about many rows of the crossings register; `visible_to(actor)` comes first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.db.models import Q

from saphan.ledger.rowmodels import RecordQuerySet
from saphan.names.searchkeys import fold
from saphan.registers.crossings import permissions
from saphan.registers.crossings.documents import Bin


class CrossingsQuerySet(RecordQuerySet):
    ability = permissions.READ


class MovementQuerySet(CrossingsQuerySet):
    def search(self, text: str) -> Self:
        """Movements whose goods hold `text`: what a list without names can be searched by."""
        return self.filter(goods__icontains=text)

    def in_bins(self, bins: Iterable[Bin]) -> Self:
        """Movements of the gates and days of `bins`, whatever their direction and class."""
        places = list(bins)
        return self.filter(gate__in={b.gate for b in places}, on__in={b.on for b in places})

    def of_bin(self, place: Bin) -> Self:
        return self.filter(
            gate=place.gate, on=place.on, direction=place.direction, resident=place.resident
        )


class TravellerQuerySet(MovementQuerySet):
    """Movements with the people who made them; reading them is reading personal data."""

    ability = permissions.READ_PERSONAL

    def search(self, text: str) -> Self:
        """Movements whose traveller's name, document number or plate holds `text`."""
        return self.filter(search_key__contains=fold(text))


class TallyQuerySet(CrossingsQuerySet):
    def search(self, text: str) -> Self:
        return self.filter(gate__icontains=text)

    def in_bins(self, bins: Iterable[Bin]) -> Self:
        places = list(bins)
        return self.filter(gate__in={b.gate for b in places}, on__in={b.on for b in places})


class GateQuerySet(CrossingsQuerySet):
    def search(self, text: str) -> Self:
        return self.filter(Q(gate__icontains=text) | Q(decision__icontains=text))

    def in_force(self, *, on: date) -> Self:
        """Decisions that hold on that day or held before, the latest first."""
        return self.filter(since__lte=on).order_by("-since", "-decided_on")
