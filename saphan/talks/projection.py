"""Sealed minutes -> rows, one set for each version: signed values stay beside later ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from saphan.figures.cells import cell_id
from saphan.kernel.periods import Period
from saphan.ledger import rows
from saphan.ledger.models import Document
from saphan.ledger.projectors import Projector
from saphan.ledger.records import SealedRecord
from saphan.talks import documents, models

type Row = dict[str, Any]


def project(records: Sequence[SealedRecord]) -> None:
    """Write what each version says; the end of minutes takes all their versions out."""
    _forget(records)
    said = [(r, msgspec.convert(r.core, documents.Minutes)) for r in records if not r.is_void]
    moments = dict(
        Document.objects.filter(hash__in=[r.hash for r in records]).values_list("hash", "sealed_at")
    )
    sealed_at = {bytes(digest): at for digest, at in moments.items()}
    rows.copy(
        models.Minutes,
        (_minutes(r, m) | {"sealed_at": sealed_at[r.hash]} for r, m in said),
    )
    rows.copy(models.SignedCell, (row for r, m in said for row in _cells(r, m)))


def _forget(records: Sequence[SealedRecord]) -> None:
    versions = [record.hash for record in records]
    for record in records:
        if record.is_void:
            ended = models.Minutes.objects.filter(uid=record.uid, side=record.side)
            versions += [bytes(d) for d in ended.values_list("version_hash", flat=True)]
    models.Minutes.objects.filter(version_hash__in=versions).delete()
    models.SignedCell.objects.filter(version_hash__in=versions).delete()


def _minutes(record: SealedRecord, said: documents.Minutes) -> Row:
    paper = said.paper
    return rows.head(record) | {
        "talks": said.talks,
        "since": said.since,
        "until": said.until,
        **_as_of(said),
        "restates": said.restates,
        "paper": paper.document if paper else "",
        "paper_on": paper.signed_on if paper else None,
        "paper_place": paper.place if paper else "",
        "signers": {
            side: str(record.persons[side].get("name", ""))
            for side in ("vn", "la")
            if side in record.persons
        },
    }


def _as_of(said: documents.Minutes) -> Row:
    return {
        "own": said.own.position,
        "ours": said.ours.position if said.ours else None,
        "theirs": said.theirs.position if said.theirs else None,
    }


def _cells(record: SealedRecord, said: documents.Minutes) -> Iterator[Row]:
    period = Period(said.since, said.until)
    for position, cell in enumerate(said.cells, start=1):
        yield {
            "version_hash": record.hash,
            "position": position,
            "cell": cell_id(cell.figure, record.authority, period, cell.within, view=cell.view),
            "figure": cell.figure,
            "authority": record.authority,
            "view": cell.view,
            "since": said.since,
            "until": said.until,
            "within": cell.within,
            "components": msgspec.to_builtins(cell.components),
            "status": cell.status,
            "documents": cell.documents,
            "definition": cell.definition,
            "root": cell.root,
            **_as_of(said),
        }


PROJECTOR = Projector(
    "rows",
    frozenset({"talks.minutes"}),
    (models.Minutes, models.SignedCell),
    project,
    every_version=True,
)
