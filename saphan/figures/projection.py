"""Sealed documents -> facts, by the pure functions that the registers hand over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from django.db import connection

from saphan.figures.models import Fact as FactRow
from saphan.figures.registry import FACTS, FactSource
from saphan.kernel.facts import DIMENSIONS, Fact
from saphan.ledger import rows
from saphan.ledger.projectors import Projector
from saphan.ledger.records import SealedRecord

NO_DIMENSIONS = dict.fromkeys(DIMENSIONS, "")


def project(records: Sequence[SealedRecord]) -> None:
    """Close the facts of the versions that these replace and state the new ones.

    A peer's version comes again whenever its lines name it.
    """
    _forget([record for record in records if record.peer])
    _close([record for record in records if record.version > 1])
    rows.copy(FactRow, (row for record in records for row in _facts(record)))


def _forget(records: Sequence[SealedRecord]) -> None:
    if records:
        stated = FactRow.objects.filter(uid__in=[record.uid for record in records])
        stated.filter(version_hash__in=[record.hash for record in records]).delete()


def _close(records: Sequence[SealedRecord]) -> None:
    """End what earlier versions state; one statement, for a month's tallies change at once."""
    if not records:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE figures_fact AS held SET seq_to = new.seq "
            "FROM unnest(%s::uuid[], %s::text[], %s::bigint[]) AS new (uid, authority, seq) "
            "WHERE held.uid = new.uid AND held.authority = new.authority "
            "AND held.seq_to IS NULL AND held.seq_from < new.seq",
            [
                [record.uid for record in records],
                [record.authority for record in records],
                [record.seq for record in records],
            ],
        )


def _facts(record: SealedRecord) -> Iterator[dict[str, Any]]:
    if record.is_void:
        return
    source = FACTS[record.schema]
    for fact in states(record, source):
        yield {
            **NO_DIMENSIONS,
            **fact.dims,
            "uid": record.uid,
            "version_hash": record.hash,
            "authority": record.authority,
            "kind": fact.kind,
            "on_date": fact.on,
            "place": fact.place,
            "unit": fact.unit,
            "quantity": fact.quantity,
            "seq_from": record.seq,
            "seq_to": record.until_seq,
        }


def states(record: SealedRecord, source: FactSource) -> Iterator[Fact]:
    """Run the register's function over the core; what it states is checked against the lists."""
    yield from source.states(msgspec.convert(record.core, source.document))


PROJECTOR = Projector(
    "facts",
    frozenset(schema.split("/", 1)[0] for schema in FACTS),
    (FactRow,),
    project,
    stage="numbered",
    every_version=True,
)
