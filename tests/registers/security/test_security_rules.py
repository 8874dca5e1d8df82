"""Decisions of the security register, without a database."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from saphan.kernel.sides import Side
from saphan.registers.security import rules
from saphan.registers.security.choices import Item
from saphan.registers.security.documents import Amount, CustodyStep, Exhibit, Subject
from saphan.registers.security.facts import case as facts_of_case
from saphan.registers.security.facts import handback as facts_of_handback
from saphan.registers.security.services import OBJECTIONS
from tests import make
from tests.registers.security import make_cases as cases

ON = date(2025, 8, 12)
LATER, EARLIER = ON + timedelta(days=1), cases.DAY - timedelta(days=1)


def exhibit(item: Item = Item.HEROIN, value: str = "1", unit: str = "g") -> Exhibit:
    return Exhibit(id="e1", item=item, amounts=[Amount(value=value, unit=unit)])


def step(**changes: Any) -> CustodyStep:
    return CustodyStep(**{"on": cases.DAY, "giver": "A", "receiver": "B", **changes})


@pytest.mark.parametrize(
    "changes, code",
    [
        ({}, None),
        ({"opened_on": LATER}, "in-the-future"),
        ({"opened_on": date(1925, 2, 5)}, "too-early"),
        ({"subjects": [Subject(id="s1"), Subject(id="s1")]}, "same-child-twice"),
        ({"exhibits": [exhibit(), exhibit()]}, "same-child-twice"),
        ({"custody": [step(on=EARLIER)]}, "custody-before-case"),
        ({"custody": [step(on=LATER)]}, "in-the-future"),
        ({"custody": [step(receiver="A")]}, "custody-stands-still"),
        ({"exhibits": [exhibit(unit="pill")]}, "unit-does-not-fit"),
        ({"exhibits": [exhibit(value="0")]}, "negative"),
        ({"exhibits": [exhibit(value="-1")]}, "negative"),
        ({"exhibits": [exhibit(value="0.0001")]}, "unreadable-amount"),
        ({"exhibits": [exhibit(value="much")]}, "unreadable-amount"),
        ({"exhibits": [exhibit(value="NaN")]}, "unreadable-amount"),
        ({"exhibits": [exhibit(value="9" * 20)]}, "absurd-amount"),
        ({"exhibits": [Exhibit(id="e1", item=Item.HEROIN, amounts=[])]}, "no-amount"),
    ],
)
def test_a_case_is_held_to_its_rules(changes: dict[str, Any], code: str | None) -> None:
    assert rules.why_not_record_case(cases.case(**changes), on=ON) == code
    assert code is None or code in OBJECTIONS


def test_only_a_thing_of_no_known_kind_goes_uncounted() -> None:
    uncounted = Exhibit(id="e1", item=Item.OTHER, amounts=[], written="một số quần áo")

    assert rules.why_not_exhibit(uncounted) is None


@pytest.mark.parametrize(
    "changes, code",
    [
        ({}, None),
        ({"on": LATER}, "in-the-future"),
        ({"found_on": cases.DAY + timedelta(days=1)}, "handed-back-before-found"),
        ({"found_on": date(1925, 2, 5)}, "too-early"),
        ({"giver": Side.LA}, "same-side"),
        ({"subjects": []}, "nobody-handed-back"),
        ({"subjects": [Subject(id="s1"), Subject(id="s1")]}, "same-child-twice"),
    ],
)
def test_a_hand_back_is_held_to_its_rules(changes: dict[str, Any], code: str | None) -> None:
    assert rules.why_not_record_handback(cases.handback(**changes), on=ON) == code
    assert code is None or code in OBJECTIONS


@pytest.mark.parametrize(
    "changes, code",
    [
        ({}, None),
        ({"ended_on": date(2025, 2, 4)}, "ends-before-start"),
        ({"ended_on": LATER}, "in-the-future"),
        ({"started_on": date(2024, 1, 1)}, "too-long"),
        ({"started_on": date(1977, 7, 17), "ended_on": date(1977, 7, 18)}, "too-early"),
        ({"started_on": date(1977, 7, 18), "ended_on": date(1977, 7, 18)}, None),
        ({"section_from": "255", "section_to": "607(1)"}, None),
        ({"section_from": "255/1", "section_to": "792"}, None),
        ({"section_from": "793"}, "not-a-marker"),
        ({"section_from": "0"}, "not-a-marker"),
        ({"section_to": "-5"}, "not-a-marker"),
        ({"section_to": "252.5"}, "not-a-marker"),
        ({"section_to": "2025-05-02"}, "not-a-marker"),
        ({"participants": {"vn": 12, "la": -1}}, "negative"),
        ({"participants": {"vn": 0, "la": 0}}, "absurd-participants"),
        ({"participants": {"vn": 12}}, "one-side-only"),
        ({"participants": {"vn": 12}, "joint": False}, None),
    ],
)
def test_a_patrol_is_held_to_its_rules(changes: dict[str, Any], code: str | None) -> None:
    assert rules.why_not_record_patrol(make.patrol(**changes), on=ON) == code
    assert code is None or code in OBJECTIONS


def test_cakes_and_grams_of_one_exhibit_are_facts_apart() -> None:
    facts = [fact for fact in facts_of_case(cases.case()) if fact.kind == "case.exhibit"]

    assert [(fact.unit, fact.quantity) for fact in facts] == [
        ("cake", 2),
        ("mg", 5_340),
        ("item", 2),
    ]


def test_facts_hold_nothing_that_names_a_person() -> None:
    stated = [*facts_of_case(cases.case()), *facts_of_handback(cases.handback())]

    assert cases.NAME not in repr(stated)
