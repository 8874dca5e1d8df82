"""Pages of programmes, payments and statistics: who sees names, what a form makes."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from saphan.accounts.choices import Role
from saphan.accounts.models import Read
from saphan.intake import services
from saphan.intake.choices import DraftState
from saphan.intake.models import Draft
from saphan.registers.programmes.documents import Line, Pupil
from saphan.registers.programmes.models import Beneficiary, Observation, Payment, Support
from tests import make as actors
from tests.registers.programmes import make_programmes as make

type AtWork = Callable[..., Client]

pytestmark = pytest.mark.django_db
NAME = "Thào Xua"


def text(client: Client, route: str, *args: object, query: str = "") -> str:
    answer = client.get(reverse(f"programmes:{route}", args=args) + query)
    assert answer.status_code == 200
    return str(answer.content.decode())


def day(name: str, value: date | None) -> dict[str, str]:
    parts = (str(value.day), str(value.month), str(value.year)) if value else ("", "", "")
    return {
        f"{name}-{part}": one for part, one in zip(("day", "month", "year"), parts, strict=True)
    }


def rows(name: str, *given: dict[str, str]) -> dict[str, str]:
    counted = {f"{name}-TOTAL_FORMS": str(len(given)), f"{name}-INITIAL_FORMS": "0"}
    cells = {f"{name}-{n}-{k}": v for n, one in enumerate(given) for k, v in one.items()}
    return counted | cells


def clear() -> None:
    """A second officer clears the only draft there is."""
    held = Draft.objects.get(state=DraftState.DRAFTED)
    services.clear(held, by=actors.actor("second"), on=make.TALKS)


def programme() -> UUID:
    persons = {"p1": Pupil(name=NAME, guardian="Lý Xua"), "p2": Pupil(name="Bun Mi")}
    return make.sealed(make.support(), persons=persons).uid


def send(client: Client, route: str, *args: object, **said: str) -> Any:
    return client.post(
        reverse(f"programmes:{route}", args=args), {"once": "1", "do": "act", **said}
    )


def test_names_of_pupils_are_shown_to_who_may_read_them_and_it_is_written_down(
    at_work: AtWork,
) -> None:
    uid = programme()

    assert NAME in text(at_work(Role.OFFICER), "support", uid)
    assert Read.objects.get(purpose="show").uids == [str(uid)]
    assert NAME not in text(at_work(Role.SECRETARY), "support", uid)
    assert Read.objects.filter(purpose="show").count() == 1


def test_the_list_shows_programmes_and_no_names(at_work: AtWork) -> None:
    programme()

    page = text(at_work(Role.READER), "supports")

    assert "Nâng bước em tới trường" in page
    assert NAME not in page


def test_a_programme_shows_who_is_still_to_be_paid(at_work: AtWork) -> None:
    uid = programme()
    make.sealed(make.payment(uid))

    page = text(at_work(Role.OFFICER), "support", uid)

    newest, oldest = page.index("2025-08"), page.index("2025-04")
    assert newest < oldest
    assert "Bun Mi" not in page[newest : page.index("2025-05")]
    assert "Bun Mi" in page[oldest:]


def test_a_programme_is_begun_on_the_form_and_cleared_by_another(at_work: AtWork) -> None:
    pupil = {"name": NAME, "office": "Đồn BPCK Chiềng Khương", **day("since", date(2025, 9, 5))}
    rate = {"amount": "500.000", "amount-reading": "500000=500.000"}

    answer = send(
        at_work(Role.OFFICER),
        "support-new",
        name_vi="Nâng bước em tới trường",
        **rows("rates", {**rate, **day("since", date(2025, 9, 5))}),
        **rows("pupils", pupil),
    )

    assert answer.status_code == 302
    assert not Support.objects.exists()
    clear()
    assert Support.objects.get().code == "nang-buoc-em-toi-truong"
    held = Beneficiary.objects.get()
    assert (held.name, held.child, held.office) == (NAME, "p1", "son-la/don-chieng-khuong")
    page = text(at_work(Role.READER), "support", held.uid)
    assert "Border Guard Station of Chiềng Khương Border Gate" in page


def test_correcting_a_programme_keeps_the_numbers_of_its_pupils(at_work: AtWork) -> None:
    uid = programme()
    client = at_work(Role.OFFICER)
    page = client.get(reverse("programmes:support-edit", args=[uid]))
    version = page.context["version"]
    assert NAME in page.content.decode()

    send(
        client,
        "support-edit",
        uid,
        version=version,
        name_vi="Nâng bước",
        code="nang-buoc",
        **rows("rates", {"amount": "500000", **day("since", date(2023, 9, 5))}),
        **rows(
            "pupils",
            {"id": "p2", "name": "Bun Mi", **day("since", date(2024, 9, 5))},
            {"id": "", "name": "Noy", **day("since", date(2025, 8, 1))},
        ),
    )
    clear()

    assert dict(Beneficiary.objects.values_list("child", "name")) == {"p2": "Bun Mi", "p3": "Noy"}
    assert Read.objects.filter(purpose="edit").count() == 1


def test_the_form_of_a_month_stands_filled_with_the_pupils_of_that_month(at_work: AtWork) -> None:
    uid = programme()
    client = at_work(Role.OFFICER)

    page = text(client, "payment-new", query=f"?programme={uid}")

    assert NAME in page
    assert "Bun Mi" not in page
    assert Read.objects.get(purpose="edit").uids == [str(uid)]


def test_a_month_is_paid_on_the_form(at_work: AtWork) -> None:
    uid = programme()
    paid = {"pupil": NAME, "amount": "500000", **day("paid_on", date(2025, 8, 5))}

    send(
        at_work(Role.OFFICER),
        "payment-new",
        programme=str(uid),
        **{"month-day": "", "month-month": "8", "month-year": "2025"},
        **rows("lines", paid),
    )
    clear()

    held = Payment.objects.get()
    assert (held.month, held.paid, held.paid_count) == ("2025-08", 500_000, 1)
    assert make.value("pupil-support-paid") is not None


def test_a_payment_to_somebody_else_is_refused_with_what_was_typed(at_work: AtWork) -> None:
    uid = programme()

    answer = send(
        at_work(Role.OFFICER),
        "payment-new",
        programme=str(uid),
        **{"month-day": "", "month-month": "8", "month-year": "2025"},
        **rows("lines", {"pupil": "Somebody", "amount": "500000"}),
    )

    html = answer.content.decode()
    assert answer.status_code == 409
    assert 'value="Somebody"' in html
    assert 'href="#id_lines-0-pupil"' in html


def test_a_month_shows_names_only_to_who_may_read_them(at_work: AtWork) -> None:
    payment = make.sealed(make.payment(programme()))

    page = text(at_work(Role.OFFICER), "payment", payment.uid)

    assert "April 2025" in page
    assert NAME in page
    assert NAME not in text(at_work(Role.READER), "payment", payment.uid)


def test_the_list_of_months_finds_those_with_somebody_unpaid(at_work: AtWork) -> None:
    uid = programme()
    make.sealed(make.payment(uid))
    full = [Line(beneficiary="p1", amount=500_000, paid_on=date(2025, 7, 5))]
    make.sealed(make.payment(uid, month="2025-07", lines=full))
    client = at_work(Role.REGISTRAR)

    page = text(client, "payments", query="?unpaid=true")
    answer: Any = client.get(reverse("programmes:payments") + "?export=csv")
    saved = answer.getvalue().decode("utf-8-sig")

    assert "2025-04" in page
    assert "2025-07" not in page
    assert [line[0] for line in csv.reader(io.StringIO(saved))][1:] == ["2025-07", "2025-04"]


def test_a_statistic_is_entered_with_its_source(at_work: AtWork) -> None:
    client = at_work(Role.OFFICER)

    send(
        client,
        "observation-new",
        figure="programmes.trade-turnover",
        qualifier="~",
        value="1300000000",
        **day("since", date(2024, 1, 1)),
        **day("until", date(2024, 8, 31)),
        basis="stated",
        stated_by="Ministry of Industry and Trade",
        source="Article before the visit",
        **day("source_on", date(2024, 9, 9)),
        counts="on",
    )
    clear()

    held = Observation.objects.get()
    assert (held.value, held.unit, held.qualifier) == ("1300000000", "USD", "~")
    page = text(client, "observation", held.uid)
    assert "Ministry of Industry and Trade" in page
    assert "Article before the visit" in text(client, "observations", query="?counts=true")


def test_what_another_source_states_stands_beside_it(at_work: AtWork) -> None:
    first = make.sealed(make.observation())
    make.sealed(make.observation(value="250", source="Another paper", counts=False))

    assert "Another paper" in text(at_work(Role.READER), "observation", first.uid)


def test_a_page_of_another_authority_is_not_found(at_work: AtWork) -> None:
    uid = programme()
    Support.objects.update(authority="vn-nghe-an")

    answer = at_work(Role.OFFICER).get(reverse("programmes:support", args=[uid]))

    assert answer.status_code == 404


@pytest.mark.parametrize("language", ["vi", "lo", "en"])
def test_next_months_sheet_comes_filled_goes_back_and_is_sealed(
    at_work: AtWork, workbook: make.Workbook, language: str
) -> None:
    make.imported(workbook)
    client = at_work(Role.OFFICER)
    client.post(reverse("set_language"), {"language": language})

    address = reverse("intake:template", args=["programmes"]) + "?sheet=programmes.payments"
    sheet = make.Workbook("next.xlsx", client.get(address).content)
    _held, found = make.receive(sheet, on=date(2025, 9, 8))

    assert (found.doubts, found.refusals) == ([], [])
    (month,) = found.composed.entries["programmes.payment"]
    core: Any = month.core
    assert (core.month, len(core.lines)) == ("2025-09", 12)
    assert Read.objects.filter(purpose="export").count() == 1


def test_who_may_not_read_names_gets_an_empty_sheet(
    workbook: make.Workbook,
) -> None:
    make.imported(workbook)
    blind = actors.actor(abilities=frozenset({"programmes.import"}))
    told: list[object] = []

    _name, data = services.template(
        "programmes", sheet="programmes.payments", language="vi", by=blind, on=make.TALKS,
        note=told.extend,
    )  # fmt: skip

    assert told == []
    _held, found = make.receive(make.Workbook("empty.xlsx", data))
    assert found.outcome.rows == []


@pytest.mark.parametrize("route", ["supports", "payments", "observations"])
def test_the_queries_of_a_list_are_as_many_as_ever(
    at_work: AtWork, frozen_queries: Callable[[str], Any], route: str
) -> None:
    make.sealed(make.payment(programme()))
    make.sealed(make.observation())
    client = at_work(Role.READER)
    text(client, route)

    with frozen_queries(f"programmes {route} list"):
        text(client, route)
