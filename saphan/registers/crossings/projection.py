"""Sealed documents -> rows of the crossings register; the only file that writes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import msgspec

from saphan.ledger import rows
from saphan.ledger.projectors import Projector
from saphan.ledger.records import SealedRecord
from saphan.names.searchkeys import fold
from saphan.registers.crossings import documents, models

Row = dict[str, Any]

_fold = lru_cache(maxsize=16_384)(fold)
"""The people of a border come and go many times."""


def project_movements(records: Sequence[SealedRecord]) -> None:
    rows.replace(models.Movement, records, (_movement(r) for r in records if not r.is_void))


def project_tallies(records: Sequence[SealedRecord]) -> None:
    rows.replace(models.Tally, records, (_tally(r) for r in records if not r.is_void))


def project_gates(records: Sequence[SealedRecord]) -> None:
    rows.replace(models.Gate, records, (_gate(r) for r in records if not r.is_void))


def _movement(record: SealedRecord) -> Row:
    movement = msgspec.convert(record.core, documents.Movement)
    who: Mapping[str, str] = record.persons.get(documents.TRAVELLER, {})
    name, document, plate = (who.get(part, "") for part in ("name", "document", "plate"))
    return rows.head(record) | {
        "gate": movement.gate,
        "on": movement.on,
        "at": movement.at,
        "direction": movement.direction,
        "resident": movement.resident,
        "travel_document": movement.travel_document,
        "nationality": movement.nationality,
        "vehicle": movement.vehicle,
        "aboard": movement.aboard,
        "companions": movement.companions,
        "minor": movement.minor,
        "goods": movement.goods,
        "name": name,
        "birth": who.get("birth", ""),
        "document": document,
        "plate": plate,
        "search_key": " ".join(filter(None, (_fold(name), fold(document), fold(plate)))),
    }


def _tally(record: SealedRecord) -> Row:
    tally = msgspec.convert(record.core, documents.Tally)
    return rows.head(record) | {
        "gate": tally.gate,
        "area": tally.area,
        "on": tally.on,
        "direction": tally.direction,
        "resident": tally.resident,
        "count": tally.count,
        "root": tally.root,
        "travel_documents": tally.travel_documents,
        "vehicles": tally.vehicles,
        "vehicles_count": sum(tally.vehicles.values()),
        "companions": tally.companions,
        "minors": tally.minors,
    }


def _gate(record: SealedRecord) -> Row:
    gate = msgspec.convert(record.core, documents.Gate)
    return rows.head(record) | {
        "gate": gate.gate,
        "gate_class": gate.gate_class,
        "since": gate.since,
        "opens": gate.opens,
        "closes": gate.closes,
        "decision": gate.decision,
        "decided_on": gate.decided_on,
        "note": gate.note,
    }


PROJECTORS = (
    Projector("rows", frozenset({"crossings.movement"}), (models.Movement,), project_movements),
    Projector("rows", frozenset({"crossings.tally"}), (models.Tally,), project_tallies),
    Projector("rows", frozenset({"crossings.gate"}), (models.Gate,), project_gates),
)
