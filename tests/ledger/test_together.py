"""Several officers at once, on several connections: no gap, no lost change (EXCHANGE 3)."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from django.db import connections, transaction

from saphan.figures.models import Fact
from saphan.intake import kinds, services
from saphan.kernel.refusals import Refused
from saphan.ledger import journals, reading, signer
from saphan.ledger.check import check
from saphan.ledger.models import Document, JournalLine, SignedHead
from saphan.ledger.rebuild import rebuild
from saphan.ledger.seal import seal_many
from tests import make
from tests.ledger import make_ledger as ledger

pytestmark = pytest.mark.django_db(transaction=True)

DAY = date(2025, 8, 12)


@pytest.fixture(autouse=True)
def sound_in_the_end() -> Iterator[None]:
    yield
    assert check().faults == ()
    seqs = JournalLine.objects.order_by("seq").values_list("seq", flat=True)
    assert list(seqs) == list(range(1, len(seqs) + 1))


def at_once(works: Sequence[Callable[[], Any]]) -> list[Any]:
    """Start all works together, each on its own connection; a refusal is its code."""
    barrier = threading.Barrier(len(works))

    def run(work: Callable[[], Any]) -> Any:
        try:
            barrier.wait(10)
            return work()
        except Refused as refused:
            return refused.code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def test_seals_of_many_officers_number_densely() -> None:
    def officer() -> None:
        for _ in range(8):
            seal_many([make.patrol_entry() for _ in range(3)], clearance=make.clearance())

    at_once([officer] * 4)

    assert journals.size() == 96
    assert all(table.unchanged for table in rebuild("rows") + rebuild("facts"))


def test_the_first_seals_of_a_new_node_open_one_epoch() -> None:
    at_once([ledger.sealed] * 4)

    assert journals.size() == 4


def test_of_two_officers_who_correct_one_record_one_is_told() -> None:
    ref = ledger.sealed()

    answers = at_once([lambda: ledger.replaced(ref), lambda: ledger.replaced(ref)])

    assert sorted(str(a) == "changed-meanwhile" for a in answers) == [False, True]
    assert [v.record.version for v in reading.versions(ref.uid)] == [1, 2]


def test_one_corrects_while_another_ends() -> None:
    ref = ledger.sealed()

    answers = at_once([lambda: ledger.replaced(ref), lambda: ledger.ended(ref)])

    assert sorted(str(a) == "changed-meanwhile" for a in answers) == [False, True]


def test_two_corrections_of_one_version_in_one_batch() -> None:
    ref = ledger.sealed()
    again = make.patrol_entry(uid=ref.uid, prev=(ref.hash,))

    with pytest.raises(Refused, match="changed-meanwhile"):
        seal_many([again, again], clearance=make.clearance())

    assert journals.size() == 1


def test_one_number_is_sealed_once() -> None:
    entry = make.patrol_entry()

    answers = at_once([lambda: seal_many([entry], clearance=make.clearance())] * 3)

    assert sorted(str(a) for a in answers if isinstance(a, str)) == ["exists", "exists"]
    assert Document.objects.count() == 1


def test_a_record_of_another_authority_is_not_replaced() -> None:
    ref = ledger.sealed()
    stranger = make.clearance(make.actor("stranger", authority="vn-nghe-an"))

    with pytest.raises(Refused, match="other-authority"):
        seal_many([make.patrol_entry(uid=ref.uid, prev=(ref.hash,))], clearance=stranger)


def test_one_open_draft_of_a_record() -> None:
    ref = ledger.sealed()
    entry = make.patrol_entry(uid=ref.uid, prev=(ref.hash,))
    kind = kinds.kind("security.patrol")

    def officer(login: str) -> Callable[[], Any]:
        return lambda: services.draft(kind, entry, by=make.actor(login), on=DAY)

    answers = at_once([officer("one"), officer("two")])

    assert sorted(str(a) == "draft-open" for a in answers) == [False, True]


def test_of_two_clearers_of_one_draft_one_is_told() -> None:
    kind = kinds.kind("security.patrol")
    held = services.draft(kind, make.patrol_entry(), by=make.actor("writer"), on=DAY)

    def clearer(login: str) -> Callable[[], Any]:
        return lambda: services.clear(held, by=make.actor(login), on=DAY)

    answers = at_once([clearer("one"), clearer("two")])

    assert sorted(str(a) == "draft-closed" for a in answers) == [False, True]
    assert journals.size() == 1


def test_a_seal_that_is_taken_back_leaves_no_gap() -> None:
    ledger.sealed()

    with transaction.atomic():
        ledger.sealed()
        transaction.set_rollback(True)
    ref = ledger.sealed()

    assert ref.seq == 2
    assert (Document.objects.count(), Fact.objects.filter(seq_from=2).exists()) == (2, True)


def test_a_reader_never_sees_a_later_line_before_an_earlier_one() -> None:
    stop, seen = threading.Event(), []

    def watch() -> None:
        while not stop.is_set():
            seqs = JournalLine.objects.order_by("seq").values_list("seq", flat=True)
            seen.append(list(seqs))

    def write() -> None:
        for _ in range(15):
            ledger.sealed()

    def watch_until_written() -> None:
        try:
            at_once([write, write])
        finally:
            stop.set()

    at_once([watch, watch_until_written])

    assert all(seqs == list(range(1, len(seqs) + 1)) for seqs in seen)


def test_two_signers_take_turns() -> None:
    ledger.sealed()

    heads = at_once([lambda: signer.sign(ledger.KEY)] * 3)

    assert sum(head is not None for head in heads) == SignedHead.objects.count() == 1


def test_a_signer_beside_writers_signs_only_prefixes() -> None:
    def write() -> None:
        for _ in range(12):
            ledger.sealed()

    def sign() -> None:
        for _ in range(12):
            signer.sign(ledger.KEY)

    at_once([write, write, sign, sign])
    signer.sign(ledger.KEY)

    assert check().unsigned == 0
