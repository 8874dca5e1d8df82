from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saphan.intake import kinds, pages, services
from saphan.kernel.refusals import Refused
from saphan.ledger import levels, reading
from saphan.ledger.models import Document
from saphan.ledger.seal import seal
from saphan.protocol import document
from saphan.protocol.document import Level
from tests import make
from tests.ledger import make_ledger as ledger

codes = st.sampled_from(levels.ORDER)
DAY = date(2025, 8, 12)


@given(st.lists(codes), codes)
def test_what_combines_things_stands_at_the_highest(combined: list[str], receiver: str) -> None:
    refused = levels.why_not_hand_out(combined, receiver=receiver)

    above = any(levels.ORDER.index(c) > levels.ORDER.index(receiver) for c in combined)
    assert (refused == "above-level") == above


@given(codes)
def test_a_level_that_nobody_knows_goes_to_nobody(receiver: str) -> None:
    assert levels.why_not_hand_out(["eyes-only"], receiver=receiver) == "above-level"
    assert levels.why_not_hand_out(["public"], receiver="anybody") == "above-level"


def test_after_its_last_day_a_record_is_shared() -> None:
    level = Level("secret", "Decision 12", "2025-08-12")

    assert levels.in_force(level, on=DAY) == "secret"
    assert levels.in_force(level, on=date(2025, 8, 13)) == "shared"
    assert levels.in_force(Level("public", "", "2025-08-12"), on=date(2026, 1, 1)) == "public"


@pytest.mark.parametrize(
    ("level", "code"),
    [
        (Level("shared"), None),
        (Level("public"), None),
        (Level("internal"), "no-basis"),
        (Level("secret", " "), "no-basis"),
        (Level("secret", "Law on state secrets, article 7"), None),
        (Level("eyes-only", "order"), "unknown-level"),
    ],
)
def test_a_level_above_shared_rests_on_a_rule(level: Level, code: str | None) -> None:
    assert levels.why_not_state(level) == code


@pytest.mark.django_db
def test_the_document_states_level_basis_and_last_day() -> None:
    entry = make.patrol_entry()
    confidential = type(entry)(
        entry.uid, entry.core, level="confidential", basis="Decision 12", until=DAY
    )

    ref = seal(confidential, clearance=make.clearance())

    (stored,) = reading.versions(ref.uid)
    assert document.read(stored.data).header.level == Level(
        "confidential", "Decision 12", "2025-08-12"
    )
    assert stored.record.level == "confidential"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("level", "code"), [("eyes-only", "unknown-level"), ("secret", "no-basis")]
)
def test_a_record_without_a_lawful_level_is_not_sealed(level: str, code: str) -> None:
    entry = make.patrol_entry()

    with pytest.raises(Refused, match=code):
        seal(type(entry)(entry.uid, entry.core, level=level), clearance=make.clearance())

    assert not Document.objects.exists()


@pytest.mark.django_db
def test_an_ended_record_keeps_its_level() -> None:
    entry = make.patrol_entry()
    ref = seal(
        type(entry)(entry.uid, entry.core, level="secret", basis="Decision 12"),
        clearance=make.clearance(),
    )

    ledger.ended(ref, reason="the reason is as secret as the record")

    assert [stored.record.level for stored in reading.versions(ref.uid)] == ["secret", "secret"]


@pytest.mark.django_db
def test_a_correction_stays_at_the_level_of_its_record() -> None:
    kind = kinds.kind("security.patrol")
    entry = make.patrol_entry()
    ref = seal(
        type(entry)(entry.uid, entry.core, level="internal", basis="Decision 12", until=DAY),
        clearance=make.clearance(),
    )
    opened = pages.current(ref.uid, kind, authority="vn-son-la")
    assert opened

    held = services.draft(kind, opened, by=make.actor("writer"), on=DAY)
    services.clear(held, by=make.actor("clearer"), on=DAY)

    newest = document.read(reading.versions(ref.uid)[-1].data).header
    assert (newest.version, newest.level) == (2, Level("internal", "Decision 12", "2025-08-12"))
