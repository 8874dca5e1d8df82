"""What this register's lists can be narrowed by."""

from __future__ import annotations

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from saphan.kernel import clock
from saphan.ledger.filters import RecordFilter
from saphan.registers.agreements.forms import INSTRUMENTS, MEETINGS, SIDES
from saphan.web.filters import DayFilter


class InstrumentFilter(RecordFilter):
    """Instruments by kind and by the day they were signed."""

    kind = django_filters.ChoiceFilter(choices=INSTRUMENTS, label=_("Kind"))
    since = DayFilter(field_name="signed_on", lookup_expr="gte", label=_("Signed from"))
    until = DayFilter(field_name="signed_on", lookup_expr="lte", label=_("Signed until"))


class MeetingFilter(RecordFilter):
    """Meetings by kind and day."""

    kind = django_filters.ChoiceFilter(choices=MEETINGS, label=_("Kind"))
    since = DayFilter(field_name="held_on", lookup_expr="gte", label=_("Held from"))
    until = DayFilter(field_name="held_on", lookup_expr="lte", label=_("Held until"))


class ContentFilter(RecordFilter):
    """Contents by meeting, by side, and by whether they are open or late today."""

    meeting = django_filters.CharFilter(lookup_expr="icontains", label=_("Code of the meeting"))
    side = django_filters.ChoiceFilter(choices=SIDES, method="by_side", label=_("Carried out by"))
    open = django_filters.BooleanFilter(method="by_open", label=_("Open"))
    late = django_filters.BooleanFilter(method="by_late", label=_("Late"))

    def by_side(self, rows: Any, _name: str, side: str) -> Any:
        return rows.owed_by(side)

    def by_open(self, rows: Any, _name: str, wanted: bool) -> Any:  # noqa: FBT001 - django-filter
        return rows.open() if wanted else rows.filter(outcome="done")

    def by_late(self, rows: Any, _name: str, wanted: bool) -> Any:  # noqa: FBT001 - django-filter
        late = rows.late(on=clock.today())
        return late if wanted else rows.exclude(uid__in=late.values("uid"))
