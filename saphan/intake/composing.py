"""From a row of a table to an entry: the steps that every register shares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.utils.translation import gettext_lazy as _

from saphan.intake import kinds
from saphan.intake.kinds import Asked, Composed, Core, Objected, Setting
from saphan.intake.reading.outcome import Reading, Row, Value
from saphan.intake.texts import fault_in
from saphan.ledger.records import Entry, Source
from saphan.web.forms import LONGEST_NUMBER, LONGEST_TEXT
from saphan.web.sentences import said

SAME = Reading("same", None)
ANOTHER = Reading("another", None)
TEXT_TOO_LONG = _("This is longer than the register keeps. Check the cell.")
RECORDED = _("The register already has this record. Is this row the same, or another one?")


@dataclass(frozen=True, slots=True)
class Offer:
    """A row's document; `named_by` is the column that names the record in findings.

    `recorded` says that the register holds a record of the same name and day; `at` are the columns
    to which an objection points when it is not the record's name.
    """

    kind: str
    row: Row
    core: Core
    named_by: str
    recorded: bool = False
    persons: Mapping[str, Any] | None = None
    at: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def take(offer: Offer, composed: Composed, setting: Setting) -> None:
    """Add the row's entry, or the reason why not, to what the file gives."""
    if _refuse_texts(offer, composed):
        return
    if offer.recorded:
        asked = Question(offer.row, offer.named_by, "already-recorded", RECORDED, (SAME, ANOTHER))
        if ask(asked, composed, setting) is not ANOTHER:
            return
    kind = kinds.kind(offer.kind)
    code = kind.why_not(offer.core, on=setting.on)
    if code:
        for column in offer.at.get(code, (offer.named_by,)):
            refuse(offer.row, column, code, kind.objections[code], composed)
        return
    source = Source(setting.file, offer.row.sheet, str(offer.row.number))
    entry = Entry(uuid4(), offer.core, offer.persons or {}, source=source)
    composed.entries.setdefault(offer.kind, []).append(entry)


def _refuse_texts(offer: Offer, composed: Composed) -> bool:
    """Refuse the first cell whose text is too long or holds what no document can."""
    for column, value in offer.row.values.items():
        if not isinstance(value, str):
            continue
        if len(value) > (LONGEST_NUMBER if column == "number" else LONGEST_TEXT):
            refuse(offer.row, column, "text-too-long", TEXT_TOO_LONG, composed)
            return True
        fault = None if value.isascii() else fault_in(value)
        if fault:
            refuse(offer.row, column, fault.code, said(fault), composed)
            return True
    return False


def text(value: Value) -> str:
    """A text column's value; empty when the cell is."""
    return value if isinstance(value, str) else ""


def day(value: Value) -> date:
    """A required DATE column's value; TypeError when the reader let something else through."""
    if not isinstance(value, date):
        raise TypeError(value)
    return value


def whole(value: Value) -> int:
    """An INTEGER column's value, 0 when the cell is empty."""
    return int(value) if isinstance(value, Decimal) else 0


@dataclass(frozen=True, slots=True)
class Question:
    """What a register asks about one cell of a row; its readings are all there is to choose."""

    row: Row
    column: str
    code: str
    says: Any
    readings: tuple[Reading, ...]


def ask(question: Question, composed: Composed, setting: Setting) -> Reading | None:
    """Return the reading that was answered; None while the doubt, which is then noted, stands."""
    row, column = question.row, question.column
    place = f"{row.sheet}!{row.cell(column)}"
    answer = setting.answers.get(place, "").strip()
    for reading in question.readings:
        if reading.label == answer:
            composed.answered.add(place)
            return reading
    composed.doubts.append(
        Asked(
            row.sheet,
            row.cell(column),
            row.text(column),
            question.code,
            readings=question.readings,
            says=question.says,
        )
    )
    return None


def refuse(row: Row, column: str, code: str, says: Any, composed: Composed) -> None:
    """Say why a row cannot be recorded, at one of its cells."""
    composed.refused.append(
        Objected(row.sheet, row.cell(column), row.text(column), code, says=says)
    )
