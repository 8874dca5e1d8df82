"""Nothing uncleared is in a register, a figure or a journal (EXCHANGE 3, Shows 6)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client, override_settings
from django.urls import reverse

from saphan.accounts.choices import Role
from saphan.accounts.models import ActingMandate, Authority
from saphan.accounts.roles import SET_CLEARANCE
from saphan.accounts.services import load_authorities
from saphan.figures.models import Fact
from saphan.intake import kinds, services
from saphan.intake.models import Draft
from saphan.kernel import clock
from saphan.kernel.actors import Acting, Actor
from saphan.kernel.refusals import Forbidden, Refused
from saphan.ledger import journals, policies, reading
from saphan.ledger.clearance import Rule
from saphan.ledger.models import ClearancePolicy
from saphan.ledger.policies import Decision
from saphan.registers.security.models import Patrol
from tests import make
from tests.accounts import make_visits as visit

pytestmark = pytest.mark.django_db

DAY = date(2025, 8, 12)
KIND = "security.patrol"
LONG_AGO = Acting("son-la", "12/QĐ", date(2025, 1, 1), date(2025, 1, 31))


@pytest.fixture(autouse=True)
def quick_pages(db: None) -> Iterator[None]:
    load_authorities()
    cache.clear()
    with override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        MIDDLEWARE=[one for one in settings.MIDDLEWARE if "whitenoise" not in one],
    ):
        yield


def drafted(login: str = "writer") -> Draft:
    return services.draft(kinds.kind(KIND), make.patrol_entry(), by=make.actor(login), on=DAY)


def nothing_counts() -> bool:
    return not Patrol.objects.exists() and not Fact.objects.exists() and journals.size() == 0


def clear_page(client: Client, held: Draft) -> int:
    address = reverse("intake:draft-verb", args=[held.pk, "clear"])
    return client.post(address, {"do": "act"}).status_code


def test_a_draft_counts_nowhere() -> None:
    services.check(drafted(), by=make.actor("checker"))

    assert nothing_counts()


def test_a_cleared_draft_counts_and_names_its_hands() -> None:
    held = drafted()
    services.check(held, by=make.actor("checker"))

    ref = services.clear(held, by=make.actor("clearer"), on=DAY)

    (stored,) = reading.versions(ref.uid)
    hands = stored.record.persons["clearance"]
    assert Patrol.objects.count() == 1
    assert (hands["drafted_login"], hands["checked_by"], hands["cleared_login"]) == (
        "writer",
        "Checker",
        "clearer",
    )


@pytest.mark.parametrize(
    ("clearer", "code"),
    [
        (make.actor("writer"), "own-draft"),
        (make.actor("deputy", acting=LONG_AGO), "mandate-ended"),
        (make.actor("other", authority="vn-nghe-an"), "other-authority"),
    ],
    ids=lambda value: str(getattr(value, "login", value)),
)
def test_who_may_not_clear_a_draft(clearer: Actor, code: str) -> None:
    held = drafted()

    with pytest.raises(Refused, match=code):
        services.clear(held, by=clearer, on=DAY)

    assert nothing_counts()


def test_clearing_needs_its_ability() -> None:
    with pytest.raises(Forbidden):
        services.clear(drafted(), by=make.actor("reader", abilities=frozenset()), on=DAY)

    assert nothing_counts()


def test_nobody_clears_his_own_draft_through_the_page() -> None:
    person = visit.somebody(Role.OFFICER, Role.CLEARER)
    held = drafted(person.login)

    status = clear_page(visit.enter(person), held)

    assert status in {200, 409}
    assert nothing_counts()


def test_a_second_officer_clears_through_the_page() -> None:
    held = drafted()

    status = clear_page(visit.enter(visit.somebody(Role.CLEARER)), held)

    assert status == 302
    assert Patrol.objects.count() == 1


@pytest.mark.parametrize(("ended_days_ago", "sealed"), [(-1, 1), (0, 1), (1, 0)])
def test_an_acting_officer_clears_until_his_last_day(ended_days_ago: int, sealed: int) -> None:
    person, held = visit.somebody(), drafted()
    mandate = ActingMandate.objects.create(
        user=person,
        authority=Authority.objects.get(code="vn-son-la"),
        role=Role.CLEARER,
        decision="12/QĐ-BCH",
        since=clock.today() - timedelta(days=30),
        until=clock.today() + timedelta(days=1),
        given_by="an.admin",
    )
    client = visit.enter(person)
    mandate.until = clock.today() - timedelta(days=ended_days_ago)
    mandate.save()

    clear_page(client, held)

    assert Patrol.objects.count() == journals.size() == sealed


DECISION = Decision("12/QĐ-BCH", DAY)


def state(kind: str, *, authority: str = "vn-son-la", **rule: Any) -> ClearancePolicy:
    leader = make.actor("admin", authority=authority, abilities=frozenset({SET_CLEARANCE}))
    return policies.set_policy(kind, Rule(**rule), decision=DECISION, by=leader)


def in_roles(login: str, *roles: Role) -> Actor:
    return make.actor(login, roles=frozenset(roles))


def test_an_authority_may_demand_a_check_before_clearing() -> None:
    held = drafted()
    state(KIND, needs_check=True)

    with pytest.raises(Refused, match="needs-check"):
        services.clear(held, by=make.actor("clearer"), on=DAY)
    services.check(held, by=make.actor("checker"))
    services.clear(held, by=make.actor("clearer"), on=DAY)

    assert Patrol.objects.count() == 1


def test_the_last_word_of_the_authority_counts_and_all_are_kept() -> None:
    state(KIND, needs_check=True)
    state(KIND, needs_check=False)
    state(KIND, needs_check=True, authority="vn-nghe-an")

    services.clear(drafted(), by=make.actor("clearer"), on=DAY)

    kept = ClearancePolicy.objects.values_list("authority", "needs_check", "stated_by")
    assert list(kept) == [
        ("vn-son-la", True, "admin"),
        ("vn-son-la", False, "admin"),
        ("vn-nghe-an", True, "admin"),
    ]


def test_an_authority_names_the_roles_that_clear_a_kind_of_record() -> None:
    state(KIND, clearers=frozenset({Role.LEADER}))

    with pytest.raises(Refused, match="other-role"):
        services.clear(drafted(), by=in_roles("clearer", Role.CLEARER), on=DAY)
    services.clear(Draft.objects.get(), by=in_roles("leader", Role.LEADER), on=DAY)

    assert Patrol.objects.count() == 1


def test_an_authority_names_the_roles_that_check_a_kind_of_record() -> None:
    state(KIND, checkers=frozenset({Role.CHECKER}))

    with pytest.raises(Refused, match="other-role"):
        services.check(drafted(), by=in_roles("clearer", Role.CLEARER))
    services.check(Draft.objects.get(), by=in_roles("checker", Role.CHECKER, Role.READER))

    assert Draft.objects.get().checked_by == "checker"


def test_the_role_held_today_is_what_counts_at_the_seal() -> None:
    state(KIND, clearers=frozenset({Role.LEADER}))
    held = drafted()

    refused = clear_page(visit.enter(visit.somebody(Role.CLEARER)), held)
    cleared = clear_page(visit.enter(visit.somebody(Role.LEADER)), held)

    assert (refused, cleared) == (409, 302)


def test_a_kind_that_demands_a_check_by_itself_keeps_it() -> None:
    state(KIND, needs_check=False)

    assert policies.rule_of("vn-son-la", KIND, always=True).needs_check
    assert not policies.rule_of("vn-son-la", KIND, always=False).needs_check


def test_who_may_not_set_a_rule_sets_none() -> None:
    administrator = make.actor("admin", abilities=frozenset({"accounts.administer"}))

    with pytest.raises(Forbidden):
        policies.set_policy(KIND, Rule(), decision=DECISION, by=administrator)


@pytest.mark.parametrize(
    ("rule", "decision", "code"),
    [
        (Rule(), Decision(" ", DAY), "no-decision"),
        (Rule(), Decision("12/QĐ", clock.today() + timedelta(days=1)), "decided-later"),
        (Rule(clearers=frozenset({Role.READER})), DECISION, "role-not-able"),
        (Rule(checkers=frozenset({Role.LEADER})), DECISION, "role-not-able"),
    ],
)
def test_a_rule_rests_on_a_decision_and_on_roles_that_can(
    rule: Rule, decision: Decision, code: str
) -> None:
    leader = make.actor("leader", abilities=frozenset({SET_CLEARANCE}))

    with pytest.raises(Refused, match=code):
        policies.set_policy(KIND, rule, decision=decision, by=leader)

    assert not ClearancePolicy.objects.exists()


def test_a_policy_is_about_a_known_kind() -> None:
    with pytest.raises(Refused, match="unknown-kind"):
        state("security.gossip", needs_check=True)
