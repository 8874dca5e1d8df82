"""The evidence file: what goes in, what it proves, and what it cannot."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from saphan.kernel.languages import T
from saphan.kernel.refusals import Refused
from saphan.protocol import canon, document, evidence, journal, merkle, verifier
from tests.protocol import sample

FILE = sample.file()


def body(data: bytes = FILE) -> Any:
    return canon.loads(data)["body"]


def codes(data: bytes) -> list[str]:
    return [code for code, _ in verifier.verify(data)]


def refused(versions: list[evidence.Version], *journals: evidence.Extract) -> str:
    with pytest.raises(Refused) as caught:
        evidence.build(versions, journals, rendering=sample.RENDERING)
    assert caught.value.code == "evidence"
    return caught.value.sentence


def test_the_file_is_canonical_and_small() -> None:
    assert canon.dumps(canon.loads(FILE)) == FILE
    assert len(FILE) <= 10_000


def test_bytes_stand_in_the_file_as_they_are_stored() -> None:
    found = body()

    assert [entry["data"].encode() for entry in found["documents"]] == [
        sample.SECOND.data,
        sample.FIRST.data,
    ]
    assert found["journals"][0]["lines"][0]["data"].encode() == sample.lines()[8]
    assert found["documents"][0]["parts"]["core"]["text"].encode() == sample.core(23).payload
    photo = found["documents"][0]["parts"]["photo_1"]["base64"]
    assert base64.b64decode(photo) == b"\xff\xd8 a picture"


def test_it_speaks_three_languages_and_claims_no_licensed_signature() -> None:
    found = body()

    assert found["renderings"] == dict(sample.RENDERING)
    assert found["labels"] == [{"path": "core.section", "en": "Section", "vi": "Đoạn", "lo": "ຊ່ວງ"}]
    assert "not a licensed electronic signature" in found["about"]["en"]
    assert "không phải chữ ký điện tử được cấp phép" in found["about"]["vi"]
    assert "ບໍ່ແມ່ນລາຍເຊັນເອເລັກໂຕຣນິກທີ່ໄດ້ຮັບອະນຸຍາດ" in found["about"]["lo"]


def test_it_proves_the_opened_parts_and_tells_of_the_others() -> None:
    findings = verifier.verify(FILE)

    assert ("opened", {"name": "person_a1"}) in findings
    assert ("value", {"path": "core.people", "value": "23"}) in findings
    assert ("value", {"path": "person_a1.name", "value": "Nguyễn Văn Ánh"}) in findings
    assert ("erased", {"name": "person_b2", "ground": "Law on data, article 16"}) in findings
    assert ("chain", {"held": 1, "named": 0}) in findings
    assert "ບຸນມີ" not in FILE.decode()


def test_an_earlier_version_may_be_known_by_hash_only() -> None:
    data = evidence.build(
        sample.versions()[:1], [sample.extract(sample.lines(), 9)], rendering=sample.RENDERING
    )

    assert ("chain", {"held": 0, "named": 1}) in verifier.verify(data)


def test_a_withheld_core_still_leaves_a_proof() -> None:
    absent = [evidence.Absent("core", evidence.Absence.WITHHELD, "Level above the receiver's")]
    data = evidence.build(
        [evidence.Version(sample.FIRST.data, (), absent)],
        [sample.extract(sample.lines(), 4)],
        rendering=T(en="", vi="", lo=""),
    )

    assert "withheld" in codes(data)
    assert "opened" not in codes(data)


def test_the_end_of_a_record_is_said() -> None:
    header = sample.header(version=2, prev=(sample.FIRST.hash.hex(),), void=True)
    last = document.build(header, [sample.core(22)])
    rows = [journal.line_bytes(sample.line(1, last))]

    data = evidence.build(
        [evidence.Version(last.data, last.parts)],
        [sample.extract(rows, 1)],
        rendering=sample.RENDERING,
    )

    assert "void" in codes(data)


def test_a_second_journal_finds_room_without_a_change_of_format() -> None:
    theirs = [
        journal.line_bytes(
            sample.line(1, sample.SECOND, kind=journal.Kind.CONFIRM, authority="la-houaphanh")
        )
    ]

    data = evidence.build(
        sample.versions(),
        [sample.extract(sample.lines(), 9), sample.extract(theirs, 1, key=sample.STRANGER)],
        rendering=sample.RENDERING,
    )

    assert codes(data).count("line") == 2
    key = {values["fingerprint"] for code, values in verifier.verify(data) if code == "key"}
    assert key == {journal.printed(journal.fingerprint(sample.PUBLIC))}


def test_a_part_passed_over_in_silence_is_refused() -> None:
    (version, *_) = sample.versions()

    sentence = refused(
        [evidence.Version(version.data, version.opened)], sample.extract(sample.lines(), 9)
    )

    assert "person_b2" in sentence


def test_a_part_of_another_document_is_refused() -> None:
    (version, *_) = sample.versions()
    foreign = evidence.Version(version.data, [*version.opened[1:], sample.core(22)], version.absent)

    assert "bad-part" in refused([foreign], sample.extract(sample.lines(), 9))


def test_a_document_without_its_line_is_refused() -> None:
    assert "not-stated" in refused(sample.versions(), sample.extract(sample.lines(), 4))
    assert "not-stated" in refused(sample.versions())


@pytest.mark.parametrize(
    "changes",
    [{"kind": journal.Kind.CONFIRM}, {"authority": "la-houaphanh"}, {"doc": "a" * 64}],
)
def test_a_line_that_does_not_state_the_document_is_no_statement(changes: dict[str, Any]) -> None:
    rows = [journal.line_bytes(sample.line(1, sample.SECOND, **changes))]

    assert "not-stated" in refused(sample.versions(), sample.extract(rows, 1))


@pytest.mark.parametrize("changes", [{"journal": "9" * 32}, {"epoch": "9" * 32}, {"seq": 3}])
def test_a_line_of_another_journal_epoch_or_place_is_refused(changes: dict[str, Any]) -> None:
    rows = [journal.line_bytes(sample.line(1, sample.SECOND))] * 2
    rows[0] = journal.line_bytes(sample.line(**{"seq": 1, "sealed": sample.SECOND, **changes}))

    assert "not-included" in refused(sample.versions(), sample.extract(rows, 1))


def test_an_earlier_version_that_is_not_named_is_refused() -> None:
    (version, *_) = sample.versions()
    other = document.build(sample.header(), [sample.core(99)])

    sentence = refused([version, evidence.Version(other.data)], sample.extract(sample.lines(), 9))

    assert "bad-chain" in sentence


def test_an_earlier_version_of_another_record_is_refused() -> None:
    other = document.build(sample.header(id="6" * 32), [sample.core(22)])
    header = sample.header(version=2, prev=(other.hash.hex(),))
    sealed = document.build(header, [sample.core(23)])
    rows = [journal.line_bytes(sample.line(1, sealed))]
    versions = [evidence.Version(sealed.data, sealed.parts), evidence.Version(other.data)]

    assert "bad-chain" in refused(versions, sample.extract(rows, 1))


def test_a_signature_over_another_head_is_refused() -> None:
    good = sample.extract(sample.lines(), 9)
    other = journal.Head(sample.JOURNAL, sample.EPOCH, 13, merkle.EMPTY_ROOT, merkle.EMPTY_ROOT)
    swapped = evidence.Extract(journal.head_bytes(other), good.signature, good.key, good.entries)

    assert "bad-signature" in refused(sample.versions(), swapped)


def test_a_level_without_a_basis_says_so_with_a_dash() -> None:
    header = sample.header(level=document.Level("shared", "", None))
    sealed = document.build(header, [sample.core(22)])
    shown = evidence.Version(sealed.data, sealed.parts)
    rows = [journal.line_bytes(sample.line(1, sealed))]
    data = evidence.build([shown], [sample.extract(rows, 1)], rendering=sample.RENDERING)

    said = verifier.report(verifier.verify(data), "en")

    assert "Level shared; basis: -; until: -" in said
