from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from saphan.accounts.choices import Role
from saphan.accounts.middleware import AccessLogMiddleware, ReadNotes
from saphan.accounts.models import Read, User
from saphan.accounts.services import log_read
from saphan.kernel import clock
from saphan.web.pages import note_read
from tests.accounts import make_accounts as make
from tests.accounts import make_visits as visit

pytestmark = pytest.mark.usefixtures("authorities")

EVERYBODY = tuple(Role)
OPEN_TO = {
    "people": (Role.ADMINISTRATOR,),
    "add-person": (Role.ADMINISTRATOR,),
    "reads": (Role.AUDITOR,),
    "authorities": EVERYBODY,
    "offices": EVERYBODY,
}
ABOUT_PERSON = ("person", "give-role", "give-mandate", "setup-sheet", "close", "reopen")


@pytest.fixture
def admin(authorities: object) -> Client:
    return visit.enter(visit.somebody(Role.ADMINISTRATOR))


def page(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(f"accounts:{name}", args=args))
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def send(client: Client, to: str, *args: object, **values: object) -> HttpResponse:
    answer = client.post(reverse(f"accounts:{to}", args=args), {"do": "act", **values})
    assert isinstance(answer, HttpResponse)
    return answer


def day(name: str, on: object) -> dict[str, object]:
    return {f"{name}-{part}": getattr(on, part) for part in ("day", "month", "year")}


@pytest.mark.parametrize("role", Role)
def test_each_page_opens_to_its_roles_only(role: Role) -> None:
    client = visit.enter(visit.somebody(role))
    newcomer = make.user()

    for name, roles in OPEN_TO.items():
        status = client.get(reverse(f"accounts:{name}")).status_code
        assert status == (200 if role in roles else 403), name
    for name in ABOUT_PERSON:
        status = client.get(reverse(f"accounts:{name}", args=[newcomer.login])).status_code
        assert status == (200 if role is Role.ADMINISTRATOR else 403), name


def test_an_administrator_adds_a_person_and_gives_a_role(admin: Client) -> None:
    added = send(admin, "add-person", login="kham.souk", name="ຄຳ ສຸກ", language="lo", email="")
    given = send(
        admin, "give-role", "kham.souk", role="officer", office="", **day("since", clock.today())
    )

    assert (added.status_code, given.status_code) == (302, 302)
    shown = page(admin, "person", "kham.souk")
    assert "ຄຳ ສຸກ" in shown
    assert "Officer" in shown
    assert "kham.souk" in page(admin, "people")


def test_a_mandate_asks_for_its_decision(admin: Client) -> None:
    person, today = make.user(), clock.today()
    days = {**day("since", today), **day("until", today + timedelta(days=30))}

    without = send(admin, "give-mandate", person.login, role="clearer", office="", **days)
    given = send(
        admin,
        "give-mandate",
        person.login,
        role="clearer",
        office="son-la/don-long-sap",
        decision="12/QĐ-BCHBP",
        **days,
    )

    assert without.status_code == 422
    assert given.status_code == 302
    assert "12/QĐ-BCHBP" in page(admin, "person", person.login)


def test_a_role_ends_on_the_day_given(admin: Client) -> None:
    person, yesterday = make.user(), clock.today() - timedelta(days=1)
    held = make.member(person)

    answer = send(admin, "end-membership", held.pk, **day("on", yesterday))

    assert answer.status_code == 302
    held.refresh_from_db()
    assert held.until == yesterday


def test_the_past_is_not_rewritten(admin: Client) -> None:
    held = make.member(make.user())

    answer = send(admin, "end-membership", held.pk, **day("on", clock.today() - timedelta(days=2)))

    assert answer.status_code == 422
    held.refresh_from_db()
    assert held.until is None


def test_people_of_another_authority_are_not_shown(admin: Client) -> None:
    other = make.user("xa.xa")
    held = make.member(other, authority="vn-nghe-an")

    assert "xa.xa" not in page(admin, "people")
    for name in ABOUT_PERSON:
        assert admin.get(reverse(f"accounts:{name}", args=["xa.xa"])).status_code == 404
    assert admin.get(reverse("accounts:end-membership", args=[held.pk])).status_code == 404
    assert send(admin, "end-membership", held.pk, **day("on", clock.today())).status_code == 404


def test_nobody_appoints_himself_by_page(admin: Client) -> None:
    own = User.objects.get(pk=admin.session["_auth_user_id"]).login

    answer = send(admin, "give-role", own, role="clearer", office="", **day("since", clock.today()))

    assert answer.status_code == 409
    assert "Nobody changes their own roles" in answer.content.decode()


def test_a_set_up_sheet_shows_its_code_once_in_the_persons_language(admin: Client) -> None:
    person = make.user()
    make.member(person)

    sheet = admin.post(reverse("accounts:setup-sheet", args=[person.login]))
    again = page(admin, "setup-sheet", person.login)

    assert person.login in sheet.content.decode()
    assert "no-store" in sheet.headers["Cache-Control"]
    code = sheet.content.decode().split("<code>")[2].split("</code>")[0]
    assert len(code) == 14
    assert code not in again


def test_closing_and_reopening_an_account(admin: Client) -> None:
    person = make.user()
    make.member(person)

    send(admin, "close", person.login)
    assert not User.objects.get(pk=person.pk).is_active
    send(admin, "reopen", person.login)
    assert User.objects.get(pk=person.pk).is_active


def test_an_authority_is_shown_with_names_and_offices() -> None:
    client = visit.enter(visit.somebody(Role.READER))

    shown = page(client, "authority", "la-houaphanh")

    assert "ກອງບັນຊາການທະຫານ ແຂວງຫົວພັນ" in shown
    assert "houaphanh/dai-doi-pa-hang" in shown


def test_an_auditor_finds_who_read_a_record() -> None:
    client = visit.enter(visit.somebody(Role.AUDITOR))
    reader = make.actor(Role.OFFICER, login="lan.officer")
    for path, uids in (("/security/cases/", ["a", "b"]), ("/security/cases/b/", ["b"])):
        log_read(uids, path=path, purpose="show", by=reader, at=clock.now())

    everything = page(client, "reads")
    only_a = client.get(reverse("accounts:reads"), {"q": "a"}).content.decode()

    assert "/security/cases/b/" in everything
    assert "lan.officer" in only_a
    assert "/security/cases/b/" not in only_a


def reading(status: int = 200, *, uids: tuple[str, ...] = ("a", "b")) -> HttpRequest:
    """A page that shows personal data, inside the middleware."""
    request = RequestFactory().get("/security/cases/?q=Nguyen")
    request.user = User(login="lan")
    request.actor = make.actor(Role.OFFICER, login="lan")  # type: ignore[attr-defined]

    def view(asked: HttpRequest) -> HttpResponse:
        note_read(asked, uids, purpose="list")
        note_read(asked, uids, purpose="list")
        return HttpResponse(status=status)

    AccessLogMiddleware(view)(request)
    return request


def test_a_page_leaves_one_row_without_what_was_searched_for() -> None:
    reading()

    row = Read.objects.get()
    assert (row.login, row.path, row.purpose) == ("lan", "/security/cases/", "list")
    assert row.uids == ["a", "b"]


def test_a_page_that_was_not_shown_leaves_no_row() -> None:
    reading(status=404)
    reading(uids=())

    assert not Read.objects.exists()


def test_a_page_without_a_log_shows_nobody() -> None:
    request = RequestFactory().get("/")

    with pytest.raises(RuntimeError, match="outside the access log"):
        note_read(request, ["a"], purpose="show")


def test_notes_of_a_page_are_gathered() -> None:
    notes = ReadNotes()

    notes(["b", "a"], purpose="list")
    notes(iter(["a"]), purpose="export")

    assert notes.uids == {"a", "b"}
    assert notes.purposes == {"list", "export"}


def test_a_list_of_people_asks_the_same_for_few_and_many() -> None:
    client = visit.enter(visit.somebody(Role.ADMINISTRATOR))
    client.get(reverse("accounts:people"))

    counts = []
    for start in (0, 30):
        for number in range(start, start + 10):
            make.member(make.user(f"officer.{number}"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("accounts:people"))
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 11


def test_an_actor_costs_a_page_two_queries() -> None:
    client = visit.enter(visit.somebody(Role.READER))
    address = reverse("accounts:own-authority")
    client.get(address)

    with CaptureQueriesContext(connection) as queries:
        client.get(address)

    session, user, actor, the_page_itself = 1, 1, 2, 2
    assert len(queries) == session + user + actor + the_page_itself
