"""The faulty workbooks are what they say: every named cell is there, every refusal has a cause."""

import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from demo.faulty.__main__ import write

UNREADABLE = {"not-a-workbook", "empty", "truncated", "encrypted"}


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, dict[str, Any]]]:
    folder = tmp_path_factory.mktemp("faulty")
    return folder, write(folder)


def test_there_are_enough_of_them(faulty: tuple[Path, dict[str, dict[str, Any]]]) -> None:
    folder, expected = faulty

    with_fault = [entry for entry in expected.values() if entry["faults"] or entry["whole"]]

    assert len(with_fault) >= 25
    assert {path.name for path in folder.iterdir()} == {*expected, "expected.json"}


def test_each_named_cell_lies_inside_the_table(
    faulty: tuple[Path, dict[str, dict[str, Any]]],
) -> None:
    folder, expected = faulty

    for file, entry in expected.items():
        for fault in entry["faults"]:
            cell = openpyxl.load_workbook(folder / file)[fault["sheet"]][fault["cell"]]
            assert cell.row >= 5, file
            assert (cell.value is None) == (fault["fault"] == "missing-value"), file


def test_files_refused_as_a_whole_cannot_be_opened_as_what_they_claim(
    faulty: tuple[Path, dict[str, dict[str, Any]]],
) -> None:
    folder, expected = faulty

    for file, entry in expected.items():
        if entry["whole"] in UNREADABLE:
            assert not zipfile.is_zipfile(folder / file), file


def test_the_large_ones_are_small_on_disk(
    faulty: tuple[Path, dict[str, dict[str, Any]]],
) -> None:
    folder, expected = faulty

    large = [file for file, entry in expected.items() if entry["whole"] == "too-large"]

    assert len(large) == 2
    assert all((folder / file).stat().st_size < 1_000_000 for file in large)
