"""Rows of payments -> one record for each programme and month, or a new version of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

import msgspec
from django.utils.translation import gettext_lazy as _

from saphan.intake.composing import text, whole
from saphan.intake.reading.outcome import Reading, Row
from saphan.kernel.dates import PartialDate
from saphan.ledger import reading
from saphan.ledger.records import Entry
from saphan.registers.programmes import models, rules, services
from saphan.registers.programmes.documents import Line, Payment, Receipt
from saphan.registers.programmes.intake.book import Book, Programme
from saphan.registers.programmes.intake.sheets import PAYMENTS

NOT_THE_RATE = _("The programme pays another amount a month. Choose the amount that was paid.")
TWO_PUPILS = _("The programme has several pupils of this name. Choose the one who was paid.")
ALREADY_PAID = _(
    "The register has another amount or day for this pupil and month. Choose which one holds."
)
NO_SUCH_PUPIL = services.OBJECTIONS["unknown-pupil"]
NO_SUCH_PROGRAMME = services.OBJECTIONS["unknown-programme"]
KEPT, FILE = Reading("recorded", None), Reading("file", None)


@dataclass(slots=True)
class Month:
    """The lines of one programme and month; `before` is the sealed version's."""

    programme: Programme
    month: str
    row: Row
    uid: UUID = field(default_factory=uuid4)
    prev: tuple[bytes, ...] = ()
    before: Mapping[str, Line] = field(default_factory=dict)
    lines: dict[str, Line] = field(default_factory=dict)
    receipts: dict[str, Receipt] = field(default_factory=dict)

    @property
    def core(self) -> Payment:
        core = self.programme.core
        return Payment(
            programme=str(self.programme.uid),
            code=core.code,
            month=self.month,
            area=core.area,
            office=core.office,
            unit=core.unit.removesuffix(rules.A_MONTH),
            lines=list(self.lines.values()),
        )


def add_payments(book: Book) -> None:
    months: dict[tuple[UUID, str], Month] = {}
    for row in book.rows(PAYMENTS):
        programme, month = _programme(book, row), _month(book, row)
        if programme and month:
            key = (programme.uid, month)
            if key not in months:
                months[key] = _opened(programme, month, row)
            _add(book, months[key], row)
    for each in months.values():
        if each.lines != each.before:
            source = book.source(each.row)
            entry = Entry(each.uid, each.core, each.receipts, prev=each.prev, source=source)
            book.offer("programmes.payment", each.row, entry)


def _programme(book: Book, row: Row) -> Programme | None:
    found = book.found(row)
    if found is None:
        book.refuse(row, "pupil", "unknown-programme", NO_SUCH_PROGRAMME)
    return found


def _month(book: Book, row: Row) -> str:
    value = row.values["month"]
    if isinstance(value, PartialDate) and value.month:
        return value.text
    if isinstance(value, date):
        return f"{value:%Y-%m}"
    book.refuse(row, "month", "bad-month", services.OBJECTIONS["bad-month"])
    return ""


def _opened(programme: Programme, month: str, row: Row) -> Month:
    """Begin a month with what the register has of it."""
    own = models.Payment.objects.of(programme.authority)
    held = own.filter(programme=programme.uid, month=month).first()
    stored = reading.version(bytes(held.version_hash)) if held else None
    if held is None or stored is None:
        return Month(programme, month, row)
    core = msgspec.convert(stored.record.core, Payment)
    lines = {line.beneficiary: line for line in core.lines}
    receipts = {
        key: msgspec.convert(value, Receipt)
        for key, value in stored.record.persons.items()
        if key in lines
    }
    prev = (stored.record.hash,)
    return Month(programme, month, row, held.uid, prev, lines, dict(lines), receipts)


def _add(book: Book, month: Month, row: Row) -> None:
    pupil = _pupil(book, month, row)
    amount = _amount(book, month, row) if pupil else None
    if not pupil or amount is None:
        return
    paid_on = row.values.get("paid_on")
    line = Line(
        beneficiary=pupil, amount=amount, paid_on=paid_on if isinstance(paid_on, date) else None
    )
    before = month.before.get(pupil)
    if before and before.paid_on and before != line:
        chosen = book.answer(row, "amount", "payment-differs", (KEPT, FILE), ALREADY_PAID)
        if chosen is not FILE:
            return
    month.lines[pupil] = line
    receipt = Receipt(
        received_by=text(row.values.get("received_by")), note=text(row.values.get("note"))
    )
    if receipt != Receipt():
        month.receipts[pupil] = receipt


def _pupil(book: Book, month: Month, row: Row) -> str:
    """Return the id of the pupil whom the row names; of several, one supported that month."""
    named = month.programme.named(text(row.values["pupil"]))
    then = rules.month_of(month.month)
    pupils = month.programme.pupils
    supported = [key for key in named if rules.is_supported(pupils[key], then)]
    if len(supported) == 1:
        return supported[0]
    if supported:
        persons = month.programme.persons
        readings = [Reading(f"{k} {persons[k].school}".strip(), k) for k in supported]
        chosen = book.answer(row, "pupil", "two-pupils", readings, TWO_PUPILS)
        return str(chosen.value) if chosen else ""
    code = "not-supported-then" if named else "unknown-pupil"
    book.refuse(row, "pupil", code, services.OBJECTIONS[code])
    return ""


def _amount(book: Book, month: Month, row: Row) -> int | None:
    """Return what was paid; an amount other than the rate of that month is asked about."""
    amount = whole(row.values["amount"])
    rate = month.programme.core.rate_on(rules.month_of(month.month).until)
    if amount == rate:
        return amount
    readings = [Reading(str(n), Decimal(n)) for n in dict.fromkeys((amount, rate)) if n]
    chosen = book.answer(row, "amount", "not-the-rate", readings, NOT_THE_RATE)
    return int(chosen.label) if chosen else None
