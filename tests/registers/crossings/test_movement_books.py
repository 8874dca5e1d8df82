"""The gates' books: the demo's files as offices send them, and small ones with one trouble each."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from saphan.figures import cells, evidence
from saphan.figures.compiler import Question
from saphan.figures.registry import CATALOGUE
from saphan.intake import services
from saphan.intake.services import File, Read
from saphan.kernel.periods import Period
from saphan.ledger.models import JournalLine
from saphan.ledger.rebuild import rebuild
from saphan.registers.crossings import documents
from saphan.registers.crossings.models import Movement, Tally
from tests import make
from tests.registers.crossings.make_crossings import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("authorities", "gates")]

PERIOD = Period(date(2024, 7, 1), TODAY)
LONG_SAP = "son-la/tram-kiem-soat-long-sap"
HEAD = "Ngày;Giờ;Chiều;Họ tên;Quốc tịch;Năm sinh;Loại giấy tờ;Số giấy tờ;Đối tượng;Phương tiện;BKS"
LINE = "01/07/2025;07:30;N;Lò Thị Mây;VNM;1981;Hộ chiếu;C1;CDBG;;"


def works(folder: Path, number: int) -> dict[str, Any]:
    listed = json.loads((folder / "manifest.json").read_text("utf-8"))["workbooks"]
    return next(work for work in listed if work["file"].startswith(f"{number:02}_"))


def demo_file(folder: Path, number: int, *, office: str | None = None) -> File:
    work = works(folder, number)
    answers = json.loads((folder / work["answers"]).read_text("utf-8")) if work["answers"] else {}
    sender = work["office"] if office is None else office
    return File((folder / work["file"]).read_bytes(), work["file"], "crossings", sender, answers)


def book(*lines: str, head: str = HEAD, office: str = LONG_SAP, **answers: str) -> File:
    text = "\n".join((head, *lines))
    return File(text.encode(), "book.csv", "crossings", office, answers)


def take(file: File) -> Read:
    """Receive and, when nothing is doubtful, clear."""
    held, found = services.receive(file, by=make.actor("sender"), on=TODAY)
    if found.clean:
        services.clear_upload(held, by=make.actor("clearer"), on=TODAY)
    return found


def told(found: Read) -> list[tuple[object, object]]:
    return [(one["cell"], one["code"]) for one in (*found.doubts, *found.refusals)]


def truth(folder: Path, number: int) -> Counter[tuple[str, ...]]:
    """Each movement of a file as its generator means it; two of the gates write down no goods."""
    name = works(folder, number)["file"]
    listed = json.loads((folder / "truth" / f"{name}.json").read_text("utf-8"))
    return Counter(
        (
            f"gate-{one['gate']}",
            one["on"],
            one["at"],
            one["direction"],
            "other" if one["resident_class"] == "other" else "border",
            one["nationality"],
            one["name"],
            str(one["birth_year"]),
            one["document_number"],
            one["plate"],
        )
        for one in listed
    )


def recorded() -> Counter[tuple[str, ...]]:
    rows: Iterable[Any] = Movement.objects.all()
    return Counter(
        (
            row.gate,
            row.on.isoformat(),
            f"{row.at:%H:%M}",
            row.direction,
            row.resident,
            row.nationality,
            row.name,
            row.birth,
            row.document,
            row.plate,
        )
        for row in rows
    )


@pytest.mark.parametrize("number", [18, 24, 31, 33])
def test_every_row_of_an_offices_file_is_the_movement_it_means(
    demo_folder: Path, number: int
) -> None:
    take(demo_file(demo_folder, number))

    assert recorded() == truth(demo_folder, number)


def test_a_month_is_counted_by_tallies_and_rebuilt_alike(demo_folder: Path) -> None:
    take(demo_file(demo_folder, 23))

    tallies: Iterable[Any] = Tally.objects.all()
    for tally in tallies:
        counted = Movement.objects.all().of_bin(tally.bin)
        hashes = [bytes(one) for one in counted.values_list("version_hash", flat=True)]
        assert (tally.count, tally.root) == (len(hashes), documents.root_of(hashes))
    assert JournalLine.objects.count() == Movement.objects.count() + Tally.objects.count()
    assert all(table.unchanged for name in ("rows", "facts") for table in rebuild(name))


@pytest.mark.slow
def test_the_twenty_files_add_up_to_what_the_press_published(demo_folder: Path) -> None:
    for number in range(17, 37):
        assert take(demo_file(demo_folder, number)).clean

    expected = {
        "crossings.entries": 38_385,
        "crossings.exits": 38_608,
        "crossings.entries-border-area": 34_814,
        "crossings.exits-border-area": 30_332,
    }
    for code, number in expected.items():
        cell = cells.compute(Question(CATALOGUE[code], "vn-son-la", PERIOD))
        opened = evidence.opened(cell.id)
        assert cell.components[0].text == str(number)
        assert sum(one.quantity.amount for one in opened) == number
        assert {one.kind for one in opened} == {"crossings.tally"}
    goods = cells.compute(Question(CATALOGUE["crossings.goods"], "vn-son-la", PERIOD))
    assert goods.status == "missing"
    assert Movement.objects.count() == 76_993


def test_a_gate_that_neither_table_nor_office_tells_is_asked_once() -> None:
    asked = take(book(LINE, LINE.replace("07:30", "08:00"), office=""))
    answered = take(book(LINE, office="", **{"CSV!A1": "gate-nam-lanh"}))

    assert told(asked) == [("A1", "which-gate")]
    assert "gate-long-sap" in asked.doubts[0]["readings"]  # type: ignore[operator]
    assert answered.clean
    assert Movement.objects.get().gate == "gate-nam-lanh"


def test_a_column_names_the_gate_before_the_office_does() -> None:
    found = take(book(f"{LINE};Chiềng Khương", head=f"{HEAD};Cửa khẩu"))

    assert found.clean
    assert Movement.objects.get().gate == "gate-chieng-khuong"


def test_a_gate_of_the_other_bank_is_refused_at_its_cell() -> None:
    found = take(book(f"{LINE};Densavan", head=f"{HEAD};Cửa khẩu"))

    assert told(found) == [("L2", "unknown-gate")]


def test_a_row_that_the_register_holds_is_asked() -> None:
    take(book(LINE))

    again = take(book(LINE, LINE.replace("07:30", "09:00")))
    same = take(book(LINE, LINE.replace("07:30", "09:00"), **{"CSV!A2": "same"}))

    assert told(again) == [("A2", "already-recorded")]
    assert same.clean
    assert Movement.objects.count() == 2


def test_many_rows_that_the_register_holds_are_one_question() -> None:
    lines = [LINE.replace("07:30", f"08:{minute}") for minute in range(10, 40)]
    take(book(*lines))
    late = LINE.replace("07:30", "18:00")

    again = take(book(*lines, late))
    same = take(book(*lines, late, **{"CSV!A:A": "same"}))

    assert told(again) == [("A:A", "already-recorded")]
    assert (same.entries, Movement.objects.count()) == (1, 31)


def test_other_movements_of_one_document_are_taken_when_the_answer_says_so() -> None:
    take(book(LINE))

    take(book(LINE, "", **{"CSV!A2": "another"}))

    assert Tally.objects.get().count == 2
    assert Movement.objects.count() == 2


def test_who_rides_along_does_not_count_the_vehicle_again() -> None:
    driver = "01/07/2025;07:30;N;Lò Văn Kẹo;VNM;1970;Hộ chiếu;C1;CDBG;Ô tô con;26A-000.01"
    take(book(driver, driver.replace("C1", "C2"), driver.replace("C1", "C3")))

    tally = Tally.objects.get()

    assert (tally.count, tally.vehicles) == (3, {"car": 1})


@pytest.mark.parametrize(
    ("changed", "cell", "code"),
    [
        (("01/07/2025", "01/07/2568"), "A2", "buddhist-year"),
        (("01/07/2025", "13/08/2025"), "A2", "date-in-future"),
        (("07:30", "25:30"), "B2", "not-a-time"),
        (("1981", "2524"), "F2", "buddhist-year"),
        ((";N;", ";Z;"), "C2", "unknown-choice"),
        ((";CDBG;", ";;"), "I2", "required"),
    ],
)
def test_a_doubtful_or_impossible_cell_is_named(
    changed: tuple[str, str], cell: str, code: str
) -> None:
    found = take(book(LINE.replace(*changed)))

    assert (cell, code) in told(found)
    assert not Movement.objects.exists()


def test_the_templates_own_heads_are_understood() -> None:
    for language in ("vi", "lo", "en"):
        _name, data = services.template(
            "crossings", sheet="", language=language, by=make.actor(), on=TODAY
        )

        found = services.try_out(
            File(data, "template.xlsx", "crossings", LONG_SAP), by=make.actor(), on=TODAY
        )

        assert [head.kind for head in found.outcome.heads] == ["crossings.movement"]
        assert [told["code"] for told in found.refusals] == ["no-rows"]


def test_a_file_written_by_a_spreadsheet_keeps_quotes_and_semicolons() -> None:
    said = io.StringIO()
    rows = csv.writer(said, delimiter=";")
    rows.writerows([HEAD.split(";"), [*LINE.split(";")[:3], "Lò; Thị Mây", *LINE.split(";")[4:]]])

    take(File(said.getvalue().encode(), "book.csv", "crossings", LONG_SAP))

    assert Movement.objects.get().name == "Lò; Thị Mây"
