from __future__ import annotations

from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client, override_settings
from django.urls import reverse

from saphan.accounts import conf
from saphan.accounts.choices import Role
from saphan.accounts.models import ActingMandate, Authority, User
from saphan.accounts.services import issue_setup_code
from saphan.kernel import clock
from tests.accounts import make_accounts as make
from tests.accounts import make_visits as visit

pytestmark = pytest.mark.usefixtures("authorities")
INSIDE = reverse("accounts:authorities")


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_password_and_telephone_open_the_door() -> None:
    person, client = visit.somebody(Role.OFFICER), Client()

    first = visit.password(client, person.login)
    assert first.headers["Location"] == reverse("mfa_authenticate")
    assert not is_in(client)
    visit.telephone(client, visit.code())

    assert is_in(client)
    assert client.get(INSIDE).status_code == 200


def test_a_login_name_typed_in_capitals_is_the_same_person() -> None:
    person, client = visit.somebody(Role.OFFICER), Client()

    visit.password(client, person.login.upper())
    visit.telephone(client, visit.code())

    assert is_in(client)


def test_an_address_serves_as_login_name() -> None:
    person = make.user(email="lan@office.vn")
    make.member(person)

    answer = visit.password(Client(), "LAN@office.vn")

    assert answer.status_code == 302


@override_settings(MFA_FORMS=conf.MFA_FORMS)
def test_a_code_opens_the_door_once_for_as_long_as_it_could_be_good() -> None:
    person, typed = visit.somebody(Role.OFFICER), visit.code()
    first, second = Client(), Client()
    visit.password(first, person.login)
    visit.telephone(first, typed)
    visit.forget_within_one_step(person, typed)

    visit.password(second, person.login)
    visit.telephone(second, typed)

    assert is_in(first)
    assert not is_in(second)


@pytest.mark.parametrize(("steps", "opens"), [(-2, False), (-1, True), (1, True), (2, False)])
def test_a_telephone_may_be_one_step_off(steps: int, opens: bool) -> None:
    person, client = visit.somebody(Role.OFFICER), Client()

    visit.password(client, person.login)
    visit.telephone(client, visit.code(steps=steps))

    assert is_in(client) == opens


def test_a_recovery_code_opens_the_door_once() -> None:
    person = visit.somebody(Role.OFFICER)
    kept = Authenticator.objects.get(user=person, type="recovery_codes")
    recovery = kept.wrap().get_unused_codes()[3]
    first, second = Client(), Client()
    for client in (first, second):
        visit.password(client, person.login)
        visit.telephone(client, recovery)

    assert is_in(first)
    assert not is_in(second)


def test_the_key_of_a_telephone_is_sealed_in_the_database() -> None:
    person = visit.somebody(Role.OFFICER)

    kept = Authenticator.objects.get(user=person, type="totp").data["secret"]

    assert visit.SECRET not in kept


def test_an_unknown_login_and_a_wrong_password_look_alike() -> None:
    person = visit.somebody(Role.OFFICER)

    known = visit.password(Client(), person.login, word="not the password")
    unknown = visit.password(Client(), "nobody.here", word="not the password")

    strip = person.login.encode(), b"nobody.here"
    assert known.status_code == unknown.status_code == 200
    assert _without_token(known.content.replace(strip[0], b"")) == _without_token(
        unknown.content.replace(strip[1], b"")
    )


def _without_token(page: bytes) -> list[bytes]:
    return [line for line in page.splitlines() if b"csrfmiddlewaretoken" not in line]


def test_five_wrong_passwords_close_the_door_for_a_while() -> None:
    person, client = visit.somebody(Role.OFFICER), Client()

    for _ in range(5):
        visit.password(client, person.login, word="wrong")
    visit.password(client, person.login)

    assert not is_in(client)
    answer = visit.password(client, person.login)
    assert b"Too many" in answer.content


def test_a_closed_account_stays_out() -> None:
    person = visit.somebody(Role.OFFICER)
    User.objects.filter(pk=person.pk).update(is_active=False)
    client = Client()

    visit.password(client, person.login)

    assert not is_in(client)


def test_nobody_signs_up_or_resets_a_password_by_mail() -> None:
    for path in ("signup/", "password/reset/", "email/", "confirm-email/"):
        assert Client().get(f"/accounts/{path}").status_code in (302, 404)
    assert Client().post("/accounts/signup/", {"username": "x"}).status_code == 404


@pytest.mark.parametrize("name", ["people", "authorities", "reads", "offices", "own-factor"])
def test_a_stranger_is_led_to_the_login(name: str) -> None:
    answer = Client().get(reverse(f"accounts:{name}"))

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("account_login"))


def test_who_has_no_second_factor_is_led_to_add_one() -> None:
    person, client = make.user(), Client()
    make.member(person)
    visit.password(client, person.login)

    answer = client.get(INSIDE)

    assert answer.headers["Location"] == reverse("accounts:own-factor")
    assert client.get(reverse("accounts:own-factor")).status_code == 200


@override_settings(SAPHAN_REQUIRE_MFA=False)
@pytest.mark.parametrize(("role", "asked"), [(Role.READER, False), (Role.LEADER, True)])
def test_who_binds_the_authority_needs_a_second_factor_anyway(role: Role, asked: bool) -> None:
    person, client = make.user(), Client()
    make.member(person, role)
    visit.password(client, person.login)

    answer = client.get(INSIDE)

    assert (answer.status_code == 302) == asked


def test_a_second_factor_is_added_after_the_password_again() -> None:
    person, client = make.user(), Client()
    make.member(person)
    visit.password(client, person.login)
    client.post(reverse("account_reauthenticate"), {"password": make.PASSWORD})

    page = client.get(reverse("mfa_activate_totp"))
    secret = client.session["mfa.totp.secret"]
    client.post(reverse("mfa_activate_totp"), {"code": visit.code(secret)})

    assert page.status_code == 200
    assert client.get(INSIDE).status_code == 200
    assert client.get(reverse("mfa_view_recovery_codes")).status_code == 200


def test_recovery_codes_can_be_printed() -> None:
    person = visit.somebody(Role.OFFICER)
    client = visit.enter(person)
    client.post(reverse("mfa_reauthenticate"), {"code": visit.code(steps=1)})
    kept = Authenticator.objects.get(user=person, type="recovery_codes").wrap()

    page = client.get(reverse("mfa_view_recovery_codes")).content.decode()

    assert all(one in page for one in kept.get_unused_codes())


def test_the_last_second_factor_cannot_be_taken_away() -> None:
    person = visit.somebody(Role.OFFICER)
    client = visit.enter(person)
    client.post(reverse("mfa_reauthenticate"), {"code": visit.code(steps=1)})

    client.post(reverse("mfa_deactivate_totp"))

    assert Authenticator.objects.filter(user=person, type="totp").exists()


def test_a_printed_code_leads_to_password_and_second_factor() -> None:
    person = make.user(password="")
    make.member(person)
    code = issue_setup_code(person, by=make.actor(Role.ADMINISTRATOR), at=clock.now())
    client = Client()

    answer = client.post(
        reverse("accounts:own-start"),
        {"login": person.login, "code": code, "password": make.PASSWORD, "again": make.PASSWORD},
    )

    assert answer.headers["Location"] == reverse("accounts:own-factor")
    assert client.get(reverse("mfa_activate_totp")).status_code == 200


def test_guessing_set_up_codes_is_limited() -> None:
    client, form = Client(), {"login": "kham.souk", "password": make.PASSWORD}
    for _ in range(5):
        answer = client.post(
            reverse("accounts:own-start"), {**form, "code": "AAAA", "again": make.PASSWORD}
        )
        assert answer.status_code == 409

    answer = client.post(
        reverse("accounts:own-start"), {**form, "code": "AAAA", "again": make.PASSWORD}
    )

    assert answer.status_code == 429


def test_a_new_set_up_code_ends_sessions() -> None:
    person = visit.somebody(Role.OFFICER)
    client = visit.enter(person)

    issue_setup_code(person, by=make.actor(Role.ADMINISTRATOR), at=clock.now())

    assert client.get(INSIDE).status_code == 302


def test_an_acting_officer_past_his_date_is_told_so() -> None:
    person, today = visit.with_factor(make.user()), clock.today()
    ActingMandate.objects.create(
        user=person,
        authority=Authority.objects.get(code="vn-son-la"),
        role=Role.CLEARER,
        decision="12/QĐ-BCHBP",
        since=date(2025, 8, 1),
        until=today - timedelta(days=1),
        given_by="an.admin",
    )

    answer = visit.enter(person).get(INSIDE)

    assert answer.status_code == 403
    assert b"mandate-ended" in answer.content


def test_who_works_for_two_authorities_chooses_one() -> None:
    person = visit.somebody(Role.OFFICER)
    make.member(person, Role.ADMINISTRATOR, authority="vn-nghe-an")
    client = visit.enter(person)
    choice = reverse("accounts:own-authority")

    assert client.get(INSIDE).headers["Location"] == choice
    assert client.post(choice, {"authority": "la-houaphanh"}).status_code == 409
    client.post(choice, {"authority": "vn-nghe-an"})

    assert client.get(reverse("accounts:people")).status_code == 200


def test_pages_come_in_ones_own_language() -> None:
    person = visit.somebody(Role.OFFICER)
    User.objects.filter(pk=person.pk).update(language="lo")

    client = visit.enter(person)

    assert client.cookies["saphan-language"].value == "lo"


@override_settings(ACCOUNT_FORMS=conf.ACCOUNT_FORMS)
def test_the_login_page_speaks_our_words() -> None:
    page = Client().get(reverse("account_login")).content.decode()

    assert "Login name or e-mail" in page
    assert "Username" not in page


def test_an_untouched_set_up_page_shows_no_problems() -> None:
    page = Client().get(reverse("accounts:own-start")).content.decode()

    assert 'class="problems"' not in page


def test_pages_of_login_hold_no_inline_script() -> None:
    page = Client().get(reverse("account_login"))

    assert "script-src" not in page.headers["Content-Security-Policy"]
    assert "default-src 'self'" in page.headers["Content-Security-Policy"]
    for tag in page.content.decode().split("<script")[1:]:
        head, body = tag.split(">", 1)
        inline = body.split("</script", 1)[0].strip()
        assert not inline or 'type="application/json"' in head
