"""The demo's workbooks of this register as an officer hands them in, and their truth."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from saphan.intake import services
from saphan.intake.services import File
from tests import make

TALKS = date(2025, 8, 12)


def manifest(folder: Path) -> list[dict[str, Any]]:
    """The entries of this register's files, in their order."""
    said = json.loads((folder / "manifest.json").read_text("utf-8"))
    return [one for one in said["workbooks"] if one["register"] == "security"]


def file_of(folder: Path, one: dict[str, Any], *, answered: bool = True) -> File:
    answers = {}
    if answered and one["answers"]:
        answers = json.loads((folder / one["answers"]).read_text("utf-8"))
    data = (folder / one["file"]).read_bytes()
    return File(data, one["file"], "security", one["office"], answers)


def import_all(folder: Path) -> dict[str, int]:
    """Receive every file and let a second officer clear it; sealed records by file."""
    sealed = {}
    for one in manifest(folder):
        held, found = services.receive(file_of(folder, one), by=make.actor("officer"), on=TALKS)
        assert found.clean, (one["file"], found.doubts, found.refusals)
        _, refs = services.clear_upload(held, by=make.actor("clearer"), on=TALKS)
        sealed[one["file"]] = len(refs)
    return sealed


def truth(folder: Path, *kinds: str) -> list[dict[str, Any]]:
    """Every record that the files of this register truly hold, of the given kinds."""
    records: list[dict[str, Any]] = []
    for one in manifest(folder):
        text = (folder / "truth" / f"{one['file']}.json").read_text("utf-8")
        records += [record for record in json.loads(text) if record["kind"] in kinds]
    return records
