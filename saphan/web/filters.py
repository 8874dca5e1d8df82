"""Filters for lists: the search box first, then what the register adds."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from saphan.web.fields import DayField, DayInput


class DayFilter(django_filters.Filter):
    """A day written in one box; give it `lookup_expr` "gte" or "lte"."""

    field_class = DayField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"widget": DayInput, **kwargs})


class FilterSet(django_filters.FilterSet):
    """`q` asks the QuerySet's own `search(text)`; override `search` for anything else."""

    q = django_filters.CharFilter(
        method="search", label=_("Search"), widget=forms.TextInput(attrs={"type": "search"})
    )

    def search(self, rows: QuerySet[Any], _name: str, text: str) -> QuerySet[Any]:
        """Return the rows that hold `text`; the register's queries decide where to look."""
        return rows.search(text.strip()) if text.strip() else rows  # type: ignore[attr-defined]
