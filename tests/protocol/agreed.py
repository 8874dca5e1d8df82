"""A patrol that two nodes agreed to under a policy, with other matters around it; its evidence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from saphan.kernel.languages import T
from saphan.protocol import document, evidence, genesis, journal, merkle, policy, statements
from saphan.protocol.course import Course
from saphan.protocol.evidence import Agreement, Entry, Extract, Version
from saphan.protocol.journal import Head, Kind
from saphan.protocol.policy import Article, Policy
from saphan.protocol.telling import Telling
from tests.protocol import sample
from tests.protocol.pair import EPOCHS, FIRST, KEYS, LA, REC, ROOTS, VN, Pair, doc, key

GENESIS = genesis.dumps(FIRST)
SIGNATURES = [genesis.sign(GENESIS, key(n)) for by in (VN, LA) for n in ROOTS[by][:2]]
ARTICLE = Article(
    "5", "security.patrol", frozenset({"core"}), frozenset({"shared"}), "border security", 3650
)
POLICY = document.build(
    sample.header(id="7" * 32, schema="exchange.policy/1"),
    [document.Part("core", policy.dumps(Policy((ARTICLE,))), bytes(32))],
)
PATROL, AMENDED = sample.FIRST, sample.SECOND
RENDERING = T(
    en="Joint patrol of 2 January 2025, section Lóng Sập: 22 people",
    vi="Tuần tra chung ngày 2 tháng 1 năm 2025, đoạn Lóng Sập: 22 người",
    lo="ການລາດຕະເວນຮ່ວມ ວັນທີ 2 ມັງກອນ 2025, ຊ່ວງປາຮ້າງ: 22 ຄົນ",
)


def filler(pair: Pair, count: int, *, mark: int = 0) -> None:
    """Other matters that go on at the same time."""
    for number in range(count):
        rec = doc(f"{mark} {number}")[:32]
        pair.propose(VN if number % 2 else LA, f"other {mark} {number}", rec=rec)


def agreed(others: int = 8) -> Pair:
    """Disclosed, proposed by VN, confirmed by LA, noted by VN; and other matters."""
    pair = Pair()
    filler(pair, others)
    disclosed = statements.disclosed(parts=("core",), policy=POLICY.hash.hex())
    pair.say(VN, Kind.DISCLOSE, PATROL.hash.hex(), **disclosed)
    pair.propose(VN, PATROL.hash.hex())
    pair.confirm(LA, PATROL.hash.hex())
    pair.ack(VN)
    return pair


def telling(pair: Pair, by: str) -> Telling:
    other = LA if by == VN else VN
    told = Telling(Course(by, EPOCHS[by]), Course(other, EPOCHS[other]), genesis=FIRST)
    told.hear(pair.lines[other])
    for line in pair.lines[by]:
        told.tell(line)
    return told


def matter(pair: Pair) -> list[str]:
    """The patrol's matter and those linked with it."""
    return [REC, *(rec for rec, state in pair.fold().states.items() if state.main == REC)]


def needed(pair: Pair, by: str) -> list[int]:
    """The numbers of the lines that a file about the patrol holds."""
    fold, lines = pair.fold(), pair.lines[by]
    latches = {at for name, at in fold.latches(REC) if name == by}
    about = {x.seq for x in lines if x.rec in matter(pair) or x.kind in (Kind.KEY, Kind.EPOCH)}
    return sorted(about | latches | {len(lines)})


def extract(
    pair: Pair, by: str, *, numbers: Iterable[int] | None = None, signer: int = 0
) -> Extract:
    rows = [journal.line_bytes(line) for line in pair.lines[by]]
    hashes = [merkle.leaf_hash(row) for row in rows]
    root, state = merkle.root(hashes), telling(pair, by).roots[-1]
    head = Head(by, EPOCHS[by], len(rows), root, root, state)
    entries = [
        Entry(rows[n - 1], merkle.inclusion_proof(hashes, n - 1))
        for n in (needed(pair, by) if numbers is None else numbers)
    ]
    own = key(signer or KEYS[by])
    return Extract(
        journal.head_bytes(head),
        journal.sign_head(head, own),
        own.public_key().public_bytes_raw(),
        entries,
    )


def file(pair: Pair, **changes: Any) -> bytes:
    """The file of both sides about the patrol."""
    given: dict[str, Any] = {
        "versions": [Version(PATROL.data, PATROL.parts)],
        "journals": (extract(pair, VN), extract(pair, LA)),
        "states": [(VN, telling(pair, VN).proof(REC))],
        "policies": [Version(POLICY.data, POLICY.parts)],
        "signatures": SIGNATURES,
        **changes,
    }
    return evidence.build_joint(
        given["versions"],
        given["journals"],
        agreement=Agreement(
            GENESIS, given["signatures"], matter(pair), given["states"], given["policies"]
        ),
        rendering=RENDERING,
        labels=sample.LABELS,
    )
