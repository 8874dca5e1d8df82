"""Rows of a workbook of bilateral patrols -> patrols."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from saphan.intake.composing import Offer, Question, day, take, text, whole
from saphan.intake.kinds import Setting
from saphan.intake.reading.outcome import Reading, Row
from saphan.registers.security import models
from saphan.registers.security.documents import Patrol
from saphan.registers.security.intake.book import Book
from saphan.registers.security.intake.sheets import PATROLS, marker

PARTS = Reading("parts", None)
NONE_OF_THEM = Reading("none", None)
DAYS, PEOPLE = ("started_on", "ended_on"), ("people_vn", "people_la")
AT = {"too-long": DAYS, "absurd-participants": PEOPLE, "one-side-only": PEOPLE}
"""Where an objection to a patrol points."""
WHICH_OFFICE = _("No known office has this name. Choose the office that walked, or none of them.")
TOTAL_DIFFERS = _("The total is not the sum of both sides. Say that the people of each side count.")


def compose_patrols(book: Book) -> None:
    """Add each patrol of the file; one that the register has already is asked about."""
    rows = [row for row in book.rows(PATROLS.name) if not row.waiting]
    recorded = _recorded(book.setting) if rows else set()
    for row in rows:
        office = _office(row, book)
        if (_adds_up(row) or book.ask(_total(row))) and office is not None:
            patrol = _patrol(row, book, office)
            known = (patrol.number, patrol.started_on) in recorded
            offer = Offer(PATROLS.name, row, patrol, "number", recorded=known, at=AT)
            take(offer, book.composed, book.setting)


def _recorded(setting: Setting) -> set[tuple[str, date]]:
    held = models.Patrol.objects.of(setting.authority)
    return set(held.values_list("number", "started_on"))


def _adds_up(row: Row) -> bool:
    total = row.values.get("total")
    people = whole(row.values["people_vn"]) + whole(row.values["people_la"])
    return not isinstance(total, Decimal) or total == people


def _total(row: Row) -> Question:
    return Question(row, "total", "total-of-sides-differs", TOTAL_DIFFERS, (PARTS,))


def _office(row: Row, book: Book) -> str | None:
    """The office whose unit walked; the sender's when none is named, None while it is asked."""
    column = f"team_{book.side.lower()}"
    team = text(row.values.get(column))
    known = book.offices.of(book.setting.authority)
    if not team or not known:
        return book.office(row)
    found = book.offices.find(team, side=book.side)
    if found:
        return found.office or book.office(row)
    readings = (*(Reading(code, code) for code in known), NONE_OF_THEM)
    chosen = book.ask(Question(row, column, "office-unknown", WHICH_OFFICE, readings))
    if chosen is NONE_OF_THEM:
        return book.office(row)
    return chosen.label if chosen else None


def _patrol(row: Row, book: Book, office: str) -> Patrol:
    value = row.values
    return Patrol(
        number=text(value["number"]),
        started_on=day(value["started_on"]),
        ended_on=day(value["ended_on"]),
        area=book.setting.area,
        office=office,
        section_from=marker(text(value.get("section_from"))),
        section_to=marker(text(value.get("section_to"))),
        teams={"vn": text(value.get("team_vn")), "la": text(value.get("team_la"))},
        leaders={"vn": text(value.get("leader_vn")), "la": text(value.get("leader_la"))},
        participants={"vn": whole(value["people_vn"]), "la": whole(value["people_la"])},
        findings=text(value.get("findings")),
        minutes=text(value["number"]),
        note=text(value.get("note")),
    )
