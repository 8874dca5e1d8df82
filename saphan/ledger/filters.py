"""What the journal can be narrowed by."""

from __future__ import annotations

import django_filters
from django.utils.translation import gettext_lazy as _

from saphan.web.filters import FilterSet


class LineFilter(FilterSet):
    schema = django_filters.CharFilter(lookup_expr="startswith", label=_("Form of record"))
