"""Canonical bytes: one spelling for each value, and a refusal for whatever has none."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from saphan.kernel.refusals import Refused
from saphan.kernel.sides import Side
from saphan.protocol import canon
from tests.protocol.canonical import values


class Colour(StrEnum):
    RIVER = "sông"


def refusal(value: Any) -> Refused:
    with pytest.raises(Refused) as caught:
        canon.dumps(value)
    return caught.value


def reading(data: bytes, **options: int) -> Refused:
    with pytest.raises(Refused) as caught:
        canon.loads(data, **options)
    return caught.value


def nested(depth: int) -> Any:
    value: Any = "leaf"
    for level in range(depth):
        value = [value] if level % 2 else {"a": value}
    return value


@given(values)
def test_bytes_read_back_to_the_value_and_to_themselves(value: Any) -> None:
    data = canon.dumps(value)

    assert canon.loads(data) == value
    assert canon.dumps(canon.loads(data)) == data


@given(values)
def test_bytes_are_those_of_rfc_8785(value: Any) -> None:
    assert canon.dumps(value) == rfc8785.dumps(value)


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 9), min_size=2), st.randoms())
def test_the_order_of_insertion_leaves_no_trace(members: dict[str, int], random: Any) -> None:
    shuffled = list(members.items())
    random.shuffle(shuffled)

    assert canon.dumps(dict(shuffled)) == canon.dumps(members)


@given(st.binary(max_size=60) | st.text(max_size=40).map(str.encode))
def test_whatever_is_read_is_canonical(data: bytes) -> None:
    try:
        value = canon.loads(data)
    except Refused:
        return

    assert canon.dumps(value) == data


@given(values, st.data())
def test_a_changed_byte_is_refused_or_is_another_value(value: Any, data: st.DataObject) -> None:
    spelt = canon.dumps(value)
    at = data.draw(st.integers(0, len(spelt) - 1))
    changed = bytearray(spelt)
    changed[at] ^= data.draw(st.integers(1, 255))

    try:
        other = canon.loads(bytes(changed))
    except Refused:
        return
    assert canon.dumps(other) != spelt


def test_keys_are_sorted_and_text_is_plain_utf_8() -> None:
    value = {
        "b": [1, True, None],
        "a_1": "ສະພານ",
        "a": Side.LA,
        "c": (Colour.RIVER, "\x00\u2028\n"),
    }

    assert canon.dumps(value) == (
        '{"a":"LA","a_1":"ສະພານ","b":[1,true,null],"c":["sông","\\u0000\u2028\\n"]}'.encode()
    )


@pytest.mark.parametrize(
    ("value", "code", "path"),
    [
        (1.0, "float", None),
        (float("nan"), "float", None),
        ({"a": [0, {"b": 0.5}]}, "float", "a.1.b"),
        (2**53, "big-integer", None),
        ([-(2**53)], "big-integer", "0"),
        (10**40, "big-integer", None),
        ({"Area": 1}, "key", "Area"),
        ({"": 1}, "key", None),
        ({"1a": 1}, "key", "1a"),
        ({"_a": 1}, "key", "_a"),
        ({"a\n": 1}, "key", "a\n"),
        ({"é": 1}, "key", "é"),
        ({1: 1}, "key", "1"),
        ({Side.VN: 1}, "key", "VN"),
        ({"name": "Đa\u0323"}, "not-nfc", "name"),
        ("\u0e81\u0378", "unassigned-character", None),
        ("\ufffe", "unassigned-character", None),
        (chr(0x2EBF0), "unassigned-character", None),
        ("\ud83d", "surrogate", None),
        ({"a": b"raw"}, "not-json", "a"),
        ({"a": date(2025, 8, 12)}, "not-json", "a"),
        ({"a": UUID(int=1)}, "not-json", "a"),
        ({"a": Decimal(1)}, "not-json", "a"),
        ({"a": {"b"}}, "not-json", "a"),
        (nested(33), "too-deep", None),
    ],
)
def test_a_value_without_canonical_bytes_is_refused(value: Any, code: str, path: str) -> None:
    refused = refusal(value)

    assert refused.code == code
    assert refused.sentence.endswith(".")
    if path is not None:
        assert refused.where["path"] == path


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not-json"),
        (b"{", "not-json"),
        (b"NaN", "not-json"),
        (b"\xef\xbb\xbf1", "not-json"),
        (b'"\xff"', "not-json"),
        (b'"\xed\xa0\x80"', "not-json"),
        (b"[1] ", "not-canonical"),
        (b'{"a": 1}', "not-canonical"),
        (b'{"b":1,"a":2}', "not-canonical"),
        (b'{"a":1,"a":1}', "not-canonical"),
        (b'"\\u0061"', "not-canonical"),
        (b'"\\/"', "not-canonical"),
        (b"-0", "not-canonical"),
        (b"1.0", "float"),
        (b"1e2", "float"),
        (b"9007199254740992", "big-integer"),
        (b"18446744073709551616", "big-integer"),
        (b'{"A":1}', "key"),
        (b'"\\ud83d"', "surrogate"),
        ('"e\u0301"'.encode(), "not-nfc"),
        ('"\u0378"'.encode(), "unassigned-character"),
        (b"[" * 40 + b"]" * 40, "too-deep"),
        (b"[" * 5000 + b"]" * 5000, "too-deep"),
    ],
)
def test_bytes_that_are_not_canonical_are_refused(data: bytes, code: str) -> None:
    assert reading(data).code == code


def test_thirty_two_levels_are_allowed() -> None:
    assert canon.loads(canon.dumps(nested(32))) == nested(32)


def test_a_value_that_contains_itself_is_too_deep() -> None:
    loop: list[Any] = []
    loop.append(loop)

    assert refusal(loop).code == "too-deep"


def test_size_is_limited_before_anything_is_parsed() -> None:
    assert reading(b"x" * 11, limit=10).code == "too-large"
    assert reading(b" " * (canon.LIMIT + 1)).code == "too-large"
    with pytest.raises(Refused, match="too-large"):
        canon.dumps("x" * 9, limit=10)
    assert canon.loads(b'"12345678"', limit=10) == "12345678"


@given(st.text())
def test_text_is_taken_as_it_is_or_refused(text: str) -> None:
    try:
        data = canon.dumps(text)
    except Refused as refused:
        assert refused.code in {"not-nfc", "unassigned-character", "surrogate"}  # noqa: PT017
        return

    assert json.loads(data) == text
