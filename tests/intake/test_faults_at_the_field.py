"""A form names the field and the place of a fault before it asks to look at the answers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest
from django.test import Client

from saphan.accounts.choices import Role
from saphan.intake import kinds
from saphan.intake.models import Draft
from saphan.intake.pages import DraftPage
from saphan.ledger.seal import seal
from tests import make, visits

pytestmark = pytest.mark.django_db

PATROL = {
    "number": "07/BB-TTSP",
    "started_on-day": "3", "started_on-month": "3", "started_on-year": "2025",
    "ended_on-day": "4", "ended_on-month": "3", "ended_on-year": "2025",
    "level": "station",
    "people_vn": "12",
    "people_la": "10",
    "findings": "Mốc 261 nguyên vẹn.",
    "do": "continue",
}  # fmt: skip
CASE = {
    "number": "09/2025-ĐLS",
    "opened_on-day": "23", "opened_on-month": "2", "opened_on-year": "2025",
    "offence": "drugs",
    "subjects-TOTAL_FORMS": "0", "subjects-INITIAL_FORMS": "0",
    "exhibits-TOTAL_FORMS": "0", "exhibits-INITIAL_FORMS": "0",
    "custody-TOTAL_FORMS": "2", "custody-INITIAL_FORMS": "0",
    "custody-0-on-day": "24", "custody-0-on-month": "2", "custody-0-on-year": "2025",
    "custody-0-giver": "Tổ tuần tra", "custody-0-receiver": "Kho vật chứng",
    "custody-1-on-day": "25", "custody-1-on-month": "2", "custody-1-on-year": "2025",
    "custody-1-giver": "Kho vật chứng", "custody-1-receiver": "Viện kiểm sát",
    "do": "continue",
}  # fmt: skip


@pytest.fixture
def officer() -> Client:
    return visits.at_work(Role.OFFICER)


def marked(answer: Any) -> dict[str, str]:
    """Where the summary's links lead, and what stands at the field that each leads to."""
    html = answer.content.decode()
    assert answer.status_code == 422, html
    linked = dict(re.findall(r'<a href="#id_([^"]+)">[^:<]+: ([^<]+)</a>', html))
    at_fields = re.findall(r'<ul class="wrong" id="id_([^"]+)_error"><li>([^<]+)</li>', html)
    assert {name.removesuffix("-day"): said for name, said in linked.items()} == dict(at_fields)
    return dict(at_fields)


@pytest.mark.parametrize(
    "changes, field, says",
    [
        ({"findings": "Mo\u0302\u0301c 261"}, "findings", "(character 3: U+0302)"),
        ({"findings": "Mốc \u202e261"}, "findings", "(character 5: U+202E)"),
        ({"findings": "Mốc\u0001 261"}, "findings", "(character 4: U+0001)"),
        ({"findings": "Mốc \u0378"}, "findings", "(character 5: U+0378)"),
        ({"note": "1" * 1_001}, "note", "1000"),
        ({"number": "7" * 5_000}, "number", "120"),
        ({"people_vn": "5000"}, "people_vn", "more than 2,000 people"),
        ({"people_la": "0"}, "people_la", "people of both sides"),
        ({"ended_on-year": "2099"}, "ended_on", "has not come yet"),
        ({"ended_on-day": "1"}, "ended_on", "before the first day"),
        ({"ended_on-month": "9"}, "ended_on", "60 days"),
    ],
)
def test_a_fault_of_a_patrol_is_named_at_its_field_at_once(
    officer: Client, changes: Mapping[str, str], field: str, says: str
) -> None:
    found = marked(officer.post("/security/patrols/new", {**PATROL, **changes}))

    assert says in found[field]


@pytest.mark.parametrize(
    "changes, field, says",
    [
        ({"custody-1-on-day": "22"}, "custody-1-on", "before the day of the case"),
        ({"custody-1-on-year": "2099"}, "custody-1-on", "has not come yet"),
        ({"opened_on-year": "2099"}, "opened_on", "has not come yet"),
        ({"custody-1-receiver": "Kho vật chứng"}, "custody-1-receiver", "to itself"),
        ({"custody-0-note": "giao\u202e"}, "custody-0-note", "(character 5: U+202E)"),
    ],
)
def test_a_fault_of_a_row_is_named_at_the_row(
    officer: Client, changes: Mapping[str, str], field: str, says: str
) -> None:
    found = marked(officer.post("/security/cases/new", {**CASE, **changes}))

    assert says in found[field]


@pytest.mark.parametrize("form, path", [(PATROL, "patrols"), (CASE, "cases")])
def test_sound_answers_are_looked_at_before_anything_is_kept(
    officer: Client, form: Mapping[str, str], path: str
) -> None:
    answer = officer.post(f"/security/{path}/new", form)

    assert (answer.status_code, Draft.objects.count()) == (200, 0)
    assert "Check your answers" in answer.content.decode()


def test_the_reason_for_an_end_is_judged_like_every_text(officer: Client) -> None:
    sealed = seal(make.patrol_entry(), clearance=make.clearance())

    answer = officer.post(
        f"/intake/security.patrol/{sealed.uid}/end", {"note": "hai lần\u202e", "do": "continue"}
    )

    assert "(character 8: U+202E)" in marked(answer)["note"]


def pages() -> list[type[DraftPage]]:
    return [page for page in DraftPage.__subclasses__() if page.__module__.startswith("saphan.")]


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.kind_name)
def test_every_field_that_a_rule_points_at_is_one_of_the_form(page: type[DraftPage]) -> None:
    rows = {spec.name: spec.form_class.base_fields for spec in page.children}
    targets = [target for places in page.objects_at.values() for target in places]

    for name, _, member in (target.partition(".") for target in targets):
        assert (member in rows[name]) if member else (name in page.form_class.base_fields)
    assert set(page.objects_at) <= set(kinds.kind(page.kind_name).objections)


ABOUT_ALL = {
    "agreements": set[str](),
    "crossings": {"counted-by-the-register", "does-not-add-up", "unknown-gate"},
    "programmes": {
        "already-stated",
        "code-taken",
        "month-recorded",
        "no-rate",
        "nobody-paid",
        "not-supported-then",
        "unknown-programme",
        "unknown-pupil",
        "unknown-unit",
    },
    "security": {"nobody-handed-back", "same-side"},
}
"""What no field of a form can be wrong about, or what is found only beside other records."""


@pytest.mark.parametrize("register", ABOUT_ALL)
def test_every_other_objection_of_a_register_points_at_a_field(register: str) -> None:
    pointed = {
        code
        for page in pages()
        if page.kind_name.startswith(f"{register}.")
        for code in page.objects_at
    }
    said = {code for kind in kinds.kinds() if kind.register == register for code in kind.objections}

    assert said - pointed == ABOUT_ALL[register]
