"""A tally counts the movements of one gate, day, direction and class, and follows them."""

from __future__ import annotations

from collections import Counter
from datetime import date, time
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saphan.figures import cells
from saphan.figures.compiler import Question
from saphan.figures.registry import CATALOGUE
from saphan.kernel.periods import Period
from saphan.kernel.refusals import Refused
from saphan.ledger import reading
from saphan.ledger.rebuild import rebuild
from saphan.ledger.records import Void
from saphan.registers.crossings import documents, facts, rules, services
from saphan.registers.crossings.choices import Direction, Resident, TravelDocument, Vehicle
from saphan.registers.crossings.documents import Bin, Counted
from saphan.registers.crossings.models import Movement, Tally
from tests import make
from tests.registers.crossings import make_crossings as crossings

YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))
BIN = Bin("gate-long-sap", crossings.DAY, "entry", "border")
COUNTED = st.builds(
    Counted,
    st.binary(min_size=32, max_size=32),
    st.sampled_from([paper.value for paper in TravelDocument]),
    st.sampled_from([vehicle.value for vehicle in Vehicle]),
    st.booleans(),
    st.integers(0, 60),
    st.booleans(),
)


def value(code: str) -> str | None:
    cell = cells.compute(Question(CATALOGUE[code], "vn-son-la", YEAR))
    return cell.components[0].text


def tally() -> Tally:
    return Tally.objects.get(direction="entry", resident="border")


@given(st.lists(COUNTED, unique_by=lambda one: one.version_hash))
def test_a_tally_adds_up_whatever_the_order_of_its_movements(movements: list[Counted]) -> None:
    made = documents.tally(BIN, movements, area="vn-son-la")

    assert made == documents.tally(BIN, reversed(movements), area="vn-son-la")
    assert made.count == sum(made.travel_documents.values()) == len(movements)
    assert sum(made.vehicles.values()) == sum(
        one.vehicle != "none" and not one.aboard for one in movements
    )
    assert made.companions == sum(one.companions for one in movements)
    assert rules.why_not_tally(made, on=crossings.TODAY) is None


@given(st.lists(COUNTED, min_size=1, unique_by=lambda one: one.version_hash))
def test_the_facts_of_a_tally_sum_to_its_counts(movements: list[Counted]) -> None:
    made = documents.tally(BIN, movements, area="vn-son-la")

    sums = Counter[str]()
    for fact in facts.tally(made):
        sums[fact.kind] += fact.quantity

    assert sums["crossing.entry"] == made.count
    assert sums["crossing.vehicle"] == sum(made.vehicles.values())
    assert sums["crossing.exit"] == 0


@given(st.lists(COUNTED, min_size=1, unique_by=lambda one: one.version_hash), st.data())
def test_another_movement_gives_another_root(movements: list[Counted], data: st.DataObject) -> None:
    left_out = data.draw(st.integers(0, len(movements) - 1))
    fewer = [one for place, one in enumerate(movements) if place != left_out]

    whole, less = (documents.tally(BIN, some, area="") for some in (movements, fewer))

    assert whole.root != less.root


def test_a_root_follows_the_tree_of_rfc_9162_over_ascending_hashes() -> None:
    one, two = sorted([sha256(b"a").digest(), sha256(b"b").digest()])
    leaves = [sha256(b"\x00" + leaf).digest() for leaf in (one, two)]

    assert documents.root_of([two, one]) == sha256(b"\x01" + leaves[0] + leaves[1]).hexdigest()


@pytest.mark.django_db
def test_movements_are_sealed_together_with_the_tallies_that_count_them() -> None:
    crossings.record(
        crossings.entry(),
        crossings.entry(at=time(8), vehicle="truck", travel_document="passport"),
        crossings.entry(direction=Direction.EXIT),
        crossings.entry(resident=Resident.OTHER),
    )

    assert tally().count == 2
    assert tally().vehicles == {"truck": 1}
    assert tally().travel_documents == {"not_stated": 1, "passport": 1}
    assert Tally.objects.count() == 3
    assert (value("crossings.entries"), value("crossings.exits")) == ("3", "1")
    assert value("crossings.entries-border-area") == "2"
    assert value("crossings.vehicles") == "1"


@pytest.mark.django_db
def test_the_root_of_a_tally_recomputes_from_its_movements() -> None:
    crossings.record(*(crossings.entry(at=time(hour)) for hour in range(7, 12)))

    hashes = [bytes(row.version_hash) for row in Movement.objects.all()]

    assert documents.root_of(hashes) == tally().root
    assert len(hashes) == tally().count == 5


@pytest.mark.django_db
def test_a_late_movement_makes_a_new_version_of_its_tally() -> None:
    crossings.record(crossings.entry())
    first = tally()

    crossings.record(crossings.entry(at=time(18)))

    assert tally().uid == first.uid
    assert (tally().version, tally().count) == (2, 2)
    assert [v.record.core["count"] for v in reading.versions(first.uid)] == [1, 2]
    assert value("crossings.entries") == "2"


@pytest.mark.django_db
def test_a_correction_changes_the_tallies_that_it_leaves_and_enters() -> None:
    ref, _other = crossings.record(crossings.entry(), crossings.entry(at=time(9)))

    crossings.record(crossings.entry(uid=ref.uid, prev=(ref.hash,), direction=Direction.EXIT))

    assert (tally().version, tally().count) == (2, 1)
    assert Tally.objects.get(direction="exit").count == 1
    assert (value("crossings.entries"), value("crossings.exits")) == ("1", "1")


@pytest.mark.django_db
def test_a_correction_that_moves_nothing_still_changes_the_root() -> None:
    (ref,) = crossings.record(crossings.entry())
    before = tally()

    crossings.record(crossings.entry(uid=ref.uid, prev=(ref.hash,), goods="Ngô hạt"))

    assert tally().root != before.root
    assert (tally().version, tally().count) == (2, 1)


@pytest.mark.django_db
def test_a_movement_that_did_not_happen_counts_no_more() -> None:
    (ref,) = crossings.record(crossings.entry())
    void = Void(ref.uid, "crossings.movement/1", "entered twice", (ref.hash,))

    services.end_movement(void, by=make.actor(), clearance=make.clearance(), on=crossings.TODAY)

    assert (tally().version, tally().count, tally().root) == (2, 0, documents.root_of([]))
    assert value("crossings.entries") == "0"


@pytest.mark.django_db
def test_an_untouched_tally_keeps_its_version() -> None:
    crossings.record(crossings.entry(), crossings.entry(resident=Resident.OTHER))

    crossings.record(crossings.entry(at=time(11)))

    assert Tally.objects.get(resident="other").version == 1


@pytest.mark.django_db
def test_nobody_writes_or_ends_a_tally() -> None:
    for verb in (services.refuse_tally,):
        with pytest.raises(Refused, match="counted-by-the-register"):
            verb([], by=make.actor(), clearance=make.clearance(), on=crossings.TODAY)


@pytest.mark.django_db
def test_an_earlier_size_of_the_journal_gives_the_earlier_count() -> None:
    crossings.record(crossings.entry())
    crossings.record(crossings.entry(at=time(18)))

    figure = CATALOGUE["crossings.entries"]
    then = cells.compute(Question(figure, "vn-son-la", YEAR, as_of=2))

    assert then.components[0].text == "1"


@pytest.mark.django_db
def test_a_rebuild_changes_no_row_and_no_fact() -> None:
    (ref, _other) = crossings.record(crossings.entry(), crossings.entry(at=time(9)))
    crossings.record(crossings.entry(uid=ref.uid, prev=(ref.hash,), vehicle="car"))

    rebuilt = [*rebuild("rows"), *rebuild("facts")]

    assert all(table.unchanged for table in rebuilt)


@pytest.mark.django_db
def test_goods_are_missing_and_not_zero() -> None:
    crossings.record(crossings.entry(vehicle="truck", goods="Xi măng"))

    cell = cells.compute(Question(CATALOGUE["crossings.goods"], "vn-son-la", YEAR))

    assert cell.status == "missing"
    assert cell.components[0].text is None
