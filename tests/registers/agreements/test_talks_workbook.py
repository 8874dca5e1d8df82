"""The workbook of the talks, whole: the meeting, its contents, its memorandum."""

from __future__ import annotations

import pytest

from saphan.figures import cells
from saphan.figures.compiler import Question
from saphan.figures.registry import CATALOGUE
from saphan.kernel.periods import Period
from saphan.ledger.rebuild import rebuild
from saphan.registers.agreements.models import AgendaItem, Content, Delegate, Instrument, Meeting
from tests.registers.agreements.make_agreements import TALKS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("held_talks")]

PUBLISHED = {"agreements.contents-agreed": "8", "agreements.instruments-signed": "1"}


def test_the_workbook_is_one_meeting_with_its_contents_and_its_memorandum() -> None:
    meeting = Meeting.objects.get()

    assert (meeting.code, meeting.held_on) == ("son-la-houaphanh-2025", TALKS)
    assert Content.objects.agreed_at(meeting.code).count() == 8
    assert Instrument.objects.signed_at(meeting.code).count() == 1
    assert Delegate.objects.filter(role="head").exclude(name="").count() == 2


@pytest.mark.parametrize("code", PUBLISHED)
def test_the_published_figures_come_out_and_their_evidence_adds_up(code: str) -> None:
    question = Question(CATALOGUE[code], "vn-son-la", Period(TALKS, TALKS))

    (amount,) = cells.compute(question).components

    assert amount.text == PUBLISHED[code]
    assert str(sum(one.amount for one in cells.contributions(question))) == amount.text


def test_a_rebuild_changes_nothing() -> None:
    assert all(table.unchanged for table in rebuild("rows") + rebuild("facts"))


def test_a_meeting_says_no_figures_that_its_workbook_does_not_name() -> None:
    agenda = AgendaItem.objects.all()

    assert len(agenda) > 3
    assert [item.title_vi for item in agenda if item.figures] == []
