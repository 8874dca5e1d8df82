"""Files over HTTP: the answer has the shape of the import; doubts are settled; all or nothing."""

from __future__ import annotations

import io
import json
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook

from saphan.intake.models import Upload
from saphan.registers.security.models import Patrol

pytestmark = pytest.mark.django_db
UPLOADS = "/api/v1/uploads"
ABOVE = ("Số biên bản", "Thời gian", "", "Đoạn biên giới", "", "Phía Việt Nam", "Phía Lào")
BELOW = ("", "Từ ngày", "Đến ngày", "Từ mốc", "Đến mốc", "Quân số", "Quân số")
MERGED = ("A2:A3", "B2:C2", "D2:E2")
SHAPE = {"file", "sha256", "register", "rows", "accepted", "doubtful", "refused", "sealed"}


def workbook(*rows: tuple[Any, ...]) -> SimpleUploadedFile:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Năm 2025"
    for row in (("KẾT QUẢ TUẦN TRA SONG PHƯƠNG",), ABOVE, BELOW, *rows):
        sheet.append(row)
    for cells in MERGED:
        sheet.merge_cells(cells)
    data = io.BytesIO()
    book.save(data)
    return SimpleUploadedFile("tuan-tra.xlsx", data.getvalue())


def patrol(number: str, *, ended: Any = date(2025, 2, 7)) -> tuple[Any, ...]:
    return (number, date(2025, 2, 5), ended, "242", "246", 12, 10)


def send(client: Client, *rows: tuple[Any, ...], **said: str) -> Any:
    return client.post(UPLOADS, {"file": workbook(*rows), "register": "security", **said})


def test_a_dry_run_keeps_nothing(officer: Client) -> None:
    answer = send(officer, patrol("01/BB"), dry_run="true")

    assert answer.status_code == 200
    more = {"notes", "settled", "settled_in_all"}
    assert answer.json().keys() == SHAPE | more | {"id", "state"}
    assert (answer.json()["accepted"], answer.json()["id"]) == (1, None)
    assert not Upload.objects.exists()


def test_a_file_is_sent_cleared_and_sealed(officer: Client, clearer: Client) -> None:
    sent = send(officer, patrol("01/BB"), patrol("02/BB"))

    cleared = clearer.post(f"{UPLOADS}/{sent.json()['id']}/clear")

    assert (sent.status_code, sent.json()["state"], sent.json()["sealed"]) == (201, "ready", 0)
    assert (cleared.json()["state"], cleared.json()["sealed"]) == ("sealed", 2)
    assert Patrol.objects.count() == 2


def test_doubts_are_told_by_cell_and_settled(officer: Client, clearer: Client) -> None:
    sent = send(officer, patrol("01/BB", ended="7/2/2568")).json()
    (doubt,) = sent["doubtful"]
    path = f"{UPLOADS}/{sent['id']}"

    early = clearer.post(f"{path}/clear")
    answers = {f"{doubt['sheet']}!{doubt['cell']}": doubt["readings"][0]}
    settled = officer.post(f"{path}/answers", {"answers": answers}, content_type="application/json")

    assert (doubt["sheet"], doubt["cell"], doubt["code"]) == ("Năm 2025", "C4", "buddhist-year")
    assert (early.status_code, early.json()["code"]) == (409, "has-doubts")
    assert (settled.json()["state"], settled.json()["accepted"]) == ("ready", 1)


def test_answers_may_come_with_the_file(officer: Client) -> None:
    answers = json.dumps({"Năm 2025!C4": "2025-02-07"})

    sent = send(officer, patrol("01/BB", ended="7/2/2568"), answers=answers)

    assert sent.json()["state"] == "ready"


def test_a_sealed_file_is_not_taken_twice(officer: Client, clearer: Client) -> None:
    book = workbook(patrol("01/BB"))
    first = officer.post(UPLOADS, {"file": book, "register": "security"}).json()
    clearer.post(f"{UPLOADS}/{first['id']}/clear")
    book.seek(0)

    again = officer.post(UPLOADS, {"file": book, "register": "security"})

    assert (again.status_code, again.json()["code"]) == (409, "same-file")


@pytest.mark.parametrize(
    ("said", "status", "code"),
    [
        ({"register": "wishes"}, 409, "unknown-register"),
        ({"answers": "[]"}, 422, "unreadable"),
    ],
)
def test_a_wrong_sending_is_refused(
    officer: Client, said: dict[str, str], status: int, code: str
) -> None:
    answer = send(officer, patrol("01/BB"), **said)

    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_a_file_is_withdrawn_and_listed(officer: Client, reader: Client) -> None:
    sent = send(officer, patrol("01/BB")).json()

    gone = officer.post(f"{UPLOADS}/{sent['id']}/withdraw").json()

    assert gone["state"] == "withdrawn"
    assert officer.get(UPLOADS, {"state": "withdrawn"}).json()["count"] == 1
    assert reader.get(UPLOADS).json()["count"] == 0
    assert reader.get(f"{UPLOADS}/{sent['id']}").status_code == 404
