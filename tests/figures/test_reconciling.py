"""Figures of both sides compared: what each cause looks like, and that nothing is left over."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from saphan.accounts.services import load_authorities
from saphan.bilateral.models import View as Stands
from saphan.figures import cells, reconciling
from saphan.figures.comparing import Cause
from saphan.figures.compiler import Question
from saphan.figures.models import Definition
from saphan.figures.reconciling import Compared
from saphan.figures.registry import CATALOGUE
from saphan.figures.standing import View
from saphan.kernel.periods import Period
from saphan.kernel.refusals import Refused
from tests.figures import bank
from tests.figures.bank import Counted, Doc

pytestmark = pytest.mark.django_db
YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))
MARCH, NEXT_YEAR = date(2025, 3, 4), date(2026, 1, 2)
SEVERAL = (
    "security.patrols-joint",
    "security.patrol-participants",
    "security.coordinated.cases",
    "security.coordinated.seized.heroin",
)
HEROIN = "security.coordinated.seized.heroin"


def patrol(on: date = MARCH, *, people: int = 12, joint: str = "yes") -> tuple[Counted, ...]:
    dims = {"joint": joint}
    return (
        Counted("patrol", on, "patrol", 1, dims),
        Counted("patrol.participant", on, "person", people, {**dims, "side": "VN"}),
    )


def case(amount: int = 5, unit: str = "mg", *, item: str = "heroin") -> tuple[Counted, ...]:
    dims = {"coordinated": "yes"}
    return (
        Counted("case", MARCH, "case", 1, dims),
        Counted("case.exhibit", MARCH, unit, amount, {**dims, "item": item}),
    )


def both(
    matter: str,
    ours: tuple[Counted, ...],
    theirs: tuple[Counted, ...],
    *,
    authority: str = bank.OURS,
) -> tuple[Doc, Doc]:
    """State a matter on both sides."""
    mine = bank.state(*ours, authority=authority)
    other = bank.state(*theirs, authority=bank.THEIRS)
    bank.stand(Stands.OURS, mine, matter=matter)
    bank.stand(Stands.THEIRS, other, matter=matter)
    return mine, other


def compared(code: str, **more: Any) -> Compared:
    (found,) = reconciling.compare(authority=bank.OURS, period=YEAR, codes=[code], **more)
    return found


def causes(code: str) -> list[tuple[Cause, str, int]]:
    found = compared(code)
    assert [each.residual for each in found.differences] == [0] * len(found.differences)
    return [(part.cause, part.unit, part.amount) for part in found.parts]


def test_without_a_peer_nothing_can_be_compared() -> None:
    with pytest.raises(Refused) as refused:
        reconciling.compare(authority=bank.OURS, period=YEAR)

    assert refused.value.code == "no-peer"


def test_what_both_state_alike_differs_nowhere() -> None:
    bank.peer()
    both("m", patrol(), patrol())

    assert causes("security.patrols-joint") == causes("security.patrol-participants") == []


def test_each_difference_names_its_class_its_value_and_both_documents() -> None:
    bank.peer()
    mine, other = both("m", patrol(people=12), patrol(people=10))

    found = compared("security.patrol-participants").as_json()

    documents = [f"sha256:{doc.hash.hex()}" for doc in (mine, other)]
    assert found["own"] == [{"value": "12", "unit": "person", "qualifier": "="}]
    assert found["counterpart"] == [{"value": "10", "unit": "person", "qualifier": "="}]
    assert found["joint"] == [{"value": "0", "unit": "person", "qualifier": "="}]
    assert found["comparable"] is True
    assert found["differences"] == [
        {
            "unit": "person",
            "value": "2",
            "classes": [
                {
                    "class": "value",
                    "value": "2",
                    "documents": sorted(documents),
                    "matters": [
                        {
                            "matter": "m",
                            "value": "2",
                            "own": "12",
                            "counterpart": "10",
                            "ours": documents[:1],
                            "theirs": documents[1:],
                        }
                    ],
                }
            ],
            "residual": "0",
        }
    ]


def test_a_record_that_was_never_shared_is_missing_there() -> None:
    bank.peer()
    bank.state(*patrol())

    assert causes("security.patrols-joint") == [(Cause.MISSING_THERE, "patrol", 1)]


def test_a_record_of_theirs_alone_is_missing_here() -> None:
    bank.peer()
    bank.stand(Stands.THEIRS, bank.state(*patrol(), authority=bank.THEIRS), matter="m")

    assert causes("security.patrols-joint") == [(Cause.MISSING_HERE, "patrol", -1)]


def test_a_document_of_ours_that_they_confirmed_counts_for_both() -> None:
    bank.peer()
    mine = bank.state(*patrol())
    bank.stand(Stands.OURS, mine, matter="m")
    bank.stand(Stands.THEIRS, mine, matter="m")

    assert causes("security.patrols-joint") == []
    assert compared("security.patrols-joint").values[View.COUNTERPART][0].text == "1"


def test_day_flag_thing_and_unit_are_told_apart() -> None:
    bank.peer()
    both("day", patrol(), patrol(NEXT_YEAR))
    both("flag", patrol(), patrol(joint="no"))
    both("thing", case(), case(item="opium-resin"))
    both("unit", case(350), case(1, "cake"))

    assert causes("security.patrols-joint") == [
        (Cause.DATE, "patrol", 1),
        (Cause.CLASS, "patrol", 1),
    ]
    assert sorted(causes(HEROIN)) == [
        (Cause.CLASS, "mg", 5),
        (Cause.UNIT, "cake", -1),
        (Cause.UNIT, "mg", 350),
    ]


def test_a_matter_that_one_side_entered_twice_is_a_duplicate() -> None:
    bank.peer()
    both("m", patrol(), patrol())
    bank.stand(Stands.THEIRS, bank.state(*patrol(), authority=bank.THEIRS), matter="m")

    assert causes("security.patrols-joint") == [(Cause.DUPLICATE, "patrol", -1)]


def test_a_record_shared_with_two_nodes_is_one_matter() -> None:
    bank.peer()
    bank.peer("c" * 32, authorities=("la-government",))
    mine, _other = both("m", patrol(), patrol())
    again = bank.state(*patrol(), authority="la-government")
    bank.stand(Stands.OURS, mine, matter="n", peer_node="c" * 32)
    bank.stand(Stands.THEIRS, again, matter="n", peer_node="c" * 32)

    assert causes("security.patrols-joint") == [(Cause.DUPLICATE, "patrol", -1)]


def test_a_version_that_they_have_not_acknowledged_is_late() -> None:
    bank.peer()
    bank.stand(Stands.OURS, bank.state(*patrol()), matter="m", late=True)

    assert causes("security.patrols-joint") == [(Cause.LATE, "patrol", 1)]


def test_a_newer_version_of_ours_that_no_line_tells_is_late() -> None:
    bank.peer()
    mine, _other = both("m", patrol(people=12), patrol(people=12))
    bank.end(mine)
    bank.state(*patrol(people=13), uid=mine.uid)

    assert causes("security.patrol-participants") == [(Cause.LATE, "person", 1)]


def test_another_definition_is_not_compared_at_all() -> None:
    bank.peer()
    both("m", patrol(people=12), patrol(people=10))
    Definition.objects.create(peer=bank.NODE, code="security.patrols-joint", hash="other")

    found = compared("security.patrols-joint")

    assert (found.objection, found.differences) == ("definition", ())
    assert found.as_json()["comparable"] is False
    assert compared("security.patrol-participants").objection == ""


def test_a_figure_of_which_they_have_no_records_is_missing_on_their_side() -> None:
    bank.peer()
    bank.state(Counted("case", MARCH, "case", 1, {"coordinated": "no"}))

    found = compared("security.cases")

    assert found.objection == "not-exchanged"
    assert [found.values[view][0].text for view in View] == ["1", None, None]


def test_without_codes_every_figure_that_both_have_is_compared() -> None:
    bank.peer()

    found = reconciling.compare(authority=bank.OURS, period=YEAR)

    codes = [each.figure.code for each in found]
    assert "security.patrols-joint" in codes
    assert "agreements.contents-agreed" in codes
    assert "security.cases" not in codes
    assert "crossings.entries" not in codes


def test_a_figure_that_they_define_otherwise_is_named_though_its_records_are_not_shared() -> None:
    bank.peer()
    same = CATALOGUE["crossings.exits"]
    Definition.objects.create(peer=bank.NODE, code="crossings.entries", hash="single movements")
    Definition.objects.create(peer=bank.NODE, code=same.code, hash=same.hash)

    found = {
        each.figure.code: each for each in reconciling.compare(authority=bank.OURS, period=YEAR)
    }

    assert found["crossings.entries"].objection == "definition"
    assert same.code not in found


def test_by_month_each_month_is_compared_and_a_shifted_day_is_told_in_both() -> None:
    bank.peer()
    both("m", patrol(MARCH), patrol(date(2025, 4, 1)))

    found = reconciling.compare(
        authority=bank.OURS, period=YEAR, codes=["security.patrols-joint"], monthly=True
    )

    told = {
        each.within["month"]: [(p.cause, p.amount) for p in each.parts]
        for each in found
        if each.parts
    }
    assert [found[n].period.until.day for n in (0, 1, 11)] == [31, 28, 31]
    assert len(found) == 12
    assert told == {"2025-03": [(Cause.DATE, 1)], "2025-04": [(Cause.DATE, -1)]}


def test_the_first_and_the_last_month_end_with_the_period() -> None:
    bank.peer()
    both("m", patrol(date(2025, 3, 10)), patrol(date(2025, 3, 4)))
    both("n", patrol(date(2025, 4, 2)), patrol(date(2025, 4, 20)))

    found = reconciling.compare(
        authority=bank.OURS,
        period=Period(date(2025, 3, 5), date(2025, 4, 15)),
        codes=["security.patrols-joint"],
        monthly=True,
    )

    assert [(each.period.since, each.period.until) for each in found] == [
        (date(2025, 3, 5), date(2025, 3, 31)),
        (date(2025, 4, 1), date(2025, 4, 15)),
    ]
    assert [(p.cause, p.amount) for each in found for p in each.parts] == [(Cause.DATE, 1)] * 2


def test_what_is_another_authoritys_of_ours_is_not_compared_with_this_one() -> None:
    load_authorities()
    bank.peer()
    both("m", patrol(), patrol())
    both("p", patrol(people=5), patrol(people=7), authority="vn-nghe-an")
    elsewhere = bank.state(*patrol(), authority="vn-nghe-an")
    bank.stand(Stands.OURS, elsewhere, matter="n")
    other = bank.state(*patrol(), authority="la-bolikhamxay")
    bank.stand(Stands.THEIRS, other, matter="n")
    lone = bank.state(*patrol(), authority="la-bolikhamxay")
    bank.stand(Stands.THEIRS, lone, matter="o")

    assert causes("security.patrols-joint") == causes("security.patrol-participants") == []
    (there,) = reconciling.compare(
        authority="vn-nghe-an", period=YEAR, codes=["security.patrols-joint"]
    )
    assert [(p.cause, p.amount) for p in there.parts] == [(Cause.MISSING_HERE, -1)]


days = st.sampled_from([MARCH, date(2025, 4, 30), NEXT_YEAR])
documents = st.one_of(
    st.builds(patrol, days, people=st.integers(0, 30), joint=st.sampled_from(["yes", "no"])),
    st.builds(
        case,
        st.integers(0, 900),
        st.sampled_from(["mg", "cake", "pill"]),
        item=st.sampled_from(["heroin", "opium-resin"]),
    ),
)
sides = st.lists(documents, max_size=2)
matters = st.lists(st.tuples(sides, sides, st.booleans(), st.booleans(), st.booleans()), max_size=6)


class AnyRecord(TestCase):
    """Random documents of both sides: shared, confirmed, late, or never shared."""

    @settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
    @given(matters)
    def test_the_parts_add_up_to_the_compilers_own_less_its_counterpart(self, drawn: Any) -> None:
        bank.peer()
        for at, (ours, theirs, shared, confirmed, late) in enumerate(drawn):
            mine = [bank.state(*facts) for facts in ours]
            if not shared:
                continue
            bank.stand(Stands.OURS, *mine, matter=str(at), late=late)
            said = [bank.state(*facts, authority=bank.THEIRS) for facts in theirs]
            if not said and confirmed:
                said = mine[:1]
            bank.stand(Stands.THEIRS, *said, matter=str(at))

        for monthly in (False, True):
            for found in reconciling.compare(
                authority=bank.OURS, period=YEAR, codes=SEVERAL, monthly=monthly
            ):
                self._adds_up(found)

    def _adds_up(self, found: Compared) -> None:
        for view in View:
            question = Question(CATALOGUE[found.figure.code], bank.OURS, found.period, view=view)
            assert cells.compute(question).components == found.values[view]
        for difference in found.differences:
            assert difference.residual == 0
