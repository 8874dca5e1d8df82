"""The pages that allauth and Django word for us read Lao for a Lao officer, faults included."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.cache import cache
from django.test import Client, override_settings
from django.urls import reverse

from saphan.accounts.models import User
from tests import visits

PASSWORD = "bốn từ chẳng ai dùng"
NAMES = {"Saphan", "English", "Tiếng", "Việt", "TOTP", "PIN", "JavaScript", "CSV", "XLSX"}
WORD = re.compile(r"[^\W\d_]{3,}")


class Words(HTMLParser):
    """Words of a page in Latin letters that somebody reads."""

    def __init__(self) -> None:
        super().__init__()
        self.unread = 0
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unread += tag in ("script", "style", "code")
        spoken = (value for name, value in attrs if name in ("aria-label", "title", "placeholder"))
        for text in spoken:
            self.handle_data(text or "")

    def handle_endtag(self, tag: str) -> None:
        self.unread -= tag in ("script", "style", "code")

    def handle_data(self, data: str) -> None:
        if not self.unread:
            latin = (
                word for word in WORD.findall(data) if word[0] < "\u0e80" or word[0] > "\u0eff"
            )
            self.found += [word for word in latin if word not in NAMES]


def english(page: bytes) -> list[str]:
    reader = Words()
    reader.feed(page.decode())
    return reader.found


@pytest.fixture(autouse=True)
def quick_pages() -> Iterator[None]:
    """As in the tests of accounts: a cheap hash, no static files, no limits from other tests."""
    with override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        MIDDLEWARE=[one for one in settings.MIDDLEWARE if "whitenoise" not in one],
        CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
    ):
        cache.clear()
        yield


@pytest.fixture
def officer(db: None) -> User:
    found = visits.person(login="ka.phone")
    found.display_name = "ກາ"
    found.set_password(PASSWORD)
    found.save()
    return found


@pytest.fixture
def browser() -> Client:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "lo"
    return client


@pytest.fixture
def inside(browser: Client, officer: User) -> Client:
    """Logged in a moment ago."""
    browser.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    browser.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return browser


def test_the_ways_in_read_lao(browser: Client, officer: User) -> None:
    pages = [browser.get(reverse(name)) for name in ("account_login", "accounts:own-start")]
    wrong = browser.post(reverse("account_login"), {"login": officer.login, "password": "x"})
    empty = browser.post(reverse("account_login"), {})

    for page in (*pages, wrong, empty):
        assert page.status_code == 200
        assert english(page.content) == []


@pytest.mark.parametrize(
    "name",
    [
        "account_logout",
        "account_change_password",
        "account_reauthenticate",
        "accounts:own-factor",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_generate_recovery_codes",
    ],
)
def test_pages_of_ones_own_account_read_lao(inside: Client, name: str) -> None:
    page = inside.get(reverse(name))

    assert page.status_code == 200
    assert english(page.content) == []


def test_what_is_wrong_with_a_new_password_is_said_in_lao(inside: Client) -> None:
    typed = {"oldpassword": "x", "password1": "123", "password2": "124"}

    page = inside.post(reverse("account_change_password"), typed)

    assert page.status_code == 200
    assert english(page.content) == []


def test_the_list_of_keys_reads_lao(inside: Client, officer: User) -> None:
    none_yet = inside.get(reverse("mfa_list_webauthn"))
    Authenticator.objects.create(
        user=officer, type=Authenticator.Type.WEBAUTHN, data={"name": "ກະແຈ", "credential": {}}
    )

    one = inside.get(reverse("mfa_list_webauthn"))

    assert "ກະແຈ" in one.content.decode()
    assert english(none_yet.content) == english(one.content) == []
