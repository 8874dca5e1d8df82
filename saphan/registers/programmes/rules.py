"""Decisions of the programmes register: each returns the code of the first objection, or None."""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from saphan.kernel.dates import PartialDate
from saphan.kernel.figures import Figure, Kind
from saphan.kernel.periods import Period
from saphan.kernel.units import UNITS, Quantity
from saphan.registers.programmes.documents import (
    Beneficiary,
    Observation,
    Payment,
    Rate,
    Support,
)
from saphan.registers.programmes.figures import REPORTED

IS_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*").fullmatch
IS_MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])").fullmatch
A_MONTH = "/month"
MOST_A_MONTH = 1_000_000_000
MOST_BASE_UNITS = 10**18
LONGEST_AHEAD = timedelta(days=366)
LONGEST_DELAY = timedelta(days=2 * 366)
REPORTED_BY_CODE: dict[str, Figure] = {figure.code: figure for figure in REPORTED}
TARGETS = frozenset({"programmes.power-import-target"})
"""What is stated about a day that has not come."""


def why_not_record_support(support: Support, *, on: date) -> str | None:
    """A programme has a rate from its first day, and pupils whose days are in order."""
    if not IS_CODE(support.code):
        return "bad-code"
    if not (support.names.vi or support.names.lo or support.names.en):
        return "no-name"
    if support.unit not in UNITS or not support.unit.endswith(A_MONTH):
        return "unknown-unit"
    return why_not_rates(support.rates, on=on) or why_not_beneficiaries(support, on=on)


def why_not_rates(rates: Sequence[Rate], *, on: date) -> str | None:
    """There is a rate, each step begins after the one before, none far ahead."""
    if not rates:
        return "no-rate"
    if any(not 0 < rate.amount <= MOST_A_MONTH for rate in rates):
        return "absurd-amount"
    days = [rate.since for rate in rates]
    if days != sorted(set(days)):
        return "rates-out-of-order"
    return "too-far-ahead" if days[-1] - on > LONGEST_AHEAD else None


def why_not_beneficiaries(support: Support, *, on: date) -> str | None:
    if _repeats([pupil.id for pupil in support.beneficiaries]):
        return "same-pupil-twice"
    ended_on = support.ended_on
    if ended_on and ended_on < support.rates[0].since:
        return "ends-before-start"
    codes = (_why_not_pupil(p, support.rates[0].since, on) for p in support.beneficiaries)
    late = (
        "after-the-end"
        for p in support.beneficiaries
        if ended_on and (p.since > ended_on or (p.until or ended_on) > ended_on)
    )
    return next(filter(None, codes), None) or next(late, None)


def _why_not_pupil(pupil: Beneficiary, first: date, on: date) -> str | None:
    if pupil.until and pupil.until < pupil.since:
        return "ends-before-start"
    if pupil.since - on > LONGEST_AHEAD:
        return "too-far-ahead"
    return "before-the-rate" if pupil.since < first else None


def why_not_record_payment(payment: Payment, *, on: date) -> str | None:
    """A month is paid when it has come, once for each pupil, in plausible money and time."""
    if not IS_MONTH(payment.month):
        return "bad-month"
    if payment.unit not in UNITS:
        return "unknown-unit"
    month = month_of(payment.month)
    if not payment.lines:
        return "nobody-paid"
    if _repeats([line.beneficiary for line in payment.lines]):
        return "same-pupil-twice"
    if any(not 0 < line.amount <= MOST_A_MONTH for line in payment.lines):
        return "absurd-amount"
    days = [line.paid_on for line in payment.lines if line.paid_on]
    if month.since > on or any(day > on for day in days):
        return "in-the-future"
    early, late = month.since - timedelta(days=62), month.until + LONGEST_DELAY
    return "paid-far-from-month" if any(not early <= day <= late for day in days) else None


def why_not_pay(payment: Payment, supported: Collection[Beneficiary]) -> str | None:
    """Only pupils of the programme are paid, for months in which they were supported."""
    known = {pupil.id: pupil for pupil in supported}
    month = month_of(payment.month)
    for line in payment.lines:
        pupil = known.get(line.beneficiary)
        if pupil is None:
            return "unknown-pupil"
        if not is_supported(pupil, month):
            return "not-supported-then"
    return None


def is_supported(pupil: Beneficiary, month: Period) -> bool:
    """Whether support of the pupil touches the month."""
    return pupil.since <= month.until and (pupil.until is None or pupil.until >= month.since)


def why_not_record_observation(observation: Observation, *, on: date) -> str | None:
    """A statement has a source, a period, and a value that fits the figure it is about."""
    figure = REPORTED_BY_CODE.get(observation.figure)
    if figure is None:
        return "unknown-figure"
    if not (observation.stated_by.strip() and observation.source.strip()):
        return "no-source"
    if observation.source_on > on:
        return "in-the-future"
    return why_not_period(observation, figure, on=on) or why_not_value(observation, figure)


def why_not_period(observation: Observation, figure: Figure, *, on: date) -> str | None:
    """A stock is stated for a day; only a target speaks of a day that has not come."""
    if observation.until < observation.since:
        return "ends-before-start"
    if figure.kind is Kind.STOCK and observation.since != observation.until:
        return "stock-has-a-day"
    ahead = observation.until > on and figure.code not in TARGETS
    return "in-the-future" if ahead and observation.until - on > LONGEST_AHEAD else None


def why_not_value(observation: Observation, figure: Figure) -> str | None:
    unit = UNITS.get(observation.unit)
    if unit is None or unit.base not in {UNITS[shown].base for shown in figure.shows}:
        return "unit-does-not-fit"
    try:
        quantity = Quantity.of(Decimal(observation.value), observation.unit)
    except (InvalidOperation, ValueError):
        return "unreadable-amount"
    return "absurd-amount" if abs(quantity.amount) > MOST_BASE_UNITS else None


def month_of(text: str) -> Period:
    """Return the days of a month written `YYYY-MM`."""
    year, _, month = text.partition("-")
    return PartialDate(int(year), int(month)).period


def _repeats(values: Sequence[Hashable]) -> bool:
    return len(set(values)) != len(values)


@dataclass(frozen=True, slots=True)
class MonthDue:
    """A month of a programme: which pupils were supported in it, and which of them were paid."""

    month: str
    supported: frozenset[str]
    paid: frozenset[str]

    @property
    def missing(self) -> frozenset[str]:
        return self.supported - self.paid


def months_due(
    pupils: Collection[Beneficiary], paid: Mapping[str, Collection[str]], *, on: date
) -> list[MonthDue]:
    """Return the months from the first one recorded to that of `on`, the newest first.

    `paid` maps a month to the ids of the pupils who were paid in it.
    """
    found: list[MonthDue] = []
    month, last = min(paid, default=f"{on:%Y-%m}"), f"{on:%Y-%m}"
    while month <= last:
        days = month_of(month)
        supported = frozenset(p.id for p in pupils if is_supported(p, days))
        found.append(MonthDue(month, supported, frozenset(paid.get(month, ()))))
        month = f"{days.until + timedelta(days=1):%Y-%m}"
    return found[::-1]
