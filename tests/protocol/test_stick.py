"""What a file on a stick brings, and by what name each damaged one is refused (EXCHANGE 4)."""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import Iterable
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from saphan.kernel.refusals import Refused
from saphan.protocol import bundle, stick
from saphan.protocol.stick import CHUNK, SEALED

KEY = X25519PrivateKey.from_private_bytes(bytes(range(32)))
STRANGER = X25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
PUBLIC = KEY.public_key().public_bytes_raw()
HEADER = len(stick.MAGIC) + 2 * stick.KEY_BYTES
BUNDLES = tuple(bytes([number]) * size for number, size in enumerate((9, CHUNK, 3, 2 * CHUNK, 50)))
BUNDLE_LISTS = st.lists(
    st.one_of(
        st.binary(min_size=1, max_size=300),
        st.integers(CHUNK - 9, 3 * CHUNK).map(lambda size: b"b" * size),
    ),
    max_size=6,
)


def written(bundles: Iterable[bytes], *, once: bytes = bytes(32)) -> bytes:
    stream = io.BytesIO()
    stick.write(stream, bundles, to=PUBLIC, rng=lambda _size: once)
    return stream.getvalue()


FILE = written(BUNDLES)


def brought(data: bytes, key: X25519PrivateKey = KEY) -> tuple[list[bytes], str | None]:
    """What a file gives, and the code with which reading ended."""
    found: list[bytes] = []
    try:
        found.extend(stick.read(io.BytesIO(data), key=key))
    except Refused as refused:
        return found, refused.code
    return found, None


@given(BUNDLE_LISTS)
def test_what_was_written_is_read(bundles: list[bytes]) -> None:
    assert brought(written(bundles)) == (bundles, None)


@given(st.integers(0, len(FILE) - 1))
def test_a_file_cut_anywhere_is_refused_and_what_came_before_is_whole(size: int) -> None:
    found, code = brought(FILE[:size])

    assert code == "stick-truncated"
    assert tuple(found) == BUNDLES[: len(found)]


@pytest.mark.parametrize("size", range(HEADER, len(FILE), SEALED))
def test_a_file_that_lacks_whole_chunks_is_refused(size: int) -> None:
    assert brought(FILE[:size])[1] == "stick-truncated"


def test_a_file_that_lacks_nothing_but_padding_is_refused() -> None:
    data = written([b"b" * (32 * CHUNK + 9)])

    found, code = brought(data[:-SEALED])

    assert (len(found), code) == (1, "stick-truncated")


@given(st.integers(0, len(FILE) - 1), st.integers(0, 7))
def test_a_flipped_bit_is_refused_and_what_came_before_is_whole(place: int, bit: int) -> None:
    changed = bytearray(FILE)
    changed[place] ^= 1 << bit

    found, code = brought(bytes(changed))

    assert code in {"not-a-stick", "other-receiver", "stick-damaged"}
    assert tuple(found) == BUNDLES[: len(found)]


@pytest.mark.parametrize(
    "order", [(1, 0, 2, 3), (0, 2, 1, 3), (0, 1, 1, 2, 3), (0, 2, 3), (0, 1, 2, 3, 3)], ids=str
)
def test_chunks_in_another_order_are_refused(order: tuple[int, ...]) -> None:
    four = written([b"b" * (4 * CHUNK - 9)])
    chunks = [four[at : at + SEALED] for at in range(HEADER, len(four), SEALED)]

    _found, code = brought(four[:HEADER] + b"".join(chunks[place] for place in order))

    assert code == "stick-damaged"


def test_files_that_are_none_or_for_somebody_else_say_so() -> None:
    assert brought(b"%PDF-1.7 a paper under the name of a stick" * 9) == ([], "not-a-stick")
    assert brought(FILE, STRANGER) == ([], "other-receiver")
    assert brought(b"") == ([], "stick-truncated")


def test_a_one_time_key_that_leads_nowhere_is_damage() -> None:
    weak = FILE[: HEADER - 32] + bytes(32) + FILE[HEADER:]

    assert brought(weak) == ([], "stick-damaged")


def test_the_header_names_format_and_receiver_and_nothing_of_the_sender() -> None:
    one, other = written(BUNDLES), written(BUNDLES, once=b"\x07" * 32)

    assert one.startswith(stick.MAGIC + sha256(PUBLIC).digest())
    assert one[HEADER:] != other[HEADER:]
    assert all(data not in one for data in BUNDLES if len(data) > 8)


def test_the_same_size_hides_up_to_an_eighth() -> None:
    lengths = {number: stick.padded(number) for number in range(1, 20_000)}

    assert all(number <= length <= number * 1.125 for number, length in lengths.items())
    assert all(stick.padded(length) == length for length in lengths.values())
    assert len(set(lengths.values())) < 160


@pytest.mark.parametrize("data", [b"", bytes(bundle.LIMIT + 1)], ids=["nothing", "too much"])
def test_what_cannot_be_a_bundle_is_not_written(data: bytes) -> None:
    with pytest.raises(ValueError, match="a bundle of"):
        written([data])


def test_a_large_file_passes_through_little_memory() -> None:
    """64 MiB through at most one bundle and some chunks at a time."""
    stream = io.BytesIO()
    stick.write(stream, (bytes([n]) * bundle.LIMIT for n in range(16)), to=PUBLIC)
    stream.seek(0)

    tracemalloc.start()
    sizes = [len(data) for data in stick.read(stream, key=KEY)]
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert sizes == [bundle.LIMIT] * 16
    assert peak < 4 * bundle.LIMIT
