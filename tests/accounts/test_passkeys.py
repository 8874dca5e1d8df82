"""Passkeys in a real Chromium with a virtual authenticator, under the strict content policy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from saphan.accounts.choices import Role
from saphan.accounts.models import User
from saphan.accounts.services import load_authorities
from tests.accounts import make_accounts as make

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium on this machine"),
]


@pytest.fixture
def officer(transactional_db: None) -> User:
    """Known before the browser starts: Django refuses its database beside a running loop."""
    load_authorities()
    person = make.user("ha.thi.lan")
    make.member(person, Role.CLEARER)
    return person


@pytest.fixture
def complaints() -> list[str]:
    return []


@pytest.fixture
def page(officer: User, live_server: LiveServer, complaints: list[str]) -> Iterator[Page]:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(CHROMIUM), args=list(FLAGS))
        tab = browser.new_page(base_url=live_server.url, locale="en-GB")
        tab.on(
            "console", lambda said: complaints.append(said.text) if said.type == "error" else None
        )
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        _plug_in_authenticator(tab)
        yield tab
        browser.close()


def _plug_in_authenticator(tab: Page) -> None:
    devtools = tab.context.new_cdp_session(tab)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_passkey_is_added_and_opens_the_door(page: Page, complaints: list[str]) -> None:
    page.goto("/accounts/login/?next=/accounts/authorities/")
    page.fill("[name=login]", "ha.thi.lan")
    page.fill("[name=password]", make.PASSWORD)
    page.press("[name=password]", "Enter")
    page.click("a[href$='webauthn/add/']")
    page.fill("[name=password]", make.PASSWORD)
    page.press("[name=password]", "Enter")
    page.check("[name=passwordless]")
    page.click("#mfa_webauthn_add")
    expect(page.locator("ol.codes li")).to_have_count(10)

    page.context.clear_cookies()
    page.goto("/accounts/login/?next=/accounts/authorities/")
    page.click("#passkey_login")

    expect(page.locator("h1")).to_have_text("Authorities")
    assert not complaints
