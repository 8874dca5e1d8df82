from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from saphan.kernel.units import Quantity
from tests.web import small_site as site

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("toolkit")]

TYPED = {
    "name": "Tuần tra 7",
    "people": "1.250",
    "mass": "",
    "mass-unit": "kg",
    "ended-day": "7",
    "ended-month": "2",
    "ended-year": "2025",
    "exhibits-TOTAL_FORMS": "2",
    "exhibits-INITIAL_FORMS": "0",
    "exhibits-0-item": "heroin",
    "exhibits-0-quantity": "360",
    "exhibits-0-quantity-unit": "g",
    "exhibits-1-item": "",
    "exhibits-1-quantity": "",
    "exhibits-1-quantity-unit": "pill",
    "once": "first",
    "version": "seen-hash",
}


def post(client: Client, **changes: str) -> Any:
    fixed = {key.replace("__", "-"): value for key, value in changes.items()}
    return client.post("/records/new", {**TYPED, **fixed})


def test_the_answers_are_checked_before_the_act(client: Client) -> None:
    answer = post(client, do="continue")

    assertContains(answer, "Check your answers")
    assertContains(answer, "1,250")
    assertContains(answer, "7 February 2025")
    assert site.ACTS == []


def test_the_act_gets_clean_values_filled_children_and_the_lock(client: Client) -> None:
    post(client, do="act")

    (done,) = site.ACTS
    assert done.values["people"] == 1250
    assert done.values["ended"] == date(2025, 2, 7)
    assert done.children["exhibits"] == [{"item": "heroin", "quantity": Quantity(360_000, "g")}]
    assert done.version == "seen-hash"


def test_the_check_page_carries_everything_that_was_typed(client: Client) -> None:
    html = post(client, do="continue").content.decode()

    kept = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', html))
    assert {key: kept[key] for key in TYPED} == TYPED


def test_an_act_sent_twice_is_done_once(client: Client) -> None:
    post(client, do="act")
    second = post(client, do="act")

    assert len(site.ACTS) == 1
    assert second.headers["Location"] == "/records"


def test_faults_are_summed_up_with_links_and_nothing_typed_is_lost(client: Client) -> None:
    answer = post(client, name="", people="two", ended__month="13")

    html = answer.content.decode()
    assert answer.status_code == 422
    assert "3 things to mend" in html
    targets = re.findall(r'<a href="#(id_[^"]+)">', html)
    assert targets == ["id_name", "id_people", "id_ended-day"]
    assert all(f'id="{target}"' in html for target in targets)
    for value in ("two", "13", "heroin", "360"):
        assert f'value="{value}"' in html


def test_a_fault_in_a_child_is_named_too(client: Client) -> None:
    answer = post(client, exhibits__0__quantity="some")

    assertContains(answer, "One thing to mend", status_code=422)
    assertContains(answer, 'href="#id_exhibits-0-quantity"', status_code=422)


def test_going_back_shows_the_form_as_it_was(client: Client) -> None:
    answer = post(client, do="back", name="")

    assertContains(answer, 'value="1.250"')
    assertNotContains(answer, "to mend")


def test_a_row_is_added_and_removed_without_scripts(client: Client) -> None:
    more = post(client, do="add exhibits", people="two")
    less = post(client, do="drop exhibits 0", exhibits__1__item="pills")

    assertContains(more, 'name="exhibits-2-item"')
    assertContains(more, 'value="two"')
    assertNotContains(more, "to mend")
    assertContains(less, 'name="exhibits-0-item" value="pills"')
    assertNotContains(less, "heroin")


def test_rows_cannot_be_multiplied_without_end(client: Client) -> None:
    answer = post(client, do="continue", exhibits__TOTAL_FORMS="100000")

    assert answer.status_code == 422


def test_a_refusal_comes_back_at_its_field_with_its_code(client: Client) -> None:
    answer = post(client, do="act", name="taken")

    assertContains(answer, "Another record has this name.", status_code=409)
    assertContains(answer, 'href="#id_name"', status_code=409)
    assertContains(answer, 'value="taken"', status_code=409)


def test_an_act_beyond_ones_abilities_is_forbidden(client: Client) -> None:
    assert post(client, do="act", name="closed").status_code == 403


def test_markup_in_an_answer_stays_text(client: Client) -> None:
    answer = post(client, do="continue", name='"><script>x</script>')

    assertNotContains(answer, "<script>x")
