"""What this register's lists can be narrowed by."""

from __future__ import annotations

import django_filters
from django.utils.translation import gettext_lazy as _

from saphan.intake.offices import own_offices
from saphan.ledger.filters import RecordFilter
from saphan.registers.security.kinds import ACTS, OFFENCES, SIDES
from saphan.web.filters import DayFilter


class PatrolFilter(RecordFilter):
    """Patrols by last day, by office and by whether both sides walked."""

    since = DayFilter(field_name="ended_on", lookup_expr="gte", label=_("Ended from"))
    until = DayFilter(field_name="ended_on", lookup_expr="lte", label=_("Ended until"))
    office = django_filters.ChoiceFilter(choices=own_offices, label=_("Office"))
    joint = django_filters.BooleanFilter(label=_("Walked by both sides"))


class CaseFilter(RecordFilter):
    """Cases by day, office, class of offence and whether the other side took part."""

    since = DayFilter(field_name="opened_on", lookup_expr="gte", label=_("From day"))
    until = DayFilter(field_name="opened_on", lookup_expr="lte", label=_("Until day"))
    office = django_filters.ChoiceFilter(choices=own_offices, label=_("Office"))
    offence = django_filters.ChoiceFilter(choices=list(OFFENCES.items()), label=_("Offence"))
    coordinated = django_filters.BooleanFilter(label=_("With the other side"))


class HandbackFilter(RecordFilter):
    """Hand-backs by day, by side that received the persons and by act."""

    since = DayFilter(field_name="on", lookup_expr="gte", label=_("From day"))
    until = DayFilter(field_name="on", lookup_expr="lte", label=_("Until day"))
    receiver = django_filters.ChoiceFilter(choices=list(SIDES.items()), label=_("Received by"))
    act = django_filters.ChoiceFilter(choices=list(ACTS.items()), label=_("Act"))
