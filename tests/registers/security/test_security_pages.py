"""The pages of the security register: lists, records, forms, and who may see what."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from saphan.accounts.choices import Role
from saphan.accounts.models import Read
from saphan.figures import cells
from saphan.figures.compiler import Question
from saphan.figures.registry import CATALOGUE
from saphan.intake import services
from saphan.intake.choices import DraftState
from saphan.intake.models import Draft
from saphan.kernel import clock
from saphan.kernel.periods import Period
from saphan.ledger.seal import seal
from saphan.registers.security.models import Case, CaseExhibit, CaseSubject, Handback, Patrol
from tests import make
from tests.registers.security import make_cases as cases

type AtWork = Callable[..., Client]

pytestmark = pytest.mark.django_db

LISTS = ("patrols", "cases", "handbacks")
CASE = {
    "number": "09/2025-ĐLS",
    "opened_on-day": "23",
    "opened_on-month": "2",
    "opened_on-year": "2025",
    "place": "khu vực mốc 261",
    "offence": "drugs",
    "act": "Vận chuyển trái phép chất ma túy",
    "subjects-TOTAL_FORMS": "2",
    "subjects-INITIAL_FORMS": "0",
    "subjects-0-name": cases.NAME,
    "subjects-0-sex": "F",
    "subjects-0-birth-year": "1973",
    "subjects-0-nationality": "la",
    "subjects-1-name": "",
    "exhibits-TOTAL_FORMS": "2",
    "exhibits-INITIAL_FORMS": "0",
    "exhibits-0-item": "heroin",
    "exhibits-0-quantity": "2",
    "exhibits-0-quantity-unit": "cake",
    "exhibits-0-also": "5,34",
    "exhibits-0-also-unit": "g",
    "exhibits-0-written": "2 bánh; 5,34g heroin",
    "exhibits-1-item": "cash",
    "exhibits-1-quantity": "3.150.000",
    "exhibits-1-quantity-unit": "VND",
    "custody-TOTAL_FORMS": "1",
    "custody-INITIAL_FORMS": "0",
    "custody-0-on-day": "24",
    "custody-0-on-month": "2",
    "custody-0-on-year": "2025",
    "custody-0-giver": "Tổ tuần tra",
    "custody-0-receiver": "Kho vật chứng",
    "once": "1",
    "do": "act",
}
HANDBACK = {
    "number": "07/BB-TTN",
    "on-day": "9",
    "on-month": "5",
    "on-year": "2025",
    "receiver": "LA",
    "unit": "Đại đội BP Mường Pơ",
    "act": "illegal-entry",
    "subjects-TOTAL_FORMS": "1",
    "subjects-INITIAL_FORMS": "0",
    "subjects-0-name": cases.NAME,
    "subjects-0-nationality": "LA",
    "once": "2",
    "do": "act",
}


def text(client: Client, route: str, *args: object, query: str = "") -> str:
    answer = client.get(reverse(f"security:{route}", args=args) + query)
    assert answer.status_code == 200, answer.content.decode()
    return str(answer.content.decode())


def send(client: Client, values: dict[str, str], route: str, *args: object) -> Any:
    return client.post(reverse(f"security:{route}", args=args), values)


def clear() -> None:
    """A second officer clears the only draft there is."""
    held = Draft.objects.get(state=DraftState.DRAFTED)
    services.clear(held, by=make.actor("second"), on=clock.today())


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("role", Role)
def test_who_reads_the_register_opens_its_lists_and_who_writes_its_forms(
    at_work: AtWork, role: Role, name: str
) -> None:
    client = at_work(role)
    reads = role is not Role.ADMINISTRATOR
    writes = role in {Role.OFFICER, Role.REGISTRAR}

    listed = client.get(reverse(f"security:{name}")).status_code
    form = client.get(reverse(f"security:{name.rstrip('s')}-new")).status_code

    assert (listed, form) == (200 if reads else 403, 200 if writes else 403)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_asks_a_fixed_number_of_questions(
    at_work: AtWork, name: str, frozen_queries: Callable[[str], AbstractContextManager[None]]
) -> None:
    for number in range(3):
        cases.sealed(cases.case(number=f"0{number}/2025"))
        cases.sealed(cases.handback(number=f"0{number}/BB"))
        seal(make.patrol_entry(number=f"0{number}/TT"), clearance=make.clearance())
    client = at_work(Role.READER)
    text(client, name)

    with frozen_queries(f"security {name} list"):
        page = text(client, name)

    assert page.count('scope="row"') == 3


def test_the_list_of_cases_counts_people_and_names_nobody(at_work: AtWork) -> None:
    cases.sealed(cases.case())

    page = text(at_work(Role.OFFICER), "cases")

    assert "02/2025-ĐLS" in page
    assert cases.NAME not in page
    assert Read.objects.count() == 0


@pytest.mark.parametrize(
    "query, found",
    [
        ("?coordinated=true", 1),
        ("?coordinated=false", 1),
        ("?offence=drugs", 2),
        ("?offence=forest", 0),
        ("?office=son-la/don-nam-lanh", 0),
        ("?since=24/2/2025", 0),
        ("?until=23/2/2025", 2),
        ("?q=ph-01", 1),
    ],
)
def test_cases_are_narrowed(at_work: AtWork, query: str, found: int) -> None:
    cases.sealed(cases.case())
    cases.sealed(cases.case(number="PH-01/2025", coordinated_with=["la-houaphanh"]))

    assert text(at_work(Role.READER), "cases", query=query).count('scope="row"') == found


def test_a_saved_list_holds_no_formula(at_work: AtWork) -> None:
    cases.sealed(cases.case(number="=1+1"))

    answer = at_work(Role.CLEARER).get(reverse("security:cases") + "?export=csv")

    assert "'=1+1" in b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]


def test_a_reader_sees_things_and_custody_but_no_names(at_work: AtWork) -> None:
    ref = cases.sealed(cases.case())

    page = text(at_work(Role.READER), "case", ref.uid)

    assert "2 bánh; 5,34g heroin" in page
    assert "Tổ tuần tra" in page
    assert cases.NAME not in page
    assert "00-222910" not in page
    assert Read.objects.count() == 0


def test_an_officer_sees_the_names_and_leaves_a_trace(at_work: AtWork) -> None:
    case, handback = cases.sealed(cases.case()), cases.sealed(cases.handback())
    client = at_work(Role.OFFICER)

    pages = text(client, "case", case.uid), text(client, "handback", handback.uid)

    assert all(cases.NAME in page and "ຈັນທີ" in page for page in pages)
    assert [read.uids for read in Read.objects.filter(purpose="show").order_by("pk")] == [
        [str(case.uid)],
        [str(handback.uid)],
    ]


def test_a_case_is_entered_cleared_and_counted(at_work: AtWork) -> None:
    answer = send(at_work(Role.OFFICER), CASE, "case-new")
    assert answer.status_code == 302, answer.content.decode()
    assert not Case.objects.exists()

    clear()

    case = Case.objects.get()
    assert (case.number, case.subjects_count, case.exhibits_count) == ("09/2025-ĐLS", 1, 2)
    assert CaseSubject.objects.get().name == cases.NAME
    assert CaseSubject.objects.get().birth == "1973"
    seized = CaseExhibit.objects.order_by("child", "position").values_list("value", "unit")
    assert list(seized) == [("2", "cake"), ("5.34", "g"), ("3150000", "VND")]
    year = Period(case.opened_on, case.opened_on)
    heroin = Question(CATALOGUE["security.seized.heroin"], "vn-son-la", year)
    assert [a.text for a in cells.compute(heroin).components] == ["2", "5.34"]


@pytest.mark.parametrize(
    "changes, says",
    [
        ({"exhibits-0-quantity-unit": "VND"}, "This is counted in"),
        ({"exhibits-1-item": ""}, "Fill this in"),
        ({"exhibits-1-quantity": ""}, "Fill this in"),
        ({"exhibits-0-also": "1.500", "exhibits-0-also-unit": "kg"}, "two ways"),
        ({"custody-0-on-day": "22"}, "before the day of the case"),
        ({"opened_on-year": "2568"}, "Buddhist"),
    ],
)
def test_a_form_says_what_to_mend(at_work: AtWork, changes: dict[str, str], says: str) -> None:
    answer = send(at_work(Role.OFFICER), {**CASE, **changes}, "case-new")

    assert answer.status_code in {409, 422}
    assert says in answer.content.decode()
    assert not Draft.objects.exists()


def test_a_correction_keeps_what_was_not_touched(at_work: AtWork) -> None:
    ref = cases.sealed(cases.case())
    client = at_work(Role.OFFICER)
    page = client.get(reverse("security:case-edit", args=[ref.uid]))
    typed = _typed(page.context)

    answer = send(client, {**typed, "place": "khu vực mốc 262"}, "case-edit", ref.uid)
    assert answer.status_code == 302, answer.content.decode()
    clear()

    (draft,) = Draft.objects.all()
    before, after = cases.case(), services.drafts.entry_of(draft).core
    changed = {n for n in before.__struct_fields__ if getattr(before, n) != getattr(after, n)}
    assert changed == {"place"}
    assert CaseSubject.objects.get().name == cases.NAME
    assert Case.objects.get().version == 2
    assert Read.objects.filter(purpose="edit").count() >= 1


def _typed(context: Any) -> dict[str, str]:
    """What a browser would send of the form as it was opened."""
    values = {"do": "act", "once": "9", "version": context["version"]}
    forms = [context["form"], *(row for _, rows in context["children"] for row in rows.forms)]
    for form in forms:
        for field in form:
            values |= _sent(field)
    for spec, rows in context["children"]:
        values |= {
            f"{spec.name}-TOTAL_FORMS": str(len(rows.forms)),
            f"{spec.name}-INITIAL_FORMS": "0",
        }
    return values


def _sent(field: Any) -> dict[str, str]:
    shown = field.field.widget.format_value(field.value())
    if hasattr(shown, "reading"):
        reading = {f"{field.html_name}-reading": shown.reading}
        return {field.html_name: shown.text, f"{field.html_name}-unit": shown.unit, **reading}
    if hasattr(field.field.widget, "PARTS"):
        parts = shown.split("/") if shown else ["", "", ""]
        return {
            f"{field.html_name}-{p}": v
            for p, v in zip(("day", "month", "year"), parts, strict=True)
        }
    if isinstance(shown, list):
        return {field.html_name: shown[0]} if shown and shown[0] else {}
    return {field.html_name: shown or ""}


def test_persons_handed_back_are_entered_and_cleared(at_work: AtWork) -> None:
    answer = send(at_work(Role.OFFICER), HANDBACK, "handback-new")
    assert answer.status_code == 302, answer.content.decode()

    clear()

    row = Handback.objects.get()
    assert (row.giver, row.receiver, row.people) == ("VN", "LA", 1)


def test_a_hand_back_of_nobody_is_refused(at_work: AtWork) -> None:
    nobody = {**HANDBACK, "subjects-0-name": "", "subjects-0-nationality": ""}

    answer = send(at_work(Role.OFFICER), nobody, "handback-new")

    assert answer.status_code in {409, 422}
    assert not Draft.objects.exists()


def test_a_draft_reads_in_words(at_work: AtWork) -> None:
    send(at_work(Role.OFFICER), CASE, "case-new")

    page = at_work(Role.CLEARER).get(reverse("intake:draft", args=[Draft.objects.get().pk]))

    said = page.content.decode()
    assert "Heroin: 2 cakes + 5.34 g (2 bánh; 5,34g heroin)" in said
    assert "Tổ tuần tra → Kho vật chứng" in said


def test_a_patrol_shows_its_office_and_both_sides(at_work: AtWork) -> None:
    ref = seal(
        make.patrol_entry(office="son-la/don-chieng-khuong", leaders={"vn": "Trung tá"}),
        clearance=make.clearance(),
    )

    page = text(at_work(Role.READER), "patrol", ref.uid)

    assert "Chiềng Khương" in page
    assert "Trung tá" in page
    assert Patrol.objects.get().participants == 24
