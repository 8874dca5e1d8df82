"""An authority moves by what its side's roots sign: both nodes follow the line that says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from saphan.exchange.ceremony import terms
from saphan.kernel.refusals import Refused
from saphan.ledger import pairs
from saphan.protocol.journal import Kind
from tests.exchange.make_exchange import Line, patrol, peer_of

pytestmark = pytest.mark.django_db


def signed(line: Line, folder: Path, *codes: str, roots: int = 2) -> Path:
    path = folder / "terms.json"
    path.write_bytes(terms.draft(peer_of(line), codes))
    for root in line.world.roots["VN"][:roots]:
        terms.sign(path, root)
    return path


def test_a_node_speaks_for_what_its_roots_signed_from_that_line_on(tmp_path: Path) -> None:
    line = Line()
    line.share_by_policy()
    path = signed(line, tmp_path, "vn-nbc")
    before = pairs.trust(line.peer.node, pairs.TO).at(1).authorities

    terms.write(path.read_bytes())
    patrol()
    line.exchange()

    here = pairs.trust(line.peer.node, pairs.TO)
    assert before == here.at(1).authorities == {"vn-son-la"}
    assert here.at(pairs.reach(line.peer.node, pairs.TO)).authorities == {"vn-nbc"}
    said = [each for each in line.la.their_lines() if each and each.kind is Kind.PROPOSE]
    assert said[-1].authority == "vn-son-la"
    assert said[-1].rec not in line.la.now.states  # a line of an authority it gave up says nothing


def test_one_root_is_not_enough_and_a_place_is_good_once(tmp_path: Path) -> None:
    line = Line()
    line.share_by_policy()
    alone = signed(line, tmp_path, "vn-nbc", roots=1).read_bytes()
    late = signed(line, tmp_path, "vn-nbc").read_bytes()
    patrol()

    with pytest.raises(Refused, match="unsigned-VN"):
        terms.write(alone)
    with pytest.raises(Refused, match="other-place"):
        terms.write(late)


def test_a_changed_file_is_no_statement_of_the_roots(tmp_path: Path) -> None:
    line = Line()
    data = signed(line, tmp_path, "vn-nbc").read_bytes()

    with pytest.raises(Refused, match="unsigned-VN"):
        terms.write(data.replace(b"vn-nbc", b"vn-mps"))
    with pytest.raises(Refused, match="bad-terms"):
        terms.write(data.replace(b"vn-nbc", b"VN nbc"))
    with pytest.raises(Refused, match="no-authority"):
        terms.draft(peer_of(line), [])
