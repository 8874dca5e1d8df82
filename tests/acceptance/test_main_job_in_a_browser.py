"""The secretary's main job in a real Chromium, from the office's workbook to the pack.

Log in with a telephone's code, import, settle the doubtful cells, have a second officer clear,
open a number to its records, correct one, clear that, add one, see it behind the number, change the
language, take the pack away and read the number in it.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.db import connections
from playwright.sync_api import Browser, Page, sync_playwright
from psycopg.conninfo import make_conninfo
from pytest_django.live_server_helper import LiveServer

from demo.workbooks import write as write_workbooks
from saphan.accounts.choices import Role
from saphan.accounts.models import User
from saphan.accounts.services import load_authorities
from saphan.config import scenario
from saphan.render import readback
from tests.accounts import make_accounts as make

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --disable-background-networking"
    " --disable-component-update --disable-sync --no-first-run"
)
SECRET = totp.generate_totp_secret()
PICTURES = os.environ.get("SAPHAN_PICTURES")
PATROLS = "security.patrols-joint"
PERIOD = "2024-07-01..2025-08-12"
NEW_PATROL = {
    "number": "99/BB-TTSP",
    "started_on-day": "11",
    "started_on-month": "8",
    "started_on-year": "2025",
    "ended_on-day": "12",
    "ended_on-month": "8",
    "ended_on-year": "2025",
    "people_vn": "9",
    "people_la": "8",
}
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium on this machine"),
]


@pytest.fixture(scope="module")
def workbooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("workbooks")
    write_workbooks(folder)
    return folder


@pytest.fixture
def people(transactional_db: None) -> None:
    """Known before the browser starts: Django refuses its database beside a running loop."""
    load_authorities()
    for login, role in (
        ("officer", Role.OFFICER),
        ("clearer", Role.CLEARER),
        ("secretary", Role.SECRETARY),
    ):
        person: User = make.user(login)
        make.member(person, role)
        totp.TOTP.activate(person, SECRET)


@pytest.fixture
def browser(people: None) -> Iterator[Browser]:
    with sync_playwright() as play:
        launched = play.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS.split())
        yield launched
        launched.close()


def at_work(browser: Browser, server: LiveServer, login: str) -> Page:
    """A browser of its own in which `login` has logged in with password and code."""
    context = browser.new_context(
        base_url=server.url.replace("127.0.0.1", "localhost"), locale="en-GB", accept_downloads=True
    )
    page = context.new_page()
    page.goto("/accounts/login/")
    page.fill("[name=login]", login)
    page.fill("[name=password]", make.PASSWORD)
    page.press("[name=password]", "Enter")
    page.fill("[name=code]", code())
    page.press("[name=code]", "Enter")
    page.wait_for_url(re.compile(r"localhost:\d+/$"))
    return page


def code() -> str:
    now = list(totp.yield_hotp_counters_from_time())
    return str(totp.format_hotp_value(totp.hotp_value(SECRET, now[len(now) // 2])))


def import_workbook(page: Page, folder: Path, name: str, register: str) -> str:
    """Send a workbook and answer its doubts as its office would; return the file's address."""
    page.goto(f"/intake/{register}/import")
    page.set_input_files("input[type=file]", folder / name)
    page.click(".ending .first")
    page.wait_for_url("**/intake/files/*")
    answers = json.loads((folder / "answers" / f"{name}.json").read_text("utf-8"))
    doubts = page.locator("fieldset.doubt")
    while doubts.count():
        for doubt in doubts.all():
            cell = doubt.locator("input[type=radio]").first.get_attribute("name") or ""
            meant = answers[cell.removeprefix("cell ")]
            doubt.locator(f'input[value="{meant}"]').check()
        page.click("form[data-guard] button.first")
        page.wait_for_load_state()
    return page.url


def clear_file(page: Page, url: str) -> None:
    page.goto(url)
    page.click("nav.actions a.first")
    page.click(".ending .first")
    page.wait_for_load_state()


def picture(page: Page, name: str) -> None:
    """Keep a picture at both widths when SAPHAN_PICTURES names a folder."""
    if PICTURES:
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=f"{PICTURES}/{name}-{width}.png", full_page=True)


def value_of(page: Page, figure: str) -> str:
    page.goto(f"/figures/{figure}?since=1/7/2024&until=12/8/2025")
    return page.locator(".bank .big .num").first.inner_text()


def import_and_clear(officer: Page, clearer: Page, folder: Path) -> None:
    names = [path.name for path in folder.glob("*.xlsx")]
    for number, register in (("01_", "security"), ("38_", "agreements")):
        name = next(name for name in names if name.startswith(number))
        clear_file(clearer, import_workbook(officer, folder, name, register))


def correct_first_record(officer: Page) -> None:
    """Open the patrols' number to its records and add two people to the first."""
    officer.goto(f"/figures/cells/{PATROLS}@vn-son-la:{PERIOD}/own")
    officer.locator("tbody tr a").first.click()
    officer.click("text=Correct")
    before = int(officer.input_value("[name=people_vn]"))
    officer.fill("[name=people_vn]", str(before + 2))
    save(officer)


def add_patrol(officer: Page) -> None:
    officer.goto("/security/patrols")
    officer.click("text=Enter a patrol")
    for name, text in NEW_PATROL.items():
        officer.fill(f"[name={name}]", text)
    save(officer)


def save(officer: Page) -> None:
    """Continue, look at the answers, hand the draft in."""
    officer.click(".ending .first")
    officer.click(".ending .first")
    officer.wait_for_url("**/intake/drafts/*")


def clear_draft(clearer: Page) -> None:
    clearer.goto("/intake/drafts?state=drafted")
    clearer.locator("tbody tr a").first.click()
    clearer.click("nav.actions a.first")
    clearer.click(".ending .first")
    clearer.wait_for_load_state()


def take_pack(secretary: Page, folder: Path) -> Path:
    """Ask for the pack, let the node's worker make it, and save it from the page that waited."""
    secretary.goto("/talks/")
    secretary.locator("tbody tr a").first.click()
    secretary.click("text=Make the pack")
    secretary.wait_for_url("**/packs/*")
    work()
    with secretary.expect_download() as coming:
        secretary.click("text=Download everything")
    saved = folder / coming.value.suggested_filename
    coming.value.save_as(saved)
    return saved


def work() -> None:
    """A worker in a process of its own, as a node runs it, until nothing is left to do."""
    database = connections.databases["default"]["NAME"]
    where = make_conninfo(os.environ["DATABASE_URL"], dbname=database)
    done = subprocess.run(
        [sys.executable, "-m", "saphan", "manage", "procrastinate", "worker", "--one-shot"],
        env={**os.environ, "DATABASE_URL": where},
        check=False,
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr.decode()


def patrols_in_papers(archive: Path) -> dict[str, set[str]]:
    """What each Word report of the pack says at the patrols' number, by language."""
    with zipfile.ZipFile(archive) as files:
        papers = {name[:2]: files.read(name) for name in files.namelist() if is_report(name)}
    cell = f"{PATROLS}@vn-son-la:{PERIOD}/own"
    return {
        language: {found.text for found in readback.numbers_in_docx(paper)[cell]}
        for language, paper in papers.items()
    }


def is_report(name: str) -> bool:
    return name.endswith(f"/{scenario.TALKS}.docx")


def test_the_main_job_from_workbook_to_pack(
    browser: Browser, live_server: LiveServer, workbooks: Path, tmp_path: Path
) -> None:
    officer = at_work(browser, live_server, "officer")
    clearer = at_work(browser, live_server, "clearer")
    import_and_clear(officer, clearer, workbooks)
    picture(officer, "home")
    assert value_of(officer, PATROLS) == "21"
    assert value_of(officer, "security.patrol-participants") == "470"

    correct_first_record(officer)
    assert value_of(officer, "security.patrol-participants") == "470"
    clear_draft(clearer)
    assert value_of(officer, "security.patrol-participants") == "472"
    assert clearer.locator("text=version 2").count()

    add_patrol(officer)
    assert value_of(officer, PATROLS) == "21"
    clear_draft(clearer)
    assert value_of(officer, PATROLS) == "22"
    officer.click(".bank a:has-text('22 records')")
    assert officer.locator("tbody tr").count() == 22
    assert officer.locator(f"tbody tr:has-text('{NEW_PATROL['number']}')").count() == 1

    secretary = at_work(browser, live_server, "secretary")
    for language in ("Tiếng Việt", "ລາວ", "English"):
        secretary.click(f"text={language}")
        picture(secretary, f"home-{language}")
    pack = take_pack(secretary, tmp_path)
    assert patrols_in_papers(pack) == {"vi": {"22"}, "lo": {"22"}, "en": {"22"}}
