"""Rows that an office need not write again: its pupils, and the next month's payments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from saphan.intake.kinds import Setting
from saphan.intake.reading.outcome import Value
from saphan.kernel.dates import PartialDate
from saphan.registers.programmes import models, rules
from saphan.registers.programmes.intake.book import Programme, on_record
from saphan.registers.programmes.intake.pupils import PERSONAL
from saphan.registers.programmes.intake.sheets import PUPILS


def prefill(sheet: str, setting: Setting) -> Iterable[Mapping[str, Value]]:
    """Yield the rows of one table, with `uid` of the record that each comes from."""
    rows = _pupils if sheet == PUPILS.name else _payments
    for programme in on_record(setting.authority):
        ended = programme.recorded.ended_on if programme.recorded else None
        if ended is None or ended >= setting.on:
            yield from rows(programme, setting)


def _pupils(programme: Programme, _setting: Setting) -> Iterator[Mapping[str, Value]]:
    for key, pupil in programme.pupils.items():
        person = programme.persons.get(key)
        if person:
            yield {
                "uid": str(programme.uid),
                "programme": programme.names.in_("vi"),
                "rate": Decimal(programme.rates[-1].amount),
                "since": pupil.since,
                "until": pupil.until,
                "office": pupil.office,
                "birth": _birth(person.birth),
                **{name: getattr(person, name) or None for name in PERSONAL},
            }


def _payments(programme: Programme, setting: Setting) -> Iterator[Mapping[str, Value]]:
    month = next_month(programme, on=setting.on)
    days = month.period
    for key, pupil in programme.pupils.items():
        person = programme.persons.get(key)
        if person and rules.is_supported(pupil, days):
            yield {
                "uid": str(programme.uid),
                "month": month,
                "programme": programme.names.in_("vi"),
                "pupil": person.name,
                "amount": Decimal(programme.core.rate_on(days.until)),
                "received_by": person.guardian or None,
            }


def next_month(programme: Programme, *, on: date) -> PartialDate:
    """Return the month after the last one paid, else the month of `on`."""
    own = models.Payment.objects.of(programme.authority)
    months = own.filter(programme=programme.uid).order_by("-month")
    last = months.values_list("month", flat=True).first()
    if last is None:
        return PartialDate(on.year, on.month)
    year, month = map(int, last.split("-"))
    return PartialDate(year + month // 12, month % 12 + 1)


def _birth(text: str) -> Value:
    """Read `2014`, `2014-07` or `2014-07-02` back."""
    parts = [int(part) for part in text.split("-")] if text else []
    if len(parts) == 3:
        return date(*parts)
    return PartialDate(*parts) if parts else None
