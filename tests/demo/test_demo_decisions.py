"""What the sources tell of the gates is in the register, through two pairs of eyes."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from demo import workbooks
from saphan.accounts import roles
from saphan.accounts.choices import Role
from saphan.accounts.services import load_authorities
from saphan.config import scenario
from saphan.intake.models import Draft
from saphan.kernel.actors import Actor
from saphan.kernel.sides import Side
from saphan.places import services as places
from saphan.registers.crossings.models import Gate
from tests import visits

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What the demo's officers have before them."""
    load_authorities()
    places.load()
    operator = Actor("operator", "Operator", "vn-son-la", Side.VN, roles.all_abilities())
    scenario.people(tmp_path, operator=operator)
    told = {"workbooks": [], "decisions": workbooks.decisions()}
    (tmp_path / "manifest.json").write_text(json.dumps(told), "utf-8")
    return tmp_path


def test_a_gates_class_is_drafted_by_one_officer_and_cleared_by_another(folder: Path) -> None:
    assert scenario.decisions(folder) == 1

    found: Any = Gate.objects.all()
    (gate,) = found
    draft = Draft.objects.get(sealed_as=gate.version_hash)
    assert (gate.gate, gate.gate_class) == ("gate-long-sap", "international")
    assert (gate.since, gate.opens) == (date(2024, 11, 19), None)
    assert "trình diễn" in gate.decision
    assert (draft.drafted_by, draft.cleared_by) == ("can-bo", "phe-duyet")


def test_a_second_run_of_the_demo_decides_nothing_again(folder: Path) -> None:
    scenario.decisions(folder)

    assert scenario.decisions(folder) == 0
    assert Gate.objects.count() == 1


def test_the_list_of_gates_tells_the_class_and_since_when(folder: Path) -> None:
    scenario.decisions(folder)
    client: Client = visits.at_work(Role.OFFICER)

    page = client.get("/crossings/gates").content.decode()

    assert page.count("international gate") >= 1
    assert "19 November 2024" in page
