"""Exhibits of a case, wherever its office wrote them: in one cell, in columns, on a sheet."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import count

from django.utils.translation import gettext_lazy as _

from saphan.intake.composing import Question, text
from saphan.intake.reading.amounts import unit_of
from saphan.intake.reading.outcome import Reading, Row
from saphan.intake.reading.parsed import plain
from saphan.registers.security import rules
from saphan.registers.security.choices import Item
from saphan.registers.security.documents import Amount, Exhibit
from saphan.registers.security.intake.book import Book
from saphan.registers.security.intake.counted import COUNTED
from saphan.registers.security.intake.exhibits import (
    Way,
    label_of,
    proven,
    read_exhibits,
    readings_of,
)
from saphan.registers.security.intake.words import item_of, unit_for
from saphan.registers.security.services import OBJECTIONS

UNCLEAR = _("This can be read in more than one way. Choose what was seized.")
RUN_TOGETHER = _("Two quantities run into each other. Put a semicolon between the exhibits.")
UNKNOWN = _("The register has no such exhibit. Choose its kind; with “other” the words are kept.")
NO_UNIT = _("This is no unit that the register knows.")


def exhibits_of(case: Row, rows: list[Row], book: Book) -> list[Exhibit] | None:
    """Every exhibit of a case under ids e1, e2, ...; None while one of them asks something."""
    numbers = count(1)
    written = _in_one_cell(case, book, numbers)
    listed = [_on_a_row(row, f"e{next(numbers)}", book) for row in rows]
    columns = list(_in_columns(case, book, numbers))
    if written is None or not all(listed):
        return None
    return [*written, *filter(None, listed), *columns]


def _in_one_cell(case: Row, book: Book, numbers: Iterator[int]) -> list[Exhibit] | None:
    cell = text(case.values.get("exhibits"))
    if not cell:
        return []
    found = read_exhibits(cell, convention=proven(book.cells_of_exhibits[case.sheet]))
    if not found.ways:
        book.refuse(case, "exhibits", "exhibits-run-together", RUN_TOGETHER)
        return None
    way = found.ways[0] if found.sure else _asked(case, found.ways, book)
    if way is None:
        return None
    return [
        Exhibit(
            id=f"e{next(numbers)}",
            item=one.item,
            amounts=list(one.amounts),
            written=one.written,
            species=one.species,
        )
        for one in way
    ]


def _asked(case: Row, ways: tuple[Way, ...], book: Book) -> Way | None:
    by_label = {label_of(way): way for way in ways}
    readings = tuple(Reading(label, label) for label in by_label)
    chosen = book.ask(Question(case, "exhibits", "exhibits-unclear", UNCLEAR, readings))
    return by_label[chosen.label] if chosen else None


def _in_columns(case: Row, book: Book, numbers: Iterator[int]) -> Iterator[Exhibit]:
    """What the columns of single kinds count; an empty cell and a nought are no exhibit."""
    for name, (counted, _heads) in COUNTED.items():
        value = case.values.get(name)
        if not isinstance(value, Decimal) or not value:
            continue
        yield Exhibit(
            id=f"e{next(numbers)}",
            item=counted.item,
            amounts=[Amount(value=f"{plain(value * counted.times):f}", unit=counted.unit)],
            written=f"{book.head(case, name)}: {case.text(name)}",
        )


def _on_a_row(row: Row, exhibit_id: str, book: Book) -> Exhibit | None:
    value = row.values
    what, word = text(value["what"]), text(value["unit"])
    unit, quantity, mass = unit_of(word), value["quantity"], value.get("weighed")
    if unit is None:
        book.refuse(row, "unit", "unit-unknown", NO_UNIT)
        return None
    item = item_of(what) or _kind_asked(row, what, unit, book)
    if item is None or not isinstance(quantity, Decimal):
        return None
    exhibit = Exhibit(
        id=exhibit_id,
        item=item,
        amounts=[Amount(value=f"{plain(quantity):f}", unit=unit_for(item, unit))],
        written=f"{what}: {row.text('quantity')} {word}",
        species=what if item in (Item.TIMBER, Item.WILDLIFE) else "",
        weighed=Amount(value=f"{plain(mass):f}", unit="g") if isinstance(mass, Decimal) else None,
        note=text(value.get("state")),
    )
    objection = rules.why_not_exhibit(exhibit)
    if objection:
        book.refuse(row, "quantity", objection, OBJECTIONS[objection])
    return None if objection else exhibit


def _kind_asked(row: Row, what: str, unit: str, book: Book) -> Item | None:
    readings = tuple(Reading(item.value, item.value) for item in readings_of(what, unit=unit))
    chosen = book.ask(Question(row, "what", "exhibit-unknown", UNKNOWN, readings))
    return Item(chosen.label) if chosen else None
