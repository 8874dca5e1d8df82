"""What a bundle may add to a copy, and by what name each other one is refused (EXCHANGE 4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from saphan.kernel.refusals import Refused
from saphan.protocol import bundle, journal, merkle, receive
from saphan.protocol.bundle import Bundle, Header, Payload
from saphan.protocol.journal import Head, Kind, Line
from saphan.protocol.receive import Copy, News

VN, LA = "1" * 32, "2" * 32
JOURNAL, EPOCH, NEXT_EPOCH = "3" * 32, "4" * 32, "5" * 32
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
EMPTY = Copy.empty(VN, JOURNAL, EPOCH)


def line(seq: int, *, epoch: str = EPOCH, kind: Kind = Kind.STATE, doc: str = "a" * 64) -> bytes:
    rec, doc_ = (None, None) if kind in (Kind.ACK, Kind.EPOCH) else ("6" * 32, doc)
    return journal.line_bytes(
        Line(JOURNAL, epoch, seq, kind, rec, doc_, "vn-son-la", "2025-08-12T02:00:00Z")
    )


LINES = tuple(line(seq) for seq in range(1, 9))


def sent(
    lines: Sequence[bytes], *, start: int = 1, epoch: str = EPOCH, before: Sequence[bytes] = LINES
) -> Bundle:
    """A bundle of `lines` after the first of `before`, under a head that covers both."""
    all_lines = (*before[: start - 1], *lines)
    root = merkle.root([merkle.leaf_hash(each) for each in all_lines])
    head = Head(JOURNAL, epoch, len(all_lines), root, root)
    return Bundle(
        header=Header(VN, LA, JOURNAL, epoch, start),
        lines=tuple(lines),
        head=journal.head_bytes(head),
        signature=journal.sign_head(head, KEY),
    )


def examined(arrived: Bundle, copy: Copy = EMPTY, lines: Sequence[bytes] = LINES) -> News:
    return receive.examine(
        arrived,
        copy,
        me=LA,
        key_at=lambda _size: PUBLIC,
        held=lambda first, last: lines[first - 1 : last],
    )


def refused(arrived: Bundle, copy: Copy = EMPTY, lines: Sequence[bytes] = LINES) -> Refused:
    with pytest.raises(Refused) as caught:
        examined(arrived, copy, lines)
    return caught.value


HALF = examined(sent(LINES[:4])).copy


def test_new_lines_extend_the_copy_to_the_signed_root() -> None:
    news = examined(sent(LINES[4:], start=5), HALF)

    assert (news.start, news.lines, news.copy.size) == (5, LINES[4:], 8)
    assert merkle.Frontier.from_bytes(news.copy.frontier).root() == news.head.root


def test_what_is_held_already_adds_nothing_and_an_overlap_adds_the_rest() -> None:
    assert examined(sent(LINES[:4]), HALF).lines == ()
    assert examined(sent(LINES[:2]), HALF).copy == HALF
    assert examined(sent(LINES[2:6], start=3), HALF).lines == LINES[4:6]


def test_a_gap_names_the_size_that_is_held() -> None:
    found = refused(sent(LINES[6:], start=7), HALF)

    assert (found.code, found.where["held"]) == ("gap", "4")


@pytest.mark.parametrize(
    ("header", "code"),
    [
        (Header(VN, VN, JOURNAL, EPOCH, 1), "wrong-receiver"),
        (Header(LA, LA, JOURNAL, EPOCH, 1), "wrong-sender"),
        (Header(VN, LA, EPOCH, EPOCH, 1), "other-journal"),
        (Header(VN, LA, JOURNAL, NEXT_EPOCH, 1), "other-epoch"),
    ],
)
def test_somebody_elses_bundle_is_refused(header: Header, code: str) -> None:
    assert refused(replace(sent(LINES[:4]), header=header)).code == code


def test_a_line_left_out_put_in_or_exchanged_leads_to_another_root() -> None:
    arrived = sent(LINES[:4])
    for lines in (
        (*LINES[:3], line(4, doc="b" * 64)),
        (LINES[1], LINES[0], *LINES[2:4]),
        (*LINES[:2], LINES[3], LINES[2]),
    ):
        assert refused(replace(arrived, lines=lines)).code == "bad-root"
    assert refused(replace(arrived, lines=LINES[:3])).code == "bad-head"


def test_a_head_signed_by_another_key_is_refused() -> None:
    arrived = sent(LINES[:4])
    other = Ed25519PrivateKey.generate()

    forged = replace(arrived, signature=journal.sign_head(journal.read_head(arrived.head), other))

    assert refused(forged).code == "bad-signature"


def test_other_lines_under_a_signed_root_are_a_fork_and_damage_is_not() -> None:
    otherwise = (*LINES[:2], line(3, doc="b" * 64), line(4, doc="b" * 64), line(5))
    fork = sent(otherwise)
    damaged = replace(sent(LINES[:5]), lines=otherwise)

    assert refused(fork, HALF).code == "fork"
    assert refused(damaged, HALF).code == "bad-root"


def test_acks_alone_call_for_no_ack() -> None:
    acks = [line(1, kind=Kind.ACK), line(2, kind=Kind.ACK)]

    assert not examined(sent(acks)).calls_for_ack
    assert examined(sent([*acks, line(3)])).calls_for_ack


def test_a_line_that_claims_another_place_is_kept_and_read_as_nothing() -> None:
    news = examined(sent([line(2), b"no line at all", line(3)]))

    read = [receive.line_at(data, news.copy, seq) for seq, data in enumerate(news.lines, 1)]

    assert [each and each.seq for each in read] == [None, None, 3]


def opening(base: int, lines: Sequence[bytes] = LINES, *, parent: str = EPOCH) -> Bundle:
    root = merkle.root([merkle.leaf_hash(each) for each in lines[:base]])
    args = receive.opening_args(parent=parent, base=base, root=root)
    first = Line(
        JOURNAL, NEXT_EPOCH, 1, Kind.EPOCH, None, None, "vn-son-la", "2025-08-12T02:00:00Z",
        args=args,
    )  # fmt: skip
    return sent([journal.line_bytes(first)], epoch=NEXT_EPOCH, before=())


def reopened(arrived: Bundle, copy: Copy = HALF, *, yields: bool = False) -> int:
    return receive.reopened(
        arrived, copy, held=lambda first, last: LINES[first - 1 : last], yields=yields
    )


def test_a_new_epoch_goes_on_exactly_where_the_copy_ends() -> None:
    assert reopened(opening(4)) == 4
    for arrived in (opening(3), opening(5)):
        with pytest.raises(Refused, match="where the lines held here end") as caught:
            reopened(arrived)
        assert (caught.value.code, caught.value.where["held"]) == ("stale-base", "4")


def test_only_a_node_that_was_restored_itself_gives_lines_up() -> None:
    assert reopened(opening(3), yields=True) == 3
    with pytest.raises(Refused, match="where the lines held here end"):
        reopened(opening(5), yields=True)


def test_a_new_epoch_states_the_root_of_what_it_goes_on_from() -> None:
    otherwise = opening(4, [line(n, doc="b" * 64) for n in range(1, 5)])

    with pytest.raises(Refused) as caught:
        reopened(otherwise)

    assert caught.value.code == "stale-base"


def test_an_epoch_of_another_parent_or_without_an_opening_is_none() -> None:
    for arrived in (opening(4, parent="7" * 32), sent([line(1)], epoch=NEXT_EPOCH, before=())):
        with pytest.raises(Refused) as caught:
            reopened(arrived)
        assert caught.value.code == "other-epoch"


texts = st.text('ab{}\\"ຫົວພັນđ', max_size=20).map(str.encode)
bundles = st.builds(
    Bundle,
    header=st.just(Header(VN, LA, JOURNAL, EPOCH, 1)),
    lines=st.lists(texts, max_size=4).map(tuple),
    head=st.just(sent(LINES).head),
    signature=st.binary(min_size=64, max_size=64),
    documents=st.lists(texts, max_size=3).map(tuple),
    parts=st.lists(
        st.builds(
            Payload,
            payload=st.one_of(st.binary(max_size=60), st.just(b'{"name":"a"}')),
            salt=st.binary(min_size=32, max_size=32),
        ),
        max_size=3,
    ).map(tuple),
)


@given(packed=bundles)
def test_a_bundle_comes_out_as_it_went_in(packed: Bundle) -> None:
    assert bundle.unpack(bundle.pack(packed)) == packed


@given(packed=bundles, at=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_a_flipped_bit_of_a_bundle_is_refused_or_seen(packed: Bundle, at: float, bit: int) -> None:
    data = bytearray(bundle.pack(packed))
    data[int(at * len(data))] ^= 1 << bit

    try:
        read = bundle.unpack(bytes(data))
    except Refused:
        return
    assert read != packed


def test_a_bundle_is_measured_before_it_is_read() -> None:
    with pytest.raises(Refused) as caught:
        bundle.unpack(b"[" * (bundle.LIMIT + 1))

    assert caught.value.code == "too-large"
