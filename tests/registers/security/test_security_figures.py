"""Sixteen workbooks in: the published figures out, each opened and added up again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from saphan.figures import cells
from saphan.figures.cells import Cell
from saphan.figures.compiler import Question
from saphan.figures.registry import CATALOGUE
from saphan.kernel.periods import Period
from saphan.kernel.units import UNITS
from saphan.ledger import reading
from saphan.ledger.rebuild import rebuild
from saphan.registers.security.figures import FIGURES
from tests.registers.security.offices_files import truth

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("imported")]

PERIOD = Period(date(2024, 7, 1), date(2025, 8, 12))
PUBLISHED = {
    "security.patrols-joint": {"patrol": "21"},
    "security.patrol-participants": {"person": "470"},
    "security.cases": {"case": "58"},
    "security.subjects": {"person": "71"},
    "security.seized.heroin": {"cake": "8", "g": "111.22"},
    "security.seized.synthetic-drug": {"pill": "683013"},
    "security.seized.crystal-meth": {"kg": "2.001"},
    "security.seized.ketamine": {"kg": "1"},
    "security.seized.opium-resin": {"g": "971.36"},
    "security.seized.firecrackers": {"kg": "432"},
    "security.seized.gun": {"item": "1"},
    "security.seized.bullet": {"item": "1"},
    "security.seized.gunpowder": {"g": "360"},
    "security.seized.car": {"item": "3"},
    "security.seized.motorbike": {"item": "18"},
    "security.seized.mobile-phone": {"item": "29"},
    "security.seized.cash": {"VND": "110840000"},
    "security.coordinated.cases": {"case": "6"},
    "security.coordinated.subjects": {"person": "7"},
    "security.coordinated.seized.heroin": {"g": "5"},
    "security.coordinated.seized.synthetic-drug": {"pill": "4878"},
    "security.coordinated.seized.motorbike": {"item": "1"},
    "security.coordinated.seized.mobile-phone": {"item": "2"},
}
"""Rows 11 to 32 of the published table."""


def question(code: str, **within: str) -> Question:
    return Question(CATALOGUE[code], "vn-son-la", PERIOD, within)


def shown(cell: Cell) -> dict[str, str | None]:
    return {amount.unit: amount.text for amount in cell.components}


def added_up(found: Iterable[cells.Contribution]) -> Counter[str]:
    sums: Counter[str] = Counter()
    for each in found:
        sums[each.unit] += each.amount
    return sums


def base_amounts(cell: Cell) -> Counter[str]:
    return Counter(
        {
            UNITS[amount.unit].base: amount.quantity.amount
            for amount in cell.components
            if amount.quantity and amount.quantity.amount
        }
    )


def test_every_record_of_every_file_is_sealed(imported: dict[str, int]) -> None:
    assert list(imported.values()) == [21, 4, 5, 5, 5, 3, 3, 5, 4, 4, 5, 6, 4, 5, 6, 5]


@pytest.mark.parametrize("code", PUBLISHED)
def test_a_figure_is_what_was_published(code: str) -> None:
    assert shown(cells.compute(question(code))) == PUBLISHED[code]


@pytest.mark.parametrize("code", [figure.code for figure in FIGURES])
def test_evidence_adds_up_to_the_cell_and_to_each_class_of_it(code: str) -> None:
    whole = question(code)

    assert added_up(cells.contributions(whole)) == base_amounts(cells.compute(whole))
    for dimension in whole.figure.breakdowns:
        classes = cells.compute_by(whole, (dimension,))
        total: Counter[str] = Counter()
        for cell in classes:
            opened = added_up(cells.contributions(cells.question_of(cell.id)))
            assert opened == base_amounts(cell)
            total += opened
        assert total == base_amounts(cells.compute(whole)), dimension


def test_each_case_is_counted_for_the_office_that_handled_it() -> None:
    by_office = cells.compute_by(question("security.cases"), ("office",))

    assert {cell.within["office"]: shown(cell)["case"] for cell in by_office} == {
        "son-la/don-chieng-khuong": "11",
        "son-la/don-long-sap": "16",
        "son-la/don-nam-lanh": "9",
        "son-la/phong-pctp": "22",
    }


def test_a_patrol_counts_for_the_station_that_walked_it(demo_folder: Path) -> None:
    walked = Counter(one["teams"]["VN"] for one in truth(demo_folder, "patrol"))

    by_office = cells.compute_by(question("security.patrols-joint"), ("office",))

    assert {c.within["office"]: int(shown(c)["patrol"] or 0) for c in by_office} == walked


def test_people_handed_back_are_in_no_figure_of_cases() -> None:
    facts = {figure.fact for figure in FIGURES}

    assert "handback.person" not in facts
    assert len(list(reading.every(current=True, kinds=["security.handback"]))) == 5


def test_rebuilding_rows_and_facts_changes_nothing() -> None:
    tables = [*rebuild("rows"), *rebuild("facts")]

    assert all(table.unchanged for table in tables)
    assert {t.table for t in tables if t.rows} >= {
        "security_case", "security_casesubject", "security_caseexhibit", "security_custodystep",
        "security_handback", "security_handbacksubject", "security_patrol",
    }  # fmt: skip


def test_the_records_say_what_the_files_truly_hold(demo_folder: Path) -> None:
    expected = truth(demo_folder, "case", "coordinated-case")
    sealed = {one.record.core["number"]: one.record for one in _cases()}

    assert len(sealed) == len(expected) == 64
    for one in expected:
        record = sealed[one["number"]]
        assert _as_truth(record.core, record.persons, one) == _comparable(one), one["number"]


def _cases() -> list[Any]:
    return list(reading.every(current=True, kinds=["security.case"]))


def _as_truth(core: Any, persons: Any, one: dict[str, Any]) -> dict[str, Any]:
    named = [(s, persons[s["id"]]) for s in core.get("subjects", [])]
    return {
        "head": (core["opened_on"], core["office"], core["place"], core["act"], core["decision"]),
        "with": core.get("coordinated_with", []),
        "subjects": [_subject(s, person, one) for s, person in named],
        "exhibits": [x for e in core.get("exhibits", []) for x in _exhibit(e, one)],
        "custody": [
            (s["on"], s["giver"], s["receiver"], s["note"], s["minutes"])
            for s in core.get("custody", [])
        ],
    }


def _subject(subject: Any, person: Any, one: dict[str, Any]) -> tuple[str, ...]:
    coordinated = bool(one["partner"])
    said = (person["name"], subject["sex"], subject["nationality"], person["birth"])
    apart = person["name_lo"] if coordinated else person["ethnicity"]
    return (*said, apart, person["address"], person["document"])


def _exhibit(exhibit: Any, one: dict[str, Any]) -> list[tuple[str, ...]]:
    """Each amount, with those words of the truth that the officer's words hold."""
    weighed = exhibit.get("weighed") or {"value": ""}
    notes = {e["note"] for e in one["exhibits"] if e["note"] and e["note"] in exhibit["written"]}
    return [
        (exhibit["item"], a["value"], a["unit"], "".join(notes), weighed["value"])
        for a in exhibit["amounts"]
    ]


def _comparable(one: dict[str, Any]) -> dict[str, Any]:
    coordinated = bool(one["partner"])
    return {
        "head": (one["on"], one["office"], one["place"], one["act"], one["result"]),
        "with": ["la-houaphanh"] if coordinated else [],
        "subjects": [
            (
                s["name"], s["sex"], s["nationality"], str(s["birth_year"]),
                s["name_lo"] if coordinated else s["people"], s["address"],
                f"{s['document_type']} {s['document_number']}",
            )
            for s in one["subjects"]
        ],
        "exhibits": [
            (e["item"], e["quantity"], e["unit"], e["note"], e["weighed_g"])
            for e in one["exhibits"]
        ],
        "custody": [
            (c["on"], c["from"], c["to"], c["what"], c["minutes"]) for c in one["custody"]
        ],
    }  # fmt: skip


def test_the_patrols_say_what_the_file_truly_holds(demo_folder: Path) -> None:
    sealed = [one.record.core for one in reading.every(current=True, kinds=["security.patrol"])]
    said = {
        (p["number"], p["started_on"]): (
            p["ended_on"], p["section_from"], p["section_to"], p["participants"], p["office"],
            p["leaders"], p["findings"],
        )
        for p in sealed
    }  # fmt: skip

    assert said == {
        (p["number"], p["started_on"]): (
            p["ended_on"], p["marker_from"], p["marker_to"], _lower(p["participants"]),
            p["teams"]["VN"], _lower(p["leader_ranks"]), p["findings"],
        )
        for p in truth(demo_folder, "patrol")
    }  # fmt: skip


def _lower(by_side: dict[str, Any]) -> dict[str, Any]:
    return {side.lower(): value for side, value in by_side.items()}


def test_the_hand_backs_say_what_the_file_truly_holds(demo_folder: Path) -> None:
    sealed = [one.record for one in reading.every(current=True, kinds=["security.handback"])]
    said = {
        r.core["number"]: (
            r.core["found_on"], r.core["on"], r.core["place"], r.core["act_written"],
            r.core["article"], r.core["receiver"], r.persons["s1"]["name"],
            r.persons["s1"]["birth"], r.core["subjects"][0]["sex"],
            r.core["subjects"][0]["nationality"],
        )
        for r in sealed
    }  # fmt: skip

    assert said == {
        h["minutes"]: (
            h["found_on"], h["handed_back_on"], h["place"], h["act"], h["legal_basis"],
            "VN" if h["received_by"].startswith("son-la") else "LA", h["person"]["name"],
            str(h["person"]["birth_year"]), h["person"]["sex"], h["person"]["nationality"],
        )
        for h in truth(demo_folder, "hand-back")
    }  # fmt: skip


def test_each_day_and_number_is_told_apart() -> None:
    numbers = sorted(one.record.core["number"] for one in _cases())

    assert all(len(list(same)) == 1 for _, same in groupby(numbers))
