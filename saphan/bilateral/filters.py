"""What the list of matters can be narrowed by."""

from __future__ import annotations

from collections.abc import Iterator

import django_filters
from django.utils.translation import gettext_lazy as _

from saphan.bilateral import faces, kinds
from saphan.bilateral.models import View
from saphan.protocol.states import Status
from saphan.web.filters import DayFilter, FilterSet
from saphan.web.states import STATES

NOT_LISTED = {Status.STATED, Status.LINKED}


def known_kinds() -> Iterator[tuple[str, str]]:
    return ((name, faces.name_of(name)) for name in kinds.known())


class MatterFilter(FilterSet):
    """Matters by whose turn it is, by state, by kind and by the day of the last word."""

    turn = django_filters.ChoiceFilter(
        choices=[(View.OURS, _("us")), (View.THEIRS, _("them"))], label=_("Waits for")
    )
    status = django_filters.ChoiceFilter(
        choices=[(s, STATES[s].word) for s in Status if s not in NOT_LISTED], label=_("State")
    )
    kind = django_filters.ChoiceFilter(choices=known_kinds, label=_("Kind"))
    since = DayFilter(field_name="since", lookup_expr="date__gte", label=_("From day"))
    until = DayFilter(field_name="since", lookup_expr="date__lte", label=_("Until day"))
