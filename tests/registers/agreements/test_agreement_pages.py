"""Pages of meetings, contents and instruments: who sees names, what a form makes."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from saphan.accounts.choices import Role
from saphan.accounts.models import Read
from saphan.intake import services
from saphan.intake.choices import DraftState
from saphan.intake.models import Draft
from saphan.registers.agreements.choices import Outcome
from saphan.registers.agreements.documents import Wording
from saphan.registers.agreements.models import (
    AgendaItem,
    Content,
    Delegate,
    Instrument,
    Meeting,
    Proposal,
)
from tests import make as actors
from tests.registers.agreements import make_agreements as make

type AtWork = Callable[..., Client]

pytestmark = pytest.mark.django_db
HEAD = "Nguyễn Đình Huấn"
CODE = "son-la-houaphanh-2025"
TITLES = {
    "title_vi": "Hội đàm năm 2026",
    "title_lo": "",
    "title_en": "",
    "place_vi": "",
    "place_lo": "",
    "place_en": "",
}


def text(client: Client, route: str, *args: object, query: str = "") -> str:
    answer = client.get(reverse(f"agreements:{route}", args=args) + query)
    assert answer.status_code == 200
    return str(answer.content.decode())


def day(name: str, value: date) -> dict[str, str]:
    return {
        f"{name}-day": str(value.day),
        f"{name}-month": str(value.month),
        f"{name}-year": str(value.year),
    }


def rows(name: str, *given: dict[str, str]) -> dict[str, str]:
    counted = {f"{name}-TOTAL_FORMS": str(len(given)), f"{name}-INITIAL_FORMS": "0"}
    return counted | {f"{name}-{n}-{k}": v for n, one in enumerate(given) for k, v in one.items()}


def send(client: Client, route: str, *args: object, **said: Any) -> None:
    address = reverse(f"agreements:{route}", args=args)
    answer = client.post(address, {"once": "1", "do": "act", **said})
    assert answer.status_code == 302, answer.content.decode()


def clear() -> None:
    """A second officer clears the only draft there is."""
    held = Draft.objects.get(state=DraftState.DRAFTED)
    services.clear(held, by=actors.actor("second"), on=make.TODAY)


@pytest.mark.usefixtures("held_talks")
def test_delegates_are_named_to_who_may_read_it_and_it_is_written_down(at_work: AtWork) -> None:
    uid = Meeting.objects.get().uid

    assert HEAD in text(at_work(Role.OFFICER), "meeting", uid)
    assert Read.objects.get(purpose="show").uids == [str(uid)]
    assert HEAD not in text(at_work(Role.SECRETARY), "meeting", uid)
    assert Read.objects.filter(purpose="show").count() == 1


@pytest.mark.usefixtures("held_talks")
def test_a_meeting_shows_what_came_of_it(at_work: AtWork) -> None:
    page = text(at_work(Role.READER), "meeting", Meeting.objects.get().uid)

    contents = Content.objects.agreed_at(CODE)
    assert all(reverse("agreements:content", args=[one.uid]) in page for one in contents)
    assert reverse("agreements:instrument", args=[Instrument.objects.get().uid]) in page


@pytest.mark.usefixtures("held_talks")
@pytest.mark.parametrize("language", ["vi", "lo", "en"])
@pytest.mark.parametrize("route", ["meetings", "contents", "instruments"])
def test_lists_read_in_each_language_and_are_saved(
    at_work: AtWork, route: str, language: str
) -> None:
    client = at_work(Role.REGISTRAR)
    client.post(reverse("set_language"), {"language": language})

    page = text(client, route)
    answer: Any = client.get(reverse(f"agreements:{route}") + "?export=csv")
    saved = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))

    assert reverse("agreements:meetings") in page
    assert len(saved) > 1
    assert not any("Wording(" in cell for line in saved for cell in line)
    assert "Wording(" not in page


def test_contents_are_narrowed_to_open_late_and_one_side(at_work: AtWork) -> None:
    make.sealed(
        make.content(number=1, text=Wording(vi="mở"), debtors=["vn"]),
        make.content(number=2, text=Wording(vi="muộn"), due=make.TALKS, debtors=["la"]),
        make.content(number=3, text=Wording(vi="xong"), due=make.TALKS, outcome=Outcome.DONE),
    )
    client = at_work(Role.READER)

    def found(query: str) -> list[str]:
        page = text(client, "contents", query=query)
        return [word for word in ("mở", "muộn", "xong") if f">{word}<" in page]

    assert found("") == ["mở", "muộn", "xong"]
    assert found("?open=true") == ["mở", "muộn"]
    assert found("?late=true") == ["muộn"]
    assert found("?late=false") == ["mở", "xong"]
    assert found("?side=vn") == ["mở", "xong"]
    assert found("?meeting=2024") == []


def test_a_meeting_is_entered_with_agenda_delegations_and_proposals(at_work: AtWork) -> None:
    item = {"title_vi": "Báo cáo kết quả", "time": "08:30", "figures": "security.cases"}
    head = {"side": "la", "role": "head", "name": "Khăm Mương", "position_vi": "Chỉ huy trưởng"}
    proposal = {"side": "vn", "text_vi": "Tuần tra nhiều hơn"}

    send(
        at_work(Role.OFFICER),
        "meeting-new",
        code="son-la-houaphanh-2026",
        kind="talks",
        host="la",
        authority_vn="vn-son-la",
        authority_la="la-houaphanh",
        **TITLES,
        **day("held_on", date(2026, 8, 12)),
        **rows("agenda", item),
        **rows("delegates", head, {"side": "vn", "role": "member"}),
        **rows("proposals", proposal),
    )
    clear()

    assert Meeting.objects.get().authority_la == "la-houaphanh"
    assert AgendaItem.objects.get().figures == ["security.cases"]
    assert (Delegate.objects.get().name, Delegate.objects.get().child) == ("Khăm Mương", "d1")
    assert Proposal.objects.get().text_vi == "Tuần tra nhiều hơn"


@pytest.mark.usefixtures("held_talks")
def test_opening_a_meeting_to_correct_it_shows_everything_and_is_written_down(
    at_work: AtWork,
) -> None:
    meeting = Meeting.objects.get()
    client = at_work(Role.OFFICER)

    page = client.get(reverse("agreements:meeting-edit", args=[meeting.uid]))
    form, children = page.context["form"], dict(page.context["children"])
    named = {spec.name: held for spec, held in children.items()}

    assert form.initial["code"] == CODE
    assert HEAD in [one.initial.get("name") for one in named["delegates"].forms]
    assert len(named["agenda"].forms) == AgendaItem.objects.count()
    assert len(named["proposals"].forms) == Proposal.objects.count()
    assert Read.objects.get(purpose="edit").uids == [str(meeting.uid)]


def test_a_content_is_entered_and_later_reported_as_done(at_work: AtWork) -> None:
    client = at_work(Role.OFFICER)
    said = {
        "meeting": CODE,
        "number": "1",
        "text_vi": "Tuần tra song phương",
        "debtors": ["vn", "la"],
        "kind": "standing",
        **day("agreed_on", make.TALKS),
    }
    send(client, "content-new", **said)
    clear()
    content = Content.objects.get()
    assert "Tuần tra song phương" in text(client, "content", content.uid)
    version = client.get(reverse("agreements:content-edit", args=[content.uid])).context["version"]

    send(
        client,
        "content-edit",
        content.uid,
        **{**said, "version": version, "once": "2", "outcome": "done", "report_vi": "Đã làm"},
    )
    clear()

    held = Content.objects.get()
    assert (held.version, held.outcome, held.report_vi) == (2, "done", "Đã làm")


def test_an_instrument_is_entered_with_parties_and_languages(at_work: AtWork) -> None:
    client = at_work(Role.OFFICER)

    send(
        client,
        "instrument-new",
        **{**TITLES, "title_vi": "Bản ghi nhớ"},
        kind="memorandum",
        parties=["vn-son-la", "la-houaphanh"],
        languages=["vi", "lo"],
        prevails="vi",
        copies="2",
        **day("signed_on", make.TALKS),
    )
    clear()

    held = Instrument.objects.get()
    assert (held.parties, held.languages, held.copies) == (
        ["vn-son-la", "la-houaphanh"],
        ["vi", "lo"],
        2,
    )
    assert "Bản ghi nhớ" in text(client, "instrument", held.uid)
    opened = client.get(reverse("agreements:instrument-edit", args=[held.uid]))
    assert opened.context["form"].initial["parties"] == ["vn-son-la", "la-houaphanh"]


@pytest.mark.parametrize("route", ["meeting-new", "content-new", "instrument-new"])
def test_who_only_reads_opens_no_form(at_work: AtWork, route: str) -> None:
    answer = at_work(Role.READER).get(reverse(f"agreements:{route}"))

    assert answer.status_code == 403


@pytest.mark.usefixtures("held_talks")
@pytest.mark.parametrize("route", ["meetings", "contents", "instruments"])
def test_the_queries_of_a_list_are_as_many_as_ever(
    at_work: AtWork, frozen_queries: Callable[[str], Any], route: str
) -> None:
    client = at_work(Role.READER)
    text(client, route)

    with frozen_queries(f"agreements {route} list"):
        text(client, route)
