"""Questions about many rows of the crossings register; `visible_to(actor)` comes first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.db.models import Q

from saphan.ledger.rowmodels import RecordQuerySet
from saphan.names.searchkeys import fold
from saphan.places.choices import Kind as PlaceKind
from saphan.places.lookup import names_in
from saphan.places.models import Place
from saphan.registers.crossings import permissions
from saphan.registers.crossings.documents import Bin, Movement


class CrossingsQuerySet(RecordQuerySet):
    ability = permissions.READ


class CountedQuerySet(CrossingsQuerySet):
    """Rows that belong to the bin of a tally."""

    def in_bins(self, bins: Iterable[Bin]) -> Self:
        """Rows of the gates and days of `bins`, whatever their direction and class."""
        places = list(bins)
        return self.filter(gate__in={b.gate for b in places}, on__in={b.on for b in places})

    def of_bin(self, place: Bin) -> Self:
        return self.filter(
            gate=place.gate, on=place.on, direction=place.direction, resident=place.resident
        )


class MovementQuerySet(CountedQuerySet):
    def search(self, text: str) -> Self:
        """Movements whose goods hold `text`: what a list without names can be searched by."""
        return self.filter(goods__icontains=text)

    def of_person(self, text: str) -> Self:
        """Movements whose traveller's name, document number or plate holds `text`."""
        return self.filter(search_key__contains=fold(text))

    def same_passage(self, core: Movement, document: str) -> Self:
        """Movements of the same document through the same gate, minute and direction."""
        return self.filter(
            gate=core.gate, on=core.on, at=core.at, direction=core.direction, document=document
        )


class TallyQuerySet(CountedQuerySet):
    def search(self, text: str) -> Self:
        return self.filter(gate__icontains=text)


class GateQuerySet(CrossingsQuerySet):
    def search(self, text: str) -> Self:
        return self.filter(Q(gate__icontains=text) | Q(decision__icontains=text))

    def in_force(self, *, on: date) -> Self:
        """Decisions that hold on that day or held before, the latest first."""
        return self.filter(since__lte=on).order_by("-since", "-decided_on")


def gate_names(language: str) -> dict[str, str]:
    """Return code -> name of every gate of both sides, in two queries."""
    gates = Place.objects.of_kind(PlaceKind.GATE).order_by("side", "code")
    codes = list(gates.values_list("code", flat=True))
    names = names_in(codes, language)
    return {code: names.get(code, code) for code in codes}


def own_gates(side: str) -> tuple[str, ...]:
    """Return the codes of a side's gates; of both sides' when none is given."""
    gates = Place.objects.of_kind(PlaceKind.GATE).order_by("code")
    return tuple((gates.filter(side=side) if side else gates).values_list("code", flat=True))
