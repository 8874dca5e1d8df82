"""What stands in the files is what the records say, however untidily it was written."""

import ast
import csv
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
import python_calamine

from demo import workbooks
from demo.sheets import Book
from demo.writers import write

DEMO = Path(workbooks.__file__).parent
LAO = str.maketrans("໐໑໒໓໔໕໖໗໘໙", "0123456789")


@pytest.fixture(scope="module")
def small(demo_books: list[Book]) -> list[Book]:
    return [book for book in demo_books if book.kind != "movements"]


def cells(path: Path) -> Iterator[tuple[str, str, object]]:
    """Yield sheet, address and value of every filled cell, read by another library."""
    for sheet in openpyxl.load_workbook(path):
        for row in sheet.iter_rows():
            yield from ((sheet.title, c.coordinate, c.value) for c in row if c.value is not None)


def test_the_same_seed_gives_the_same_bytes(small: list[Book], tmp_path: Path) -> None:
    again = [book for book in workbooks.books() if book.kind != "movements"]
    (tmp_path / "again").mkdir()

    for book, twin in zip(small, again, strict=True):
        first, second = write(book, tmp_path), write(twin, tmp_path / "again")
        assert first.read_bytes() == second.read_bytes(), book.file


def test_each_doubtful_cell_holds_its_text_in_the_file(small: list[Book], tmp_path: Path) -> None:
    for book in (book for book in small if book.doubts and book.file.endswith(".xlsx")):
        written = {(sheet, cell): value for sheet, cell, value in cells(write(book, tmp_path))}

        assert [written[one.sheet, one.cell] for one in book.doubts] == [
            one.text for one in book.doubts
        ]


def test_doubts_are_few_and_each_has_its_true_reading(demo_books: list[Book]) -> None:
    doubts = [one for book in demo_books for one in book.doubts]

    assert 10 <= len(doubts) <= 20
    assert [one.text for one in doubts if one.text == one.truth] == ["2.001"]
    assert all(one.truth in one.readings for one in doubts)


def test_the_patrol_sheets_hold_21_patrols_and_470_people(
    small: list[Book], tmp_path: Path
) -> None:
    sheets = openpyxl.load_workbook(write(small[0], tmp_path))
    truth = {one.address: one.truth for one in small[0].doubts}
    people = 0
    rows = 0

    for sheet in sheets:
        for row in sheet.iter_rows(min_row=11):
            if str(row[1].value).endswith("/BB-TTSP"):
                rows += 1
                for cell in (row[7], row[10]):
                    text = truth.get(f"{sheet.title}!{cell.coordinate}", str(cell.value))
                    people += int("".join(c for c in text.translate(LAO) if c.isdigit()))

    assert (rows, people) == (21, 470)


def test_the_old_machine_saves_an_xls_that_can_be_read(small: list[Book], tmp_path: Path) -> None:
    book = next(book for book in small if book.file.endswith(".xls"))

    workbook = python_calamine.CalamineWorkbook.from_path(write(book, tmp_path))

    assert workbook.sheet_names == ["Vu viec", "Doi tuong"]
    rows = workbook.get_sheet_by_name("Vu viec").to_python()
    numbers = [record["number"] for record in book.records]
    assert [row[1] for row in rows if str(row[1]).startswith("CK")] == numbers


def test_an_export_of_the_gate_holds_each_movement_once(
    demo_books: list[Book], tmp_path: Path
) -> None:
    book = next(book for book in demo_books if book.file.endswith(".csv"))

    with write(book, tmp_path).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))

    assert Counter(row["Chieu"] for row in rows) == Counter(
        {"entry": "N", "exit": "X"}[record["direction"]] for record in book.records
    )
    days = [datetime.strptime(row["Ngay"], "%d/%m/%Y").date().isoformat() for row in rows]  # noqa: DTZ007
    assert days == [record["on"] for record in book.records]


def test_no_workbook_but_an_export_hides_that_it_is_generated(small: list[Book]) -> None:
    words = ("máy sinh ra", "trình diễn", "TRÌNH DIỄN")

    for book in small:
        texts = [
            value
            for sheet in book.sheets
            for value, _ in sheet.cells.values()
            if isinstance(value, str)
        ]
        assert any(word in text for word in words for text in texts), book.file


def test_the_generator_knows_nothing_of_the_software_it_is_for() -> None:
    for path in DEMO.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            module = node.module if isinstance(node, ast.ImportFrom) else None
            assert not any(name.startswith("saphan") for name in [*names, module or ""]), path
