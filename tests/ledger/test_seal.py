"""The one door into the registers."""

from __future__ import annotations

from datetime import date

import pytest

from saphan.figures import cells
from saphan.figures.compiler import Question
from saphan.figures.registry import CATALOGUE
from saphan.kernel.actors import Acting
from saphan.kernel.periods import Period
from saphan.kernel.refusals import Refused
from saphan.ledger import journals, reading
from saphan.ledger.models import Document, JournalLine
from saphan.ledger.rebuild import rebuild
from saphan.ledger.records import Void
from saphan.ledger.seal import seal, seal_many
from saphan.registers.security.models import Patrol
from tests import make

pytestmark = pytest.mark.django_db

YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))


def patrols() -> Question:
    return Question(CATALOGUE["security.patrols-joint"], "vn-son-la", YEAR)


def people() -> Question:
    return Question(CATALOGUE["security.patrol-participants"], "vn-son-la", YEAR)


def test_a_sealed_patrol_is_a_row_a_line_and_facts() -> None:
    ref = seal(make.patrol_entry(), clearance=make.clearance())

    assert Patrol.objects.get().participants == 24
    assert JournalLine.objects.get().seq == ref.seq == journals.size() == 1
    assert cells.compute(patrols()).components[0].text == "1"
    assert cells.compute(people()).components[0].text == "24"


def test_the_stored_bytes_hash_to_the_identity_of_the_version() -> None:
    ref = seal(make.patrol_entry(), clearance=make.clearance())

    (stored,) = reading.versions(ref.uid)

    assert stored.record.hash == ref.hash == bytes(Document.objects.get().hash)
    assert stored.record.core["number"] == "07/BB-TTSP"
    assert set(stored.opened) == {"core", "person_clearance"}


def test_a_new_version_replaces_row_and_facts_and_keeps_the_old_bytes() -> None:
    first = seal(make.patrol_entry(), clearance=make.clearance())

    seal(
        make.patrol_entry(uid=first.uid, prev=(first.hash,), participants={"vn": 10, "la": 12}),
        clearance=make.clearance(),
    )

    assert Patrol.objects.get().participants == 22
    assert cells.compute(people()).components[0].text == "22"
    assert [v.record.version for v in reading.versions(first.uid)] == [1, 2]


def test_an_earlier_size_of_the_journal_gives_the_earlier_value() -> None:
    first = seal(make.patrol_entry(), clearance=make.clearance())
    seal(
        make.patrol_entry(uid=first.uid, prev=(first.hash,), participants={"vn": 10, "la": 12}),
        clearance=make.clearance(),
    )

    then = Question(people().figure, "vn-son-la", YEAR, as_of=1)

    assert cells.compute(then).components[0].text == "24"


def test_a_version_that_is_not_current_cannot_be_replaced() -> None:
    first = seal(make.patrol_entry(), clearance=make.clearance())
    again = make.patrol_entry(uid=first.uid, prev=(first.hash,))
    seal(again, clearance=make.clearance())

    with pytest.raises(Refused, match="changed-meanwhile"):
        seal(again, clearance=make.clearance())

    assert journals.size() == 2


def test_a_void_version_ends_the_record_and_counts_nowhere() -> None:
    first = seal(make.patrol_entry(), clearance=make.clearance())

    seal(
        Void(first.uid, "security.patrol/1", "entered twice", (first.hash,)),
        clearance=make.clearance(),
    )

    assert not Patrol.objects.exists()
    assert cells.compute(patrols()).components[0].text == "0"
    assert len(reading.versions(first.uid)) == 2


def test_nobody_clears_his_own_draft() -> None:
    clearance = make.clearance(make.actor("officer"), drafted_by="officer")

    with pytest.raises(Refused, match="own-draft"):
        seal(make.patrol_entry(), clearance=clearance)

    assert journals.size() == 0


def test_an_acting_officer_past_his_date_is_refused() -> None:
    mandate = Acting("son-la", "12/QĐ", date(2025, 1, 1), date(2025, 1, 31))

    with pytest.raises(Refused, match="mandate-ended"):
        seal(make.patrol_entry(), clearance=make.clearance(make.actor("deputy", acting=mandate)))

    assert not Document.objects.exists()


def test_all_of_a_batch_is_sealed_or_nothing() -> None:
    bad = make.patrol_entry(findings="e\u0301 is not NFC")

    with pytest.raises(Refused, match="not-nfc"):
        seal_many([make.patrol_entry(), bad], clearance=make.clearance())

    assert not Document.objects.exists()
    assert journals.size() == 0


def test_rebuilding_rows_and_facts_changes_nothing() -> None:
    refs = seal_many([make.patrol_entry() for _ in range(3)], clearance=make.clearance())
    seal(make.patrol_entry(uid=refs[0].uid, prev=(refs[0].hash,)), clearance=make.clearance())
    seal(
        Void(refs[1].uid, "security.patrol/1", "twice", (refs[1].hash,)),
        clearance=make.clearance(),
    )

    tables = rebuild("rows") + rebuild("facts")

    assert all(table.unchanged for table in tables)
    assert sum(table.rows for table in tables) > 0


def test_evidence_adds_up_to_the_value() -> None:
    seal_many([make.patrol_entry() for _ in range(3)], clearance=make.clearance())

    found = cells.contributions(people())

    assert sum(each.amount for each in found) == 72
    assert len({each.version_hash for each in found}) == 3
    assert cells.question_of(cells.compute(people()).id) == people()
