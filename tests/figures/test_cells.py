"""Cells: one size of the journal for a table, documents counted once."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saphan.bilateral.models import View
from saphan.figures import cells
from saphan.figures.compiler import Question
from saphan.figures.registry import CATALOGUE
from saphan.figures.standing import View as Whose
from saphan.kernel.periods import Period
from saphan.kernel.refusals import Refused
from saphan.ledger import journals
from saphan.ledger.seal import seal_many
from tests import make
from tests.figures import bank

pytestmark = pytest.mark.django_db
YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))


def seal_two() -> None:
    entries = [make.patrol_entry(), make.patrol_entry(ended_on=date(2025, 3, 2))]
    seal_many(entries, clearance=make.clearance())


def test_every_cell_of_a_table_speaks_for_one_size_of_the_journal() -> None:
    seal_two()

    found = cells.table(authority="vn-son-la", period=YEAR)

    assert {cell.as_of for cell in found} == {journals.size()} == {2}


def test_a_table_asks_for_the_size_of_the_journal_once() -> None:
    seal_two()

    with CaptureQueriesContext(connection) as seen:
        cells.table(authority="vn-son-la", period=YEAR)

    assert sum("ledger_journalline" in query["sql"] for query in seen.captured_queries) == 1


def test_a_word_that_is_no_breakdown_is_refused_and_not_answered_with_nothing() -> None:
    with pytest.raises(Refused, match="colour") as refused:
        cells.table(authority="vn-son-la", period=YEAR, by=("colour",))

    assert refused.value.code == "no-such-breakdown"


def test_classes_need_two_statements_however_many_they_are() -> None:
    seal_two()
    question = Question(CATALOGUE["security.patrols-joint"], "vn-son-la", YEAR, as_of=2)

    with CaptureQueriesContext(connection) as seen:
        found = cells.compute_by(question, ("month",))

    assert len(seen) == 2
    assert {cell.within["month"]: cell.documents for cell in found if cell.documents} == {
        "2025-02": 1,
        "2025-03": 1,
    }


def test_a_month_in_which_nothing_happened_is_nought_and_stands_in_its_place() -> None:
    seal_two()
    question = Question(CATALOGUE["security.patrols-joint"], "vn-son-la", YEAR)

    found = cells.compute_by(question, ("month",))

    values = [(cell.within["month"], cell.components[0].text) for cell in found]
    assert values == [
        (f"2025-{month:02}", "1" if month in (2, 3) else "0") for month in range(1, 13)
    ]


def test_a_month_of_what_nobody_counted_is_missing_and_never_nought() -> None:
    question = Question(CATALOGUE["crossings.goods"], "vn-son-la", YEAR)

    found = cells.compute_by(question, ("month",))

    assert {(cell.status, cell.components[0].text) for cell in found} == {("missing", None)}
    assert len(found) == 12


def test_two_dimensions_give_each_class_every_month() -> None:
    seal_two()

    (*found,) = cells.table(
        authority="vn-son-la",
        period=YEAR,
        codes=["security.patrol-participants"],
        by=("month", "side"),
    )

    assert len(found) == 12 * 2
    assert {tuple(cell.within) for cell in found} == {("month", "side")}
    assert {
        cell.id.partition("#")[2]: cell.components[0].text for cell in found if cell.documents
    } == {
        "month=2025-02&side=LA": "12",
        "month=2025-02&side=VN": "12",
        "month=2025-03&side=LA": "12",
        "month=2025-03&side=VN": "12",
    }
    assert all(cells.compute(cells.question_of(cell.id)) == cell for cell in found)


def test_too_many_months_are_refused_and_not_counted_out() -> None:
    ages = Period(date(1, 1, 1), date(9999, 12, 31))

    with pytest.raises(Refused) as refused:
        cells.table(authority="vn-son-la", period=ages, by=("month",))

    assert refused.value.code == "too-many-months"


@pytest.mark.parametrize(
    "classes",
    [
        "month=2025-13",
        "month=2026-01",
        "month=2025-1",
        "office=nowhere",
        "side=XX",
        "month=2025-02&office=nowhere",
        "item=heroin",
    ],
)
def test_a_class_that_cannot_be_is_an_unknown_cell_and_not_an_empty_one(classes: str) -> None:
    seal_two()
    whole = cells.compute(Question(CATALOGUE["security.patrols-joint"], "vn-son-la", YEAR))

    with pytest.raises(Refused) as refused:
        cells.question_of(f"{whole.id}#{classes}")

    assert refused.value.code == "unknown-cell"


def test_a_patrol_of_both_sides_is_one_document_of_each_side() -> None:
    seal_two()
    question = Question(CATALOGUE["security.patrol-participants"], "vn-son-la", YEAR)

    found = cells.compute_by(question, ("side",))

    assert {cell.within["side"]: cell.documents for cell in found} == {"VN": 2, "LA": 2}
    assert cells.compute(question).documents == 2


def test_nothing_sealed_is_nothing_counted() -> None:
    cell = cells.compute(Question(CATALOGUE["security.patrols-joint"], "vn-son-la", YEAR))

    assert (cell.documents, cell.components[0].text, cell.as_of) == (0, "0", 0)


def test_an_agreed_patrol_that_is_objected_to_counts_and_makes_its_cell_disputed() -> None:
    bank.peer()
    fact = bank.Counted("patrol", date(2025, 2, 7), "patrol", 1, {"joint": "yes"})
    first, second = bank.state(fact), bank.state(fact, authority=bank.THEIRS)
    bank.stand(View.JOINT, first, matter="m")
    bank.stand(View.JOINT, second, matter="n")
    bank.contest("n", second)
    question = Question(CATALOGUE["security.patrols-joint"], "vn-son-la", YEAR, view=Whose.JOINT)

    cell = cells.compute(question)

    assert (cell.components[0].text, cell.status, cell.contested) == ("2", "disputed", 1)
    assert cell.as_json()["contested"] == 1
    assert {c.within["month"]: c.contested for c in cells.compute_by(question, ("month",))}[
        "2025-02"
    ] == 1


def test_what_is_never_exchanged_is_missing_in_the_other_views() -> None:
    bank.peer()
    bank.stand(
        View.THEIRS,
        bank.state(bank.Counted("case", date(2025, 2, 7), "case", 1, {"coordinated": "no"})),
        matter="m",
    )

    for view in (Whose.JOINT, Whose.COUNTERPART):
        asked = Question(CATALOGUE["security.cases"], "vn-son-la", YEAR, view=view)
        cell = cells.compute(asked)

        assert (cell.status, cell.components[0].text, cell.documents) == ("missing", None, 0)
        assert cells.contributions(asked) == []
