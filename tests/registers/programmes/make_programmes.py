"""Plain makers for tests of programmes, and the demo's workbook of the pupils."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID, uuid4

import openpyxl

from demo import pupils
from demo.writers import write
from saphan.figures import cells
from saphan.figures.cells import Cell
from saphan.figures.compiler import Question
from saphan.figures.registry import CATALOGUE
from saphan.intake import services
from saphan.intake.models import Upload
from saphan.intake.services import File
from saphan.intake.services.uploads import Read
from saphan.kernel.periods import Period
from saphan.ledger.records import Core, DocumentRef, Entry
from saphan.registers.programmes import services as programmes
from saphan.registers.programmes.documents import (
    Beneficiary,
    Line,
    Names,
    Observation,
    Payment,
    Pupil,
    Rate,
    Support,
)
from tests import make

TALKS = date(2025, 8, 12)
PERIOD = Period(date(2024, 7, 1), TALKS)
ONE_DAY = Period(TALKS, TALKS)


@dataclass(frozen=True, slots=True)
class Workbook:
    name: str
    data: bytes
    answers: dict[str, str] = field(default_factory=dict)


def workbook(folder: Path) -> Workbook:
    """The political department's file, with the answers that settle it."""
    book = pupils.book(Random(37))
    data = write(book, folder).read_bytes()
    return Workbook(book.file, data, {doubt.address: doubt.truth for doubt in book.doubts})


def table(title: str, head: tuple[str, ...], *rows: tuple[Any, ...]) -> Workbook:
    """A small file: title, head, rows."""
    book, target = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    for row in ((title or None,), head, *rows):
        sheet.append(row)
    book.save(target)
    return Workbook("list.xlsx", target.getvalue())


def receive(book: Workbook, *, on: date = TALKS, **answers: str) -> tuple[Upload, Read]:
    file = File(
        book.data, book.name, "programmes", "son-la/phong-chinh-tri", {**book.answers, **answers}
    )
    return services.receive(file, by=make.actor("officer"), on=on)


def imported(book: Workbook, *, on: date = TALKS) -> list[DocumentRef]:
    held, _found = receive(book, on=on)
    return services.clear_upload(held, by=make.actor("clearer"), on=on)[1]


def cell(code: str, period: Period = ONE_DAY, authority: str = "vn-son-la", **within: str) -> Cell:
    return cells.compute(Question(CATALOGUE[f"programmes.{code}"], authority, period, within))


def value(code: str, period: Period = ONE_DAY, **within: str) -> str | None:
    (amount,) = cell(code, period, **within).components
    return amount.text


def support(**changes: Any) -> Support:
    values: dict[str, Any] = {
        "code": "nang-buoc",
        "names": Names(vi="Nâng bước em tới trường"),
        "area": "vn-son-la",
        "rates": [Rate(since=date(2023, 9, 5), amount=500_000)],
        "beneficiaries": [
            Beneficiary(id="p1", since=date(2023, 9, 5)),
            Beneficiary(id="p2", since=date(2024, 9, 5), until=date(2025, 5, 31)),
        ],
    }
    return Support(**{**values, **changes})


def payment(programme: UUID, **changes: Any) -> Payment:
    values: dict[str, Any] = {
        "programme": str(programme),
        "code": "nang-buoc",
        "month": "2025-04",
        "area": "vn-son-la",
        "lines": [
            Line(beneficiary="p1", amount=500_000, paid_on=date(2025, 4, 5)),
            Line(beneficiary="p2", amount=500_000),
        ],
    }
    return Payment(**{**values, **changes})


def observation(**changes: Any) -> Observation:
    values: dict[str, Any] = {
        "figure": "programmes.investment-projects",
        "value": "256",
        "unit": "project",
        "since": date(2024, 9, 9),
        "until": date(2024, 9, 9),
        "stated_by": "Ministry of Foreign Affairs",
        "source": "Article before the visit",
        "source_on": date(2024, 9, 9),
    }
    return Observation(**{**values, **changes})


RECORD = {
    Support: programmes.record_supports,
    Payment: programmes.record_payments,
    Observation: programmes.record_observations,
}


def sealed(
    core: Core,
    *,
    uid: UUID | None = None,
    prev: tuple[bytes, ...] = (),
    persons: Mapping[str, Pupil] | None = None,
) -> DocumentRef:
    """Record one document as a clearing officer does."""
    entry = Entry(uid or uuid4(), core, persons or {}, prev=prev)
    record = RECORD[type(core)]
    return record([entry], by=make.actor(), clearance=make.clearance(), on=TALKS)[0]
