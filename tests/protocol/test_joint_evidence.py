"""The evidence file of both sides: it proves what they agreed to, and nothing that they did not."""

from __future__ import annotations

import time
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saphan.kernel.refusals import Refused
from saphan.protocol import canon, document, journal, merkle, verifier
from saphan.protocol.evidence import Entry, Extract, Version
from saphan.protocol.journal import Head, Kind, Line
from saphan.protocol.receive import opening_args
from saphan.protocol.states import State
from tests.protocol import agreed, sample
from tests.protocol.pair import (
    AUTHORITIES,
    EPOCHS,
    KEYS,
    LA,
    REC,
    REC2,
    VN,
    Pair,
    key,
    public,
    sayings,
    signed,
    written,
)
from tests.protocol.test_verifier import at, places, refusal, replaced, run, wrapped

PAIR = agreed.agreed()
FILE = agreed.file(PAIR)
BODY = canon.loads(FILE)["body"]
START = sha256(agreed.GENESIS).hexdigest()
PROOF = ("documents", "genesis", "journals", "matter", "policies", "states")


def codes(data: bytes) -> list[str]:
    return [code for code, _ in verifier.verify(data)]


def why_not(pair: Pair, **changes: Any) -> str:
    with pytest.raises(Refused) as caught:
        agreed.file(pair, **changes)
    assert caught.value.code == "evidence"
    return caught.value.sentence


def test_it_proves_document_agreement_order_policy_and_where_the_keys_come_from() -> None:
    findings = verifier.verify(FILE, [START])
    found = dict(findings)

    assert ("value", {"path": "core.people", "value": "22"}) in findings
    assert "agreed" in found
    assert found["bracket"]["one"] == "vn-son-la"
    assert found["bracket"]["other"] == "la-houaphanh"
    assert found["upto"]["size"] == len(PAIR.lines[VN])
    assert found["genesis"] == {"hash": START}
    assert found["policy"] == {"hash": agreed.POLICY.hash.hex()}
    assert ("value", {"path": "core.articles.0.schema", "value": "security.patrol"}) in findings
    assert found["unsigned"] == {"names": "about, labels, renderings"}
    assert "key-named" in found


def test_a_simple_record_fits_in_ten_kilobytes_and_one_second(tmp_path: Path) -> None:
    path = tmp_path / "patrol.json"
    path.write_bytes(FILE)

    started = time.perf_counter()
    done = run(path, "--key", START, "--lang", "vi", "--read", folder=tmp_path)
    took = time.perf_counter() - started

    assert (done.returncode, done.stderr) == (0, "")
    assert "Hai bên đã thống nhất." in done.stdout
    assert agreed.RENDERING.vi in done.stdout
    assert len(FILE) <= 10_000
    assert took <= 1


def test_every_change_of_a_single_byte_is_refused() -> None:
    for place in range(len(FILE)):
        for flip in (1, 4, 128):
            changed = FILE[:place] + bytes([FILE[place] ^ flip]) + FILE[place + 1 :]
            assert refusal(changed) in {"altered", "not-evidence"}


def test_the_copied_verifier_refuses_changes_as_well(tmp_path: Path) -> None:
    for place in range(7, len(FILE), 997):
        path = tmp_path / "changed.json"
        path.write_bytes(FILE[:place] + bytes([FILE[place] ^ 1]) + FILE[place + 1 :])

        assert run(path, folder=tmp_path).returncode == 1


SIGNED = [
    path
    for path in places(BODY)
    if path and path[0] in PROOF and isinstance(at(BODY, path), str) and at(BODY, path)
]


@pytest.mark.parametrize("path", SIGNED, ids=lambda path: ".".join(map(str, path)))
def test_a_forger_who_mends_the_digest_meets_a_signature(path: tuple[Any, ...]) -> None:
    old = at(BODY, path)
    middle = len(old) // 2
    digit = "1" if old[middle] != "1" else "2"

    forged = wrapped(replaced(BODY, path, old[:middle] + digit + old[middle + 1 :]))

    assert refusal(forged) in verifier.TEXTS["en"]


@settings(max_examples=25)
@given(data=st.data())
def test_a_member_taken_out_or_put_elsewhere_is_refused_in_words(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from([path for path in places(BODY) if path and path[0] in PROOF]))
    other = data.draw(st.sampled_from([path for path in places(BODY) if path]))
    forged = wrapped(replaced(BODY, path, at(BODY, other)))

    if at(BODY, path) != at(BODY, other):
        assert refusal(forged) in verifier.TEXTS["en"]


def disputed() -> Pair:
    pair = agreed.agreed()
    pair.dispute(LA, agreed.PATROL.hash.hex())
    pair.ack(VN)
    return pair


def test_a_dispute_after_agreement_is_told_and_cannot_be_hidden() -> None:
    pair = disputed()
    hidden = [n for n in agreed.needed(pair, LA) if n != len(pair.lines[LA])]

    assert "contested" in codes(agreed.file(pair))
    cut = (agreed.extract(pair, VN), agreed.extract(pair, LA, numbers=hidden))
    assert "bad-state" in why_not(pair, journals=cut)


def test_a_withdrawal_before_the_last_word_cannot_be_hidden() -> None:
    pair = agreed.agreed()
    del pair.lines[VN][-1]
    pair.withdraw(VN, agreed.PATROL.hash.hex())
    pair.ack(VN)
    numbers = [n for n in agreed.needed(pair, VN) if n != len(pair.lines[VN]) - 1]
    cut = (agreed.extract(pair, VN, numbers=numbers), agreed.extract(pair, LA))

    assert "not-agreed" in why_not(pair)
    assert "bad-state" in why_not(pair, journals=cut)


@pytest.mark.parametrize("missing", [-1, -2])
def test_without_confirmation_or_the_last_word_there_is_no_agreement(missing: int) -> None:
    pair = agreed.agreed()
    del pair.lines[VN if missing == -1 else LA][-1]

    assert "not-agreed" in why_not(pair)


def test_a_version_that_another_replaced_is_proven_no_more_and_the_newer_one_is() -> None:
    pair = agreed.agreed()
    pair.agree(agreed.AMENDED.hash.hex(), agreed.PATROL.hash.hex())
    newer = [Version(agreed.AMENDED.data, agreed.AMENDED.parts), Version(agreed.PATROL.data)]

    found = dict(verifier.verify(agreed.file(pair, versions=newer)))

    assert found["record"]["version"] == 2
    assert found["chain"] == {"held": 1, "named": 0}
    assert "bad-state" in why_not(pair)


def test_an_open_amendment_an_end_and_two_texts_are_told() -> None:
    amended, ended, two, name = agreed.agreed(), agreed.agreed(), agreed.agreed(), "other"
    amended.propose(LA, name, agreed.PATROL.hash.hex())
    amended.ack(VN)
    end = document.build(
        sample.header(version=2, prev=(agreed.PATROL.hash.hex(),), void=True), [sample.core(22)]
    )
    ended.agree(end.hash.hex(), agreed.PATROL.hash.hex(), void=True)
    two.agree(name, by=LA)
    two.ack(VN)

    assert "amendment-pending" in codes(agreed.file(amended))
    assert {"ended", "void"} <= {
        *codes(agreed.file(ended, versions=[Version(end.data, end.parts)]))
    }
    assert "two-texts" in codes(agreed.file(two))


def test_a_matter_entered_twice_is_proven_with_all_that_was_said_under_both_names() -> None:
    pair = agreed.agreed()
    pair.propose(LA, "theirs", rec=REC2)
    pair.say(LA, Kind.LINK, rec=REC2, other=REC)
    pair.say(VN, Kind.LINK, other=REC2)
    pair.agree(agreed.AMENDED.hash.hex(), agreed.PATROL.hash.hex())
    newer = [Version(agreed.AMENDED.data, agreed.AMENDED.parts), Version(agreed.PATROL.data)]
    half = [n for n in agreed.needed(pair, LA) if pair.lines[LA][n - 1].rec != REC2]
    cut = (agreed.extract(pair, VN), agreed.extract(pair, LA, numbers=half))

    assert "agreed" in codes(agreed.file(pair, versions=newer))
    assert "bad-state" in why_not(pair, versions=newer, journals=cut)


def test_keys_and_moved_authorities_follow_from_the_genesis_file_by_lines_of_the_roots() -> None:
    pair = Pair()
    seq = len(pair.lines[VN]) + 1
    pair.say(VN, Kind.KEY, rec=None, **signed({"key": public(9)}, by=VN, seq=seq))
    pair.moves(VN, "vn-dien-bien")
    pair.propose(VN, agreed.PATROL.hash.hex(), authority="vn-dien-bien")
    pair.confirm(LA, agreed.PATROL.hash.hex())
    pair.ack(VN)
    header = sample.header(authority="vn-dien-bien")
    moved = document.build(header, [sample.core(22)])
    lines = [replace(x, doc=moved.hash.hex()) if x.doc else x for x in pair.lines[VN]]
    pair.lines[VN] = lines
    pair.lines[LA] = [replace(x, doc=moved.hash.hex()) if x.doc else x for x in pair.lines[LA]]
    told = {"versions": [Version(moved.data, moved.parts)], "policies": []}
    theirs = agreed.extract(pair, LA)

    ours = agreed.extract(pair, VN, signer=9)
    assert "agreed" in codes(agreed.file(pair, journals=(ours, theirs), **told))
    old = agreed.extract(pair, VN)
    assert "not-entitled" in why_not(pair, journals=(old, theirs), **told)
    unmoved = agreed.extract(pair, VN, numbers=[1, 3, 4], signer=9)
    with pytest.raises(Refused):
        agreed.file(pair, journals=(unmoved, theirs), **told)


def test_a_line_that_was_not_its_authors_to_say_is_left_out() -> None:
    pair = agreed.agreed()
    pair.say(VN, Kind.WITHDRAW, agreed.PATROL.hash.hex(), authority="vn-hanoi")
    pair.say(VN, Kind.KEY, rec=None, **signed({"key": public(9)}, by=VN, seq=1))

    found = verifier.verify(agreed.file(pair))

    assert "agreed" in dict(found)
    assert "withdraw" not in {values.get("kind") for code, values in found if code == "line"}


def test_a_genesis_file_without_enough_roots_proves_nothing() -> None:
    assert "not-entitled" in why_not(PAIR, signatures=agreed.SIGNATURES[:3])
    assert "not-entitled" in why_not(PAIR, signatures=agreed.SIGNATURES[:2])


def test_one_sides_key_on_paper_does_not_vouch_for_the_other_side() -> None:
    ours, theirs = (journal.fingerprint(bytes.fromhex(public(KEYS[by]))) for by in (VN, LA))

    assert refusal(FILE, ours) == "other-key"
    assert refusal(FILE, "ab" * 32) == "other-key"
    assert ("key-named", {}) in verifier.verify(FILE, [ours, theirs])


def test_exactly_the_policies_that_lines_name_and_at_least_one_state_are_in_the_file() -> None:
    other = document.build(sample.header(id="9" * 32), [sample.core(1)])

    assert "policies" in why_not(PAIR, policies=[Version(other.data, other.parts)])
    assert "policies" in why_not(PAIR, policies=[])
    assert "states" in why_not(PAIR, states=[])


def test_a_journal_beside_itself_is_no_agreement() -> None:
    ours = agreed.extract(PAIR, VN)

    assert "not-entitled" in why_not(PAIR, journals=(ours, ours))


def test_lines_of_a_closed_epoch_are_proven_by_the_line_that_opened_the_next() -> None:
    pair, base = agreed.agreed(), len(agreed.agreed().lines[VN])
    rows = [journal.line_bytes(line) for line in pair.lines[VN]]
    hashes = [merkle.leaf_hash(row) for row in rows]
    state = agreed.telling(pair, VN).roots[-1]
    args = opening_args(parent=EPOCHS[VN], base=base, root=merkle.root(hashes))
    first = Line(
        VN, "f" * 32, 1, Kind.EPOCH, None, None, AUTHORITIES[VN], pair.lines[VN][0].at,
        seen=pair.lines[VN][-1].seen, args=args,
    )  # fmt: skip
    opened = journal.line_bytes(first)
    leaf = merkle.leaf_hash(opened)
    head = Head(VN, "f" * 32, 1, leaf, leaf, state)
    entries = [
        Entry(rows[n - 1], merkle.inclusion_proof(hashes, n - 1)) for n in agreed.needed(pair, VN)
    ]
    own = key(KEYS[VN])
    ours = Extract(
        journal.head_bytes(head),
        journal.sign_head(head, own),
        own.public_key().public_bytes_raw(),
        [*entries, Entry(opened, [])],
    )

    assert "agreed" in codes(agreed.file(pair, journals=(ours, agreed.extract(pair, LA))))
    without = replace(ours, entries=entries)
    with pytest.raises((Refused, ValueError)):
        agreed.file(pair, journals=(without, agreed.extract(pair, LA)))


def expected(state: State, rec: str) -> dict[str, Any]:
    return {
        "accepted": list(state.accepted),
        "agreed": list(state.agreed),
        "contested": list(state.contested),
        "main": "",
        "open": list(state.open),
        "rec": rec,
        "status": str(state.status),
    }


def read(pair: Pair, by: str, recs: set[str]) -> verifier.Journal:
    """The lines of a journal about these matters or its node, as the verifier reads them."""
    mute = pair.fold().unread
    numbers = [
        line.seq
        for line in pair.lines[by]
        if (line.rec is None or line.rec in recs or line.seq == len(pair.lines[by]))
        and (by, line.seq) not in mute
    ]
    made = agreed.extract(pair, by, numbers=numbers)
    lines = [
        {"data": entry.data.decode(), "proof": [step.hex() for step in entry.proof]}
        for entry in made.entries
    ]
    value = {"head": made.head.decode(), "key": made.key.hex(), "lines": lines}
    return verifier.Journal({**value, "signature": made.signature.hex()})


@given(said=sayings)
def test_the_verifier_works_out_the_state_that_the_nodes_work_out(said: Any) -> None:
    pair = written(said)
    for by in (VN, LA):
        pair.ack(by)
    start = canon.loads(agreed.GENESIS)
    names = {one: {x[one]: x for x in start[one + "s"]} for one in ("journal", "node", "side")}
    for by, other in ((VN, LA), (LA, VN)):
        states = agreed.telling(pair, by).states
        for rec, state in states.items():
            recs = {rec} | {each for each, linked in states.items() if linked.main == rec}
            if state.agreed:
                author, peer = read(pair, by, recs), read(pair, other, recs)
                author.entitle(names, peer)
                peer.entitle(names, author)
                assert verifier.Matter(author, peer, sorted(recs)).state() == expected(state, rec)
