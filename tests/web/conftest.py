"""A site of its own for the toolkit: tests/web/small_site.py, with an officer at work."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pytest_django.live_server_helper import LiveServer

from saphan.kernel.languages import T
from tests.web import small_site as site

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.fixtures import Settings

CHROMIUM = Path("/usr/bin/chromium")
QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --disable-background-networking"
    " --disable-component-update --disable-sync --no-first-run"
)
DIST = Path(__file__).parents[2] / "saphan/web/static/dist"
PROCESSORS = (
    "django.template.context_processors.request",
    "django.template.context_processors.i18n",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
    "saphan.web.context.shell",
)


@pytest.fixture
def toolkit(settings: Settings) -> Settings:
    """Settings of the small site: the real ones without the accounts' door."""
    ours = [name for name in settings.MIDDLEWARE if "accounts" not in name]
    last = ours.index("saphan.config.refusals.RefusalMiddleware")
    settings.MIDDLEWARE = [*ours[:last], "tests.web.small_site.at_work", *ours[last:]]
    settings.ROOT_URLCONF = "tests.web.small_site"
    settings.SAPHAN_GENERATED = T(*("Generated demo records.",) * 3)
    templates = copy.deepcopy(settings.TEMPLATES)
    templates[0]["OPTIONS"]["context_processors"] = [*PROCESSORS, "tests.web.small_site.who"]
    settings.TEMPLATES = templates
    site.ACTS.clear()
    site.READ.clear()
    return settings


@pytest.fixture
def served(toolkit: Settings, transactional_db: None) -> Iterator[str]:
    """The address of the small site; a server per test, since the session's has other settings."""
    server = LiveServer("localhost")
    with server._live_server_modified_settings:
        yield server.url
        server.stop()


@pytest.fixture
def browser_page(served: str) -> Iterator[Page]:
    """A page of a real Chromium; the browser's console must stay silent."""
    if not CHROMIUM.exists():
        pytest.skip("no Chromium at /usr/bin/chromium")
    if not (DIST / "saphan.js").exists():
        pytest.skip("the front end is not built: npm ci --ignore-scripts && npm run build")
    from playwright.sync_api import sync_playwright

    complaints: list[str] = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(CHROMIUM), args=QUIET.split())
        page = browser.new_page(base_url=served, viewport={"width": 1280, "height": 800})
        page.on("console", lambda line: complaints.append(line.text))
        page.set_default_timeout(10_000)
        yield page
        browser.close()
    assert complaints == []
