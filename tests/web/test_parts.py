from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import Client
from django.utils.translation import override
from pytest_django.asserts import assertContains
from pytest_django.fixtures import Settings

from saphan.kernel.units import Quantity
from saphan.web import charts, menu, states
from saphan.web.display import shown
from saphan.web.states import STATES, State
from tests.web.small_site import OFFICER


@pytest.mark.parametrize(
    "language, text",
    [("en", "683,013\u00a0pills"), ("vi", "683.013\u00a0viên"), ("lo", "683.013\u00a0ເມັດ")],
)
def test_a_quantity_reads_as_the_language_writes_it(language: str, text: str) -> None:
    with override(language):
        assert text in shown(Quantity(683013, "pill"))


def test_what_is_missing_says_so_and_is_not_zero() -> None:
    assert "not stated" in shown(None)
    assert "0" in shown(0)


def test_a_moment_shows_border_time() -> None:
    assert "8 February 2025, 03:00" in shown(datetime(2025, 2, 7, 20, tzinfo=UTC))


def test_markup_in_a_value_is_shown_not_obeyed() -> None:
    assert shown("<b>x</b>") == "&lt;b&gt;x&lt;/b&gt;"


@pytest.mark.parametrize("code", sorted(STATES))
def test_every_state_has_a_word_and_a_shape(code: str) -> None:
    chip = states.chip(code)

    assert str(STATES[code].word) in chip
    assert "<svg" in chip


def test_joint_states_differ_by_shape_alone() -> None:
    shapes = [state.shape for state in states.JOINT.values()]

    assert len(shapes) == len(set(shapes))


def test_a_state_keeps_its_meaning() -> None:
    with pytest.raises(ValueError, match="another meaning"):
        states.add("agreed", State("consented", "ok", "tick"))


def test_a_chart_loses_style_and_script_and_keeps_its_look() -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" onload="x()"><script>x()</script>'
        '<rect style="fill: red; x: 1" width="3"/><foreignObject/><a href="//x"/></svg>'
    )

    drawn = charts.inline(svg, label="Patrols")

    assert 'fill="red"' in drawn
    assert 'aria-label="Patrols"' in drawn
    for gone in ("style", "onload", "script", "foreignObject", "href"):
        assert gone not in drawn


@pytest.mark.parametrize("text", ["<p/>", "no drawing"])
def test_what_is_no_drawing_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="SVG"):
        charts.inline(text, label="x")


def test_the_menu_shows_the_doors_an_actor_may_open(toolkit: Settings) -> None:
    doors = menu.visible_to(OFFICER, path="/records/7")

    assert [(door.href, door.here) for door in doors if door.href.startswith("/records")] == [
        ("/records", True)
    ]
    assert menu.visible_to(None) == []


def test_banks_stand_mirrored_on_the_other_node() -> None:
    from saphan.web.design import banks

    html = render_to_string("web/parts/banks.html", {"banks": banks()[0]})

    assert html.index("Our bank") < html.index("contested") < html.index("Their bank")
    assert html.count("<mark>") == 2


@pytest.mark.parametrize("name", ["400.html", "500.html", "403_csrf.html"])
def test_an_answer_to_a_broken_request_needs_no_request(name: str) -> None:
    assert "Saphan" in render_to_string(name)


def test_a_refusal_page_tells_code_and_sentence() -> None:
    request = HttpRequest()
    request.META["SERVER_NAME"] = "localhost"
    html = render_to_string("web/refused.html", {"code": "late", "sentence": "Too late."})

    assert "late" in html
    assert "Too late." in html


@pytest.mark.django_db
def test_the_theme_is_kept_and_leads_back_here_only(client: Client, toolkit: Settings) -> None:
    here = client.post("/theme", {"theme": "dark", "next": "/records"})
    away = client.post("/theme", {"theme": "dark", "next": "https://elsewhere.example/"})

    assert here.headers["Location"] == "/records"
    assert away.headers["Location"] == "/"
    assertContains(client.get("/records"), 'data-theme="dark"')


@pytest.mark.django_db
def test_the_style_guide_is_closed_outside_development(client: Client, toolkit: Settings) -> None:
    closed = client.get("/design")
    toolkit.DEBUG = True
    opened = client.get("/design")

    assert closed.status_code == 404
    assertContains(opened, "Two banks")


def test_a_day_carries_its_machine_form() -> None:
    assert 'datetime="2025-02-07"' in shown(date(2025, 2, 7))
