"""Who acted for an office works through the pages on the last day and is refused on the next."""

from __future__ import annotations

import html
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from saphan.accounts.choices import Role
from saphan.accounts.models import ActingMandate, Authority, Office, User
from saphan.intake import kinds, services
from saphan.intake.choices import DraftState
from saphan.intake.models import Draft, Upload
from saphan.kernel import clock
from saphan.ledger.models import Document
from tests import make
from tests.accounts import make_visits as visit

pytestmark = pytest.mark.usefixtures("authorities")

ENDED = "Thời hạn ủy quyền đã hết; cần có quyết định mới."
NOT_IN_ROLES = (
    "Vai trò của tài khoản này không cho phép việc này. Vui lòng liên hệ quản trị viên của cơ quan."
)
TODAY = date(2025, 8, 12)
BOOK = b"Ngay;Quan so\n5/2/2025;12\n"


@pytest.fixture(autouse=True)
def last_day(monkeypatch: pytest.MonkeyPatch) -> None:
    it_is(TODAY, monkeypatch)


def it_is(day: date, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: day)


def acting(role: Role, *, besides: Role | None = None) -> Client:
    """An officer who may act until today, logged in with password and telephone, in Vietnamese."""
    person = visit.somebody(*([besides] if besides else []))
    User.objects.filter(pk=person.pk).update(language="vi")
    ActingMandate.objects.create(
        user=person,
        authority=Authority.objects.get(code="vn-son-la"),
        office=Office.objects.get(code="son-la/don-long-sap"),
        role=role,
        decision="12/QĐ-BCHBP",
        since=TODAY - timedelta(days=30),
        until=TODAY,
        given_by="an.admin",
    )
    return visit.enter(person)


def clear(client: Client, held: Draft) -> HttpResponse:
    answer = client.post(reverse("intake:draft-verb", args=[held.pk, "clear"]), {"do": "act"})
    assert isinstance(answer, HttpResponse)
    return answer


def send(client: Client) -> HttpResponse:
    file = SimpleUploadedFile("so-tuan-tra.csv", BOOK)
    where = reverse("intake:upload", args=["security"])
    answer = client.post(where, {"file": file, "do": "act"})
    assert isinstance(answer, HttpResponse)
    return answer


def said(answer: HttpResponse) -> str:
    return html.unescape(answer.content.decode())


@pytest.fixture
def draft() -> Draft:
    kind = kinds.kind("security.patrol")
    return services.draft(kind, make.patrol_entry(), by=make.actor("officer"), on=TODAY)


def test_an_acting_officer_clears_on_his_last_day(draft: Draft) -> None:
    assert clear(acting(Role.CLEARER), draft).status_code == 302
    assert Document.objects.count() == 1


def test_an_acting_officer_past_his_date_clears_nothing(
    draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = acting(Role.CLEARER)
    it_is(TODAY + timedelta(days=1), monkeypatch)

    answer = clear(client, draft)

    assert (answer.status_code, ENDED in said(answer)) == (403, True)
    assert "mandate-ended" in said(answer)
    assert Draft.objects.get().state == DraftState.DRAFTED
    assert not Document.objects.exists()


def test_an_acting_officer_imports_on_his_last_day() -> None:
    assert send(acting(Role.OFFICER)).status_code == 302
    assert Upload.objects.count() == 1


def test_an_acting_officer_past_his_date_imports_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    client = acting(Role.OFFICER)
    it_is(TODAY + timedelta(days=1), monkeypatch)

    answer = send(client)

    assert (answer.status_code, ENDED in said(answer)) == (403, True)
    assert not Upload.objects.exists()


def test_what_is_left_after_the_mandate_is_the_officers_own_role(
    draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = acting(Role.CLEARER, besides=Role.READER)
    it_is(TODAY + timedelta(days=1), monkeypatch)

    assert client.get(reverse("intake:draft", args=[draft.pk])).status_code == 200
    answer = clear(client, draft)

    assert (answer.status_code, NOT_IN_ROLES in said(answer)) == (403, True)
    assert not Document.objects.exists()


def test_the_api_says_the_same(draft: Draft, monkeypatch: pytest.MonkeyPatch) -> None:
    client = acting(Role.CLEARER)
    it_is(TODAY + timedelta(days=1), monkeypatch)

    answer = client.post(f"/api/v1/drafts/{draft.pk}/clear")

    assert answer.status_code == 403
    assert answer.json() == {"code": "mandate-ended", "sentence": ENDED, "where": {}}
