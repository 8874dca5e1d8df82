"""What the sealed documents of this register state, countable (pure, core part only)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from saphan.kernel.facts import Fact
from saphan.kernel.units import UNITS, Quantity
from saphan.registers.programmes.choices import Qualifier
from saphan.registers.programmes.documents import Observation, Payment, Support

A_DAY = timedelta(days=1)


def support(document: Support) -> Iterator[Fact]:
    """A pupil counts from the first day of support to the last; the rate from its day on."""
    place, dims = document.area, {"programme": document.code}
    for pupil in document.beneficiaries:
        of_pupil = {**dims, "office": pupil.office}
        yield Fact("support.pupil", pupil.since, place, "person", 1, of_pupil)
        last = pupil.until or document.ended_on
        if last:
            yield Fact("support.pupil", last + A_DAY, place, "person", -1, of_pupil)
    base, before = UNITS[document.unit].base, 0
    for step in document.rates:
        amount = Quantity.of(step.amount, document.unit).amount
        yield Fact("support.rate", step.since, place, base, amount - before, dims)
        before = amount
    if document.ended_on:
        yield Fact("support.rate", document.ended_on + A_DAY, place, base, -before, dims)


def payment(document: Payment) -> Iterator[Fact]:
    """Money counts on the day it was paid; what was not paid counts nowhere."""
    dims = {"programme": document.code, "office": document.office}
    for line in document.lines:
        if line.paid_on:
            paid = Quantity.of(line.amount, document.unit)
            base = UNITS[document.unit].base
            yield Fact("support.paid", line.paid_on, document.area, base, paid.amount, dims)


def observation(document: Observation) -> Iterator[Fact]:
    """A statement counts on the last day of its period; `topic` carries the first one."""
    if not document.counts:
        return
    exact = document.qualifier is Qualifier.EXACT
    dims = {
        "topic": document.since.isoformat(),
        "qualifier": "" if exact else document.qualifier,
        "source": document.source,
    }
    quantity = Quantity.of(Decimal(document.value), document.unit)
    base, name = UNITS[document.unit].base, document.figure.partition(".")[2]
    yield Fact(f"observed.{name}", document.until, document.area, base, quantity.amount, dims)


FACTS = {Support: support, Payment: payment, Observation: observation}
