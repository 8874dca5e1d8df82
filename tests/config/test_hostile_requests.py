"""What a hostile request holds is refused before a view sees it; answers do not stay behind."""

from __future__ import annotations

import pytest
from django.test import Client

from saphan.accounts.choices import Role
from tests import visits
from tests.architecture.addresses import SAMPLES, all_addresses

pytestmark = pytest.mark.django_db
HUGE = (str(2**63), "9" * 5_000)
"""A number beyond the database's, and one beyond what Python reads."""
CELL = "security.cases@vn-son-la:2025-01-01..2025-02-01/own%23month=%00"


@pytest.mark.parametrize(
    "path",
    [
        f"/figures/cells/{CELL}",
        f"/api/v1/figures/evidence?cell={CELL}",
        "/api/v1/drafts?kind=%00",
        "/security/patrols?%00=1",
        "/talks/%00",
    ],
)
def test_a_nul_in_an_address_is_unreadable(path: str) -> None:
    client = visits.at_work(Role.OFFICER)

    answer = client.get(path)

    assert answer.status_code in (404, 422)


def test_a_nul_in_a_form_is_unreadable() -> None:
    client = visits.at_work(Role.OFFICER)

    answer = client.post("/security/patrols", {"name": "a\0", "query": "joint=true"})

    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/crossings/travellers", "no-store"),
        ("/crossings/travellers?export=csv", "no-store"),
        ("/security/patrols", "private"),
    ],
)
def test_no_browser_keeps_personal_data(path: str, kept: str) -> None:
    client = visits.at_work(Role.CLEARER)

    answer = client.get(path)

    assert answer["Cache-Control"] == kept


def test_who_is_not_logged_in_gets_pages_as_they_are(client: Client) -> None:
    answer = client.get("/health")

    assert not answer.has_header("Cache-Control")


@pytest.mark.parametrize("number", HUGE)
def test_no_address_breaks_at_a_huge_number(number: str) -> None:
    client = visits.at_work(*Role)
    sample = SAMPLES["IntConverter"]
    numbered = [one for one in all_addresses().values() if sample in one.takes.values()]
    paths = [one.path.replace(sample, number) for one in numbered]

    answers = {
        f"{method} {path}": getattr(client, method)(path).status_code
        for path in paths
        for method in ("get", "post")
    }

    assert paths
    assert {name: code for name, code in answers.items() if code >= 500 or code == 200} == {}


@pytest.mark.parametrize("number", HUGE)
@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/api/v1/security/patrols?offset=", 422),
        ("/api/v1/drafts?offset=", 422),
        ("/api/v1/uploads?offset=", 422),
        ("/api/v1/places?offset=", 422),
        ("/api/v1/security/patrols?limit=", 422),
        ("/security/patrols?page=", 404),
        ("/ledger/journal?page=", 404),
        ("/figures/cells/security.cases@vn-son-la:2025-01-01..2025-02-01/own?page=", 404),
    ],
)
def test_no_list_breaks_at_a_huge_number(path: str, code: int, number: str) -> None:
    client = visits.at_work(Role.OFFICER, Role.AUDITOR)

    assert client.get(f"{path}{number}").status_code == code


def test_a_form_is_no_json() -> None:
    client = visits.at_work(Role.OFFICER)

    answer = client.post("/api/v1/uploads/1/answers", {"answers": "a"})

    assert (answer.status_code, answer.json()["code"]) == (422, "unreadable")


@pytest.mark.parametrize("number", [*HUGE, "\u00b2", "-1", ""])
@pytest.mark.parametrize("step", ["continue", "add exhibits", "drop exhibits {}"])
def test_no_form_breaks_at_a_number_of_rows_that_is_none(number: str, step: str) -> None:
    client = visits.at_work(Role.OFFICER)
    said = {
        "do": step.format(number),
        "exhibits-TOTAL_FORMS": number,
        "exhibits-INITIAL_FORMS": "0",
        f"exhibits-{number[:30]}-item": "heroin",
    }

    assert client.post("/security/cases/new", said).status_code in (200, 422)
