"""Pages of two banks: both values, every cause, and each difference down to its documents."""

from __future__ import annotations

import io
from typing import Any, cast

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from docx import Document as Word

from saphan.accounts.choices import Role
from saphan.bilateral.models import Stand, View
from saphan.figures.banks import DifferencePage
from saphan.figures.models import Definition
from saphan.kernel.actors import Actor
from saphan.kernel.sides import Side
from saphan.ledger.records import DocumentRef
from saphan.ledger.seal import seal
from tests import make, visits
from tests.figures import bank

pytestmark = pytest.mark.django_db
ASKED = {"since": "2025-01-01", "until": "2025-12-31"}
PEOPLE = "security.patrol-participants"


@pytest.fixture
def reader() -> Client:
    return visits.at_work(Role.READER)


def sealed(view: View, *, by: Actor, **core: Any) -> DocumentRef:
    """Seal a patrol and let it stand for a view of one matter."""
    ref = seal(make.patrol_entry(**core), clearance=make.clearance(by))
    Stand.objects.create(peer=bank.NODE, matter="m", view=view, doc=ref.hash, uid=ref.uid, at=1)
    return ref


@pytest.fixture
def disagreed() -> None:
    """12 people of ours where theirs count 10, on the same day and under another number."""
    bank.peer()
    across = make.actor(authority=bank.THEIRS, side=Side.LA)
    sealed(View.OURS, by=make.actor(), number="07/BB-TTSP")
    sealed(View.THEIRS, by=across, number="15/HP", participants={"vn": 12, "la": 10})


def text_of(client: Client, route: str, *args: str, **query: str) -> str:
    answer = client.get(reverse(route, args=args), {**ASKED, **query})
    assert answer.status_code == 200, answer.content
    return answer.content.decode()


def test_without_a_peer_the_page_says_what_will_stand_there(reader: Client) -> None:
    page = text_of(reader, "figures:compare")

    assert "Nobody on the other bank shares with this authority yet" in page
    assert "Differences sheet" not in page


@pytest.mark.usefixtures("disagreed")
def test_each_figure_stands_between_the_banks_with_its_causes(reader: Client) -> None:
    page = text_of(reader, "figures:compare")

    assert '<span class="num">24</span>' in page
    assert '<span class="num">22</span>' in page
    assert "another amount +2\u00a0people" in page
    assert f"{reverse('figures:difference', args=[PEOPLE])}?since=2025-01-01" in page
    assert f"/figures/cells/{PEOPLE}@vn-son-la:2025-01-01..2025-12-31/counterpart" in page


@pytest.mark.usefixtures("disagreed")
def test_a_difference_opens_to_both_documents_field_by_field(reader: Client) -> None:
    bank.contest("m")
    page = text_of(reader, "figures:difference", PEOPLE)

    assert "Both sides: compare the amounts with the signed papers; one side amends." in page
    assert "<mark>07/BB-TTSP</mark>" in page
    assert "<mark>15/HP</mark>" in page
    assert page.count("5 February 2025") == 2
    assert "<mark>5 February 2025" not in page
    assert reverse("bilateral:matter", args=[bank.NODE, "m"]) in page


@pytest.mark.usefixtures("disagreed")
def test_the_fields_stay_closed_for_whom_the_register_is_closed() -> None:
    request = RequestFactory().get(f"/figures/compare/{PEOPLE}", ASKED)
    vars(request)["actor"] = make.actor(abilities=frozenset({"figures.read"}))

    page = cast("HttpResponse", DifferencePage.as_view()(request, code=PEOPLE)).content.decode()

    assert "+2" in page
    assert "07/BB-TTSP" not in page


@pytest.mark.usefixtures("disagreed")
@pytest.mark.parametrize("view", ["counterpart", "joint"])
def test_the_cells_of_the_other_views_open(reader: Client, view: str) -> None:
    stands = Stand.objects.get(view=View.THEIRS)
    Stand.objects.create(
        peer=bank.NODE, matter="m", view=View.JOINT, doc=stands.doc, uid=stands.uid, at=1
    )
    cell = f"{PEOPLE}@vn-son-la:2025-01-01..2025-12-31/{view}"

    page = text_of(reader, "figures:cell", cell)

    assert {"counterpart": "Their bank", "joint": "The bridge"}[view] in page
    assert bytes(stands.doc).hex()[:8] in page
    assert '<span class="num">22</span>' in page
    assert "The line below adds up to this value." in page
    assert str(stands.uid) not in page


@pytest.mark.usefixtures("disagreed")
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Lao side", "another amount: +2", "07/BB-TTSP", "15/HP"]),
        ("vi", ["Phía Lào", "07/BB-TTSP", "15/HP"]),
        ("lo", ["ຝ່າຍລາວ", "07/BB-TTSP", "15/HP"]),
    ],
)
def test_the_sheet_names_both_documents_in_each_language(
    reader: Client, language: str, words: list[str]
) -> None:
    answer = reader.get(reverse("figures:sheet", args=["docx"]), {**ASKED, "lang": language})

    word = Word(io.BytesIO(answer.content))
    text = "\n".join(cell.text for table in word.tables for row in table.rows for cell in row.cells)
    assert all(each in text for each in words), text


@pytest.mark.usefixtures("disagreed")
def test_the_sheet_is_a_pdf_too_and_other_papers_are_none(reader: Client) -> None:
    answer = reader.get(reverse("figures:sheet", args=["pdf"]), ASKED)

    assert answer.content.startswith(b"%PDF")
    assert reader.get(reverse("figures:sheet", args=["exe"]), ASKED).status_code == 404
    assert reader.get(reverse("figures:sheet", args=["pdf"]), {"lang": "fr"}).status_code == 404


@pytest.mark.usefixtures("disagreed")
def test_what_they_define_otherwise_is_said_and_not_compared(reader: Client) -> None:
    Definition.objects.create(peer=bank.NODE, code="crossings.entries", hash="single movements")

    page = text_of(reader, "figures:compare")
    answer = reader.get(reverse("figures:sheet", args=["docx"]), ASKED)

    assert "they count something else" in page
    text = "\n".join(each.text for each in Word(io.BytesIO(answer.content)).paragraphs)
    assert "Entries processed: the two sides count different things" in text


def test_a_figure_that_does_not_exist_is_not_found(reader: Client) -> None:
    bank.peer()

    assert reader.get(reverse("figures:difference", args=["nothing.at-all"])).status_code == 404


@pytest.mark.usefixtures("disagreed")
def test_the_page_of_a_figure_shows_their_bank_and_leads_to_the_differences(reader: Client) -> None:
    page = text_of(reader, "figures:figure", PEOPLE)

    assert "They have said nothing yet." not in page
    assert '<span class="num">22</span>' in page
    assert reverse("figures:difference", args=[PEOPLE]) in page
    assert reverse("figures:compare") in text_of(reader, "figures:table")
