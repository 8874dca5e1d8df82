"""Who may ask the API what: every endpoint for every role, and the forms of a refusal."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from saphan.accounts.choices import Role
from saphan.accounts.roles import abilities_of_role
from saphan.config.api import api
from saphan.web.api import AtWork
from tests import visits

pytestmark = pytest.mark.django_db
NOWHERE = "5b6f3f1e-0000-4000-8000-000000000000"


def endpoints() -> list[tuple[str, str, str]]:
    """Method, path and ability of every endpoint."""
    found = []
    for bound in api._get_bound_routers():
        for path, view in bound.path_operations.items():
            for operation in view.operations:
                (guard,) = operation.auth_callbacks
                assert isinstance(guard, AtWork)
                found.append((operation.methods[0], f"{bound.prefix}{path}", guard.ability))
    return found


def ask(client: Client, method: str, path: str) -> Any:
    filled = re.sub(r"\{uuid\w*:\w+\}", NOWHERE, re.sub(r"\{int:\w+\}", "0", path))
    return getattr(client, method.lower())(f"/api/v1{filled}", content_type="application/json")


@pytest.mark.parametrize("role", Role)
def test_each_endpoint_opens_to_who_has_its_ability(role: Role) -> None:
    client, abilities = visits.at_work(role), abilities_of_role(role)

    wrong = [
        (method, path, answer.status_code)
        for method, path, ability in endpoints()
        if ability
        for answer in [ask(client, method, path)]
        if (answer.status_code == 403) == (ability in abilities)
    ]

    assert wrong == []


def test_every_refusal_has_code_and_sentence() -> None:
    client = visits.at_work(Role.ADMINISTRATOR)

    answers = [ask(client, method, path) for method, path, ability in endpoints() if ability]

    assert {answer.json()["code"] for answer in answers} == {"not-able"}
    assert all(answer.json()["sentence"] for answer in answers)


def test_a_stranger_is_asked_to_log_in(client: Client) -> None:
    answers = [ask(client, method, path) for method, path, _ability in endpoints()]

    assert {answer.status_code for answer in answers} == {401}
    assert {(answer.json()["code"], answer.json()["sentence"]) for answer in answers} == {
        ("not-logged-in", "Log in first.")
    }


def test_a_write_needs_the_token_of_the_page() -> None:
    client = visits.at_work(Role.OFFICER, checks_csrf=True)

    forged = client.post("/api/v1/security/patrols", {"core": {}}, "application/json")
    client.get(reverse("home"))
    token = client.cookies["saphan-csrf"].value
    honest = client.post(
        "/api/v1/security/patrols",
        {"core": {}},
        "application/json",
        headers={"X-CSRFToken": token},
    )

    assert (forged.status_code, forged.json()["code"]) == (403, "csrf")
    assert honest.status_code == 422


def test_an_address_that_is_none_answers_in_json(officer: Client) -> None:
    answer = officer.get("/api/v1/wishes")

    assert (answer.status_code, answer.json()["code"]) == (404, "not-found")


def test_a_body_that_is_no_json_is_pointed_out(officer: Client) -> None:
    answer = officer.post("/api/v1/security/patrols", "{", "application/json")

    assert (answer.status_code, answer.json()["code"]) == (400, "unreadable")
