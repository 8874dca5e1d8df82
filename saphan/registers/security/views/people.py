"""What the pages of cases and hand-backs share: people, their own parts, and who read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import count
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from saphan.kernel.actors import Actor
from saphan.kernel.dates import PartialDate, read_date
from saphan.ledger.records import Entry
from saphan.registers.security import permissions
from saphan.registers.security.choices import Sex
from saphan.registers.security.documents import Person, Subject
from saphan.registers.security.tables import NamedSubjectTable, SubjectTable
from saphan.web.components import Section
from saphan.web.pages import note_read

OWN = Person.__struct_fields__
NAMES_WITHHELD = _("Names and papers are shown to those who may read personal data.")

type Rows = Sequence[Mapping[str, Any]]


def section(rows: QuerySet[Any], *, uid: UUID, request: HttpRequest, actor: Actor) -> Section:
    """The people of a record: with names for those who may read them, which is then logged."""
    ordered = rows.order_by("child")
    if not actor.can(permissions.READ_PERSONAL):
        return Section(_("Subjects"), SubjectTable(ordered), NAMES_WITHHELD)
    if ordered:
        note_read(request, [uid], purpose="show")
    return Section(_("Subjects"), NamedSubjectTable(ordered))


def of_rows(rows: Rows) -> tuple[list[Subject], dict[str, Person]]:
    """The people that a form's rows mean; each keeps its id, a new one gets the next."""
    said = [row for row in rows if any(row[name] for name in row if name != "id")]
    ids = free_ids("s", (row["id"] for row in said))
    subjects, persons = [], {}
    for row in said:
        key = row["id"] or next(ids)
        sex = Sex(row["sex"]) if row["sex"] else None
        subjects.append(Subject(id=key, nationality=row["nationality"].upper(), sex=sex))
        person = Person(**{name: row[name] for name in OWN} | {"birth": written(row["birth"])})
        if any(getattr(person, name) for name in OWN):
            persons[key] = person
    return subjects, persons


def as_rows(entry: Entry) -> list[dict[str, Any]]:
    """A form's rows for the people of a record: what `of_rows` was made of."""
    core: Any = entry.core
    rows = []
    for subject in core.subjects:
        person = entry.persons.get(subject.id) or Person(name="")
        own = {name: getattr(person, name) for name in OWN} | {"birth": read(person.birth)}
        own |= {"id": subject.id, "sex": subject.sex or "", "nationality": subject.nationality}
        rows.append(own)
    return rows


def opened(request: HttpRequest, entry: Entry, *, by: Actor) -> None:
    """Opening a form with people in it is reading them."""
    if entry.persons:
        by.require(permissions.READ_PERSONAL)
        note_read(request, [entry.uid], purpose="edit")


def free_ids(letter: str, taken: Iterable[str]) -> Any:
    """Yield s1, s2, ... without those that are taken."""
    used = set(taken)
    return (one for one in (f"{letter}{number}" for number in count(1)) if one not in used)


def written(birth: date | PartialDate | None) -> str:
    """A birth as the record holds it: a day, a month or a year in ISO 8601."""
    if isinstance(birth, PartialDate):
        return birth.text
    return birth.isoformat() if birth else ""


def read(birth: str) -> Any:
    """What a form shows for it; words that are no date stay words."""
    found = read_date(birth) if birth else ()
    return found[0].value if found else birth
