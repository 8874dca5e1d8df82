"""The pinned table of characters against the one that Python carries."""

from __future__ import annotations

import unicodedata

import pytest

from saphan.protocol import unicode15

ADDED_IN_15_1 = {*range(0x2FFC, 0x3000), 0x31EF, *range(0x2EBF0, 0x2EE5E)}


def assigned_here() -> set[int]:
    return {
        point for point in range(0x110000) if unicodedata.category(chr(point)) not in ("Cn", "Cs")
    }


def pinned() -> set[int]:
    return {point for first, last in unicode15.assigned() for point in range(first, last + 1)}


@pytest.mark.skipif(unicodedata.unidata_version != "15.0.0", reason="needs Python's Unicode 15.0")
def test_the_table_is_that_of_unicode_15_0() -> None:
    assert pinned() == assigned_here()


@pytest.mark.skipif(unicodedata.unidata_version != "15.1.0", reason="needs Python's Unicode 15.1")
def test_the_table_lacks_only_what_unicode_15_1_added() -> None:
    assert pinned() == assigned_here() - ADDED_IN_15_1


def test_letters_of_both_banks_are_assigned() -> None:
    table = pinned()

    assert {ord(char) for char in "ສະພານ ນ້ຳ ຼຽ ໐໙ Đặng Thị Ửng ₫ ₭"} <= table
    assert 0x0378 not in table
    assert 0xD800 not in table
