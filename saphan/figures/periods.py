"""The period that a page of figures speaks of: the one asked for, else the newest talks'."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from django.forms import ValidationError
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saphan.kernel.actors import Actor
from saphan.kernel.dates import format_date
from saphan.kernel.periods import Period
from saphan.registers.agreements.models import Meeting
from saphan.web.components import Link
from saphan.web.display import language
from saphan.web.fields import DayField, DayInput
from saphan.web.forms import Form

MOST_TALKS = 2


class PeriodForm(Form):
    """Both days count."""

    since = DayField(label=gettext_lazy("From"), widget=DayInput)
    until = DayField(label=gettext_lazy("To"), widget=DayInput)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        since, until = said.get("since"), said.get("until")
        if since and until and until < since:
            raise ValidationError(_("The last day is before the first day."))
        return said


@dataclass(frozen=True, slots=True)
class Chosen:
    """The period, the form that asks for another, and ready ones: a link and whether it is here."""

    period: Period
    form: PeriodForm
    presets: list[tuple[Link, bool]]

    @property
    def query(self) -> str:
        return query(self.period)


def query(period: Period) -> str:
    """Return the part of an address that asks for `period`."""
    return urlencode({"since": period.since.isoformat(), "until": period.until.isoformat()})


def choose(asked: QueryDict, *, by: Actor, on: date) -> Chosen:
    """Read the period out of an address; without one, the newest talks' or this year's."""
    ready = list(_ready(by, on))
    given = "since" in asked or "until" in asked
    form = PeriodForm(asked if given else None)
    if given and form.is_valid():
        period = Period(form.cleaned_data["since"], form.cleaned_data["until"])
    else:
        period = ready[0][1]
    if not form.errors:
        form = PeriodForm(initial={"since": period.since, "until": period.until})
    presets = [(Link(label, f"?{query(one)}"), one == period) for label, one in ready]
    return Chosen(period, form, presets)


def newest(*, by: Actor, on: date) -> Period:
    """Return the period on which the newest talks report, else this year."""
    return next(_ready(by, on))[1]


def _ready(by: Actor, on: date) -> Iterator[tuple[str, Period]]:
    told: Any = Meeting.objects.all().visible_to(by).filter(until__isnull=False)
    talks = {meeting.code: meeting for meeting in told.order_by("held_on", "-side")}
    for meeting in islice(reversed(talks.values()), MOST_TALKS):
        day = format_date(meeting.held_on, language())
        yield _("Talks of %(day)s") % {"day": day}, Period(meeting.since, meeting.until)
    yield _("This year"), Period(date(on.year, 1, 1), date(on.year, 12, 31))
    yield _("Last year"), Period(date(on.year - 1, 1, 1), date(on.year - 1, 12, 31))
