"""Journal lines and heads: exact bytes, exact rules, one signature over both."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saphan.kernel.refusals import Refused
from saphan.protocol import canon, journal, merkle
from tests.protocol import sample
from tests.protocol.canonical import objects

ids = st.from_regex("[0-9a-f]{32}", fullmatch=True)
hashes = st.binary(min_size=32, max_size=32)
moments = st.datetimes(timezones=st.just(UTC))
any_line = st.builds(
    journal.Line,
    journal=ids,
    epoch=ids,
    seq=st.integers(1, canon.MAX_INTEGER),
    kind=st.sampled_from(journal.Kind),
    rec=st.none() | ids,
    doc=st.none() | hashes.map(bytes.hex),
    authority=st.sampled_from(["vn-son-la", "la-houaphanh"]),
    at=moments.map(journal.moment),
    seen=st.none() | st.builds(journal.Seen, ids, st.integers(0, 10**9)),
    args=objects,
)
any_head = st.builds(
    journal.Head, ids, ids, st.integers(0, 10**12), root=hashes, own=hashes, state=hashes
)

LINE = sample.line(1, sample.FIRST)
HEAD = journal.Head(sample.JOURNAL, sample.EPOCH, 0, merkle.EMPTY_ROOT, merkle.EMPTY_ROOT)


@given(any_line)
def test_a_stored_line_is_canonical_and_reads_back(line: journal.Line) -> None:
    data = journal.line_bytes(line)

    assert canon.dumps(canon.loads(data)) == data
    assert journal.read_line(data) == line


@given(any_head)
def test_a_head_is_canonical_and_reads_back(head: journal.Head) -> None:
    data = journal.head_bytes(head)

    assert canon.dumps(canon.loads(data)) == data
    assert journal.read_head(data) == head


def test_a_node_alone_writes_no_seen_and_leaves_out_empty_args() -> None:
    doc = sample.FIRST.hash.hex()

    assert journal.line_bytes(LINE).decode() == (
        '{"at":"2025-08-12T02:00:00Z","authority":"vn-son-la","doc":"' + doc + '",'
        f'"epoch":"{"2" * 32}","journal":"{"1" * 32}","kind":"state","rec":"{"3" * 32}",'
        '"seen":null,"seq":1,"v":1}'
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"journal": "own"},
        {"epoch": "2" * 33},
        {"seq": 0},
        {"seq": True},
        {"rec": "x"},
        {"doc": "a" * 32},
        {"authority": ""},
        {"at": "2025-08-12T02:00:00"},
        {"at": "2025-08-12T09:00:00+07:00"},
        {"at": "2025-02-30T02:00:00Z"},
        {"at": "2025-08-12 02:00:00Z"},
        {"seen": journal.Seen("x", 1)},
        {"seen": journal.Seen("5" * 32, -1)},
        {"kind": "shout"},
    ],
)
def test_a_line_out_of_rule_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="bad-line"):
        journal.line_bytes(replace(LINE, **changes))


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("v", 2),
        ("v", True),
        ("extra", 1),
        ("args", {}),
        ("args", []),
        ("kind", ["state"]),
        ("seen", {"epoch": "5" * 32}),
        ("seen", []),
        ("seq", "1"),
        ("at", None),
    ],
)
def test_bytes_of_no_line_are_refused(member: str, value: Any) -> None:
    members = {**canon.loads(journal.line_bytes(LINE)), member: value}

    with pytest.raises(Refused, match="bad-line"):
        journal.read_line(canon.dumps(members))


@pytest.mark.parametrize(
    ("member", "value"),
    [("v", 2), ("extra", 1), ("size", -1), ("size", False), ("root", "a"), ("journal", 1)],
)
def test_bytes_of_no_head_are_refused(member: str, value: Any) -> None:
    members = {**canon.loads(journal.head_bytes(HEAD)), member: value}

    with pytest.raises(Refused, match="bad-line"):
        journal.read_head(canon.dumps(members))


def test_a_time_is_written_in_utc_to_the_second() -> None:
    border = timezone(timedelta(hours=7))

    assert journal.moment(datetime(2025, 8, 12, 9, 0, 0, 999_999, border)) == (
        "2025-08-12T02:00:00Z"
    )


@given(any_head, st.integers(0, 511))
def test_a_signature_holds_for_its_head_and_key_only(head: journal.Head, bit: int) -> None:
    signature = journal.sign_head(head, sample.KEY)
    flipped = bytearray(signature)
    flipped[bit // 8] ^= 1 << bit % 8
    stranger = sample.STRANGER.public_key().public_bytes_raw()

    assert journal.verify_head(head, signature, key=sample.PUBLIC)
    assert not journal.verify_head(replace(head, size=head.size + 1), signature, key=sample.PUBLIC)
    assert not journal.verify_head(head, bytes(flipped), key=sample.PUBLIC)
    assert not journal.verify_head(head, signature, key=stranger)
    assert not journal.verify_head(head, signature, key=b"short")


def test_a_head_is_signed_in_its_own_context() -> None:
    bare = sample.KEY.sign(journal.head_bytes(HEAD))

    assert not journal.verify_head(HEAD, bare, key=sample.PUBLIC)


def test_a_fingerprint_is_printed_in_groups_of_four() -> None:
    printed = journal.printed(journal.fingerprint(sample.PUBLIC))

    assert len(printed.split(" ")) == 16
    assert printed.replace(" ", "") == journal.fingerprint(sample.PUBLIC)
