from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator

from saphan.accounts.choices import Role
from saphan.accounts.models import ActingMandate, Membership, SetupCode, User
from saphan.accounts.services import (
    Person,
    add_person,
    close_account,
    first_administrator,
    issue_setup_code,
    reopen_account,
    use_setup_code,
)
from saphan.kernel.actors import Actor
from saphan.kernel.languages import Language
from saphan.kernel.refusals import Forbidden, Refused
from tests.accounts import make_accounts as make

NOW = datetime(2025, 8, 12, 8, tzinfo=UTC)
KHAM = Person("kham.souk", "ຄຳ ສຸກ", Language.LO)
pytestmark = pytest.mark.usefixtures("authorities")


@pytest.fixture
def admin() -> Actor:
    return make.actor(Role.ADMINISTRATOR)


def test_a_newcomer_cannot_log_in_before_the_setup_code_is_used(admin: Actor) -> None:
    person = add_person(KHAM, by=admin, on=make.DAY)

    assert not person.has_usable_password()
    assert (person.display_name, person.language) == ("ຄຳ ສຸກ", "lo")


def test_only_an_administrator_adds_people() -> None:
    with pytest.raises(Forbidden):
        add_person(KHAM, by=make.actor(Role.LEADER), on=make.DAY)


@pytest.mark.parametrize("login", ["", "ab", "Kham", "9kham", "kham souk", "ຄຳ", "kham\n"])
def test_a_login_name_is_small_latin_letters(admin: Actor, login: str) -> None:
    with pytest.raises(Refused, match="login-form"):
        add_person(Person(login, "Kham"), by=admin, on=make.DAY)


def test_login_name_and_address_belong_to_one_person(admin: Actor) -> None:
    add_person(Person("first.one", "First", email="One@Office.la"), by=admin, on=make.DAY)

    with pytest.raises(Refused, match="login-taken"):
        add_person(Person("first.one", "Second"), by=admin, on=make.DAY)
    with pytest.raises(Refused, match="email-taken"):
        add_person(Person("second.one", "Second", email="one@office.LA"), by=admin, on=make.DAY)


def test_a_printed_code_sets_the_first_password_once(admin: Actor) -> None:
    person = add_person(KHAM, by=admin, on=make.DAY)
    code = issue_setup_code(person, by=admin, at=NOW)

    use_setup_code("Kham.Souk ", code=code.lower(), password=make.PASSWORD, at=NOW)

    assert User.objects.get(pk=person.pk).check_password(make.PASSWORD)
    with pytest.raises(Refused, match="code-not-good"):
        use_setup_code("kham.souk", code=code, password=make.PASSWORD, at=NOW)


def test_a_code_is_kept_as_a_hash(admin: Actor) -> None:
    code = issue_setup_code(make.user(), by=admin, at=NOW)

    assert code.replace("-", "") not in SetupCode.objects.get().secret
    assert len(code.replace("-", "")) == 12


def test_an_unknown_login_and_a_wrong_code_answer_alike(admin: Actor) -> None:
    person = add_person(KHAM, by=admin, on=make.DAY)
    issue_setup_code(person, by=admin, at=NOW)

    answers = []
    for login in ("kham.souk", "nobody.here"):
        with pytest.raises(Refused) as caught:
            use_setup_code(login, code="AAAA-BBBB-CCCC", password=make.PASSWORD, at=NOW)
        answers.append(str(caught.value))

    assert answers[0] == answers[1]


def test_a_code_ends_after_its_days(admin: Actor) -> None:
    person = add_person(KHAM, by=admin, on=make.DAY)
    code = issue_setup_code(person, by=admin, at=NOW)

    with pytest.raises(Refused, match="code-not-good"):
        use_setup_code("kham.souk", code=code, password=make.PASSWORD, at=NOW + timedelta(days=7))


def test_a_weak_password_is_refused_and_the_code_stays_good(admin: Actor) -> None:
    person = add_person(KHAM, by=admin, on=make.DAY)
    code = issue_setup_code(person, by=admin, at=NOW)

    for weak in ("short", "password1234", "123456789012", "kham.souk.kham"):
        with pytest.raises(Refused, match="weak-password"):
            use_setup_code("kham.souk", code=code, password=weak, at=NOW)

    user = use_setup_code("kham.souk", code=code, password=make.PASSWORD, at=NOW)
    assert user.check_password(make.PASSWORD)


def test_a_new_code_ends_password_and_second_factor(admin: Actor) -> None:
    person = make.user()
    make.member(person)
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})

    issue_setup_code(person, by=admin, at=NOW)

    assert not User.objects.get(pk=person.pk).has_usable_password()
    assert not Authenticator.objects.filter(user=person).exists()


def test_people_of_another_authority_are_not_ours_to_let_in(admin: Actor) -> None:
    person = make.user()
    make.member(person, authority="vn-nghe-an")

    with pytest.raises(Refused, match="other-authority"):
        issue_setup_code(person, by=admin, at=NOW)
    with pytest.raises(Refused, match="other-authority"):
        close_account(person, by=admin)


def test_a_code_does_not_open_what_another_authority_gave(admin: Actor) -> None:
    shared, acting = make.user("of.two"), make.user("acts.there")
    make.member(shared)
    elsewhere = make.member(shared, Role.CLEARER, authority="vn-nghe-an")
    ActingMandate.objects.create(
        user=acting,
        authority=elsewhere.authority,
        role=Role.CLEARER,
        decision="12/QĐ",
        since=make.DAY,
        until=make.DAY,
        given_by="an.admin",
    )

    for person in (shared, acting):
        with pytest.raises(Refused, match="other-authority"):
            issue_setup_code(person, by=admin, at=NOW)
    Membership.objects.filter(pk=elsewhere.pk).update(until=make.DAY - timedelta(days=1))

    assert issue_setup_code(shared, by=admin, at=NOW)


def test_a_closed_account_keeps_its_history_and_loses_its_code(admin: Actor) -> None:
    person = make.user()
    make.member(person)
    code = issue_setup_code(person, by=admin, at=NOW)

    close_account(person, by=admin)

    with pytest.raises(Refused, match="code-not-good"):
        use_setup_code(person.login, code=code, password=make.PASSWORD, at=NOW)
    assert person.memberships.exists()
    reopen_account(person, by=admin)
    assert User.objects.get(pk=person.pk).is_active


def test_an_authority_has_one_first_administrator() -> None:
    first = first_administrator(KHAM, authority="la-houaphanh", on=make.DAY)

    assert first.memberships.get().role == Role.ADMINISTRATOR
    with pytest.raises(Refused, match="has-administrator"):
        first_administrator(Person("another", "A"), authority="la-houaphanh", on=make.DAY)
    with pytest.raises(Refused, match="unknown-authority"):
        first_administrator(Person("another", "A"), authority="la-nowhere", on=make.DAY)
