"""The pupils' workbook of an office, whole: list, payments, one doubtful cell."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from saphan.accounts.services import Loaded, load_authorities
from saphan.figures import cells
from saphan.figures.compiler import Question
from saphan.figures.registry import CATALOGUE
from saphan.kernel.periods import Period
from saphan.ledger.rebuild import rebuild
from saphan.registers.programmes import models
from tests.registers.programmes import make_programmes as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def authorities(db: None) -> Loaded:
    return load_authorities()


@pytest.fixture
def workbook(tmp_path: Path) -> make.Workbook:
    return make.workbook(tmp_path)


def test_the_doubtful_payment_waits_with_both_readings(workbook: make.Workbook) -> None:
    _held, found = make.receive(make.Workbook(workbook.name, workbook.data))

    assert [(d["cell"], d["readings"]) for d in found.doubts] == [("D115", ["500", "500000"])]
    assert found.refusals == []


def test_the_whole_file_becomes_a_programme_and_fourteen_months(workbook: make.Workbook) -> None:
    _held, found = make.receive(workbook)
    assert (found.doubts, found.refusals) == ([], [])

    refs = make.imported(workbook)

    assert len(refs) == 1 + 14
    assert models.Beneficiary.objects.count() == 13
    assert models.PaymentLine.objects.count() == 160
    programme = models.Support.objects.get()
    assert (programme.code, programme.name_en, programme.rate) == (
        "nang-buoc-em-toi-truong",
        "Helping children go to school",
        500_000,
    )
    assert models.Beneficiary.objects.filter(office="son-la/don-long-sap").count() == 5


def test_the_published_figures_come_out_of_the_file(workbook: make.Workbook) -> None:
    make.imported(workbook)

    assert make.value("pupils-supported") == "12"
    assert make.value("pupil-support-rate") == "500000"
    assert make.value("pupil-support-paid", make.PERIOD) == "80000000"
    assert make.value("pupils-supported", Period(date(2024, 8, 1), date(2024, 8, 31))) == "8"


@pytest.mark.parametrize("name", ["pupils-supported", "pupil-support-rate", "pupil-support-paid"])
def test_evidence_adds_up_and_a_rebuild_changes_nothing(workbook: make.Workbook, name: str) -> None:
    make.imported(workbook)

    question = Question(CATALOGUE[f"programmes.{name}"], "vn-son-la", make.PERIOD)
    (amount,) = cells.compute(question).components

    assert amount.quantity is not None
    assert sum(each.amount for each in cells.contributions(question)) == amount.quantity.amount
    assert all(table.unchanged for table in rebuild("rows") + rebuild("facts"))
