"""Rows about people -> what is countable of them, and their personal parts apart."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from saphan.intake.composing import Question, text
from saphan.intake.reading.outcome import Reading, Row
from saphan.intake.reading.parsed import label_of
from saphan.registers.security.choices import Sex
from saphan.registers.security.documents import Person, Subject
from saphan.registers.security.intake.book import Book
from saphan.registers.security.intake.sheets import SUBJECTS

DIFFERS = _("The case states another number of subjects than are listed. Say which number counts.")
LISTED = Reading("listed", None)
STATED = Reading("stated", None)


@dataclass(frozen=True, slots=True)
class People:
    """Subjects, and under the id of each the person's own part."""

    subjects: list[Subject]
    persons: dict[str, Person]


def people_of(rows: list[Row], *, unnamed: int = 0) -> People:
    """One subject for each row, then `unnamed` more of whom nothing is known."""
    subjects, persons = [], {}
    for number, row in enumerate(rows, start=1):
        sex = text(row.values.get("sex"))
        nationality = text(row.values.get("nationality"))
        subjects.append(
            Subject(id=f"s{number}", nationality=nationality, sex=Sex(sex) if sex else None)
        )
        person = _person(row)
        if person.name:
            persons[f"s{number}"] = person
    more = range(len(rows) + 1, len(rows) + unnamed + 1)
    return People(subjects + [Subject(id=f"s{number}") for number in more], persons)


def subjects_of(case: Row, rows: list[Row], book: Book) -> People | None:
    """The people of a case; None while stated and listed numbers differ and nobody has said."""
    stated = case.values.get("people")
    more = int(stated) - len(rows) if isinstance(stated, Decimal) else 0
    if more == 0:
        return people_of(rows)
    if not book.has(SUBJECTS.name):
        return people_of(rows, unnamed=more)
    readings = (LISTED, STATED) if more > 0 else (LISTED,)
    chosen = book.ask(Question(case, "people", "subjects-differ", DIFFERS, readings))
    if chosen is None:
        return None
    return people_of(rows, unnamed=more if chosen is STATED else 0)


def _person(row: Row) -> Person:
    value = row.values
    lao = text(value.get("name_lo"))
    return Person(
        name=text(value.get("name")) or lao,
        name_lo=lao,
        birth=label_of(value["born"]) if value.get("born") else "",
        ethnicity=text(value.get("ethnicity")),
        address=text(value.get("address")),
        document=text(value.get("document")),
        note=_birth_as_written(row),
    )


def _birth_as_written(row: Row) -> str:
    """An approximate birth keeps the officer's words, such as `khoảng 1973`."""
    written = row.text("born").strip() if row.values.get("born") else ""
    return written if written and not written[0].isdigit() else ""
