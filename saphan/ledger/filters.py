"""What the journal, and lists of records, can be narrowed by."""

from __future__ import annotations

from typing import Any, Final

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from saphan.web.api import actor_at
from saphan.web.filters import FilterSet

THEIRS: Final = "theirs"
ALL: Final = "all"


class LineFilter(FilterSet):
    schema = django_filters.CharFilter(lookup_expr="startswith", label=_("Form of record"))


class RecordFilter(FilterSet):
    """Our own records, unless the other bank's are asked for: no list mixes the two unasked."""

    bank = django_filters.ChoiceFilter(
        choices=[(THEIRS, _("Their bank")), (ALL, _("Both banks"))],
        empty_label=_("Our bank"),
        label=_("Whose records"),
        method="of_bank",
    )

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().filter_queryset(queryset)
        chosen = self.form.cleaned_data.get("bank")
        return rows if chosen else rows.filter(side=actor_at(self.request).side)

    def of_bank(self, rows: QuerySet[Any], _name: str, chosen: str) -> QuerySet[Any]:
        return rows.exclude(side=actor_at(self.request).side) if chosen == THEIRS else rows
