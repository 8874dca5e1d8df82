from __future__ import annotations

import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from saphan.config import signing
from saphan.config.nodes import Node
from saphan.kernel.refusals import Refused
from saphan.kernel.sides import Side
from saphan.ledger import signer
from saphan.ledger.check import check
from saphan.ledger.models import SignedHead
from saphan.protocol import journal
from tests.ledger import make_ledger as ledger

pytestmark = pytest.mark.django_db


def node(folder: Path) -> Node:
    made = Node(folder=folder / "vn", side=Side.VN)
    made.keys.mkdir(parents=True)
    return made


def test_a_key_is_private_and_made_once(tmp_path: Path) -> None:
    path = signer.make_key(tmp_path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(signer.load_key(tmp_path).public_key().public_bytes_raw()) == 32
    with pytest.raises(FileExistsError):
        signer.make_key(tmp_path)


def test_nothing_new_is_not_signed_again() -> None:
    assert signer.sign(ledger.KEY) is None
    ledger.sealed()

    assert signer.sign(ledger.KEY) is not None
    assert signer.sign(ledger.KEY) is None


def test_a_head_states_its_roots_and_its_signature_holds() -> None:
    ledger.signed_journal()

    head = SignedHead.objects.latest("size")

    said = journal.read_head(bytes(head.bytes))
    public = ledger.KEY.public_key().public_bytes_raw()
    assert (said.size, said.own, said.state) == (5, said.root, journal.EMPTY_STATE)
    assert journal.verify_head(said, bytes(head.signature), key=public)


def test_a_command_signs_what_it_sealed(tmp_path: Path) -> None:
    place = node(tmp_path)
    signer.make_key(place.keys)
    ledger.sealed()

    assert signing.sign(place)

    assert (check().unsigned, check().faults) == (0, ())


def test_without_its_key_a_node_leaves_the_signing_to_its_signer(tmp_path: Path) -> None:
    ledger.sealed()

    assert not signing.sign(node(tmp_path))

    assert check().unsigned == 1


def test_a_journal_with_a_gap_gets_no_new_signature() -> None:
    ledger.signed_journal()
    ledger.sealed()
    ledger.sealed()
    ledger.tamper("DELETE FROM ledger_journalline WHERE seq = 6")

    with pytest.raises(Refused, match="gap"):
        signer.sign(ledger.KEY)


def test_a_journal_that_left_its_signed_head_gets_no_new_signature() -> None:
    ledger.signed_journal()
    ledger.sealed()
    flipped = "set_byte(frontier, 20, get_byte(frontier, 20) # 1)"
    ledger.tamper(f"UPDATE ledger_signedhead SET frontier = {flipped} WHERE size = 5")

    with pytest.raises(Refused, match="bad-frontier"):
        signer.sign(ledger.KEY)


def test_two_keys_follow_each_other() -> None:
    ledger.signed_journal()
    ledger.sealed()

    signer.sign(Ed25519PrivateKey.generate())

    assert check().faults == ()
