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
NO_OFFICE = _("No unit is named. Choose the office that walked, or none to leave it to the sender.")
WHICH_UNIT = _(
    "No known unit of the other side has this name. Choose the unit, or none to keep the name."
)
NO_UNIT = _("No unit of the other side is named. Choose the unit, or none if it is not known.")
TOTAL_DIFFERS = _("The total is not the sum of both sides. Say that the people of each side count.")


def compose_patrols(book: Book) -> None:
    """Add each patrol of the file; one that the register has already is asked about."""
    rows = [row for row in book.rows(PATROLS.name) if not row.waiting]
    recorded = _recorded(book.setting) if rows else set()
    for row in rows:
        office, partner = _office(row, book), _unit_of_other_side(row, book)
        adds_up = _adds_up(row) or book.ask(_total(row))
        if adds_up and office is not None and partner is not None:
            patrol = _patrol(row, book, office, partner)
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
    """The office whose unit walked, the sender's where no column names units; None while asked."""
    column = f"team_{book.side.lower()}"
    team = text(row.values.get(column))
    known = book.offices.of(book.setting.authority)
    if column not in row.positions or not known:
        return book.office(row)
    found = book.offices.find(team, side=book.side) if team else None
    if found:
        return found.office or book.office(row)
    code, says = ("office-unknown", WHICH_OFFICE) if team else ("office-missing", NO_OFFICE)
    readings = (*(Reading(code, code) for code in known), NONE_OF_THEM)
    chosen = book.ask(Question(row, column, code, says, readings))
    if chosen is NONE_OF_THEM:
        return book.office(row)
    return chosen.label if chosen else None


def _unit_of_other_side(row: Row, book: Book) -> str | None:
    """The name of the other side's unit, as written or as answered; None while it is asked.

    A name that no unit bears is asked about once in a file.
    """
    side = book.side.other
    column = f"team_{side.lower()}"
    team = text(row.values.get(column))
    known = book.offices.of_side(side)
    if column not in row.positions or not known or book.offices.find(team, side=side):
        return team
    if team not in book.units:
        code, says = ("unit-unknown", WHICH_UNIT) if team else ("unit-missing", NO_UNIT)
        readings = (*(Reading(each, name) for each, name in known.items()), NONE_OF_THEM)
        book.units[team] = book.ask(Question(row, column, code, says, readings))
    chosen = book.units[team]
    return text(chosen.value) or team if chosen else None


def _patrol(row: Row, book: Book, office: str, partner: str) -> Patrol:
    value = row.values
    ours, theirs = book.side.lower(), book.side.other.lower()
    return Patrol(
        number=text(value["number"]),
        started_on=day(value["started_on"]),
        ended_on=day(value["ended_on"]),
        area=book.setting.area,
        office=office,
        section_from=marker(text(value.get("section_from"))),
        section_to=marker(text(value.get("section_to"))),
        teams={ours: text(value.get(f"team_{ours}")), theirs: partner},
        leaders={"vn": text(value.get("leader_vn")), "la": text(value.get("leader_la"))},
        participants={"vn": whole(value["people_vn"]), "la": whole(value["people_la"])},
        findings=text(value.get("findings")),
        minutes=text(value["number"]),
        note=text(value.get("note")),
    )
