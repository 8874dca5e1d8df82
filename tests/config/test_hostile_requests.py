"""What a hostile request holds is refused before a view sees it; answers do not stay behind."""

from __future__ import annotations

import pytest
from django.test import Client

from saphan.accounts.choices import Role
from tests import visits

pytestmark = pytest.mark.django_db
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
