"""What this register's lists can be narrowed by."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from saphan.kernel import clock
from saphan.ledger.filters import RecordFilter
from saphan.registers.crossings import kinds
from saphan.registers.crossings.queries import gate_names
from saphan.web.display import language
from saphan.web.filters import DayFilter, FilterSet


def _gates() -> list[tuple[str, str]]:
    return list(gate_names(language()).items())


class AtGate(RecordFilter):
    """What movements and tallies share: gate, days, direction and class."""

    gate = django_filters.ChoiceFilter(choices=_gates, label=_("Gate"))
    since = DayFilter(field_name="on", lookup_expr="gte", label=_("From day"))
    until = DayFilter(field_name="on", lookup_expr="lte", label=_("Until day"))
    direction = django_filters.ChoiceFilter(
        choices=list(kinds.DIRECTIONS.items()), label=_("Direction")
    )
    resident = django_filters.ChoiceFilter(
        choices=list(kinds.RESIDENTS.items()), label=_("Class of traveller")
    )


class MovementFilter(AtGate):
    """Movements also by what was shown and what was driven."""

    travel_document = django_filters.ChoiceFilter(
        choices=list(kinds.TRAVEL_DOCUMENTS.items()), label=_("Travel document")
    )
    vehicle = django_filters.ChoiceFilter(choices=list(kinds.VEHICLES.items()), label=_("Vehicle"))


class TravellerFilter(MovementFilter):
    """The search box looks for a person: name, document number or plate."""

    def search(self, rows: QuerySet[Any], _name: str, text: str) -> QuerySet[Any]:
        movements: Any = rows
        return movements.of_person(text) if text.strip() else rows


class GateFilter(FilterSet):
    """Gates by any spelling of their name, and by side."""

    side = django_filters.ChoiceFilter(
        choices=[("VN", _("Vietnamese side")), ("LA", _("Lao side"))], label=_("Side")
    )

    def search(self, rows: QuerySet[Any], _name: str, text: str) -> QuerySet[Any]:
        named: Any = rows
        return named.named(text, on=clock.today()) if text.strip() else rows
