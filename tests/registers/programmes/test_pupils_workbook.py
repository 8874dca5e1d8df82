"""The pupils' workbook of an office, whole: list, payments, one doubtful cell."""

from __future__ import annotations

from datetime import date

import pytest

from saphan.figures import cells
from saphan.figures.compiler import Question
from saphan.figures.registry import CATALOGUE
from saphan.kernel.periods import Period
from saphan.ledger.rebuild import rebuild
from saphan.registers.programmes import models
from tests.registers.programmes import make_programmes as make

pytestmark = pytest.mark.django_db


def test_the_doubtful_payment_waits_with_both_readings(workbook: make.Workbook) -> None:
    _held, found = make.receive(make.Workbook(workbook.name, workbook.data))

    assert [(d["cell"], d["readings"]) for d in found.doubts] == [("D115", ["500", "500000"])]
    assert found.refusals == []


def test_the_whole_file_becomes_a_programme_and_fourteen_months(workbook: make.Workbook) -> None:
    _held, found = make.receive(workbook)
    assert (found.doubts, found.refusals) == ([], [])

    refs = make.imported(workbook)

    assert len(refs) == 1 + 14
    assert models.Beneficiary.objects.exclude(guardian="").exclude(relation="").count() == 13
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


def a_list(*rows: tuple[object, ...], title: str = "“Nâng bước em tới trường”") -> make.Workbook:
    return make.table(title, ("Họ và tên", "Năm sinh", "Mức hỗ trợ", "Từ ngày", "Đến ngày"), *rows)


def payments(*rows: tuple[object, ...], title: str = "") -> make.Workbook:
    return make.table(title, ("Tháng", "Họ và tên học sinh", "Số tiền", "Ngày chi"), *rows)


def codes(book: make.Workbook) -> list[tuple[object, object]]:
    found = make.receive(book)[1]
    return [(one["cell"], one["code"]) for one in (*found.doubts, *found.refusals)]


SEPTEMBER = date(2024, 9, 5)
TWO = (("Noy", 2014, 500_000, SEPTEMBER, None), ("Bun Mi", 2015, 500_000, SEPTEMBER, None))


@pytest.mark.usefixtures("authorities")
def test_a_list_that_comes_again_changes_only_what_changed() -> None:
    (first,) = make.imported(a_list(*TWO))

    assert make.receive(a_list(*TWO, title="Again “Nâng bước em tới trường”"))[1].entries == 0
    (second,) = make.imported(
        a_list(
            ("Noy", 2014, 500_000, SEPTEMBER, date(2025, 5, 31)),
            ("Xua", 2016, 500_000, date(2025, 6, 1), None),
        )
    )

    assert (second.uid, second.version) == (first.uid, 2)
    held = models.Beneficiary.objects.order_by("position").values_list("child", "name", "until")
    assert list(held) == [
        ("p1", "Noy", date(2025, 5, 31)),
        ("p2", "Bun Mi", None),
        ("p3", "Xua", None),
    ]


@pytest.mark.usefixtures("authorities")
@pytest.mark.parametrize(
    "book, told",
    [
        (a_list(*TWO, title="Danh sách"), [("A3", "no-programme"), ("A4", "no-programme")]),
        (
            a_list(TWO[0], ("Xua", 2016, 600_000, SEPTEMBER, None)),
            [("C4", "rate-differs")],
        ),
        (payments(("T9/2024", "Noy", 500_000, SEPTEMBER)), [("B3", "unknown-programme")]),
    ],
)
def test_what_a_list_does_not_say_is_refused_at_its_cell(
    book: make.Workbook, told: list[tuple[str, str]]
) -> None:
    assert codes(book) == told


@pytest.mark.usefixtures("authorities")
@pytest.mark.parametrize(
    "row, told",
    [
        (("T9/2024", "Nobody", 500_000, SEPTEMBER), [("B3", "unknown-pupil")]),
        (("T8/2024", "Noy", 500_000, SEPTEMBER), [("B3", "not-supported-then")]),
        (("T9/2024", "Noy", 450_000, SEPTEMBER), [("C3", "not-the-rate")]),
        ((2024, "Noy", 500_000, SEPTEMBER), [("A3", "bad-month")]),
        (("T9/2024", "noy", 500_000, None), []),
    ],
)
def test_a_payment_is_held_against_its_programme(
    row: tuple[object, ...], told: list[tuple[str, str]]
) -> None:
    make.imported(a_list(*TWO))

    assert codes(payments(row)) == told


@pytest.mark.usefixtures("authorities")
def test_a_month_is_completed_and_another_amount_asked_about() -> None:
    make.imported(a_list(*TWO))
    make.imported(
        payments(("T9/2024", "Noy", 500_000, SEPTEMBER), ("T9/2024", "Bun Mi", 500_000, None))
    )

    later = payments(
        ("T9/2024", "Noy", 500_000, date(2024, 9, 6)),
        ("T9/2024", "Bun Mi", 500_000, date(2024, 10, 1)),
    )

    assert codes(later) == [("C3", "payment-differs")]
    make.imported(make.Workbook("later.xlsx", later.data, {"Sheet!C3": "recorded"}))
    held = models.PaymentLine.objects.order_by("position").values_list("paid_on", flat=True)
    assert list(held) == [SEPTEMBER, date(2024, 10, 1)]


@pytest.mark.usefixtures("authorities")
def test_of_two_pupils_of_one_name_the_one_paid_is_chosen() -> None:
    make.imported(a_list(TWO[0], ("Noy", 2016, 500_000, SEPTEMBER, None)))
    book = payments(("T9/2024", "Noy", 500_000, SEPTEMBER))

    found = make.receive(book)[1]

    assert [(d["code"], d["readings"]) for d in found.doubts] == [("two-pupils", ["p1", "p2"])]
    make.imported(make.Workbook("chosen.xlsx", book.data, {"Sheet!B3": "p2"}))
    assert models.PaymentLine.objects.get().child == "p2"
