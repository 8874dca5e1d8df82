"""Projections anew from the sealed documents; it must change nothing (HOUSE 1)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import batched

from django.db import connection, models, transaction

from saphan.ledger import reading
from saphan.ledger.projectors import Name, Projector, plugged
from saphan.ledger.records import SealedRecord

BATCH = 5_000


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """One table before and after: rows and a digest over them that ignores their order."""

    table: str
    rows: int
    before: str
    after: str

    @property
    def unchanged(self) -> bool:
        return self.before == self.after


type Unread = Callable[[], Collection[bytes]]

_unread: list[Unread] = []


def plug(unread: Unread) -> None:
    """Let the floor that receives documents name those (raw hashes) that cannot be shown."""
    if unread not in _unread:
        _unread.append(unread)


@transaction.atomic
def rebuild(name: Name) -> list[Rebuilt]:
    """Empty the tables of the projectors called `name`, fill them again, and compare."""
    chosen = plugged(name=name)
    tables = [model for projector in chosen for model in projector.models]
    before = {model: digest(model) for model in tables}
    for model in tables:
        model._default_manager.all().delete()
    for projector in chosen:
        _project(projector)
    return [
        Rebuilt(model._meta.db_table, model._default_manager.count(), before[model], digest(model))
        for model in tables
    ]


def _project(projector: Projector) -> None:
    for batch in batched(_records(projector), BATCH):
        projector.project(batch)


def _records(projector: Projector) -> Iterator[SealedRecord]:
    """Rows come from current versions; facts close the ones before, so they see every version."""
    stored = reading.every(current=not projector.every_version, kinds=sorted(projector.kinds))
    hidden = {digest for unread in _unread for digest in unread()}
    for version in stored:
        withheld = version.record.peer and not version.record.core
        if not withheld and version.record.hash not in hidden:
            yield version.record


def digest(model: type[models.Model]) -> str:
    """Return a digest of the table's rows without their serial ids, the same in any order."""
    columns: Sequence[str] = [
        field.column
        for field in model._meta.concrete_fields
        if field.column and not isinstance(field, models.AutoField)
    ]
    listed = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT coalesce(md5(string_agg(h, '' ORDER BY h)), '') FROM "  # noqa: S608
            f'(SELECT md5(row({listed})::text) AS h FROM "{model._meta.db_table}") t'
        )
        return str(cursor.fetchone()[0])
