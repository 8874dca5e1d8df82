"""One matter, two owners, through the pages of two real nodes in a real Chromium.

Propose a patrol on one, confirm it on the other; object to a second with a reason, amend, confirm;
sign the minutes of the talks on both; correct a record, see both values, restate; print the
differences sheet.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import pytest
from django.utils.translation import override
from playwright.sync_api import Browser, Page, sync_playwright
from pypdf import PdfReader

from saphan.accounts.choices import Role
from saphan.config import scenario
from saphan.web.states import STATES
from tests.acceptance.make_banks import Running, two_banks

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --disable-background-networking"
    " --disable-component-update --disable-sync --no-first-run"
)
PERIOD = "since=1/7/2024&until=12/8/2025"
MINUTES = f"/talks/{scenario.TALKS}/minutes"
REASON = "ຝ່າຍພວກເຮົາມີ 9 ຄົນ"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium on this machine"),
]


class Patrol(NamedTuple):
    number: str
    day: str
    people_vn: str
    people_la: str

    def answers(self) -> Iterator[tuple[str, str]]:
        """Yield the fields of the form."""
        for day in ("started_on", "ended_on"):
            yield from ((f"{day}-day", self.day), (f"{day}-month", "8"), (f"{day}-year", "2025"))
        yield "number", self.number
        yield "people_vn", self.people_vn
        yield "people_la", self.people_la


FIRST = Patrol("98/BB-TTSP", "10", "12", "10")
SECOND = Patrol("99/BB-TTSP", "11", "9", "8")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SAPHAN_HOME", str(tmp_path / "var"))
    for name in ("DATABASE_URL", "SAPHAN_NODE"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def banks(home: Path) -> Iterator[tuple[Running, Running]]:
    with two_banks(home / "table") as made:
        yield made


@pytest.fixture
def browser(banks: tuple[Running, Running]) -> Iterator[Browser]:
    with sync_playwright() as play:
        launched = play.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS.split())
        yield launched
        launched.close()


class Bank:
    """The people of one bank, each at work in a browser from the first thing they do."""

    def __init__(self, node: Running, browser: Browser) -> None:
        self.node = node
        self.browser = browser

    @cached_property
    def officer(self) -> Page:
        return self.node.at_work(self.browser, Role.OFFICER)

    @cached_property
    def clearer(self) -> Page:
        return self.node.at_work(self.browser, Role.CLEARER)

    @cached_property
    def secretary(self) -> Page:
        return self.node.at_work(self.browser, Role.SECRETARY)

    @cached_property
    def leader(self) -> Page:
        return self.node.at_work(self.browser, Role.LEADER)

    def enters(self, patrol: Patrol) -> None:
        """The officer drafts a patrol, a second clears it: with that it is proposed."""
        page = self.officer
        page.goto("/security/patrols")
        page.click("a[href='/security/patrols/new']")
        for name, text in patrol.answers():
            page.fill(f"[name={name}]", text)
        self._hand_in()

    def amends(self, patrol: Patrol, **values: str) -> None:
        """The officer writes our next version from the page of the matter, a second clears it."""
        page = self.officer
        page.goto("/bilateral/")
        page.click(f"{row_of(patrol.number)} a")
        page.click("nav.actions a[href$='/edit']")
        for name, text in values.items():
            page.fill(f"[name={name}]", text)
        self._hand_in()

    def _hand_in(self) -> None:
        self.officer.click(".ending .first")
        self.officer.click(".ending .first")
        self.officer.wait_for_url("**/intake/drafts/*")
        self.clearer.goto(self.officer.url)
        self.clearer.click("nav.actions a.first")
        say(self.clearer)

    def opens_inbox(self, page: Page, words: str) -> None:
        """Wait until a matter stands among what waits for us, and open its page."""
        self.node.until_there(page, "/bilateral/?turn=ours", f"{row_of(words)} a").click()
        page.wait_for_url("**/bilateral/*/*")

    def agrees(self) -> None:
        self.clearer.click("nav.actions a[href*='/agree']")
        say(self.clearer)

    def objects(self, reason: str) -> None:
        self.clearer.click("nav.actions a[href*='/object']")
        self.clearer.select_option("[name=reason]", "value")
        self.clearer.fill("[name=words]", reason)
        say(self.clearer)

    def sees(self, patrol: Patrol, state: str) -> None:
        """The clearer's list shows the state, in a word of the bank's language."""
        row = f"{row_of(patrol.number)}:has-text('{self.word(state)}')"
        self.node.until_there(self.clearer, "/bilateral/", row)

    def word(self, state: str) -> str:
        with override(self.node.bank.language):
            return str(STATES[state].word)

    def signs(self, verb: str) -> None:
        """The leader goes from the talks to their minutes and says the verb there."""
        self.leader.goto("/talks/")
        self.leader.click("tbody tr a")
        self.leader.click("nav.actions a[href$='/minutes']")
        self.leader.click(f"nav.actions a[href$='/{verb}']")
        say(self.leader)

    def makes_the_pack(self) -> None:
        """The secretary has the node's worker make the pack that the leader will sign."""
        page = self.secretary
        page.goto("/talks/")
        page.click("tbody tr a")
        page.click("nav.actions form button")
        page.wait_for_url("**/packs/*")
        page.wait_for_selector("a[href$='/zip']")

    def minutes_are(self, state: str) -> None:
        self.node.until_there(self.leader, MINUTES, f"h1:has-text('{self.word(state)}')")


def say(page: Page) -> None:
    """Say what the page asks about; the answer names no problem."""
    with page.expect_navigation():
        page.click(".ending .first")
    assert not page.locator(".problems").count(), page.inner_text("main")


def row_of(words: str) -> str:
    return f"tbody tr:has-text('{words}')"


def differences_sheet(secretary: Page, folder: Path) -> str:
    """Download the sheet as PDF and return its words, one space between them."""
    secretary.goto(f"/figures/compare?{PERIOD}")
    with secretary.expect_download() as coming:
        secretary.click("a[href*='sheet.pdf']")
    saved = folder / coming.value.suggested_filename
    coming.value.save_as(saved)
    return " ".join("".join(page.extract_text() for page in PdfReader(saved).pages).split())


def agree_on_a_patrol(vn: Bank, la: Bank) -> None:
    vn.enters(FIRST)
    la.opens_inbox(la.clearer, FIRST.number)
    la.agrees()
    vn.sees(FIRST, "agreed")
    la.sees(FIRST, "agreed")


def object_and_amend(vn: Bank, la: Bank) -> None:
    vn.enters(SECOND)
    la.opens_inbox(la.clearer, SECOND.number)
    la.objects(REASON)
    vn.opens_inbox(vn.clearer, SECOND.number)
    assert vn.word("contested") in vn.clearer.inner_text(".bridge")
    assert REASON in vn.clearer.inner_text(".river")

    vn.amends(SECOND, people_la="9")
    la.opens_inbox(la.clearer, SECOND.number)
    la.agrees()
    vn.sees(SECOND, "agreed")
    la.sees(SECOND, "agreed")


def sign_on_both(vn: Bank, la: Bank) -> None:
    vn.signs("sign")
    la.minutes_are("signed-by-them")
    la.signs("countersign")
    vn.minutes_are("signed-by-both")


def restate(vn: Bank, la: Bank) -> None:
    """A record changes after the signing: both values stand beside each other."""
    vn.amends(FIRST, people_vn="14")
    vn.leader.goto(f"{MINUTES}/restated")
    changed = vn.leader.locator("tbody tr")
    assert changed.count() == 1
    values = [one.split()[0] for one in changed.locator("> td.num").all_inner_texts()]
    assert values == ["40", "42"]

    vn.leader.click("nav.actions a.first")
    say(vn.leader)
    la.minutes_are("restated")


def test_two_banks_agree_differ_sign_and_restate(
    banks: tuple[Running, Running], browser: Browser, tmp_path: Path
) -> None:
    vn, la = (Bank(node, browser) for node in banks)
    vn.makes_the_pack()
    agree_on_a_patrol(vn, la)
    object_and_amend(vn, la)
    sign_on_both(vn, la)
    restate(vn, la)

    assert "42 người 40 người 40 người" in differences_sheet(vn.secretary, tmp_path)
