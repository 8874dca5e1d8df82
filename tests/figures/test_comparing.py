"""Differences of one matter: each cause by an example, and the sum for any matter at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saphan.figures.comparing import Cause, Matter, Part, Scope, Stated, Version, explain
from saphan.kernel.periods import Period

YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))
HEROIN = Scope("case.exhibit", {"item": "heroin", "coordinated": "yes"}, YEAR)
MARCH, NEXT_YEAR = date(2025, 3, 1), date(2026, 1, 2)


def seized(
    amount: int, unit: str = "mg", *, item: str = "heroin", on: date = MARCH, together: str = "yes"
) -> Stated:
    return Stated("case.exhibit", on, unit, amount, {"item": item, "coordinated": together})


def version(doc: bytes, *facts: Stated, late: bool = False) -> Version:
    case = Stated("case", MARCH, "case", 1, {"coordinated": "yes"})
    return Version(doc, (case, *facts), late)


def parts(ours: Sequence[Version], theirs: Sequence[Version]) -> list[tuple[Cause, str, int]]:
    found = explain(Matter("m", ours, theirs), HEROIN)
    return [(part.cause, part.unit, part.amount) for part in found]


def test_what_both_count_alike_is_no_difference() -> None:
    assert parts([version(b"a", seized(5))], [version(b"b", seized(5))]) == []


def test_another_amount_is_a_difference_of_value() -> None:
    assert parts([version(b"a", seized(5))], [version(b"b", seized(7))]) == [
        (Cause.VALUE, "mg", -2)
    ]


def test_what_they_do_not_state_is_missing_there_and_what_we_do_not_is_missing_here() -> None:
    assert parts([version(b"a", seized(5))], []) == [(Cause.MISSING_THERE, "mg", 5)]
    assert parts([], [version(b"b", seized(5))]) == [(Cause.MISSING_HERE, "mg", -5)]


def test_what_one_side_ended_is_missing_there_and_its_ending_is_named() -> None:
    (part,) = explain(Matter("m", [version(b"a", seized(5))], [Version(b"ended", ())]), HEROIN)

    assert (part.cause, part.theirs) == (Cause.MISSING_THERE, (b"ended",))


def test_a_day_outside_of_the_period_is_a_difference_of_date() -> None:
    moved = version(b"b", seized(5, on=NEXT_YEAR))

    assert parts([version(b"a", seized(5))], [moved]) == [(Cause.DATE, "mg", 5)]
    assert parts([moved], [version(b"a", seized(5))]) == [(Cause.DATE, "mg", -5)]


def test_another_day_and_another_amount_are_two_differences() -> None:
    moved = version(b"b", seized(3, on=NEXT_YEAR))

    assert parts([version(b"a", seized(5))], [moved]) == [
        (Cause.DATE, "mg", 3),
        (Cause.VALUE, "mg", 2),
    ]


@pytest.mark.parametrize("other", [seized(5, item="opium"), seized(5, together="no")])
def test_another_thing_or_flag_is_a_difference_of_class(other: Stated) -> None:
    assert parts([version(b"a", seized(5))], [version(b"b", other)]) == [(Cause.CLASS, "mg", 5)]


def test_what_both_class_otherwise_alike_explains_nothing() -> None:
    opium = seized(5, item="opium")

    assert parts([version(b"a", seized(5), opium)], [version(b"b", opium)]) == [
        (Cause.VALUE, "mg", 5)
    ]


def test_another_unit_is_a_difference_in_both_units_and_nothing_is_converted() -> None:
    assert parts([version(b"a", seized(350_000))], [version(b"b", seized(1, "cake"))]) == [
        (Cause.UNIT, "cake", -1),
        (Cause.UNIT, "mg", 350_000),
    ]


def test_pills_may_differ_in_value_where_grams_differ_in_unit() -> None:
    ours = version(b"a", seized(100, "pill"), seized(5))
    theirs = version(b"b", seized(90, "pill"), seized(1, "cake"))

    assert parts([ours], [theirs]) == [
        (Cause.UNIT, "cake", -1),
        (Cause.UNIT, "mg", 5),
        (Cause.VALUE, "pill", 10),
    ]


def test_a_second_document_of_one_side_is_a_duplicate_and_the_nearer_one_stays() -> None:
    theirs = [version(b"b", seized(9)), version(b"c", seized(6))]

    assert parts([version(b"a", seized(5))], theirs) == [
        (Cause.DUPLICATE, "mg", -9),
        (Cause.VALUE, "mg", -1),
    ]


def test_what_the_other_side_cannot_have_seen_is_late_whatever_else_it_is() -> None:
    assert parts([version(b"a", seized(5), late=True)], [version(b"b", seized(7))]) == [
        (Cause.LATE, "mg", -2)
    ]
    assert parts([version(b"a", seized(5), late=True)], []) == [(Cause.LATE, "mg", 5)]


def test_a_difference_names_the_documents_of_both_sides() -> None:
    (part,) = explain(Matter("m", [version(b"a", seized(5))], [version(b"b", seized(7))]), HEROIN)

    assert part == Part(Cause.VALUE, "mg", -2, "m", (b"a",), (b"b",), (5, 7))


facts = st.builds(
    Stated,
    kind=st.sampled_from(["case.exhibit", "case"]),
    on=st.sampled_from([MARCH, date(2025, 12, 31), NEXT_YEAR]),
    unit=st.sampled_from(["mg", "cake", "pill"]),
    amount=st.integers(-9, 99),
    dims=st.fixed_dictionaries(
        {
            "item": st.sampled_from(["heroin", "opium"]),
            "coordinated": st.sampled_from(["yes", "no"]),
        }
    ),
)
sides = st.lists(st.tuples(st.lists(facts, max_size=4), st.booleans()), max_size=3)


def _versions(side: Sequence[tuple[list[Stated], bool]], *, name: str, late: bool) -> list[Version]:
    return [
        Version(f"{name}{at}".encode(), stated, late and is_late)
        for at, (stated, is_late) in enumerate(side)
    ]


matters = st.builds(
    lambda ours, theirs, late: Matter(
        "m", _versions(ours, name="a", late=late), _versions(theirs, name="b", late=late)
    ),
    sides,
    sides,
    st.booleans(),
)


def counted(side: Sequence[Version], unit: str) -> int:
    return sum(
        fact.amount
        for each in side
        for fact in each.facts
        if (fact.kind, fact.unit) == ("case.exhibit", unit)
        and fact.dims == HEROIN.where
        and fact.on in YEAR
    )


@given(matters)
def test_the_parts_of_any_matter_add_up_to_its_difference(matter: Matter) -> None:
    found = explain(matter, HEROIN)

    for unit in ("mg", "cake", "pill"):
        difference = counted(matter.ours, unit) - counted(matter.theirs, unit)
        assert sum(part.amount for part in found if part.unit == unit) == difference
    assert all(part.amount for part in found)
    assert len({(part.cause, part.unit) for part in found}) == len(found)


MIRRORED = {
    Cause.MISSING_HERE: Cause.MISSING_THERE,
    Cause.MISSING_THERE: Cause.MISSING_HERE,
}


@given(matters)
def test_the_other_node_finds_the_same_causes_with_the_other_sign(matter: Matter) -> None:
    across = explain(replace(matter, ours=matter.theirs, theirs=matter.ours), HEROIN)

    here = {(part.cause, part.unit): part.amount for part in explain(matter, HEROIN)}
    assert here == {
        (MIRRORED.get(part.cause, part.cause), part.unit): -part.amount for part in across
    }
