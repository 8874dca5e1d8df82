"""Figures and places over HTTP, in the shapes of the interface."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from saphan.bilateral.models import View
from saphan.figures.registry import CATALOGUE
from saphan.ledger import journals
from saphan.ledger.seal import seal_many
from saphan.places import services as places
from tests import make
from tests.figures import bank

pytestmark = pytest.mark.django_db
FIGURES = "/api/v1/figures"
YEAR = {"from": "2025-01-01", "to": "2025-12-31"}


@pytest.fixture
def sealed() -> None:
    entries = [make.patrol_entry(), make.patrol_entry(participants={"vn": 10, "la": 6})]
    seal_many(entries, clearance=make.clearance())


def test_cells_have_the_public_shape(reader: Client, sealed: None) -> None:
    answer = reader.get(FIGURES, {**YEAR, "code": "security.patrol-participants"})

    figure = CATALOGUE["security.patrol-participants"]
    (cell,) = answer.json()
    assert cell == {
        "cell": "security.patrol-participants@vn-son-la:2025-01-01..2025-12-31/own",
        "code": figure.code,
        "names": dict(figure.names.long),
        "authority": "vn-son-la",
        "view": "own",
        "from": "2025-01-01",
        "to": "2025-12-31",
        "period_basis": "stated",
        "breakdown": {},
        "components": [{"value": "40", "unit": "person", "qualifier": "="}],
        "status": "final",
        "documents": 2,
        "definition": f"sha256:{figure.hash}",
        "level": "shared",
        "as_of": {"own": 2, "ours": None, "theirs": None},
        "contested": 0,
    }


def test_classes_of_a_figure_add_up_to_it(reader: Client, sealed: None) -> None:
    asked = {**YEAR, "code": "security.patrol-participants", "by": "side"}

    found = reader.get(FIGURES, asked).json()

    assert {cell["breakdown"]["side"]: cell["components"][0]["value"] for cell in found} == {
        "LA": "18",
        "VN": "22",
    }


def test_a_cell_opens_to_lines_that_add_up(reader: Client, sealed: None) -> None:
    (cell,) = reader.get(FIGURES, {**YEAR, "code": "security.patrol-participants"}).json()

    opened = reader.get(f"{FIGURES}/evidence", {"cell": cell["cell"]}).json()

    assert opened["cell"] == cell
    assert (opened["count"], opened["adds_up"]) == (2, True)
    assert sum(Decimal(one["value"]) for one in opened["items"]) == 40
    assert {one["kind"] for one in opened["items"]} == {"security.patrol"}


@pytest.mark.parametrize("by", [["month", "side"], ["month,side"]])
def test_a_table_is_broken_down_by_several_dimensions(
    reader: Client, sealed: None, by: list[str]
) -> None:
    asked = {**YEAR, "code": "security.patrol-participants", "by": by}

    found = reader.get(FIGURES, asked).json()

    assert len(found) == 12 * 2
    assert all(set(cell["breakdown"]) == {"month", "side"} for cell in found)


def test_every_definition_is_told(reader: Client) -> None:
    found = reader.get(f"{FIGURES}/catalogue").json()

    assert [one["code"] for one in found] == list(CATALOGUE)
    assert all(set(one["explains"]) == {"en", "vi", "lo"} for one in found)


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ({}, 422, "unreadable"),
        ({"from": "12/8/2025", "to": "2025-12-31"}, 422, "unreadable"),
        ({"from": "2025-12-31", "to": "2025-01-01"}, 409, "ends-before-start"),
        ({**YEAR, "code": "security.wishes"}, 409, "unknown-figure"),
        ({**YEAR, "code": "security.cases", "by": "side"}, 409, "no-such-breakdown"),
    ],
)
def test_a_wrong_question_is_refused(
    reader: Client, query: dict[str, str], status: int, code: str
) -> None:
    answer = reader.get(FIGURES, query)

    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_a_cell_of_another_authority_stays_closed(reader: Client) -> None:
    theirs = "security.cases@vn-nghe-an:2025-01-01..2025-12-31/own"

    answer = reader.get(f"{FIGURES}/evidence", {"cell": theirs})

    assert (answer.status_code, answer.json()["code"]) == (403, "other-authority")


def test_a_table_over_http_is_that_of_the_pages(reader: Client, sealed: None) -> None:
    found = reader.get(FIGURES, YEAR).json()

    assert len(found) == len(CATALOGUE)
    assert {cell["as_of"]["own"] for cell in found} == {journals.size()}


def test_a_place_is_found_by_any_spelling(reader: Client) -> None:
    places.load(communes=False)

    found = reader.get("/api/v1/places", {"q": "houaphan", "kind": "province"}).json()

    assert found["items"][0]["code"] == "la-houaphanh"
    assert found["items"][0]["side"] == "LA"


def test_a_place_counts_on_its_day(reader: Client) -> None:
    places.load(communes=False)
    asked = {"q": "Hải Dương", "kind": "province"}

    before = reader.get("/api/v1/places", {**asked, "on": "2025-06-30"}).json()
    after = reader.get("/api/v1/places", {**asked, "on": "2025-07-01"}).json()

    assert "Hải Dương" in [one["name"] for one in before["items"]]
    assert "Hải Dương" not in [one["name"] for one in after["items"]]


def test_both_sides_are_compared_in_the_public_shape(reader: Client) -> None:
    bank.peer()
    fact = bank.Counted("patrol", date(2025, 2, 7), "patrol", 1, {"joint": "yes"})
    bank.stand(View.OURS, bank.state(fact), matter="m")

    (found,) = reader.get(f"{FIGURES}/compare", {**YEAR, "code": "security.patrols-joint"}).json()

    assert {"code", "authority", "from", "to", "own", "counterpart", "joint"} < set(found)
    (difference,) = found["differences"]
    (cause,) = difference["classes"]
    assert (difference["value"], difference["residual"], found["comparable"]) == ("1", "0", True)
    assert (cause["class"], cause["value"], len(cause["documents"])) == ("missing-there", "1", 1)


def test_other_views_are_asked_for_by_name(reader: Client) -> None:
    asked = {**YEAR, "code": "security.patrols-joint", "view": "joint"}
    assert reader.get(FIGURES, asked).json()["code"] == "no-peer"

    bank.peer()

    (cell,) = reader.get(FIGURES, asked).json()
    assert (cell["view"], cell["as_of"]) == ("joint", {"own": 0, "ours": 0, "theirs": 0})
