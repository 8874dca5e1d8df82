"""The other bank's files differ from ours in the twelve planted ways and in no other."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from demo import patrols, workbooks
from demo.cases import books as cases
from demo.chance import stream
from demo.houaphanh.workbooks import books, other_bank, pairs, write
from demo.offices import offices

CLASSES = {
    "missing-there", "missing-here", "value", "date", "class", "unit", "duplicate", "late",
    "definition",
}  # fmt: skip
ENDS = {"la-amends", "contested", "withdrawn", "confirmed", "open"}
# What is compared of a record, and how an amendment names it.
COUNTED = {
    "ended_on": "ended_on",
    "marker_from": "section_from",
    "marker_to": "section_to",
    "participants": "participants",
    "on": "opened_on",
    "exhibits": "exhibits",
}
SEEDS = (20250812, *range(1, 25))

type Records = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("houaphanh")
    write(made)
    return made


def ours(seed: int) -> Records:
    """Sơn La's patrols and coordinated cases by number."""
    listed = [one.record() for one in patrols.patrols(stream(seed, 0))]
    listed += [record for book in cases.books(stream(seed, 1)) for record in book.records]
    return {one["number"]: one for one in listed if one["kind"] in ("patrol", "coordinated-case")}


def theirs(seed: int) -> Records:
    walks, seizures, _ = other_bank(seed)
    listed = [record for book in books(walks, seizures) for record in book.records]
    assert len({one["number"] for one in listed}) == len(listed)
    return {one["number"]: one for one in listed}


def differing(mine: dict[str, Any], own: dict[str, Any]) -> Iterator[str]:
    """The fields in which two records of one matter differ."""
    yield from (name for key, name in COUNTED.items() if mine.get(key) != own.get(key))
    if len(mine.get("subjects", ())) != len(own.get("subjects", ())):
        yield "subjects"


def test_there_are_twelve_and_each_class_is_among_them() -> None:
    _, _, planted = other_bank()

    assert [one["id"] for one in planted] == [f"d{number:02}" for number in range(1, 13)]
    assert {one["class"] for one in planted} == CLASSES
    assert {one["settled"] for one in planted} == ENDS
    assert all(set(one["says"]) == {"vi", "lo", "en"} for one in planted)
    assert not any("{" in text for one in planted for text in one["says"].values())


@pytest.mark.parametrize("seed", SEEDS)
def test_paired_records_differ_where_it_is_planted_and_nowhere_else(seed: int) -> None:
    walks, seizures, planted = other_bank(seed)
    mine, own = ours(seed), theirs(seed)

    found = {
        (pair["vn"], pair["la"], name)
        for pair in pairs(walks, seizures)
        for name in differing(mine[pair["vn"]], own[pair["la"]])
    }

    told = {
        (one["vn"][0], one["la"][0], one["id"])
        for one in planted
        if one["class"] in {"value", "date", "class", "unit", "late"}
    }
    assert {(vn, la) for vn, la, _ in found} == {(vn, la) for vn, la, _ in told}
    assert len(found) == len(told)
    amended = {(o["vn"][0], o["la"][0], field) for o in planted for field in o["fields"]}
    assert amended <= found


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_left_without_its_like_is_confirmed_or_withdrawn(seed: int) -> None:
    walks, seizures, planted = other_bank(seed)
    listed = pairs(walks, seizures)
    by_class = {one["class"]: one for one in planted}

    alone_here = set(ours(seed)) - {pair["vn"] for pair in listed}
    alone_there = set(theirs(seed)) - {pair["la"] for pair in listed}
    twice = [pair["la"] for pair in listed if pair["vn"] == by_class["duplicate"]["vn"][0]]

    assert alone_here == set(by_class["missing-there"]["vn"])
    assert alone_there == set(by_class["missing-here"]["la"])
    assert twice == list(by_class["duplicate"]["la"])
    assert len(listed) == len(ours(seed))


def test_no_record_of_ours_is_amended() -> None:
    _, _, planted = other_bank()

    assert not [one for one in planted if one["settled"] == "vn-amends"]


def test_each_difference_names_figures_that_the_press_published() -> None:
    _, _, planted = other_bank()
    published = Path(__file__).parents[3] / "shared" / "figures.csv"
    if not published.exists():
        pytest.skip("the table of published figures is not here")
    with published.open(encoding="utf-8", newline="") as file:
        codes = {row["code"] for row in csv.DictReader(file)}

    assert {code for one in planted for code in one["figures"]} <= codes


def test_the_same_seed_gives_the_other_bank_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    write(tmp_path)

    files = sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    assert len(files) >= 12
    for file in files:
        assert (folder / file).read_bytes() == (tmp_path / file).read_bytes(), file


def test_each_file_bears_the_masthead_of_a_lao_office_and_says_it_is_generated(
    folder: Path,
) -> None:
    for path in folder.glob("*.xlsx"):
        book = openpyxl.load_workbook(path)
        first = book.worksheets[0]
        texts = [str(cell.value) for row in first.iter_rows() for cell in row if cell.value]

        assert first["A1"].value == "ສາທາລະນະລັດ ປະຊາທິປະໄຕ ປະຊາຊົນລາວ"
        assert first["A2"].value == "ສັນຕິພາບ ເອກະລາດ ປະຊາທິປະໄຕ ເອກະພາບ ວັດທະນະຖາວອນ"
        assert any("generated for demonstration" in text for text in texts)
        assert book.worksheets[0]["A1"].font.name == "Phetsarath OT"


def test_days_of_both_eras_and_lao_digits_are_written(folder: Path) -> None:
    (staff,) = folder.glob("01_*.xlsx")
    (company,) = folder.glob("02_*.xlsx")

    of_era = openpyxl.load_workbook(staff)["ປີ 2568"]
    written = [str(of_era.cell(row, 3).value) for row in range(12, 20)]
    lao = [str(row[2].value) for row in openpyxl.load_workbook(company).worksheets[0].iter_rows()]

    assert all(text.endswith(("/2568", "/໒໕໖໘")) for text in written)
    assert {text[-4:] for text in written} == {"2568", "໒໕໖໘"}
    assert sum(text.endswith(("໒໐໒໔", "໒໐໒໕")) for text in lao) == 6


def test_every_office_of_the_other_banks_records_is_listed(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))

    named = {unit for one in theirs(20250812).values() for unit in one.get("teams", {}).values()}
    named |= {book["office"] for book in manifest["workbooks"]}

    assert named <= set(offices())
    assert {book["authority"] for book in manifest["workbooks"]} == {"la-houaphanh"}
    assert [book["file"][:2] for book in manifest["workbooks"] if book.get("late")] == ["04"]


def test_the_command_of_old_writes_either_bank() -> None:
    assert set(workbooks.WRITERS) == {"vn", "la"}
