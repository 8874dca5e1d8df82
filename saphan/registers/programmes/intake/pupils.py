"""A list of pupils -> their programme, or a new version of it; nobody on record is lost."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from saphan.intake.composing import day, text, whole
from saphan.intake.reading.columns import fold
from saphan.intake.reading.outcome import Row
from saphan.kernel.dates import PartialDate
from saphan.ledger.records import Entry
from saphan.registers.programmes.documents import Beneficiary, Pupil, Rate
from saphan.registers.programmes.intake.book import Book, Programme, begun
from saphan.registers.programmes.intake.sheets import PUPILS

NO_PROGRAMME = _(
    "The sheet does not say which programme this is: write its name in quotation marks in the "
    "title, or in a column “Programme”."
)
RATE_DIFFERS = _(
    "A programme pays each pupil the same, and this row has another rate. Correct the cell; or "
    "enter the new rate with its first day on the programme's page first."
)
PERSONAL = ("name", "name_lo", "sex", "school", "grade", "address", "guardian", "relation")


def add_pupils(book: Book) -> None:
    touched: dict[str, Programme] = {}
    for row in book.rows(PUPILS):
        programme = _programme(book, row)
        if programme and _has_rate(book, programme, row):
            _add(book, programme, row)
            programme.first_row = programme.first_row or row
            touched[programme.code] = programme
    for programme in touched.values():
        first = programme.first_row
        if programme.changed and first:
            entry = Entry(
                programme.uid,
                programme.core,
                programme.persons,
                prev=programme.prev,
                source=book.source(first),
            )
            book.offer("programmes.support", first, entry)


def _programme(book: Book, row: Row) -> Programme | None:
    found = book.found(row)
    name = book.name_for(row)
    if found is None and name:
        found = begun(name, book.setting)
        book.keep(found)
    if found is None:
        book.refuse(row, "name", "no-programme", NO_PROGRAMME)
    return found


def _has_rate(book: Book, programme: Programme, row: Row) -> bool:
    """Take the first rate of a new programme; it holds from the first pupil's first day."""
    amount, since = whole(row.values["rate"]), day(row.values["since"])
    if not programme.rates:
        programme.rates.append(Rate(since=since, amount=amount))
    elif programme.rates[-1].amount != amount:
        book.refuse(row, "rate", "rate-differs", RATE_DIFFERS)
        return False
    elif programme.recorded is None and since < programme.rates[0].since:
        programme.rates[0] = Rate(since=since, amount=amount)
    return True


def _add(book: Book, programme: Programme, row: Row) -> None:
    values = row.values
    person = Pupil(
        birth=_birth(values.get("birth")),
        **{name: text(values.get(name)) for name in PERSONAL if name != "grade"},
        grade=row.text("grade") if values.get("grade") else "",
    )
    known = _known(programme, person) or programme.next_id()
    until = values.get("until")
    programme.pupils[known] = Beneficiary(
        id=known,
        since=day(values["since"]),
        until=until if isinstance(until, date) else None,
        office=book.office_of(text(values.get("office"))),
    )
    programme.persons[known] = person


def _known(programme: Programme, person: Pupil) -> str:
    """Return the id of the pupil on record of this name and birth."""
    same = (
        key
        for key, held in programme.persons.items()
        if fold(held.name) == fold(person.name) and held.birth == person.birth
    )
    return next(same, "")


def _birth(value: object) -> str:
    if isinstance(value, PartialDate):
        return value.text
    return value.isoformat() if isinstance(value, date) else ""
