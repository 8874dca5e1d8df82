"""A matter in a real Chromium: read on a telephone, agreed to by keyboard, nothing blocked."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec
import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import sync_playwright
from pytest_django.live_server_helper import LiveServer

from saphan.accounts.choices import Role
from tests import make
from tests.exchange.make_exchange import Line
from tests.visits import at_work

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium on this machine"),
]


@pytest.fixture
def session(transactional_db: None) -> str:
    """A clearing officer at work; Houaphanh waits for an answer to a patrol."""
    line = Line()
    line.share_by_policy()
    line.proposes(msgspec.to_builtins(make.patrol(number="ຫຫ-03")))
    line.exchange()
    return at_work(Role.CLEARER, Role.LEADER).cookies[settings.SESSION_COOKIE_NAME].value


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_a_matter_is_found_read_and_agreed_to(
    session: str, live_server: LiveServer, width: int, scheme: Literal["dark", "light"]
) -> None:
    said: list[str] = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        page = browser.new_page(
            base_url=live_server.url, viewport={"width": width, "height": 800}, color_scheme=scheme
        )
        name = settings.SESSION_COOKIE_NAME
        page.context.add_cookies([{"name": name, "value": session, "url": live_server.url}])
        page.on("console", lambda line: said.append(line.text))
        page.goto("/")
        page.get_by_role("link", name="ຫຫ-03").click()
        wider = [page.evaluate(WIDER)]
        page.get_by_role("link", name="Agree to their version").focus()
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Agree to their version").focus()
        page.keyboard.press("Enter")
        page.get_by_text("Said to the other side: we agree.").wait_for()
        page.goto(reverse("exchange:status"))
        wider.append(page.evaluate(WIDER))
        browser.close()

    assert (said, wider) == ([], [0, 0])
