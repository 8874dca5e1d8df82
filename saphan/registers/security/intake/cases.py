"""Rows of an office's workbook -> cases, with what stands on other sheets under their number."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from saphan.intake.composing import Offer, Question, day, take, text
from saphan.intake.reading.outcome import Reading, Row
from saphan.registers.security import models
from saphan.registers.security.documents import Case, CustodyStep, Exhibit
from saphan.registers.security.intake.book import Book, key_of
from saphan.registers.security.intake.seizures import exhibits_of
from saphan.registers.security.intake.sheets import CASE_SHEETS, CUSTODY, EXHIBITS, SUBJECTS
from saphan.registers.security.intake.subjects import People, subjects_of
from saphan.registers.security.intake.words import offence_of

KIND = "security.case"
CHILD_SHEETS = (SUBJECTS.name, EXHIBITS.name, CUSTODY.name)
NO_SUCH_CASE = _("No case of this file has this number. Correct the number on one of the sheets.")
TWICE = _("Two rows have this number, so their subjects cannot be told apart. Number them anew.")
WHOSE = _("No known unit of the other side has this name. Choose the authority that took part.")


def compose_cases(book: Book) -> None:
    """Add each case of the file; one with anything open on another sheet waits for that."""
    cases = book.rows(*(sheet.name for sheet in CASE_SHEETS))
    waiting = _gather(book, {key_of(row) for row in cases})
    held = models.Case.objects.of(book.setting.authority) if cases else models.Case.objects.none()
    recorded: set[tuple[str, date]] = set(held.values_list("number", "opened_on"))
    seen: set[str] = set()
    for row in cases:
        key = key_of(row)
        if key in seen and not row.waiting:
            book.refuse(row, "number", "case-number-twice", TWICE)
        elif not row.waiting and not {key, ""} & waiting:
            _compose(book, row, recorded)
        seen.add(key)


def _gather(book: Book, known: set[str]) -> set[str]:
    """Put the rows of the other sheets under their cases; return those that wait for an answer.

    While the number of a case is open, what has no case yet may be its.
    """
    waiting = set()
    for row in book.rows(*CHILD_SHEETS):
        key = key_of(row)
        if row.waiting:
            waiting.add(key)
        elif not {key, ""} & known:
            book.refuse(row, "number", "no-such-case", NO_SUCH_CASE)
        book.children.setdefault((row.kind, key), []).append(row)
    return waiting


def _compose(book: Book, row: Row, recorded: set[tuple[str, date]]) -> None:
    """Offer one case, unless one of its parts asks something; all of them ask at once."""
    key = key_of(row)
    people = subjects_of(row, book.of(SUBJECTS.name, key), book)
    exhibits = exhibits_of(row, book.of(EXHIBITS.name, key), book)
    partners = _partners(book, row)
    if people is None or exhibits is None or partners is None:
        return
    case = _case(book, row, people, exhibits, partners)
    known = (case.number, case.opened_on) in recorded
    take(Offer(KIND, row, case, "number", known, people.persons), book.composed, book.setting)


def _case(
    book: Book, row: Row, people: People, exhibits: list[Exhibit], partners: list[str]
) -> Case:
    value = row.values
    act = text(value.get("act"))
    return Case(
        number=text(value["number"]),
        opened_on=day(value["opened_on"]),
        area=book.setting.area,
        place=text(value.get("place")),
        office=book.office(row),
        offence=offence_of(act),
        act=act,
        coordinated_with=partners,
        partner=text(value.get("partner")),
        subjects=people.subjects,
        exhibits=exhibits,
        custody=[_step(one) for one in book.of(CUSTODY.name, key_of(row))],
        decision=text(value.get("decision")),
        note=text(value.get("note")),
    )


def _step(row: Row) -> CustodyStep:
    value = row.values
    return CustodyStep(
        on=day(value["on"]),
        giver=text(value["giver"]),
        receiver=text(value["receiver"]),
        note=text(value.get("what")),
        minutes=text(value.get("minutes")),
    )


def _partners(book: Book, row: Row) -> list[str] | None:
    """The other side's authorities that took part; None while somebody has to say which."""
    written = text(row.values.get("partner"))
    if not written:
        return []
    other = book.side.other
    found = book.offices.find(written, side=other)
    if found:
        return [book.offices.counterpart(found.place, side=other) or found.authority]
    readings = tuple(Reading(code, code) for code in book.offices.authorities(other))
    chosen = book.ask(Question(row, "partner", "partner-unknown", WHOSE, readings))
    return [chosen.label] if chosen else None
