"""`saphan import`: who stands for the two pairs of eyes, and a node where officers do."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse
from openpyxl import Workbook

from saphan.accounts.choices import Role
from saphan.accounts.services import load_authorities
from saphan.config import cli, nodes, signing
from saphan.config.commands import importing
from saphan.config.nodes import Node
from saphan.intake import services
from saphan.intake.models import Upload
from saphan.kernel.refusals import Refused
from saphan.kernel.sides import Side
from saphan.registers.security.models import Patrol
from tests import make, visits

pytestmark = pytest.mark.django_db
ROWS = (
    ("Số biên bản", "Thời gian", "", "Đoạn biên giới", "", "Phía Việt Nam", "Phía Lào"),
    ("", "Từ ngày", "Đến ngày", "Từ mốc", "Đến mốc", "Quân số", "Quân số"),
    ("01/BB", date(2025, 2, 5), date(2025, 2, 7), "242", "246", 12, 10),
)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    made = Workbook()
    for row in ROWS:
        made.worksheets[0].append(row)
    for cells in ("A1:A2", "B1:C1", "D1:E1"):
        made.worksheets[0].merge_cells(cells)
    made.save(tmp_path / "off.xlsx")
    return tmp_path / "off.xlsx"


def run(
    book: Path, monkeypatch: pytest.MonkeyPatch, *more: str, operator_clears: bool = True
) -> int:
    """Import the book on a node whose operator clears, or does not."""
    node = Node(book.parent, Side.VN, ("vn-son-la",), operator_clears=operator_clears)
    monkeypatch.setattr(importing, "open_node", lambda _args: node)
    monkeypatch.setattr(signing, "sign", lambda _node: None)
    load_authorities()
    said = ["import", str(book), "--register", "security", "--authority", "vn-son-la", *more]
    return importing.run(cli.build().parse_args([*said, "--json"]))


def test_the_records_page_says_who_stood_for_the_two_pairs_of_eyes(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(book, monkeypatch) == 0

    address = reverse("security:patrol", args=[Patrol.objects.get().uid])
    page = visits.at_work(Role.READER).get(address).content.decode()

    assert "off.xlsx, at the command line: the file&#x27;s author stands for the first" in page


def test_where_the_operator_does_not_clear_a_file_waits_for_an_officer(
    book: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    done = run(book, monkeypatch, operator_clears=False)

    said = capsys.readouterr()
    assert (done, json.loads(said.out)["sealed"]) == (0, 0)
    assert "waits for an officer" in said.err
    assert not Patrol.objects.exists()
    visits.person()
    services.clear_upload(Upload.objects.get(), by=make.actor(), on=date(2025, 8, 12))
    assert Patrol.objects.count() == 1


def test_a_file_tried_again_leaves_one_entry(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for _time in range(3):
        run(book, monkeypatch, operator_clears=False)
    run(book, monkeypatch)

    assert [one.state for one in Upload.objects.all()] == ["sealed"]


def test_a_nodes_file_keeps_that_officers_clear_and_takes_no_text_for_a_yes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAPHAN_HOME", str(tmp_path))
    nodes.make(Node(tmp_path / "vn", Side.VN, operator_clears=False))

    assert nodes.load("vn").operator_clears is False

    file = tmp_path / "vn" / nodes.FILE
    file.write_text(file.read_text("utf-8").replace("= false", '= "false"'), "utf-8")
    with pytest.raises(Refused, match="operator_clears"):
        nodes.load("vn")
