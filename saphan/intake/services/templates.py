"""The table an office downloads, fills in and sends back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from saphan.accounts.models import Authority, Office
from saphan.intake import kinds
from saphan.intake.kinds import Setting
from saphan.intake.reading.template import write_template
from saphan.kernel.actors import Actor
from saphan.kernel.dates import PartialDate
from saphan.kernel.refusals import Refused

type Note = Callable[[Sequence[str]], None]


def template(
    register: str, *, sheet: str, language: str, by: Actor, on: date, note: Note | None = None
) -> tuple[str, bytes]:
    """Return a file name and an .xlsx of one of the register's tables, for the actor's office.

    Rows that stay the same from month to month stand in it already; those of a table with
    personal columns only for who may read them, and only when `note` takes the uids of the
    records that the file discloses. Refused with `unknown-table`.
    """
    by.require(f"{register}.import")
    tables = kinds.tables(register)
    specs = {spec.name: spec for spec in tables.sheets} if tables else {}
    spec = specs.get(sheet or next(iter(specs), ""))
    if tables is None or spec is None:
        raise Refused("unknown-table", _("This register has no such table."))
    setting = Setting("", by.authority, _area(by), by.office, on)
    rows = list(tables.prefill(spec.name, setting)) if tables.prefill else []
    if any(column.personal for column in spec.columns):
        rows = rows if note and by.can(f"{register}.read-personal") else []
        if note:
            note(list(dict.fromkeys(str(row["uid"]) for row in rows)))
    data = write_template(
        spec,
        language=language,
        rows=rows,
        office=_office(by, language),
        month=PartialDate(on.year, on.month),
    )
    return f"{spec.name.replace('.', '-')}-{on:%Y-%m}", data


def _area(by: Actor) -> str:
    found = Authority.objects.filter(code=by.authority).values_list("place", flat=True).first()
    return found or by.authority


def _office(by: Actor, language: str) -> str:
    office = Office.objects.filter(code=by.office).first() if by.office else None
    named = office or Authority.objects.filter(code=by.authority).first()
    return str(getattr(named, f"name_{language}", "")) if named else ""
