"""Every planted fault of an office's file is named by sheet and cell, and nothing else is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from demo.faulty.__main__ import write
from saphan.intake import services
from saphan.intake.services import File
from saphan.intake.services.uploads import Read
from saphan.kernel.refusals import Refused
from tests import make
from tests.registers.security.offices_files import TALKS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("authorities")]

BY_THE_TABLE = {"no-table", "no-rows", "missing-column"}
BY_THE_SENDER = {"same-file-twice", "unknown-authority"}
"""Refused for what stands in the table, or for who sends it, not for what the file is."""


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("faulty")
    entries = write(folder).items()
    return folder, {name: one for name, one in entries if one["register"] == "security"}


def read(folder: Path, name: str) -> Read:
    file = File((folder / name).read_bytes(), name, "security")
    return services.try_out(file, by=make.actor(), on=TALKS)


def told(found: Read) -> set[tuple[str, str]]:
    return {(str(one["sheet"]), str(one["cell"])) for one in (*found.doubts, *found.refusals)}


def test_each_fault_is_named_and_no_sound_cell(faulty: tuple[Path, dict[str, Any]]) -> None:
    folder, entries = faulty
    opened = {name: one for name, one in entries.items() if not one["whole"]}
    assert len(opened) > 30

    for name, one in opened.items():
        expected = {(fault["sheet"], fault["cell"]) for fault in one["faults"]}
        assert told(read(folder, name)) == expected, name


def test_a_file_that_is_no_table_is_refused_whole(faulty: tuple[Path, dict[str, Any]]) -> None:
    folder, entries = faulty
    whole = {name: one["whole"] for name, one in entries.items() if one["whole"]}

    for name, why in whole.items():
        if why in BY_THE_TABLE:
            assert read(folder, name).refusals, name
        elif why not in BY_THE_SENDER:
            with pytest.raises(Refused):
                read(folder, name)
