"""Takes the pictures of docs/pictures from a served demo node: three languages, two widths.

saphan up --node vn &
python tools/pictures.py [--url http://localhost:8000] [--dark]
"""

from __future__ import annotations

import argparse
import base64
import hmac
import time
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
}


def code(secret: str) -> str:
    """What a telephone shows now (RFC 6238: SHA-1, 30 seconds, six digits)."""
    step = int(time.time()) // 30
    mac = hmac.digest(base64.b32decode(secret), step.to_bytes(8, "big"), "sha1")
    start = mac[-1] & 15
    number = int.from_bytes(mac[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def logins(home: Path) -> dict[str, tuple[str, str]]:
    """Login -> password and key, as the demo wrote them."""
    lines = (home / "vn" / "logins.txt").read_text("utf-8").splitlines()[1:]
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


def take(page: Page, target: Path, *, suffix: str) -> None:
    for language, name in LANGUAGES.items():
        page.goto("/")
        page.set_viewport_size({"width": 1280, "height": 900})
        page.click(f"text={name}")
        for title, address in PAGES.items():
            page.goto(address)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                page.screenshot(path=target / f"{title}-{language}-{width}{suffix}.png")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="http://localhost:8000")
    parser.add_argument("--home", type=Path, default=ROOT / "var")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "pictures")
    parser.add_argument("--login", default="can-bo")
    parser.add_argument("--dark", action="store_true")
    said = parser.parse_args()
    said.out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS.split())
        page = enter(browser, said.url, said.login, logins(said.home)[said.login], dark=said.dark)
        take(page, said.out, suffix="-dark" if said.dark else "")
        browser.close()


if __name__ == "__main__":
    main()
