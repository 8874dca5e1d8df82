from __future__ import annotations

from datetime import date, timedelta

import pytest

from saphan.accounts.choices import Role
from saphan.accounts.models import Membership
from saphan.accounts.services import (
    Post,
    actor_for,
    end_mandate,
    end_membership,
    give_mandate,
    give_role,
)
from saphan.kernel.actors import Actor
from saphan.kernel.periods import Period
from saphan.kernel.refusals import Forbidden, Refused
from tests.accounts import make_accounts as make

DAY = make.DAY
OFFICER = Post("vn-son-la", Role.OFFICER)
AUGUST = Period(date(2025, 8, 1), date(2025, 8, 31))
pytestmark = pytest.mark.usefixtures("authorities")


@pytest.fixture
def admin() -> Actor:
    return make.actor(Role.ADMINISTRATOR)


def test_a_role_given_says_who_gave_it(admin: Actor) -> None:
    given = give_role(make.user(), OFFICER, since=DAY, by=admin)

    assert given.given_by == admin.login
    assert actor_for(given.user, on=DAY).can("figures.read")


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_nobody_else_gives_roles_or_mandates(role: Role) -> None:
    person, by = make.user(), make.actor(role, login="somebody")

    with pytest.raises(Forbidden):
        give_role(person, OFFICER, since=DAY, by=by)
    with pytest.raises(Forbidden):
        give_mandate(person, OFFICER, decision="1/QĐ", period=AUGUST, by=by)


def test_an_administrator_cannot_raise_himself() -> None:
    person = make.user("an.admin")
    by = make.actor(Role.ADMINISTRATOR, login="an.admin")

    with pytest.raises(Refused, match="own-role"):
        give_role(person, Post("vn-son-la", Role.CLEARER), since=DAY, by=by)
    with pytest.raises(Refused, match="own-role"):
        give_mandate(person, OFFICER, decision="1/QĐ", period=AUGUST, by=by)


def test_roles_of_another_authority_are_not_ours_to_give(admin: Actor) -> None:
    with pytest.raises(Refused, match="other-authority"):
        give_role(make.user(), Post("la-houaphanh", Role.OFFICER), since=DAY, by=admin)


def test_an_office_must_belong_to_the_authority(admin: Actor) -> None:
    theirs = Post("vn-son-la", Role.OFFICER, office="houaphanh/dai-doi-pa-hang")

    with pytest.raises(Refused, match="other-office"):
        give_role(make.user(), theirs, since=DAY, by=admin)


def test_the_same_role_is_not_given_twice_for_a_day(admin: Actor) -> None:
    person = make.user()
    give_role(person, OFFICER, since=DAY, until=DAY, by=admin)

    with pytest.raises(Refused, match="already-held"):
        give_role(person, OFFICER, since=DAY - timedelta(days=9), by=admin)

    give_role(person, OFFICER, since=DAY + timedelta(days=1), by=admin)
    assert person.memberships.count() == 2


def test_a_role_ends_with_its_last_day(admin: Actor) -> None:
    given = give_role(make.user(), OFFICER, since=DAY, by=admin)

    end_membership(given, by=admin, on=DAY + timedelta(days=5))

    assert actor_for(given.user, on=DAY + timedelta(days=5)).can("figures.read")
    with pytest.raises(Refused, match="no-role"):
        actor_for(given.user, on=DAY + timedelta(days=6))


def test_a_role_taken_back_before_it_began_never_counted(admin: Actor) -> None:
    given = give_role(make.user(), OFFICER, since=DAY, by=admin)

    end_membership(given, by=admin, on=DAY - timedelta(days=30))

    ended = Membership.objects.get(pk=given.pk)
    assert ended.until == DAY - timedelta(days=1)
    assert ended.ended_by == admin.login
    with pytest.raises(Refused, match="no-role"):
        actor_for(given.user, on=DAY)


def test_what_ended_is_not_ended_again(admin: Actor) -> None:
    given = give_role(make.user(), OFFICER, since=DAY, by=admin)
    end_membership(given, by=admin, on=DAY)

    with pytest.raises(Refused, match="already-ended"):
        end_membership(given, by=admin, on=DAY + timedelta(days=1))


@pytest.mark.parametrize("decision", ["", "   "])
def test_a_mandate_needs_a_decision(admin: Actor, decision: str) -> None:
    with pytest.raises(Refused, match="no-decision"):
        give_mandate(make.user(), OFFICER, decision=decision, period=AUGUST, by=admin)


def test_a_mandate_can_be_ended_early_and_keeps_its_decision(admin: Actor) -> None:
    given = give_mandate(make.user(), OFFICER, decision="7/QĐ", period=AUGUST, by=admin)

    ended = end_mandate(given, by=admin, on=DAY)

    assert (ended.until, ended.decision) == (DAY, "7/QĐ")
    with pytest.raises(Refused, match="mandate-ended"):
        actor_for(given.user, on=DAY + timedelta(days=1))
