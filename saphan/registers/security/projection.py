"""Sealed documents -> rows of the security register; the only file that writes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import msgspec

from saphan.kernel.units import Quantity
from saphan.ledger import rows
from saphan.ledger.projectors import Projector
from saphan.ledger.records import SealedRecord
from saphan.registers.security import documents, models

Row = dict[str, Any]


def project_patrols(records: Sequence[SealedRecord]) -> None:
    rows.replace(models.Patrol, records, (_patrol(r) for r in records if not r.is_void))


def project_cases(records: Sequence[SealedRecord]) -> None:
    read = [(r, msgspec.convert(r.core, documents.Case)) for r in records if not r.is_void]
    rows.replace(models.Case, records, (_case(r, case) for r, case in read))
    rows.replace(
        models.CaseSubject,
        records,
        (_subject(r, s) for r, case in read for s in case.subjects),
    )
    rows.replace(models.CaseExhibit, records, (x for r, c in read for x in _exhibits(r, c)))
    rows.replace(models.CustodyStep, records, (x for r, c in read for x in _custody(r, c)))


def project_handbacks(records: Sequence[SealedRecord]) -> None:
    read = [(r, msgspec.convert(r.core, documents.Handback)) for r in records if not r.is_void]
    rows.replace(models.Handback, records, (_handback(r, h) for r, h in read))
    rows.replace(
        models.HandbackSubject, records, (_subject(r, s) for r, h in read for s in h.subjects)
    )


def _patrol(record: SealedRecord) -> Row:
    patrol = msgspec.convert(record.core, documents.Patrol)
    return rows.head(record) | {
        "number": patrol.number,
        "started_on": patrol.started_on,
        "ended_on": patrol.ended_on,
        "area": patrol.area,
        "office": patrol.office,
        "patrol_level": patrol.level,
        "joint": patrol.joint,
        "section_from": patrol.section_from,
        "section_to": patrol.section_to,
        "participants_vn": patrol.participants.get("vn", 0),
        "participants_la": patrol.participants.get("la", 0),
        "team_vn": patrol.teams.get("vn", ""),
        "team_la": patrol.teams.get("la", ""),
        "leader_vn": patrol.leaders.get("vn", ""),
        "leader_la": patrol.leaders.get("la", ""),
        "findings": patrol.findings,
        "minutes": patrol.minutes,
        "note": patrol.note,
    }


def _case(record: SealedRecord, case: documents.Case) -> Row:
    return rows.head(record) | {
        "number": case.number,
        "opened_on": case.opened_on,
        "area": case.area,
        "place": case.place,
        "office": case.office,
        "offence": case.offence,
        "act": case.act,
        "coordinated": bool(case.coordinated_with),
        "coordinated_with": case.coordinated_with,
        "partner": case.partner,
        "subjects_count": len(case.subjects),
        "exhibits_count": len(case.exhibits),
        "decision": case.decision,
        "note": case.note,
    }


def _subject(record: SealedRecord, subject: documents.Subject) -> Row:
    person: Mapping[str, str] = record.persons.get(subject.id, {})
    return {
        "uid": record.uid,
        "side": record.side,
        "child": subject.id,
        "nationality": subject.nationality,
        "sex": subject.sex or "",
        **{key: person.get(key, "") for key in documents.Person.__struct_fields__},
    }


def _exhibits(record: SealedRecord, case: documents.Case) -> Iterator[Row]:
    for exhibit in case.exhibits:
        for position, amount in enumerate(exhibit.amounts or (None,)):
            yield {
                "uid": record.uid,
                "side": record.side,
                "child": exhibit.id,
                "position": position,
                "item": exhibit.item,
                "value": amount.value if amount else "",
                "unit": amount.unit if amount else "",
                "base_amount": _base(amount) if amount else 0,
                "written": exhibit.written,
                "species": exhibit.species,
                "weighed": f"{exhibit.weighed.value} {exhibit.weighed.unit}"
                if exhibit.weighed
                else "",
                "purity": exhibit.purity,
                "note": exhibit.note,
            }


def _base(amount: documents.Amount) -> int:
    return Quantity.of(Decimal(amount.value), amount.unit).amount


def _custody(record: SealedRecord, case: documents.Case) -> Iterator[Row]:
    for position, step in enumerate(case.custody):
        yield {
            "uid": record.uid,
            "side": record.side,
            "position": position,
            "on": step.on,
            "giver": step.giver,
            "receiver": step.receiver,
            "exhibit": step.exhibit,
            "note": step.note,
            "minutes": step.minutes,
        }


def _handback(record: SealedRecord, handback: documents.Handback) -> Row:
    return rows.head(record) | {
        "number": handback.number,
        "on": handback.on,
        "found_on": handback.found_on,
        "area": handback.area,
        "place": handback.place,
        "gate": handback.gate,
        "office": handback.office,
        "giver": handback.giver,
        "receiver": handback.receiver,
        "unit": handback.unit,
        "act": handback.act,
        "act_written": handback.act_written,
        "article": handback.article,
        "minutes": handback.minutes,
        "people": len(handback.subjects),
    }


PROJECTORS = (
    Projector("rows", frozenset({"security.patrol"}), (models.Patrol,), project_patrols),
    Projector(
        "rows",
        frozenset({"security.case"}),
        (models.Case, models.CaseSubject, models.CaseExhibit, models.CustodyStep),
        project_cases,
    ),
    Projector(
        "rows",
        frozenset({"security.handback"}),
        (models.Handback, models.HandbackSubject),
        project_handbacks,
    ),
)
