"""The pages at a gate's desk: lists, a movement, its form, tallies, gates and their decisions."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import time
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from saphan.accounts.choices import Role
from saphan.accounts.models import Read
from saphan.intake import services
from saphan.intake.choices import DraftState
from saphan.intake.models import Draft
from saphan.registers.crossings.models import Gate, Movement, Tally
from tests import make
from tests.registers.crossings import make_crossings as crossings

type AtWork = Callable[..., Client]

pytestmark = pytest.mark.django_db
NAME = "Lò Thị Mây"
TYPED = {
    "gate": "gate-long-sap",
    "on-day": "3",
    "on-month": "3",
    "on-year": "2025",
    "at": "9h26",
    "direction": "entry",
    "resident": "border",
    "travel_document": "border_pass",
    "document": "TH-0001-00001",
    "name": NAME,
    "birth-year": "1981",
    "birth-month": "",
    "birth-day": "",
    "nationality": "LA",
    "vehicle": "none",
    "plate": "",
    "companions": "",
    "goods": "",
    "once": "1",
    "do": "act",
}


def clear() -> None:
    """A second officer clears the only draft there is."""
    held = Draft.objects.get(state=DraftState.DRAFTED)
    services.clear(held, by=make.actor("second"), on=crossings.TODAY)


def text(client: Client, route: str, *args: object, query: str = "") -> str:
    answer = client.get(reverse(route, args=args) + query)
    assert answer.status_code == 200
    return str(answer.content.decode())


def reads(purpose: str) -> int:
    return Read.objects.filter(purpose=purpose).count()


def test_the_list_shows_passages_and_no_names(at_work: AtWork) -> None:
    crossings.record(crossings.entry(document="TH-9"), crossings.entry(at=time(9)))

    page = text(at_work(Role.OFFICER), "crossings:movements")

    assert "Lóng Sập" in page
    assert NAME not in page
    assert "TH-9" not in page


def test_the_list_is_narrowed_by_gate_day_direction_and_class(at_work: AtWork) -> None:
    crossings.record(
        crossings.entry(), crossings.entry(direction="exit"), crossings.entry(gate="gate-nam-lanh")
    )
    client = at_work(Role.READER)

    query = "?gate=gate-long-sap&since=3/3/2025&until=3/3/2025&direction=exit&resident=border"
    page = text(client, "crossings:movements", query=query)

    assert page.count('scope="row"') == 1


def test_travellers_are_found_by_name_and_paper_and_the_log_says_so(at_work: AtWork) -> None:
    crossings.record(crossings.entry(document="TH-0033-10314"), crossings.entry(document="P77"))
    client = at_work(Role.OFFICER)

    by_name = text(client, "crossings:travellers", query="?q=lo+thi+may")
    by_paper = text(client, "crossings:travellers", query="?q=0033-10314")

    assert by_name.count(NAME) == 2
    assert by_paper.count(NAME) == 1
    assert reads("list") == 2


def test_a_reader_sees_a_movement_without_its_person(at_work: AtWork) -> None:
    (ref,) = crossings.record(crossings.entry())

    page = text(at_work(Role.READER), "crossings:movement", ref.uid)

    assert NAME not in page
    assert reads("show") == 0


def test_an_officer_sees_the_person_and_leaves_a_trace(at_work: AtWork) -> None:
    (ref,) = crossings.record(crossings.entry())

    page = text(at_work(Role.OFFICER), "crossings:movement", ref.uid)

    assert NAME in page
    assert Read.objects.get(purpose="show").uids == [str(ref.uid)]


def test_a_reader_may_not_open_the_travellers(at_work: AtWork) -> None:
    answer = at_work(Role.READER).get(reverse("crossings:travellers"))

    assert answer.status_code == 403


def test_a_movement_is_entered_cleared_and_counted(at_work: AtWork) -> None:
    client = at_work(Role.OFFICER)

    answer = client.post(reverse("crossings:movement-new"), TYPED)
    clear()

    assert answer.status_code == 302
    movement = Movement.objects.get()
    assert (movement.at, movement.birth, movement.name) == (time(9, 26), "1981", NAME)
    assert Tally.objects.get().count == 1


def test_the_form_asks_before_it_takes_the_same_passage_twice(at_work: AtWork) -> None:
    crossings.record(crossings.entry(document="TH-0001-00001", at=time(9, 26)))
    client = at_work(Role.OFFICER)

    asked = client.post(reverse("crossings:movement-new"), TYPED)
    taken = client.post(reverse("crossings:movement-new"), {**TYPED, "another": "on", "once": "2"})

    assert asked.status_code == 409
    assert taken.status_code == 302


def test_a_correction_opens_with_what_is_held_and_moves_the_count(at_work: AtWork) -> None:
    (ref,) = crossings.record(crossings.entry())
    client = at_work(Role.OFFICER)

    opened = text(client, "crossings:movement-edit", ref.uid)
    changed = {**TYPED, "direction": "exit", "version": ref.hash.hex()}
    client.post(reverse("crossings:movement-edit", args=[ref.uid]), changed)
    clear()

    assert NAME in opened
    assert reads("edit") == 1
    assert Movement.objects.get().version == 2
    counts = dict(Tally.objects.values_list("direction", "count"))
    assert counts == {"entry": 0, "exit": 1}


def test_the_end_of_a_movement_reaches_its_tally(at_work: AtWork) -> None:
    (ref,) = crossings.record(crossings.entry())
    client = at_work(Role.OFFICER)

    client.post(
        reverse("intake:end", args=["crossings.movement", ref.uid]),
        {"note": "entered twice", "version": ref.hash.hex(), "do": "act", "once": "1"},
    )
    clear()

    assert not Movement.objects.exists()
    assert Tally.objects.get().count == 0


def test_a_tally_opens_its_movements_and_proves_its_root(at_work: AtWork) -> None:
    first, _second = crossings.record(crossings.entry(), crossings.entry(at=time(9)))
    tally = Tally.objects.get()
    client = at_work(Role.READER)

    page = text(client, "crossings:tally", tally.uid)
    listed = text(client, "crossings:tallies")

    assert str(first.uid) in page
    assert tally.root in page
    assert "gate=gate-long-sap&amp;since=03%2F03%2F2025" in page
    assert str(tally.uid) in listed


def test_a_gate_shows_the_decision_in_force_and_those_before(at_work: AtWork) -> None:
    client = at_work(Role.OFFICER)
    typed: dict[str, Any] = {
        "gate": "gate-long-sap",
        "gate_class": "international",
        "decision": "1234/QĐ-TTg",
        "opens": "7:00",
        "closes": "19:00",
        "decided_on-day": "1",
        "decided_on-month": "10",
        "decided_on-year": "2024",
        "since-day": "19",
        "since-month": "11",
        "since-year": "2024",
        "do": "act",
    }

    for number, once in (("1234/QĐ-TTg", "1"), ("99/QĐ-UBND", "2")):
        entered = {**typed, "decision": number, "once": once}
        if once == "2":
            entered |= {"decided_on-year": "2018", "since-year": "2018", "gate_class": "main"}
        client.post(reverse("crossings:gate-decision-new"), entered)
        clear()
    page = text(client, "crossings:gate", "gate-long-sap")
    listed = text(client, "crossings:gates", query="?q=long+sap")

    assert Gate.objects.count() == 2
    assert "1234/QĐ-TTg" in page
    assert "Pa Hang" in page or "Pa Háng" in page
    assert "07:00-19:00" in page
    assert "1234/QĐ-TTg" in listed
    assert "Nậm Lạnh" not in listed.split("results")[-1]


def test_every_gate_is_listed_even_without_a_decision(at_work: AtWork) -> None:
    page = text(at_work(Role.READER), "crossings:gates")

    assert page.count('scope="row"') == 26


@pytest.mark.parametrize("language", ["vi", "lo", "en"])
@pytest.mark.parametrize("route", ["movements", "travellers", "tallies", "gates", "movement-new"])
def test_pages_answer_in_each_language(at_work: AtWork, route: str, language: str) -> None:
    crossings.record(crossings.entry())
    client = at_work(Role.OFFICER)
    client.post(reverse("set_language"), {"language": language})

    assert f'lang="{language}"' in text(client, f"crossings:{route}")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_list_is_saved_as_a_file(at_work: AtWork, form: str) -> None:
    crossings.record(crossings.entry(goods="=cmd()"))

    answer = at_work(Role.CLEARER).get(reverse("crossings:movements"), {"export": form})

    data = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert answer.status_code == 200
    if form == "csv":
        assert "Lóng Sập" in data.decode()
        assert "'=cmd()" in data.decode()


@pytest.mark.parametrize("route", ["movements", "travellers", "tallies", "gates"])
def test_a_list_asks_a_known_number_of_questions(
    at_work: AtWork, frozen_queries: Callable[[str], AbstractContextManager[None]], route: str
) -> None:
    crossings.record(*(crossings.entry(at=time(hour)) for hour in range(7, 19)))
    client = at_work(Role.OFFICER)
    text(client, f"crossings:{route}")

    with frozen_queries(f"crossings {route} list"):
        text(client, f"crossings:{route}")
