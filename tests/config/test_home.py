"""The first page: what waits for whom, what is late, what was doubtful."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from saphan.accounts.choices import Role
from saphan.config.home import SHOWN
from saphan.figures.catalogue import REGISTERS
from saphan.figures.registry import CATALOGUE
from saphan.intake.choices import DraftState, UploadState
from saphan.intake.models import Draft, Upload
from saphan.ledger.records import Entry
from saphan.ledger.seal import seal
from saphan.registers.agreements.documents import Content, Wording
from tests import make, visits

pytestmark = pytest.mark.django_db
THEN = datetime(2025, 8, 1, 8, 0, tzinfo=UTC)


def drafted(title: str, *, by: str = "chong", **changes: Any) -> Draft:
    values = {
        "id": uuid4(),
        "kind": "security.patrol",
        "uid": uuid4(),
        "authority": "vn-son-la",
        "title": title,
        "payload": {},
        "drafted_by": by,
        "drafted_name": by.title(),
        "drafted_at": THEN,
    }
    return Draft.objects.create(**{**values, **changes})


def sent(filename: str, *, by: str = "chong", **changes: Any) -> Upload:
    values = {
        "sha256": filename,
        "filename": filename,
        "data": b"",
        "register": "security",
        "authority": "vn-son-la",
        "report": {"doubtful": [], "refused": []},
        "uploaded_by": by,
        "uploaded_name": by.title(),
        "uploaded_at": THEN,
    }
    return Upload.objects.create(**{**values, **changes})


def agreed(text: str, *, due: date) -> None:
    content = Content(
        meeting="son-la-houaphanh-2024",
        number=4,
        agreed_on=date(2024, 8, 1),
        text=Wording(en=text),
        debtors=["vn"],
        due=due,
    )
    seal(Entry(uuid4(), content), clearance=make.clearance())


def home(client: Client) -> str:
    answer = client.get("/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_others_drafted_waits_for_who_clears() -> None:
    drafted("07/BB-TTSP")
    drafted("my own", by="duyet")

    page = home(visits.at_work(Role.CLEARER, login="duyet"))

    assert "07/BB-TTSP" in page
    assert "drafted by Chong: check it" in page
    assert "my own" not in page


def test_what_was_checked_waits_for_who_clears_only() -> None:
    drafted("07/BB-TTSP", state=DraftState.CHECKED, checked_by="x", checked_name="Hà")

    assert "checked by Hà: clear it" in home(visits.at_work(Role.CLEARER))
    assert "07/BB-TTSP" not in home(visits.at_work(Role.CHECKER))


def test_what_was_given_back_waits_for_its_author() -> None:
    drafted("07/BB-TTSP", state=DraftState.RETURNED, note="which marker?")

    assert "given back: which marker?" in home(visits.at_work(Role.OFFICER, login="chong"))
    assert "07/BB-TTSP" not in home(visits.at_work(Role.OFFICER, login="other"))


def test_a_file_without_doubts_waits_for_a_second_officer() -> None:
    sent("thang-7.xlsx", state=UploadState.READY)

    assert "thang-7.xlsx" in home(visits.at_work(Role.CLEARER))
    assert "thang-7.xlsx" not in home(visits.at_work(Role.CLEARER, login="chong"))
    assert "thang-7.xlsx" not in home(visits.at_work(Role.OFFICER))


def test_doubtful_cells_are_counted_over_all_files() -> None:
    sent("a.xlsx", state=UploadState.DOUBTFUL, report={"doubtful": [1, 2], "refused": [3]})
    sent("b.xlsx", state=UploadState.DOUBTFUL, report={"doubtful": [1], "refused": []})

    page = home(visits.at_work(Role.OFFICER))

    assert "3 cells need an answer" in page
    assert "1 cell needs an answer" in page
    assert '<span class="num">4</span>' in page


def test_drafts_and_files_of_another_authority_are_not_told() -> None:
    drafted("theirs", authority="vn-nghe-an")
    sent("theirs.xlsx", authority="vn-nghe-an", state=UploadState.READY)

    assert "theirs" not in home(visits.at_work(Role.CLEARER))


def test_what_was_agreed_and_is_past_its_day_is_late() -> None:
    agreed("Repair marker 244", due=date(2025, 3, 31))
    agreed("Plan for a far day", due=date(2999, 1, 1))

    page = home(visits.at_work(Role.READER))

    assert "4. Repair marker 244" in page
    assert "due 31 March 2025" in page
    assert "far day" not in page


def test_registers_stand_with_figures_that_open() -> None:
    page = home(visits.at_work(Role.READER))

    assert all(name.en in page for name in REGISTERS.values())
    assert "/figures/security.patrols-joint" in page


def test_who_only_administers_sees_no_register_and_no_draft() -> None:
    drafted("07/BB-TTSP")

    page = home(visits.at_work(Role.ADMINISTRATOR))

    assert "/figures/" not in page
    assert "07/BB-TTSP" not in page


def test_a_stranger_is_sent_to_the_door(client: Client) -> None:
    assert client.get("/").status_code == 302


def test_the_first_page_shows_figures_of_every_register() -> None:
    assert SHOWN.keys() == REGISTERS.keys()
    assert {code for codes in SHOWN.values() for code in codes} <= CATALOGUE.keys()


def test_the_first_page_asks_the_database_as_often_as_agreed(
    frozen_queries: Callable[[str], AbstractContextManager[None]],
) -> None:
    client = visits.at_work(Role.OFFICER, Role.CLEARER)
    for number in range(8):
        drafted(f"{number}/BB")

    with frozen_queries("home"):
        home(client)
