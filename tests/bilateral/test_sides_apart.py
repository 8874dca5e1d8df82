"""The other bank's rows stand in the same tables: no list, file or tile mixes them unasked."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import msgspec
import pytest
from django.urls import reverse

from saphan.accounts.choices import Role
from saphan.ledger.records import Entry
from saphan.ledger.seal import seal
from saphan.registers.agreements.documents import Wording
from saphan.registers.agreements.models import Content
from saphan.registers.security.models import Patrol
from tests import make
from tests.exchange.make_exchange import POLICY, Line, patrol
from tests.registers.agreements import make_agreements as agreements
from tests.visits import at_work

pytestmark = pytest.mark.django_db

THEIR_TEXT = Wording(vi="Nội dung của phía bạn", lo="ເນື້ອໃນຂອງເຂົາ", en="Their content")


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def saved(answer: Any) -> str:
    return b"".join(answer.streaming_content).decode()


@pytest.fixture
def line() -> Line:
    made = Line()
    kinds = ("security.patrol", "agreements.meeting", "agreements.content")
    made.share_by_policy(*(msgspec.structs.replace(POLICY, schema=kind) for kind in kinds))
    return made


def their_patrol(line: Line, number: str = "ຫຫ-03") -> str:
    doc = line.proposes(msgspec.to_builtins(make.patrol(number=number)))
    line.exchange()
    return doc


def test_a_list_shows_our_records_until_the_other_banks_are_asked_for(line: Line) -> None:
    patrol(number="01/BB-TTSP")
    their_patrol(line)
    officer, address = at_work(Role.OFFICER), reverse("security:patrols")

    own, theirs, both = (
        text(officer.get(address, {"bank": bank})) for bank in ("", "theirs", "all")
    )

    assert ("01/BB-TTSP" in own, "ຫຫ-03" in own) == (True, False)
    assert ("01/BB-TTSP" in theirs, "ຫຫ-03" in theirs) == (False, True)
    assert ("01/BB-TTSP" in both, "ຫຫ-03" in both) == (True, True)
    assert '<td data-label="Whose records">Their bank</td>' in both
    assert "Whose records</a>" not in own


def test_a_list_saved_as_a_file_holds_our_records_alone(line: Line) -> None:
    patrol(number="01/BB-TTSP")
    their_patrol(line)
    officer, address = at_work(Role.OFFICER), reverse("security:patrols")

    own = saved(officer.get(address, {"export": "csv"}))
    both = saved(officer.get(address, {"export": "csv", "bank": "all"}))

    assert "ຫຫ-03" not in own
    assert "ຫຫ-03" in both
    assert "Their bank" in both


def test_the_api_lists_our_records_until_the_other_banks_are_asked_for(line: Line) -> None:
    patrol(number="01/BB-TTSP")
    their_patrol(line)
    officer = at_work(Role.OFFICER)

    own = officer.get("/api/v1/security/patrols").json()
    both = officer.get("/api/v1/security/patrols?bank=all").json()

    assert [one["side"] for one in own["items"]] == ["VN"]
    assert sorted(one["side"] for one in both["items"]) == ["LA", "VN"]


def test_their_record_says_whose_it_is_and_offers_nothing_to_correct(line: Line) -> None:
    their_patrol(line)
    officer = at_work(Role.OFFICER)

    page = text(officer.get(reverse("security:patrol", args=[Patrol.objects.get(side="LA").uid])))

    assert "record of the other side" in page
    assert "Correct</a>" not in page
    assert "Download the evidence" not in page


def test_a_meeting_shows_the_contents_of_its_own_bank_and_the_home_page_what_we_owe(
    line: Line,
) -> None:
    ours = agreements.meeting()
    ref = seal(Entry(uuid4(), ours), clearance=make.clearance())
    seal(Entry(uuid4(), agreements.content(meeting=ours.code)), clearance=make.clearance())
    theirs = agreements.content(meeting=ours.code, number=9, due=date(2025, 1, 1), text=THEIR_TEXT)
    line.proposes(msgspec.to_builtins(theirs), schema="agreements.content/1")
    line.exchange()
    officer = at_work(Role.OFFICER)

    page = text(officer.get(reverse("agreements:meeting", args=[ref.uid])))
    home = text(officer.get(reverse("home")))

    assert Content.objects.filter(side="LA", meeting=ours.code).exists()
    assert THEIR_TEXT.vi not in page
    assert "Nothing agreed is past its day." in home
