"""How two nodes come to know each other, and each reason not to (EXCHANGE 6)."""

from __future__ import annotations

import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509

from saphan.exchange.ceremony import card, drafting, files, joining, keys, roots
from saphan.exchange.ceremony.card import Card
from saphan.kernel.refusals import Refused
from saphan.kernel.sides import Side
from saphan.protocol import genesis
from tests.exchange.make_pair import AUTHORITIES, ROOTS, SCHEMAS, Pair, node, pair, root_key

PASSPHRASE = "năm từ chọn bằng xúc xắc"


@pytest.fixture
def met(tmp_path: Path) -> Pair:
    return pair(tmp_path)


def code_of(action: Callable[[], object]) -> str:
    with pytest.raises(Refused) as caught:
        action()
    return caught.value.code


def test_keys_are_private_and_made_once(tmp_path: Path) -> None:
    first = node(tmp_path / "vn", Side.VN)

    again = card.of(tmp_path / "vn", side=Side.VN, name="vn", authorities=("vn-son-la",))

    assert again == first
    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "vn").iterdir()} == {0o600}


def test_a_key_pair_that_was_half_written_is_made_anew(tmp_path: Path) -> None:
    first = node(tmp_path / "vn", Side.VN)
    (tmp_path / "vn" / keys.CERTIFICATE_FILE).unlink()

    keys.make(tmp_path / "vn")

    certificate = (tmp_path / "vn" / keys.CERTIFICATE_FILE).read_text()
    assert keys.tls_of(certificate) != first.tls


def test_a_certificate_names_nobody_and_never_ends(met: Pair) -> None:
    read = x509.load_pem_x509_certificate(met.vn.certificate.encode())

    assert read.subject.rfc4514_string() == f"CN={met.vn.id}"
    assert read.not_valid_after_utc.year == 9999


def test_a_card_comes_out_as_it_went_in(met: Pair) -> None:
    assert card.loads(card.dumps(met.vn)) == met.vn
    assert len(met.vn.hash) == 64


@pytest.mark.parametrize(
    "changed",
    [
        {"id": "1"},
        {"name": ""},
        {"name": "a\u202eb"},
        {"authorities": ()},
        {"key": "no key"},
        {"certificate": "none"},
        {"certificate": "-" * 5000},
    ],
    ids=["id", "no name", "hidden letters", "nobody", "key", "certificate", "long"],
)
def test_a_card_that_breaks_a_rule_is_refused(met: Pair, changed: Any) -> None:
    data = card.dumps(replace(met.vn, **changed))

    assert code_of(lambda: card.loads(data)) == "bad-card"


def test_a_certificate_hidden_behind_another_is_refused(met: Pair) -> None:
    two = replace(met.vn, certificate=met.vn.certificate + met.la.certificate)

    assert code_of(lambda: card.loads(card.dumps(two))) == "bad-card"


@pytest.mark.parametrize("data", [b"", b"[]", b'{"format":"saphan-card/1"}', b"\xff"])
def test_what_is_no_card_is_refused(data: bytes) -> None:
    assert code_of(lambda: card.loads(data)) == "bad-card"


def test_a_root_key_opens_with_its_passphrase_alone(tmp_path: Path) -> None:
    path = tmp_path / "vn-1.pem"

    root = roots.make(path, side=Side.VN, passphrase=PASSPHRASE)

    opened = roots.load(path, passphrase="na\u0306m từ chọn bằng xúc xắc")
    assert opened.public_key().public_bytes_raw().hex() == root.key
    assert roots.loads((tmp_path / "vn-1.root.json").read_bytes()) == root
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert code_of(lambda: roots.load(path, passphrase=PASSPHRASE[:-1])) == "wrong-passphrase"
    with pytest.raises(FileExistsError):
        roots.make(path, side=Side.VN, passphrase=PASSPHRASE)


def test_what_opens_without_a_passphrase_is_no_root_key(tmp_path: Path) -> None:
    node(tmp_path / "vn", Side.VN)

    path = tmp_path / "vn" / "node.pem"

    assert code_of(lambda: roots.load(path, passphrase=PASSPHRASE)) == "no-root-key"
    assert code_of(lambda: roots.make(path, side=Side.VN, passphrase="ngắn")) == "weak-passphrase"


def test_a_draft_gives_nodes_of_different_sides_a_journal_each_way(met: Pair) -> None:
    centre = node(met.folder / "centre", Side.VN, "vn-nbc")

    first = genesis.loads(drafting.draft([met.vn, centre, met.la], ROOTS, schemas=SCHEMAS))

    ways = {(journal.owner, journal.reader) for journal in first.journals}
    one, other, la = met.vn.id, centre.id, met.la.id
    assert ways == {(one, la), (la, one), (other, la), (la, other)}
    assert [side.need for side in first.sides] == [2, 2]
    assert first.schemas == SCHEMAS


def test_an_authority_on_two_cards_is_not_drafted(met: Pair) -> None:
    twin = node(met.folder / "twin", Side.VN, AUTHORITIES[Side.VN])

    drafted = lambda: drafting.draft([met.vn, twin, met.la], ROOTS, schemas={})  # noqa: E731

    assert code_of(drafted) == "authority-twice"


def test_roots_sign_beside_the_file_and_others_add_to_it(met: Pair, tmp_path: Path) -> None:
    path = tmp_path / "genesis.json"
    path.write_bytes(met.data)

    drafting.sign(path, root_key(Side.VN, 0))
    drafting.sign(path, root_key(Side.VN, 0))
    theirs = path.with_suffix(drafting.SUFFIX).rename(tmp_path / "from-vn.json")
    drafting.sign(path, root_key(Side.LA, 1))

    signatures = drafting.signatures_of(path, theirs)
    assert len(signatures) == 2
    assert genesis.why_not_signed(met.data, signatures) == "unsigned-LA"


def test_a_key_that_the_file_does_not_name_signs_nothing(met: Pair, tmp_path: Path) -> None:
    path = tmp_path / "genesis.json"
    path.write_bytes(met.data)

    assert code_of(lambda: drafting.sign(path, root_key(Side.VN, 7))) == "unknown-root"
    assert drafting.signatures_of(path) == []


def test_signatures_of_another_file_are_refused(met: Pair, tmp_path: Path) -> None:
    path, other = tmp_path / "genesis.json", tmp_path / "other.json"
    path.write_bytes(met.data)
    other.write_bytes(drafting.draft([met.vn, met.la], ROOTS, schemas={}))
    drafting.sign(other, root_key(Side.VN, 0))

    theirs = other.with_suffix(drafting.SUFFIX)

    assert code_of(lambda: drafting.signatures_of(path, theirs)) == "other-genesis"


def test_signatures_that_are_no_list_are_refused(met: Pair, tmp_path: Path) -> None:
    path = tmp_path / "genesis.json"
    path.write_bytes(met.data)
    said = {"genesis": "a" * 64, "signatures": [{"root": 1}]}
    path.with_suffix(drafting.SUFFIX).write_bytes(files.dumps(drafting.FORMAT, said))

    assert code_of(lambda: drafting.signatures_of(path)) == "bad-signatures"


def joined(met: Pair, *, own: Card | None = None, cards: list[Card] | None = None) -> object:
    return joining.certificates(
        met.data,
        met.signed(),
        own=own or met.vn,
        cards=[met.la] if cards is None else cards,
    )


def test_a_node_that_joins_knows_its_peers_by_their_certificates(met: Pair) -> None:
    assert joined(met) == {met.la.id: met.la.certificate}


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ([(Side.VN, 0), (Side.VN, 1), (Side.LA, 0)], "unsigned-LA"),
        ([(Side.LA, 0), (Side.LA, 1), (Side.LA, 2)], "unsigned-VN"),
        ([(Side.VN, 0), (Side.VN, 0), (Side.LA, 0), (Side.LA, 1)], "unsigned-VN"),
    ],
)
def test_a_file_that_too_few_roots_signed_is_refused(
    met: Pair, who: list[tuple[Side, int]], code: str
) -> None:
    refused = code_of(
        lambda: joining.certificates(met.data, met.signed(*who), own=met.vn, cards=[met.la])
    )

    assert refused == code


def test_a_file_of_another_pair_is_refused(met: Pair) -> None:
    stranger = node(met.folder / "stranger", Side.VN)

    assert code_of(lambda: joined(met, own=stranger)) == "other-genesis"


@pytest.mark.parametrize("name", ["key", "box"])
def test_a_file_with_another_key_of_ours_is_refused(met: Pair, name: str) -> None:
    other: Any = {name: "f" * 64}
    changed = replace(met.vn, **other)

    assert code_of(lambda: joined(met, own=changed)) == "other-key"


def test_an_authority_of_ours_that_the_file_gives_to_a_peer_is_refused(met: Pair) -> None:
    both = replace(met.vn, authorities=("vn-son-la", "la-houaphanh"))

    assert code_of(lambda: joined(met, own=both)) == "authority-twice"


def test_a_peer_without_its_signed_card_is_refused(met: Pair) -> None:
    stranger = node(met.folder / "stranger", Side.LA)

    assert code_of(lambda: joined(met, cards=[])) == "no-card"
    assert code_of(lambda: joined(met, cards=[stranger])) == "no-card"
    posing = replace(stranger, id=met.la.id)
    assert code_of(lambda: joined(met, cards=[posing])) == "other-card"
