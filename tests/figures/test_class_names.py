"""Classes of figures read as words, not as codes."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.utils import translation

from saphan.figures import cells, opening, showing
from saphan.figures.compiler import Question
from saphan.figures.registry import CATALOGUE
from saphan.kernel.periods import Period
from saphan.ledger.records import Entry
from saphan.ledger.seal import seal
from saphan.places import services as places
from saphan.registers.agreements.choices import MeetingKind
from saphan.registers.agreements.documents import Meeting, Wording
from saphan.registers.crossings import choices as crossings
from saphan.registers.security.choices import Offence
from tests import make
from tests.registers.crossings import make_crossings

DAY = date(2025, 8, 12)
CLOSED = {
    "offence": Offence,
    "direction": crossings.Direction,
    "resident": crossings.Resident,
    "travel_document": crossings.TravelDocument,
    "vehicle": crossings.Vehicle,
}


@pytest.mark.parametrize("dimension", CLOSED)
@pytest.mark.parametrize("language", ["vi", "lo", "en"])
def test_every_class_of_a_closed_list_has_words(dimension: str, language: str) -> None:
    codes = [str(code) for code in CLOSED[dimension]]

    with translation.override(language):
        names = showing.class_names(dimension, codes, language)

    assert all(names.values())
    assert len(set(names.values())) == len(codes)
    assert language == "en" or not set(names.values()) & set(codes)


def test_months_and_sides_read_as_the_language_writes_them() -> None:
    assert showing.class_names("month", ["2025-08"], "en") == {"2025-08": "August 2025"}
    assert showing.class_names("side", ["LA"], "lo") == {"LA": "ຝ່າຍລາວ"}


def test_a_code_without_words_stays_and_what_is_not_stated_says_so() -> None:
    assert showing.class_names("vehicle", ["sledge", ""], "en") == {
        "sledge": "sledge",
        "": "not stated",
    }


@pytest.mark.django_db
def test_a_meeting_is_named_by_its_title() -> None:
    meeting = Meeting(
        code="talks-2025",
        kind=MeetingKind.TALKS,
        title=Wording(vi="Hội đàm năm 2025", en="Talks of 2025"),
        held_on=DAY,
    )
    seal(Entry(uuid4(), meeting), clearance=make.clearance())

    assert showing.class_names("topic", ["talks-2025"], "en") == {"talks-2025": "Talks of 2025"}
    assert showing.class_names("topic", ["talks-2025"], "lo") == {"talks-2025": "Hội đàm năm 2025"}


@pytest.mark.django_db
def test_the_tally_behind_a_figure_is_named_by_its_gate() -> None:
    places.load(communes=False)
    make_crossings.record(make_crossings.entry())
    question = Question(
        CATALOGUE["crossings.entries"], "vn-son-la", Period(make_crossings.DAY, DAY)
    )

    opened = opening.opened(question, by=make.actor())
    with translation.override("en"):
        (line,) = opened.described(opened.lines)

    assert line.title == "Lóng Sập · 03/03/2025 · entry, border resident"
    assert (line.place, line.quantity.text) == ("Lóng Sập", "1")
    assert opened.adds_up_to(cells.compute(question))
