"""Faulty workbooks of the demo's offices: each fault is named at its cell, nothing slips in.

The workbooks come from `demo.faulty`, which knows nothing of the reader.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest

from demo.faulty.__main__ import write
from saphan.accounts.services import load_authorities
from saphan.config import operator
from saphan.config.nodes import Node
from saphan.intake import services
from saphan.intake.models import Upload
from saphan.intake.services import File, Read
from saphan.kernel import clock
from saphan.kernel.refusals import Refused
from saphan.kernel.sides import Side
from saphan.ledger.models import Document
from saphan.places import services as places

pytestmark = pytest.mark.django_db


@cache
def folder() -> Path:
    made = Path(mkdtemp(prefix="saphan-faulty-"))
    write(made)
    return made


@cache
def expected() -> dict[str, Any]:
    said: dict[str, Any] = json.loads((folder() / "expected.json").read_text("utf-8"))
    return said


def cells() -> list[str]:
    return [name for name, said in expected().items() if said["faults"]]


def sound() -> list[str]:
    return [name for name, said in expected().items() if not said["faults"] and not said["whole"]]


def whole() -> list[str]:
    return [name for name, said in expected().items() if said["whole"] and "after" not in said]


@pytest.fixture(autouse=True)
def lists() -> None:
    load_authorities()
    places.load(communes=False)


def dry_run(name: str) -> Read:
    said = expected()[name]
    node = Node(folder=folder(), side=Side.VN, authorities=())
    drafter, _clearer = operator.hands(node, authority=said["authority"], file=name)
    office = "son-la/tram-kiem-soat-long-sap" if said["register"] == "crossings" else ""
    file = File((folder() / name).read_bytes(), name, said["register"], office)
    return services.try_out(file, by=drafter, on=clock.today())


def outcome_of(name: str) -> tuple[int, list[str]]:
    """How many records would be taken, and the sentences that say why not."""
    try:
        found = dry_run(name)
    except Refused as refused:
        return 0, [refused.sentence]
    return found.report()["accepted"], [str(each["sentence"]) for each in found.refusals]


@pytest.mark.parametrize("name", cells())
def test_a_fault_is_named_at_its_cell(name: str) -> None:
    found = dry_run(name)
    named = {(each["sheet"], each["cell"]) for each in (*found.doubts, *found.refusals)}

    for fault in expected()[name]["faults"]:
        assert (fault["sheet"], fault["cell"]) in named, (fault, named)
    assert all(each["sentence"] and each["code"] for each in (*found.doubts, *found.refusals))


@pytest.mark.parametrize("name", sound())
def test_a_sound_workbook_raises_no_doubt(name: str) -> None:
    found = dry_run(name)

    assert found.doubts == []
    assert found.refusals == []
    assert found.entries > 0


@pytest.mark.parametrize("name", whole())
def test_a_file_that_cannot_be_taken_is_refused_whole(name: str) -> None:
    accepted, reasons = outcome_of(name)

    assert accepted == 0
    assert reasons
    assert not Document.objects.exists()


def test_the_same_file_is_taken_once() -> None:
    data = (folder() / "given-first.xlsx").read_bytes()
    node = Node(folder=folder(), side=Side.VN, authorities=())
    drafter, clearer = operator.hands(node, authority="vn-son-la", file="given-first.xlsx")
    held, _found = services.receive(
        File(data, "given-first.xlsx", "security"), by=drafter, on=clock.today()
    )
    services.clear_upload(held, by=clearer, on=clock.today())
    sealed = Document.objects.count()

    again = (folder() / "given-again.xlsx").read_bytes()
    with pytest.raises(Refused, match="same-file"):
        services.receive(File(again, "given-again.xlsx", "security"), by=drafter, on=clock.today())

    assert Document.objects.count() == sealed > 0
    assert Upload.objects.count() == 1
