"""A peer that forges and writes without sense: refused or set aside, and the rest goes on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from saphan.bilateral import joint
from saphan.exchange import ingest, status
from saphan.exchange.models import Refusal, Unread
from saphan.figures.models import Fact
from saphan.kernel.refusals import Refused
from saphan.ledger import check, pairs, rebuild
from saphan.ledger.models import Document, Part
from saphan.protocol import canon, document, statements
from saphan.protocol.journal import Kind
from saphan.registers.security.models import Patrol
from tests.exchange.make_exchange import POLICY, Line, patrol
from tests.exchange.make_ill import borrows, core, puts, says

pytestmark = pytest.mark.django_db

SOME, OTHER, THIRD = ("a" * 32, "b" * 32, "c" * 32)
DOC = "d" * 64


@pytest.fixture
def line() -> Line:
    """A pair that shares patrols with the people in them, and one patrol of ours."""
    both = Line()
    both.share_by_policy(msgspec.structs.replace(POLICY, parts=["core", "person"]))
    patrol(number="OURS")
    both.exchange()
    return both


def told(**changes: Any) -> bytes:
    return canon.dumps(core(**changes))


def as_it_was(line: Line) -> None:
    """An honest patrol still arrives, ours is untouched, and nothing is left half-done."""
    puts(line, {"core": told(number="HONEST")})
    line.exchange()
    assert Patrol.objects.filter(side="LA", number="HONEST").count() == 1
    ours = Patrol.objects.get(side="VN")
    assert ours.number == "OURS"
    assert Fact.objects.filter(version_hash=ours.version_hash).exists()
    assert not check.check().faults
    rebuilt = [*rebuild.rebuild("rows"), *rebuild.rebuild("facts"), *joint.rebuild_all()]
    assert not [each for each in rebuilt if not each.unchanged]
    assert status.of(line.peer).state == status.SOUND


@pytest.mark.parametrize(
    "part",
    [
        {"core": b"\xff\x00"},
        {"core": b'{"b":1, "a":2}'},
        {"core": b"[1,2]"},
        {"core": b'{"a":"' + b"x" * (1100 << 10) + b'"}'},
        {"core": b'{"a":' + b"[" * 5000 + b"]" * 5000 + b"}"},
        {"core": told(number="A"), "person_1": b"\xff"},
    ],
    ids=["bytes", "spelling", "list", "large", "deep", "person"],
)
def test_a_part_that_is_none_is_refused_and_what_follows_goes_on(
    line: Line, part: dict[str, bytes]
) -> None:
    doc = bytes.fromhex(puts(line, part))
    line.exchange()

    assert Refusal.objects.get().code == "bad-part"
    assert Unread.objects.filter(doc=doc).exists() is (len(part) == 1)
    assert status.of(line.peer).missing == 0
    as_it_was(line)


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ({"schema": "security.patrol/9"}, "unknown-schema"),
        ({"authority": "la-bolikhamxay"}, "not-theirs"),
        ({"authority": "vn-son-la"}, "not-theirs"),
        ({"authority": "zz-top"}, "not-theirs"),
        ({"version": 2**40, "prev": (DOC,)}, "unreadable"),
    ],
)
def test_a_document_that_is_not_theirs_or_not_readable_is_set_aside(
    line: Line, header: dict[str, Any], code: str
) -> None:
    doc = puts(line, {"core": told(number="ILL")}, **header)
    line.exchange()

    assert Unread.objects.get().code == code
    assert bytes(Unread.objects.get().doc).hex() == doc
    assert not Patrol.objects.filter(number="ILL").exists()
    as_it_was(line)


@pytest.mark.parametrize(
    "changes",
    [
        {"number": 5},
        {"number": "a\0b"},
        {"started_on": "2025-02-30"},
        {"participants": {"la": "many"}},
    ],
)
def test_a_core_that_does_not_fit_is_set_aside(line: Line, changes: dict[str, Any]) -> None:
    puts(line, {"core": told(**changes)})
    line.exchange()

    assert Unread.objects.get().code == "unreadable"
    as_it_was(line)


def test_an_empty_core_is_set_aside(line: Line) -> None:
    puts(line, {"core": b"{}"})
    line.exchange()

    assert Unread.objects.get().code == "unreadable"


@pytest.mark.parametrize(
    "changes",
    [
        {"participants": {"la": 2**53 - 1, "vn": 2**53 - 1}},
        {"started_on": "9999-12-31", "ended_on": "9999-12-31"},
        {"started_on": "0001-01-01", "ended_on": "0001-01-01"},
        {"area": "nowhere"},
        {"novel": {"of": "a later version"}},
    ],
)
def test_strange_values_hurt_nothing(line: Line, changes: dict[str, Any]) -> None:
    puts(line, {"core": told(**changes)})
    line.exchange()
    as_it_was(line)


type Ill = Callable[[Line], None]


def ring(line: Line) -> None:
    """Links that go round, and one to itself."""
    for one, two in ((SOME, OTHER), (OTHER, THIRD), (THIRD, SOME), (SOME, SOME)):
        says(line, Kind.LINK, {"other": two}, rec=one)


@pytest.mark.parametrize(
    "ill",
    [
        lambda line: says(line, Kind.ACK, {"epoch": {"a": 1}, "size": "x", "root": 5}),
        lambda line: says(
            line,
            Kind.ACK,
            {"epoch": pairs.epochs(line.la.node, pairs.TO)[0].epoch, "size": "x", "root": 5},
        ),
        lambda line: says(line, Kind.ACK, {"epoch": ["x"], "size": -1, "missing": 4}),
        lambda line: says(line, Kind.ERASE, {"part": 5, "ground": {}}, rec=SOME, doc=DOC),
        lambda line: says(line, Kind.KEY, {"key": "a" * 64, "signatures": [{"root": 5}]}),
        lambda line: says(line, Kind.KEY, {"schemas": [{"schema": [], "hash": 1}]}),
        lambda line: says(line, Kind.EPOCH, {"base": "x", "parent": [], "root": {}}),
        lambda line: says(line, Kind.STATE, {"prev": [DOC]}, rec=SOME, doc=DOC),
        lambda line: says(line, Kind.CONFIRM, {"parts": ["core"]}, rec=SOME, doc=DOC),
        lambda line: says(line, Kind.STATE, {}, rec=SOME, doc=DOC, speaks="x\0y"),
        ring,
    ],
)
def test_a_line_without_sense_is_kept_and_what_follows_goes_on(line: Line, ill: Ill) -> None:
    ill(line)
    line.exchange()
    as_it_was(line)


def test_a_ground_with_a_character_that_no_database_keeps_is_an_order_all_the_same(
    line: Line,
) -> None:
    doc = puts(line, {"core": told(number="N"), "person_1": b"{}"})
    line.exchange()
    says(line, Kind.ERASE, {"part": "person_1", "ground": "a\0b"}, rec=SOME, doc=doc)
    line.exchange()

    assert parts_of(doc).keys() == {"core"}
    as_it_was(line)


def parts_of(doc: str) -> dict[str, str]:
    """The parts of a document that are held."""
    found = document.read(bytes(Document.objects.get(hash=bytes.fromhex(doc)).bytes)).parts
    return {
        name: c
        for name, c in found.items()
        if Part.objects.filter(commitment=bytes.fromhex(c)).exists()
    }


@pytest.mark.parametrize("speaks", ["vn-son-la", "la-houaphanh"])
def test_a_peer_erases_nothing_of_ours(line: Line, speaks: str) -> None:
    ours = Document.objects.get(schema="security.patrol/1", peer="")
    doc, held = bytes(ours.hash).hex(), parts_of(bytes(ours.hash).hex())
    for part in held:
        args = statements.erased(part=part, ground="asked")
        says(line, Kind.ERASE, args, rec=line.rec_of(doc), doc=doc, speaks=speaks)
    line.exchange()

    assert parts_of(doc) == held
    as_it_was(line)


def test_a_document_that_names_our_parts_as_its_own_is_set_aside_and_erases_none(
    line: Line,
) -> None:
    ours = bytes(Document.objects.get(schema="security.patrol/1", peer="").hash).hex()
    held = parts_of(ours)
    doc = borrows(line, {"person_1": held["core"], "person_2": held["person_clearance"]})
    for part in ("person_1", "person_2"):
        args = statements.erased(part=part, ground="asked")
        says(line, Kind.ERASE, args, rec=SOME, doc=doc)
    line.exchange()

    assert Unread.objects.get().code == "not-theirs"
    assert parts_of(ours) == held
    as_it_was(line)


def test_a_peer_cannot_have_its_core_erased_as_no_figure_may_change(line: Line) -> None:
    doc = puts(line, {"core": told(number="KEPT"), "person_1": b"{}"})
    line.exchange()
    for part in ("core", "person_1"):
        says(line, Kind.ERASE, statements.erased(part=part, ground="asked"), rec=SOME, doc=doc)
    line.exchange()

    assert parts_of(doc).keys() == {"core"}
    answers = [each.kind for each in line.la.their_lines() if each and each.doc == doc]
    assert answers == [Kind.REFUSED, Kind.ERASED]
    as_it_was(line)


def test_a_bundle_with_a_key_that_no_database_keeps_is_refused_and_remembered(line: Line) -> None:
    with pytest.raises(Refused):
        ingest.take(b'{"a\\u0000b":1}')

    assert Refusal.objects.get().where == {"path": "a\\0b"}
