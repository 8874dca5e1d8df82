"""Takes the pictures of docs/pictures from a served demo node: three languages, two widths.

saphan up --node vn &
python tools/pictures.py [--url http://localhost:8000] [--node vn] [--dark] [--page compare ...]
"""

from __future__ import annotations

import argparse
import base64
import hmac
import time
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --disable-background-networking"
    " --disable-component-update --disable-sync --no-first-run"
)
LANGUAGES = {"vi": "Tiếng Việt", "lo": "ລາວ", "en": "English"}
WIDTHS = (360, 1280)
PAGES = {
    "home": "/",
    "patrols": "/security/patrols",
    "cases": "/security/cases",
    "movements": "/crossings/movements",
    "figures": "/figures/",
    "figure": "/figures/security.seized.heroin",
    "talks": "/talks/son-la-houaphanh-2025",
    "form": "/security/patrols/new",
    "matters": "/bilateral/",
    "matter": "/bilateral/?kind=security.patrol",
    "compare": "/figures/compare?since=1/7/2024&until=12/8/2025",
    "minutes": "/talks/son-la-houaphanh-2025/minutes",
}
OPENED = {"matter"}
"""Of these lists the first record is shown."""


def code(secret: str) -> str:
    """What a telephone shows now (RFC 6238: SHA-1, 30 seconds, six digits)."""
    step = int(time.time()) // 30
    mac = hmac.digest(base64.b32decode(secret), step.to_bytes(8, "big"), "sha1")
    start = mac[-1] & 15
    number = int.from_bytes(mac[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def logins(folder: Path) -> dict[str, tuple[str, str]]:
    """Login -> password and key, as the demo wrote them."""
    lines = (folder / "logins.txt").read_text("utf-8").splitlines()[1:]
    return {login: (word, key) for login, word, key in (line.split() for line in lines)}


def enter(browser: Browser, url: str, login: str, known: tuple[str, str], *, dark: bool) -> Page:
    context = browser.new_context(base_url=url, color_scheme="dark" if dark else "light")
    page = context.new_page()
    page.goto("/accounts/login/")
    page.fill("[name=login]", login)
    page.fill("[name=password]", known[0])
    page.press("[name=password]", "Enter")
    page.fill("[name=code]", code(known[1]))
    page.press("[name=code]", "Enter")
    page.wait_for_url(f"{url}/")
    return page


def take(page: Page, target: Path, *, titles: Sequence[str], suffix: str) -> None:
    for language, name in LANGUAGES.items():
        page.goto("/")
        page.set_viewport_size({"width": 1280, "height": 900})
        page.click(f"text={name}")
        for title in titles:
            page.goto(PAGES[title])
            if title in OPENED:
                page.click("tbody tr a")
                page.wait_for_url("**/bilateral/*/*")
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                page.screenshot(path=target / f"{title}-{language}-{width}{suffix}.png")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="http://localhost:8000")
    parser.add_argument("--home", type=Path, default=ROOT / "var")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "pictures")
    parser.add_argument("--login", default="can-bo")
    parser.add_argument("--node", default="vn")
    parser.add_argument("--page", nargs="+", choices=PAGES, default=list(PAGES))
    parser.add_argument("--dark", action="store_true")
    said = parser.parse_args()
    said.out.mkdir(parents=True, exist_ok=True)
    known = logins(said.home / said.node)
    suffix = "-dark" if said.dark else ""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS.split())
        page = enter(browser, said.url, said.login, known[said.login], dark=said.dark)
        take(page, said.out, titles=said.page, suffix=suffix)
        browser.close()


if __name__ == "__main__":
    main()
