"""Documents: their bytes, their rules, and parts that may leave without breaking the proof."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saphan.kernel.refusals import Refused
from saphan.protocol import canon, document
from tests.protocol import sample

names = st.sampled_from(["person_", "photo_", "file_"]).flatmap(
    lambda kind: st.text("09afxz", min_size=1, max_size=32).map(lambda rest: kind + rest)
)
payloads = st.dictionaries(names, st.binary(max_size=40), max_size=4)


def test_a_document_names_its_parts_by_commitment_only() -> None:
    sealed = document.build(sample.header(), [sample.core(22)])

    assert json.loads(sealed.data) == {
        "authority": "vn-son-la",
        "id": sample.RECORD,
        "level": {
            "basis": "Agreement of 2016, article 4",
            "code": "shared",
            "until": "2035-12-31",
        },
        "parts": {"core": sha256(b"\x07" * 32 + sealed.parts[0].payload).hexdigest()},
        "prev": [],
        "schema": "security.patrol/1",
        "version": 1,
        "void": False,
    }
    assert sealed.hash == sha256(sealed.data).digest()


@given(payloads, st.integers(1, 9), st.booleans())
def test_a_document_reads_back_as_it_was_built(
    others: dict[str, bytes], version: int, void: bool
) -> None:
    prev = () if version == 1 else (sample.FIRST.hash.hex(),)
    header = sample.header(version=version, prev=prev, void=void)
    parts = [sample.core(1), *(sample.part(name, data) for name, data in others.items())]

    sealed = document.build(header, parts)
    found = document.read(sealed.data)

    assert found.header == header
    assert found.hash == sealed.hash
    assert found.parts == {part.name: part.commitment.hex() for part in parts}
    assert canon.dumps(canon.loads(sealed.data)) == sealed.data


def test_another_salt_hides_an_equal_payload() -> None:
    one, other = (sample.part("person_a1", {"name": "ບຸນມີ"}, salt) for salt in (1, 2))

    assert one.commitment != other.commitment
    assert (
        len({document.new_salt() for _ in range(9)} | {document.new_id() for _ in range(9)}) == 18
    )


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"id": "3" * 31}, "id"),
        ({"id": "G" * 32}, "id"),
        ({"authority": "Son La"}, "authority"),
        ({"schema": "patrol"}, "schema"),
        ({"schema": "security.patrol/0"}, "schema"),
        ({"version": 0}, "version"),
        ({"version": 2}, "prev"),
        ({"prev": ("a" * 64,)}, "prev"),
        ({"version": 2, "prev": ("A" * 64,)}, "prev"),
        ({"version": 2, "prev": ("b" * 64, "a" * 64)}, "prev"),
        ({"version": 2, "prev": ("a" * 64, "a" * 64)}, "prev"),
        ({"level": document.Level("Top Secret")}, "level.code"),
        ({"level": document.Level("shared", until="2035-02-30")}, "level.until"),
        ({"level": document.Level("shared", until="20350228")}, "level.until"),
    ],
)
def test_a_header_out_of_rule_is_refused(changes: dict[str, Any], path: str) -> None:
    with pytest.raises(Refused) as caught:
        document.build(sample.header(**changes), [sample.core(22)])

    assert (caught.value.code, caught.value.where["path"]) == ("bad-document", path)


@pytest.mark.parametrize(
    "parts",
    [
        [],
        [sample.part("person_a1", b"x")],
        [sample.core(1), sample.core(2)],
        [sample.core(1), sample.part("person_", b"x")],
        [sample.core(1), sample.part("person_A1", b"x")],
        [sample.core(1), sample.part("core_1", b"x")],
        [document.Part("core", b"x", b"short")],
    ],
)
def test_parts_out_of_rule_are_refused(parts: list[document.Part]) -> None:
    with pytest.raises(Refused, match="bad-document"):
        document.build(sample.header(), parts)


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("extra", 1),
        ("version", True),
        ("version", "1"),
        ("void", 0),
        ("prev", None),
        ("level", "shared"),
        ("level", {"basis": 1, "code": "shared", "until": None}),
        ("level", {"basis": "", "code": 1, "until": None}),
        ("parts", []),
        ("parts", {"core": "a" * 63}),
        ("parts", {"core": 1}),
        ("id", 1),
    ],
)
def test_bytes_that_build_could_not_make_are_refused(member: str, value: Any) -> None:
    members = {**canon.loads(sample.FIRST.data), member: value}

    with pytest.raises(Refused, match="bad-document"):
        document.read(canon.dumps(members))


def test_a_missing_member_or_another_spelling_is_refused() -> None:
    members = canon.loads(sample.FIRST.data)
    del members["void"]

    with pytest.raises(Refused, match="bad-document"):
        document.read(canon.dumps(members))
    with pytest.raises(Refused, match="bad-document"):
        document.read(b"[]")
    with pytest.raises(Refused, match="not-canonical"):
        document.read(sample.FIRST.data + b"\n")
