from __future__ import annotations

import csv
import io
import re

import pytest
from django.contrib.auth.models import Permission
from django.http import HttpResponseBase, StreamingHttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertNotContains
from pytest_django.fixtures import Settings

from tests.web import small_site as site

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("toolkit")]


def names(html: str) -> list[str]:
    return re.findall(r'<th scope="row"[^>]*><a href="[^"]+">([^<]+)</a>', html)


def streamed(answer: HttpResponseBase) -> bytes:
    assert isinstance(answer, StreamingHttpResponse)
    return answer.getvalue()


def test_a_list_shows_fifty_rows_and_the_whole_count(client: Client) -> None:
    answer = client.get("/records")

    assert len(names(answer.content.decode())) == 50
    assertContains(answer, f">{Permission.objects.count()}</strong> records")


def test_every_row_is_on_exactly_one_page_whatever_the_order(client: Client) -> None:
    total = Permission.objects.count()
    seen: list[str] = []

    for page in range(1, -(-total // 50) + 1):
        answer = client.get("/records", {"page": str(page), "sort": "content_type__model"})
        seen += re.findall(r'data-href="(/records/\d+)"', answer.content.decode())

    assert len(seen) == total == len(set(seen))


def test_a_list_sorts_both_ways_and_says_so(client: Client) -> None:
    answer = client.get("/records", {"sort": "-codename"})

    shown = names(answer.content.decode())
    assert shown == sorted(shown, reverse=True)
    assertContains(answer, 'aria-sort="descending"')


def test_search_and_filter_narrow_the_list(client: Client) -> None:
    answer = client.get("/records", {"q": "add", "model": "session"})

    assert names(answer.content.decode()) == ["add_session"]


def test_a_filter_that_cannot_be_read_shows_no_rows_and_says_why(client: Client) -> None:
    answer = client.get("/records", {"above": "many"})

    assert names(answer.content.decode()) == []
    assertContains(answer, 'class="wrong"')
    assertContains(answer, 'value="many"')


@pytest.mark.parametrize("page", ["900", "0", "-1", "two", "1.0", "²", "9" * 30])
def test_a_page_that_is_not_there_is_not_found(page: str, client: Client) -> None:
    assert client.get("/records", {"page": page}).status_code == 404


def test_a_cell_is_text_and_never_markup(client: Client) -> None:
    kind = Permission.objects.earliest("pk").content_type
    Permission.objects.create(codename="<b>", name="<script>alert(1)</script>", content_type=kind)

    answer = client.get("/records", {"q": "<script"})

    assertContains(answer, ">&lt;b&gt;</a></th>")
    assertContains(answer, ">&lt;script&gt;alert(1)&lt;/script&gt;</td>")


def test_the_first_cell_names_the_row_and_every_other_its_column(client: Client) -> None:
    found = Permission.objects.get(codename="add_session")

    answer = client.get("/records", {"q": "add session"})

    assertContains(answer, f'<tr data-href="/records/{found.pk}"><th scope="row"')
    assertContains(answer, '<td  data-label="Kind">session</td>')
    assertContains(answer, '<td class="num" data-label="Number">')


def test_htmx_gets_the_results_alone(client: Client) -> None:
    answer = client.get("/records", headers={"HX-Request": "true"})

    assertNotContains(answer, "<html")
    assertContains(answer, 'id="results"')
    assert "HX-Request" in answer.headers["Vary"]


def test_the_back_button_gets_the_whole_page(client: Client) -> None:
    asks = {"HX-Request": "true", "HX-History-Restore-Request": "true"}

    assertContains(client.get("/records", headers=asks), "<html")


@pytest.mark.parametrize(
    ("asked", "queries"),
    [({}, 2), ({"page": "2"}, 2), ({"q": "add", "sort": "-id"}, 2), ({"q": "no such words"}, 1)],
)
def test_a_list_costs_two_queries_and_nothing_found_one(
    asked: dict[str, str],
    queries: int,
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client.get("/records")

    with django_assert_num_queries(queries):
        client.get("/records", asked)


def test_csv_holds_every_row_of_the_filter_in_the_order_shown(client: Client) -> None:
    answer = client.get("/records", {"export": "csv", "model": "session", "sort": "-codename"})

    text = streamed(answer).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == ["Name", "What", "Kind", "Number"]
    assert [row[0] for row in rows[1:]] == [
        "view_session",
        "delete_session",
        "change_session",
        "add_session",
    ]


def test_an_export_in_another_form_is_not_found(client: Client) -> None:
    assert client.get("/records", {"export": "exe"}).status_code == 404


def test_the_access_log_hears_what_a_page_and_an_export_disclose(client: Client) -> None:
    client.get("/records", {"model": "session"})
    streamed(client.get("/records", {"export": "csv"}))

    (page, why), (whole, purpose) = site.READ
    assert (len(page), why) == (4, "list")
    assert (len(whole), purpose) == (Permission.objects.count(), "export")


def test_a_reader_keeps_and_forgets_a_filter(client: Client) -> None:
    kept = client.post("/records", {"name": "Sessions", "query": "model=session&page=2"})

    assert kept.headers["Location"] == "/records?model=session"
    assertContains(client.get("/records"), 'href="?model=session"')

    client.post("/records", {"forget": "Sessions", "query": ""})

    assertNotContains(client.get("/records"), 'href="?model=session"')


def test_an_action_is_shown_to_who_may_take_it(client: Client) -> None:
    assertContains(client.get("/records"), "Enter a record")
    answer = client.get(f"/records/{Permission.objects.earliest('pk').pk}")
    assertNotContains(answer, "Clear</a>")


def test_a_stranger_is_asked_to_sign_in(client: Client) -> None:
    client.cookies["stranger"] = "1"

    answer = client.get("/records?q=x")

    assert answer.status_code == 302
    assert "next=/records" in answer.headers["Location"]


def test_personal_data_is_not_shown_without_an_access_log(
    client: Client, toolkit: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site, "_read", None)

    with pytest.raises(RuntimeError, match="access log"):
        client.get("/records")
