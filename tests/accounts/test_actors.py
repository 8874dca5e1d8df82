from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saphan.accounts.choices import Role
from saphan.accounts.models import ActingMandate, Authority, Office, User
from saphan.accounts.roles import ON_FLOORS
from saphan.accounts.services import actor_for, authorities_of
from saphan.kernel.refusals import Refused
from saphan.kernel.sides import Side
from tests.accounts import make_accounts as make

DAY = make.DAY
pytestmark = pytest.mark.usefixtures("authorities")


def mandate(
    person: User,
    *,
    since: date = date(2025, 8, 1),
    until: date = date(2025, 8, 31),
    authority: str = "vn-son-la",
) -> ActingMandate:
    return ActingMandate.objects.create(
        user=person,
        authority=Authority.objects.get(code=authority),
        office=Office.objects.get(code="son-la/don-long-sap"),
        role=Role.CLEARER,
        decision="12/QĐ-BCHBP",
        since=since,
        until=until,
        given_by="an.admin",
    )


def refused(person: User, *, on: date = DAY, authority: str | None = None) -> str:
    with pytest.raises(Refused) as caught:
        actor_for(person, authority=authority, on=on)
    assert caught.value.sentence
    return caught.value.code


def test_a_member_works_for_the_only_authority() -> None:
    person = make.user()
    make.member(person, Role.OFFICER)

    found = actor_for(person, on=DAY)

    assert (found.login, found.authority, found.side) == (person.login, "vn-son-la", Side.VN)
    assert found.can("figures.read")
    assert found.acting is None


def test_somebody_without_a_role_does_nothing() -> None:
    assert refused(make.user()) == "no-role"


def test_a_role_that_ended_gives_nothing() -> None:
    person = make.user()
    make.member(person, until=date(2025, 8, 11))

    assert refused(person) == "no-role"


def test_a_closed_account_does_nothing() -> None:
    person = make.user()
    make.member(person)
    person.is_active = False

    assert refused(person) == "not-active"


def test_an_acting_officer_works_until_the_last_day_of_the_mandate() -> None:
    person = make.user()
    mandate(person)

    found = actor_for(person, on=date(2025, 8, 31))

    assert found.acting is not None
    assert found.acting.decision == "12/QĐ-BCHBP"
    assert found.office == "son-la/don-long-sap"


def test_an_acting_officer_past_his_date_is_refused() -> None:
    person = make.user()
    mandate(person)

    assert refused(person, on=date(2025, 9, 1)) == "mandate-ended"


def test_an_acting_officer_before_his_date_is_refused() -> None:
    person = make.user()
    mandate(person)

    assert refused(person, on=date(2025, 7, 31)) == "mandate-not-begun"


def test_after_a_mandate_ones_own_role_remains() -> None:
    person = make.user()
    make.member(person, Role.READER)
    mandate(person)

    found = actor_for(person, on=date(2025, 9, 1))

    assert found.acting is None
    assert not [ability for ability in found.abilities if ability.endswith(".clear")]


def test_two_authorities_are_never_mixed() -> None:
    person = make.user()
    make.member(person, Role.OFFICER)
    make.member(person, Role.ADMINISTRATOR, authority="vn-nghe-an")

    found = actor_for(person, authority="vn-nghe-an", on=DAY)

    assert refused(person) == "choose-authority"
    assert refused(person, authority="la-houaphanh") == "no-such-authority"
    assert found.abilities == ON_FLOORS[Role.ADMINISTRATOR]
    assert found.roles == {Role.ADMINISTRATOR}
    assert [one.code for one in authorities_of(person, on=DAY)] == ["vn-nghe-an", "vn-son-la"]


def test_an_actor_costs_two_queries() -> None:
    person = make.user()
    make.member(person)
    mandate(person)

    with CaptureQueriesContext(connection) as queries:
        actor_for(person, on=DAY)

    assert len(queries) == 2
