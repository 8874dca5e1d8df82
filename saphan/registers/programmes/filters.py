"""What this register's lists can be narrowed by."""

from __future__ import annotations

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from saphan.kernel import clock
from saphan.ledger.filters import RecordFilter
from saphan.registers.programmes.figures import REPORTED
from saphan.web.display import language
from saphan.web.filters import DayFilter


class SupportFilter(RecordFilter):
    """Programmes by whether they still run."""

    running = django_filters.BooleanFilter(method="by_running", label=_("Still running"))

    def by_running(self, rows: Any, _name: str, wanted: bool) -> Any:  # noqa: FBT001 - django-filter
        today = clock.today()
        return rows.running_on(today) if wanted else rows.filter(ended_on__lt=today)


class PaymentFilter(RecordFilter):
    """Months by whether somebody was not paid."""

    unpaid = django_filters.BooleanFilter(method="by_unpaid", label=_("Somebody not paid"))

    def by_unpaid(self, rows: Any, _name: str, wanted: bool) -> Any:  # noqa: FBT001 - django-filter
        return rows.filter(unpaid_count__gt=0) if wanted else rows.filter(unpaid_count=0)


def _figures(_request: object) -> list[tuple[str, str]]:
    return [(figure.code, figure.names.long.in_(language())) for figure in REPORTED]


class ObservationFilter(RecordFilter):
    """Statistics by figure, by day and by whether the figure takes them."""

    figure = django_filters.ChoiceFilter(choices=lambda: _figures(None), label=_("Figure"))
    since = DayFilter(field_name="until", lookup_expr="gte", label=_("On or after"))
    until = DayFilter(field_name="until", lookup_expr="lte", label=_("On or before"))
    counts = django_filters.BooleanFilter(label=_("Counts in the figure"))
