"""What reading a file noticed and settled, and who settled it: in the report and on the page."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from saphan.accounts.choices import Role
from saphan.intake import services
from saphan.intake.models import Upload
from saphan.intake.reading.outcome import Settled
from tests import make, visits

TODAY = date(2025, 8, 12)
HEADS = (
    ("Số biên bản", "Thời gian", "", "Đoạn biên giới", "", "Phía Việt Nam", "Phía Lào"),
    ("", "Từ ngày", "Đến ngày", "Từ mốc", "Đến mốc", "Quân số", "Quân số"),
)
ROWS = (
    ("01/BB", "5/2/25", date(2025, 2, 7), "242", "246", 12, 10),
    ("02/BB", date(2025, 3, 5), date(2025, 3, 7), "242", "246", 14, 10),
    ("Cộng", "", "", "", "", 26, 20),
)
ANSWER = "2025-02-05"


@pytest.fixture
def held(db: None) -> Upload:
    """A file with a hidden sheet, a total that holds and a short year, which waits."""
    visits.person()
    book, data = Workbook(), io.BytesIO()
    for row in (*HEADS, *ROWS):
        book.worksheets[0].append(row)
    for cells in ("A1:A2", "B1:C1", "D1:E1"):
        book.worksheets[0].merge_cells(cells)
    book.create_sheet("Nháp").sheet_state = "hidden"
    book["Nháp"].append(("ghi chú",))
    book.save(data)
    file = services.File(data.getvalue(), "a.xlsx", "security")
    held, _found = services.receive(file, by=make.actor("officer"), on=TODAY)
    return held


def settle(held: Upload) -> services.Read:
    """One cell by an answer; another as if its column's unit had left one reading."""
    by = make.actor("registrar", name="Bùi Thị Sen")
    found = services.settle(held, {"Sheet!B3": ANSWER}, by=by, on=TODAY)
    found.outcome.settled.insert(0, Settled("Sheet", "F4", "14", "14", "unit"))
    held.report = {**held.report, **found.report()}
    held.save()
    return found


def page(client: Client, held: Upload) -> str:
    return client.get(reverse("intake:file", args=[held.pk])).content.decode()


def test_a_report_tells_what_was_noticed_and_which_totals_hold(held: Upload) -> None:
    noticed = {(note["sheet"], note["code"]) for note in held.report["notes"]}
    totals = {note["cell"] for note in held.report["notes"] if note["code"] == "total-holds"}

    assert ("Nháp", "sheet-hidden") in noticed
    assert totals == {"F5", "G5"}


def test_a_report_tells_which_cells_were_settled_how_and_by_whom(held: Upload) -> None:
    report = settle(held).report()

    told = {one["cell"]: (one["label"], one["why"], one["by"]) for one in report["settled"]}
    assert told == {"B3": (ANSWER, "answer", "Bùi Thị Sen"), "F4": ("14", "unit", "")}
    assert report["settled"][0]["cell"] == "B3"
    assert report["settled_in_all"] == 2


def test_an_answer_that_came_with_the_file_is_its_senders(held: Upload) -> None:
    file = services.File(bytes(held.data), "a.xlsx", "security", answers={"Sheet!B3": ANSWER})

    told = services.try_out(file, by=make.actor("sender", name="Lò Văn Pọng"), on=TODAY)

    assert told.report()["settled"][0]["by"] == "Lò Văn Pọng"


def test_the_page_of_a_file_shows_both(held: Upload) -> None:
    settle(held)

    shown = page(visits.at_work(Role.CLEARER), held)

    assert "Noticed while reading" in shown
    assert "The sheet is hidden; it was not read." in shown
    assert "The rows add up to the total, 26." in shown
    assert "Bùi Thị Sen" in shown
    assert "the unit and the limits of the column" in shown


def test_who_may_not_read_persons_sees_places_and_no_texts(held: Upload) -> None:
    settle(held)
    client = visits.at_work(Role.LEADER)

    shown = page(client, held)
    told = client.get(reverse("api:upload", args=[held.pk])).json()

    assert "Sheet!B3" in shown
    assert ANSWER not in shown
    assert "Cộng" not in str(told["notes"])
    assert {(one["text"], one["label"]) for one in told["settled"]} == {("", "")}


def test_a_long_list_of_settled_cells_says_how_many_more(
    held: Upload, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("saphan.intake.services.uploads.MOST_SETTLED", 1)

    settle(held)

    assert len(held.report["settled"]) == 1
    assert "1 more cell was settled" in page(visits.at_work(Role.CLEARER), held)
