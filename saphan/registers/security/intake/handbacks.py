"""Rows of a workbook of persons handed back -> one record for each minutes."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from saphan.intake.composing import Offer, Question, day, take, text
from saphan.intake.reading.outcome import Reading, Row
from saphan.kernel.sides import Side
from saphan.registers.security import models
from saphan.registers.security.documents import Handback
from saphan.registers.security.intake.book import Book
from saphan.registers.security.intake.sheets import HANDBACKS
from saphan.registers.security.intake.subjects import people_of
from saphan.registers.security.intake.words import act_of

WHICH_SIDE = _("No known unit has this name. Say to which side the person was handed.")


def compose_handbacks(book: Book) -> None:
    """Add a hand-back for each minutes and day; several rows of one are several persons."""
    groups: dict[tuple[str, date], list[Row]] = {}
    rows = book.rows(HANDBACKS.name)
    waiting = {text(row.values["number"]) for row in rows if row.waiting}
    for row in rows:
        if text(row.values["number"]) not in waiting:
            groups.setdefault((text(row.values["number"]), day(row.values["on"])), []).append(row)
    held = models.Handback.objects.of(book.setting.authority)
    recorded = set(held.values_list("number", "on")) if rows else set()
    for key, persons in groups.items():
        _take(book, persons, recorded=key in recorded)


def _take(book: Book, rows: list[Row], *, recorded: bool) -> None:
    unit = text(rows[0].values["receiver"])
    known = book.offices.find(unit)
    side = known.side if known else _asked(book, rows[0])
    if side is None:
        return
    ours = known.office if known and side is book.side else ""
    people = people_of(rows)
    value = rows[0].values
    act = text(value.get("act"))
    found_on = value.get("found_on")
    handback = Handback(
        number=text(value["number"]),
        on=day(value["on"]),
        found_on=found_on if isinstance(found_on, date) else None,
        area=book.setting.area,
        place=text(value.get("place")),
        office=ours or book.setting.office,
        giver=side.other,
        receiver=side,
        unit=unit,
        act=act_of(act),
        act_written=act,
        article=text(value.get("article")),
        minutes=text(value["number"]),
        subjects=people.subjects,
    )
    offer = Offer(HANDBACKS.name, rows[0], handback, "number", recorded, people.persons)
    take(offer, book.composed, book.setting)


def _asked(book: Book, row: Row) -> Side | None:
    readings = tuple(Reading(side.value, side.value) for side in Side)
    chosen = book.ask(Question(row, "receiver", "receiver-unknown", WHICH_SIDE, readings))
    return Side(chosen.label) if chosen else None
