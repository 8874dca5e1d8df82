"""The authority's rules of clearing over HTTP: who sees them, who sets them, what they do."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from saphan.accounts.choices import Role
from saphan.intake import kinds
from saphan.kernel import clock
from saphan.ledger.models import ClearancePolicy
from tests import visits

pytestmark = pytest.mark.django_db

KIND = "security.patrol"
SAID = {
    "needs_check": "yes",
    "checkers": ["checker"],
    "clearers": ["clearer", "leader"],
    "decision": "77/QĐ-BCH",
    "decided_on-day": "1",
    "decided_on-month": "8",
    "decided_on-year": "2025",
}


def form() -> str:
    return reverse("intake:set-rule", args=[KIND])


def page(client: Client, address: str = "") -> str:
    return client.get(address or reverse("intake:rules")).content.decode()


@pytest.mark.parametrize("role", Role)
def test_leader_and_administrator_set_the_rules_and_nobody_else_sees_them(role: Role) -> None:
    client, entrusted = visits.at_work(role), role in {Role.LEADER, Role.ADMINISTRATOR}

    statuses = {client.get(address).status_code for address in (reverse("intake:rules"), form())}
    door = reverse("intake:rules") in page(client, reverse("accounts:authorities"))

    assert statuses == ({200} if entrusted else {403})
    assert client.post(form(), {**SAID, "do": "act"}).status_code == (302 if entrusted else 403)
    assert ClearancePolicy.objects.count() == door == entrusted


def test_every_kind_is_named_in_three_languages_with_what_counts_until_somebody_decides() -> None:
    shown = page(visits.at_work(Role.ADMINISTRATOR))

    names = [name for kind in kinds.kinds() for _code, name in kind.names]
    assert [name for name in names if name not in shown] == []
    assert shown.count("nothing decided") == len(kinds.kinds())


def test_a_rule_is_looked_at_before_it_is_set_and_shown_with_its_decision() -> None:
    client = visits.at_work(Role.LEADER, login="the.leader")

    asked = client.post(form(), SAID).content.decode()
    before = ClearancePolicy.objects.count()
    client.post(form(), {**SAID, "do": "act"})

    kept = ClearancePolicy.objects.get()
    shown = page(client)
    assert before == 0
    assert "77/QĐ-BCH" in asked
    assert (kept.authority, kept.kind, kept.needs_check) == ("vn-son-la", KIND, True)
    assert (kept.checkers, kept.clearers) == (["checker"], ["clearer", "leader"])
    assert (kept.decision, kept.decided_on) == ("77/QĐ-BCH", date(2025, 8, 1))
    assert all(said in shown for said in ("77/QĐ-BCH", "1 August 2025", "the.leader"))
    assert shown.count("nothing decided") == len(kinds.kinds()) - 1


def test_the_form_opens_with_what_counts_now() -> None:
    client = visits.at_work(Role.ADMINISTRATOR)
    client.post(form(), {**SAID, "do": "act"})

    opened = page(client, form())

    ticked = re.findall(r'value="(\w+)"[^>]* checked', opened)
    assert ticked == ["yes", "checker", "clearer", "leader"]
    assert "77/QĐ-BCH" not in opened


def test_another_authority_keeps_its_own_rules() -> None:
    visits.at_work(Role.LEADER).post(form(), {**SAID, "do": "act"})

    shown = page(visits.at_work(Role.LEADER, authority="vn-nghe-an"))

    assert "77/QĐ-BCH" not in shown


@pytest.mark.parametrize(
    "change",
    [
        {"decision": ""},
        {"decided_on-year": str(clock.today().year + 1)},
        {"needs_check": ""},
        {"clearers": ["reader"]},
    ],
)
def test_a_rule_without_a_decision_that_was_taken_is_sent_back(change: dict[str, str]) -> None:
    answer = visits.at_work(Role.LEADER).post(form(), {**SAID, **change, "do": "act"})

    assert answer.status_code == 422
    assert not ClearancePolicy.objects.exists()


def test_a_kind_that_no_register_has_is_not_found() -> None:
    address = reverse("intake:set-rule", args=["security.gossip"])

    assert visits.at_work(Role.LEADER).get(address).status_code == 404
