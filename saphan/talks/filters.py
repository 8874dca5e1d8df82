"""What the list of talks can be narrowed by."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from saphan.web.filters import DayFilter, FilterSet


class TalksFilter(FilterSet):
    since = DayFilter(field_name="held_on", lookup_expr="gte", label=_("Held from"))
    until = DayFilter(field_name="held_on", lookup_expr="lte", label=_("Held until"))
