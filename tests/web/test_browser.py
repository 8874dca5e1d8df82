"""What only a real browser can tell: keys, width, weight, touch targets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.web.conftest import DIST

if TYPE_CHECKING:
    from playwright.sync_api import Dialog, Page
    from pytest_django.fixtures import Settings

pytestmark = pytest.mark.browser

MOST_BYTES = 150_000
PLACES = ("/records", "/records/new", "/design", "/design?part=record")


def test_the_keys_walk_the_list_and_open_a_row(browser_page: Page) -> None:
    browser_page.goto("/records")

    browser_page.focus("input[type=search]")
    browser_page.keyboard.press("ArrowDown")
    browser_page.keyboard.press("ArrowDown")
    row = browser_page.locator("tr[data-here]")
    target = row.get_attribute("data-href")
    browser_page.keyboard.press("Enter")

    browser_page.wait_for_url(f"**{target}")
    assert row.count() == 0


def test_the_keys_lead_back_to_the_search_box(browser_page: Page) -> None:
    browser_page.goto("/records")

    browser_page.focus("input[type=search]")
    browser_page.keyboard.press("ArrowDown")
    browser_page.keyboard.press("ArrowUp")

    assert browser_page.evaluate("document.activeElement.type") == "search"


def test_typing_narrows_the_list_without_a_new_page(browser_page: Page) -> None:
    browser_page.goto("/records")
    browser_page.evaluate("window.stayed = true")

    browser_page.fill("input[type=search]", "add session")
    browser_page.locator("tbody tr").nth(1).wait_for(state="detached")

    assert browser_page.evaluate("window.stayed")
    assert "q=add" in browser_page.url


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_scrolls_sideways(
    browser_page: Page, toolkit: Settings, place: str, width: int
) -> None:
    toolkit.DEBUG = True
    browser_page.set_viewport_size({"width": width, "height": 740})

    browser_page.goto(place)

    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert browser_page.evaluate(wide) == 0


@pytest.mark.parametrize("place", PLACES)
def test_what_a_finger_must_hit_is_44_pixels_high(
    browser_page: Page, toolkit: Settings, place: str
) -> None:
    toolkit.DEBUG = True
    browser_page.set_viewport_size({"width": 360, "height": 740})
    browser_page.goto(place)

    small = browser_page.evaluate(
        """() => [...document.querySelectorAll(
          'button:not([tabindex="-1"]):not([hidden]), .btn, select, .menu a, .pages a, summary,'
          + 'input:not([type=hidden]):not([type=radio]):not([type=checkbox]), label.tick')]
          .filter(e => e.getClientRects().length && e.getBoundingClientRect().height < 43.5)
          .map(e => e.outerHTML.slice(0, 80))"""
    )

    assert small == []


def test_the_first_page_stays_light(browser_page: Page) -> None:
    browser_page.goto("/records", wait_until="networkidle")

    sizes = browser_page.evaluate(
        """() => performance.getEntriesByType('resource').concat(
          performance.getEntriesByType('navigation')).map(e => [e.name, e.decodedBodySize])"""
    )

    assert sum(_sent(name, octets) for name, octets in sizes) < MOST_BYTES


def _sent(name: str, octets: int) -> int:
    """Bytes over the wire: style and script go compressed, fonts are so already."""
    packed = DIST / f"{name.rpartition('/')[2]}.gz"
    return packed.stat().st_size if packed.exists() else octets


def test_leaving_unsaved_work_asks_first(browser_page: Page) -> None:
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    browser_page.on("dialog", answer)
    browser_page.goto("/records/new")

    browser_page.fill("#id_name", "Tuần tra")
    browser_page.goto("/records")

    assert asked == ["beforeunload"]


def test_reading_works_without_scripts(browser_page: Page, served: str) -> None:
    assert browser_page.context.browser is not None
    bare = browser_page.context.browser.new_context(java_script_enabled=False).new_page()
    bare.goto(f"{served}/records")

    bare.fill("input[type=search]", "add session")
    bare.get_by_role("button", name="Search").click()
    bare.locator("tbody a").first.click()

    assert bare.locator("h1").inner_text().startswith("Can add session")
