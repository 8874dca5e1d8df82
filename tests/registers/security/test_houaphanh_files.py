"""What the offices of Houaphanh send is read as it was meant, and asks only what is doubtful."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from demo.houaphanh.workbooks import write
from saphan.intake import services
from saphan.intake.services import File
from saphan.intake.services.uploads import Read
from saphan.kernel.sides import Side
from saphan.ledger.records import Core
from saphan.registers.security.documents import Case, Patrol
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("authorities")]

LATER = date(2025, 9, 1)
"""When the late file has come too."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("houaphanh")
    write(made)
    return made


def manifest(folder: Path) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = json.loads((folder / "manifest.json").read_text("utf-8"))[
        "workbooks"
    ]
    return listed


def read(folder: Path, book: dict[str, Any], *, answered: bool = True) -> Read:
    answers = {}
    if answered and book["answers"]:
        answers = json.loads((folder / book["answers"]).read_text("utf-8"))
    data = (folder / book["file"]).read_bytes()
    file = File(data, book["file"], book["register"], book["office"], answers)
    by = make.actor(authority="la-houaphanh", side=Side.LA)
    return services.try_out(file, by=by, on=LATER)


def truth(folder: Path, book: dict[str, Any]) -> dict[str, dict[str, Any]]:
    text = (folder / "truth" / f"{book['file']}.json").read_text("utf-8")
    return {record["number"]: record for record in json.loads(text)}


def composed(found: Read) -> list[Core]:
    return [entry.core for entries in found.composed.entries.values() for entry in entries]


def test_without_answers_exactly_the_planted_doubts_are_open(folder: Path) -> None:
    for book in manifest(folder):
        found = read(folder, book, answered=False)

        asked = {(one["sheet"], one["cell"]) for one in found.doubts}
        assert asked == {(one["sheet"], one["cell"]) for one in book["doubts"]}, book["file"]
        assert not found.refusals, book["file"]
        assert not [one for one in found.notes if one["code"] == "head-unknown"], book["file"]


def test_each_patrol_is_read_as_it_was_meant(folder: Path) -> None:
    read_ones = 0
    for book in manifest(folder):
        meant = truth(folder, book)
        for patrol in composed(read(folder, book)):
            if not isinstance(patrol, Patrol):
                continue
            record = meant[patrol.number]
            read_ones += 1
            days = (patrol.started_on.isoformat(), patrol.ended_on.isoformat())
            assert days == (record["started_on"], record["ended_on"])
            section = (patrol.section_from, patrol.section_to)
            assert section == (record["marker_from"], record["marker_to"])
            assert {side.upper(): n for side, n in patrol.participants.items()} == (
                record["participants"]
            )
            assert patrol.office == record["teams"]["LA"]
            assert {side.upper(): rank for side, rank in patrol.leaders.items()} == (
                record["leader_ranks"]
            )
    assert read_ones == 22


def test_each_case_keeps_what_the_lao_office_counted_or_weighed(folder: Path) -> None:
    (book,) = [book for book in manifest(folder) if book["kind"] == "coordinated-cases"]
    meant = truth(folder, book)

    cases = composed(read(folder, book))

    assert len(cases) == len(meant) == 6
    for case in cases:
        assert isinstance(case, Case)
        record = meant[case.number]
        assert case.opened_on.isoformat() == record["on"]
        assert case.coordinated_with == ["vn-son-la"]
        assert len(case.subjects) == len(record["subjects"])
        read_ones = [
            (one.item.value, one.amounts[0].value, one.amounts[0].unit) for one in case.exhibits
        ]
        assert read_ones == [(e["item"], e["quantity"], e["unit"]) for e in record["exhibits"]]
        assert case.offence == ("other" if case.number.startswith("ຄດ-06") else "drugs")
