"""Sealed documents -> rows of the agreements register; the only file that writes them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from saphan.ledger import rows
from saphan.ledger.projectors import Projector
from saphan.ledger.records import SealedRecord
from saphan.registers.agreements import documents, models
from saphan.registers.agreements.documents import Wording

Row = dict[str, Any]


def project_instruments(records: Sequence[SealedRecord]) -> None:
    rows.replace(models.Instrument, records, (_instrument(r) for r in records if not r.is_void))


def project_meetings(records: Sequence[SealedRecord]) -> None:
    read = [(r, msgspec.convert(r.core, documents.Meeting)) for r in records if not r.is_void]
    rows.replace(models.Meeting, records, (_meeting(r, m) for r, m in read))
    rows.replace(models.AgendaItem, records, (x for r, m in read for x in _agenda(r, m)))
    rows.replace(models.Delegate, records, (x for r, m in read for x in _delegates(r, m)))
    rows.replace(models.Proposal, records, (x for r, m in read for x in _proposals(r, m)))


def project_contents(records: Sequence[SealedRecord]) -> None:
    rows.replace(models.Content, records, (_content(r) for r in records if not r.is_void))


def _wording(name: str, text: Wording) -> Row:
    return {f"{name}_vi": text.vi, f"{name}_lo": text.lo, f"{name}_en": text.en}


def _child(record: SealedRecord, position: int) -> Row:
    return {"uid": record.uid, "side": record.side, "position": position}


def _instrument(record: SealedRecord) -> Row:
    said = msgspec.convert(record.core, documents.Instrument)
    return (
        rows.head(record)
        | _wording("title", said.title)
        | _wording("place", said.place)
        | {
            "kind": said.kind,
            "number": said.number,
            "signed_on": said.signed_on,
            "in_force_on": said.in_force_on,
            "ended_on": said.ended_on,
            "parties": said.parties,
            "languages": said.languages,
            "prevails": said.prevails,
            "copies": said.copies,
            "meeting": said.meeting,
            "text_seen": said.text_seen,
            "note": said.note,
        }
    )


def _meeting(record: SealedRecord, said: documents.Meeting) -> Row:
    return (
        rows.head(record)
        | _wording("title", said.title)
        | _wording("place", said.place)
        | {
            "code": said.code,
            "kind": said.kind,
            "held_on": said.held_on,
            "host": said.host,
            "authority_vn": said.authorities.get("vn", ""),
            "authority_la": said.authorities.get("la", ""),
            "since": said.since,
            "until": said.until,
            "ordinal": said.ordinal,
        }
    )


def _agenda(record: SealedRecord, said: documents.Meeting) -> Iterator[Row]:
    for position, item in enumerate(said.agenda, start=1):
        yield (
            _child(record, position)
            | _wording("title", item.title)
            | {"time": item.time, "led_by": item.led_by, "figures": item.figures}
        )


def _delegates(record: SealedRecord, said: documents.Meeting) -> Iterator[Row]:
    for position, seat in enumerate(said.delegates, start=1):
        person = record.persons.get(seat.id, {})
        yield (
            _child(record, position)
            | _wording("post", seat.position)
            | {
                "child": seat.id,
                "of_side": seat.side,
                "role": seat.role,
                "name": person.get("name", ""),
                "rank": person.get("rank", ""),
            }
        )


def _proposals(record: SealedRecord, said: documents.Meeting) -> Iterator[Row]:
    for position, proposal in enumerate(said.proposals, start=1):
        yield (
            _child(record, position) | _wording("text", proposal.text) | {"of_side": proposal.side}
        )


def _content(record: SealedRecord) -> Row:
    said = msgspec.convert(record.core, documents.Content)
    return (
        rows.head(record)
        | _wording("text", said.text)
        | _wording("report", said.report)
        | {
            "meeting": said.meeting,
            "number": said.number,
            "agreed_on": said.agreed_on,
            "debtors": said.debtors,
            "kind": said.kind,
            "due": said.due,
            "term": said.term,
            "office": said.office,
            "figure": said.figure,
            "outcome": said.outcome or "",
        }
    )


PROJECTORS = (
    Projector(
        "rows", frozenset({"agreements.instrument"}), (models.Instrument,), project_instruments
    ),
    Projector(
        "rows",
        frozenset({"agreements.meeting"}),
        (models.Meeting, models.AgendaItem, models.Delegate, models.Proposal),
        project_meetings,
    ),
    Projector("rows", frozenset({"agreements.content"}), (models.Content,), project_contents),
)
