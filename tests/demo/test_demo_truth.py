"""The records behind the workbooks add up to what the press published, and to nothing by chance."""

import csv
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

import pytest

from demo import workbooks
from demo.offices import offices
from demo.sheets import Book
from demo.sums import figures

PUBLISHED = Path(__file__).parents[3] / "shared" / "figures.csv"
# What the press wrote on the talks of 12 August 2025.
REPORT = {
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
    "crossings.entries": {"entry": "38385"},
    "crossings.exits": {"exit": "38608"},
    "crossings.entries-border-area": {"entry": "34814"},
    "crossings.exits-border-area": {"exit": "30332"},
    "programmes.pupils-supported": {"person": "12"},
    "programmes.pupil-support-rate": {"VND/month": "500000"},
    "agreements.contents-agreed": {"commitment": "8"},
    "agreements.instruments-signed": {"document": "1"},
}


type Records = Callable[..., list[dict[str, Any]]]


@pytest.fixture(scope="module")
def records(demo_books: list[Book]) -> Records:
    """Return the records of the named kinds."""

    def of(*kinds: str) -> list[dict[str, Any]]:
        every = chain.from_iterable(book.records for book in demo_books)
        return [record for record in every if record["kind"] in kinds]

    return of


def sums(books: list[Book]) -> dict[str, dict[str, str]]:
    return figures(chain.from_iterable(book.records for book in books))


def test_the_records_add_up_to_the_press_report_and_to_no_other_figure(
    demo_books: list[Book],
) -> None:
    assert sums(demo_books) == REPORT


def test_another_seed_makes_other_records_with_the_same_sums(
    demo_books: list[Book],
) -> None:
    other = workbooks.books(7)

    assert other[0].records != demo_books[0].records
    assert sums(other) == REPORT


@pytest.mark.skipif(not PUBLISHED.exists(), reason="the table of published figures is not here")
def test_the_records_add_up_to_rows_11_to_41_of_the_published_table(
    demo_books: list[Book],
) -> None:
    counted = sums(demo_books)
    with PUBLISHED.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if 11 <= int(row["row"]) <= 41]

    stated = [row for row in rows if row["qualifier"] != "missing"]

    for row in stated:
        assert Decimal(counted[row["code"]][row["unit"]]) == Decimal(row["value"]), row
    assert {row["code"] for row in stated} == set(counted)
    assert {row["code"] for row in rows} - set(counted) == {"crossings.goods"}


def test_no_act_lies_outside_the_period_of_the_talks(records: Records) -> None:
    first, last = date(2024, 7, 1).isoformat(), date(2025, 8, 12).isoformat()
    acts = records("patrol", "case", "coordinated-case", "movement", "hand-back", "payment")

    days = {
        record[key]
        for record in acts
        for key in ("on", "started_on", "ended_on", "found_on", "handed_back_on", "paid_on")
        if key in record
    }

    assert min(days) >= first
    assert max(days) <= last


def test_case_numbers_and_patrol_numbers_are_given_once(records: Records) -> None:
    numbers = [record["number"] for record in records("patrol", "case", "coordinated-case")]

    assert len(numbers) == len(set(numbers)) == 21 + 58 + 6


def test_nobody_passes_a_gate_twice_in_one_direction_in_one_minute(records: Records) -> None:
    keys = ("gate", "on", "at", "direction", "document_number")
    seen = {tuple(record[key] for key in keys) for record in records("movement")}

    assert len(seen) == 76_993


def test_a_document_number_belongs_to_one_traveller(records: Records) -> None:
    owners = {(m["document_number"], m["name"], m["birth_year"]) for m in records("movement")}

    assert len(owners) == len({number for number, _, _ in owners})


def test_no_identity_number_could_have_been_issued(records: Records) -> None:
    people = chain.from_iterable(r["subjects"] for r in records("case", "coordinated-case"))

    assert {one["document_number"][:3] for one in people} == {"000", "00-"}


def test_every_office_that_a_record_names_is_listed(
    demo_books: list[Book], records: Records
) -> None:
    named = {record["office"] for record in records("case", "pupil", "coordinated-case")}
    named |= {unit for patrol in records("patrol") for unit in patrol["teams"].values()}
    named |= {record["partner"] for record in records("coordinated-case")}
    named |= {book.office for book in demo_books}

    assert named <= set(offices())


def test_coordinated_cases_name_their_lao_partner_and_own_cases_none(records: Records) -> None:
    assert all(record["partner"].startswith("houaphanh/") for record in records("coordinated-case"))
    assert not any(record["partner"] for record in records("case"))


def test_custody_begins_on_the_day_of_the_seizure_and_goes_forward(records: Records) -> None:
    chains = [(case["on"], case["custody"]) for case in records("case") if case["custody"]]

    assert len(chains) == 22
    for on, steps in chains:
        days = [step["on"] for step in steps]
        assert days[0] == on
        assert days == sorted(days)
        assert all(before["to"] == after["from"] for before, after in pairwise(steps))
