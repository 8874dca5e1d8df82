"""Sealed documents -> rows of the programmes register; the only file that writes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec

from saphan.ledger import rows
from saphan.ledger.projectors import Projector
from saphan.ledger.records import SealedRecord
from saphan.registers.programmes import documents, models

Row = dict[str, Any]


def project_supports(records: Sequence[SealedRecord]) -> None:
    read = [(r, msgspec.convert(r.core, documents.Support)) for r in records if not r.is_void]
    rows.replace(models.Support, records, (_support(r, s) for r, s in read))
    rows.replace(models.RateStep, records, (x for r, s in read for x in _rates(r, s)))
    rows.replace(models.Beneficiary, records, (x for r, s in read for x in _pupils(r, s)))


def project_payments(records: Sequence[SealedRecord]) -> None:
    read = [(r, msgspec.convert(r.core, documents.Payment)) for r in records if not r.is_void]
    rows.replace(models.Payment, records, (_payment(r, p) for r, p in read))
    rows.replace(models.PaymentLine, records, (x for r, p in read for x in _lines(r, p)))


def project_observations(records: Sequence[SealedRecord]) -> None:
    rows.replace(models.Observation, records, (_observed(r) for r in records if not r.is_void))


def _of(record: SealedRecord) -> Row:
    return {"uid": record.uid, "side": record.side}


def _person(record: SealedRecord, child: str, person: type[msgspec.Struct]) -> Row:
    """Return the columns of a personal part, empty ones when it is not held."""
    held: Mapping[str, str] = record.persons.get(child, {})
    return {key: held.get(key, "") for key in person.__struct_fields__}


def _support(record: SealedRecord, said: documents.Support) -> Row:
    return rows.head(record) | {
        "code": said.code,
        "name_vi": said.names.vi,
        "name_lo": said.names.lo,
        "name_en": said.names.en,
        "area": said.area,
        "office": said.office,
        "unit": said.unit,
        "rate": said.rates[-1].amount,
        "since": said.rates[0].since,
        "ended_on": said.ended_on,
        "note": said.note,
    }


def _rates(record: SealedRecord, said: documents.Support) -> Iterator[Row]:
    for step in said.rates:
        yield _of(record) | {"since": step.since, "amount": step.amount}


def _pupils(record: SealedRecord, said: documents.Support) -> Iterator[Row]:
    for position, pupil in enumerate(said.beneficiaries, start=1):
        yield (
            _of(record)
            | _person(record, pupil.id, documents.Pupil)
            | {
                "child": pupil.id,
                "position": position,
                "since": pupil.since,
                "until": pupil.until,
                "office": pupil.office,
            }
        )


def _payment(record: SealedRecord, said: documents.Payment) -> Row:
    paid = [line.amount for line in said.lines if line.paid_on]
    return rows.head(record) | {
        "programme": UUID(said.programme),
        "code": said.code,
        "month": said.month,
        "area": said.area,
        "office": said.office,
        "unit": said.unit,
        "paid": sum(paid),
        "paid_count": len(paid),
        "unpaid_count": len(said.lines) - len(paid),
    }


def _lines(record: SealedRecord, said: documents.Payment) -> Iterator[Row]:
    for position, line in enumerate(said.lines, start=1):
        yield (
            _of(record)
            | _person(record, line.beneficiary, documents.Receipt)
            | {
                "child": line.beneficiary,
                "position": position,
                "amount": line.amount,
                "paid_on": line.paid_on,
            }
        )


def _observed(record: SealedRecord) -> Row:
    said = msgspec.convert(record.core, documents.Observation)
    return rows.head(record) | msgspec.structs.asdict(said)


PROJECTORS = (
    Projector(
        "rows",
        frozenset({"programmes.support"}),
        (models.Support, models.RateStep, models.Beneficiary),
        project_supports,
    ),
    Projector(
        "rows",
        frozenset({"programmes.payment"}),
        (models.Payment, models.PaymentLine),
        project_payments,
    ),
    Projector(
        "rows", frozenset({"programmes.observation"}), (models.Observation,), project_observations
    ),
)
