"""What this register's lists can be narrowed by."""

from __future__ import annotations

import django_filters
from django.utils.translation import gettext_lazy as _

from saphan.web.filters import DayFilter, FilterSet


class PatrolFilter(FilterSet):
    """Patrols by last day and by whether both sides walked."""

    since = DayFilter(field_name="ended_on", lookup_expr="gte", label=_("Ended from"))
    until = DayFilter(field_name="ended_on", lookup_expr="lte", label=_("Ended until"))
    joint = django_filters.BooleanFilter(label=_("Walked by both sides"))
