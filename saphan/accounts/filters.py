"""Filters of the lists."""

from __future__ import annotations

import django_filters
from django.utils.translation import gettext_lazy as _

from saphan.kernel.sides import Side
from saphan.web.filters import DayFilter, FilterSet


class PeopleFilter(FilterSet):
    is_active = django_filters.BooleanFilter(label=_("Active"))


class AuthorityFilter(FilterSet):
    side = django_filters.ChoiceFilter(
        label=_("Side"), choices=[(side.value, side.value) for side in Side]
    )


class OfficeFilter(FilterSet):
    authority = django_filters.CharFilter(label=_("Authority"), field_name="authority__code")


class ReadFilter(FilterSet):
    """`q` is the whole number of a record or a login name."""

    since = DayFilter(label=_("From"), field_name="at__date", lookup_expr="gte")
    until = DayFilter(label=_("Until"), field_name="at__date", lookup_expr="lte")
