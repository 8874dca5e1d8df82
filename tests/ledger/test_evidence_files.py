"""A record's proof from the node that sealed it, verified without it (Shows 6)."""

from __future__ import annotations

import json
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from django.utils import translation

from saphan.intake import showing
from saphan.kernel.refusals import Refused
from saphan.ledger import evidence, reading, signer
from saphan.ledger.models import Part
from saphan.ledger.records import DocumentRef, Entry
from saphan.ledger.seal import seal
from saphan.protocol import canon, journal, verifier
from saphan.protocol.evidence import VERIFIER
from saphan.registers.security.documents import Case, Person, Subject
from tests import make
from tests.ledger import make_ledger as ledger

pytestmark = pytest.mark.django_db

FINGERPRINT = journal.printed(journal.fingerprint(ledger.KEY.public_key().public_bytes_raw()))


def file_of(record: DocumentRef | bytes, **receiver: object) -> bytes:
    named = record if isinstance(record, bytes) else record.uid
    return evidence.file_of(named, words=ledger.words, receiver=ledger.receiver(**receiver))


def case_entry() -> Entry:
    core = Case(
        number="12/VA",
        opened_on=make.patrol().started_on,
        area="vn-son-la",
        subjects=[Subject(id="s1", nationality="LA")],
    )
    return Entry(make.patrol_entry().uid, core, {"s1": Person(name="ບຸນມີ")})


@pytest.mark.parametrize("seq", range(5))
def test_each_line_of_a_journal_is_proven(seq: int) -> None:
    ref = ledger.signed_journal()[seq]

    findings = dict(verifier.verify(file_of(ref.hash), [FINGERPRINT]))

    assert findings["document"]["hash"] == ref.hash.hex()
    assert findings["line"]["seq"] == seq + 1
    assert "key-named" in findings


def test_a_number_proves_the_newest_version_and_shows_the_earlier() -> None:
    refs = ledger.signed_journal()

    data = file_of(refs[0])

    assert dict(verifier.verify(data))["record"]["version"] == 2
    assert dict(verifier.verify(data))["chain"] == {"held": 1, "named": 0}


def test_a_hash_proves_that_version_alone() -> None:
    refs = ledger.signed_journal()

    findings = dict(verifier.verify(file_of(refs[0].hash)))

    assert findings["record"]["version"] == 1
    assert findings["chain"] == {"held": 0, "named": 0}


def test_equal_questions_have_equal_bytes() -> None:
    ref = ledger.signed_journal()[1]
    before = file_of(ref)
    ledger.sealed()
    signer.sign(ledger.KEY)

    assert file_of(ref) == before


def test_persons_are_withheld_and_opened_to_those_entitled() -> None:
    ref = seal(case_entry(), clearance=make.clearance())
    signer.sign(ledger.KEY)

    closed, opened = file_of(ref), file_of(ref, personal=True)

    assert "ບຸນມີ" not in closed.decode()
    assert "Clearer" not in closed.decode()
    assert "ບຸນມີ" in opened.decode()
    assert [code for code, _ in verifier.verify(closed)].count("withheld") == 2
    assert "withheld" not in dict(verifier.verify(opened))


def test_an_erased_part_leaves_the_proof_whole() -> None:
    ref = seal(case_entry(), clearance=make.clearance())
    signer.sign(ledger.KEY)
    (stored,) = reading.versions(ref.uid)
    Part.objects.filter(pk=bytes.fromhex(stored.commitments["person_s1"])).delete()

    findings = verifier.verify(file_of(ref, personal=True))

    assert [values["name"] for code, values in findings if code == "erased"] == ["person_s1"]


def test_a_record_that_ended_says_so() -> None:
    ref = ledger.ended(ledger.sealed())
    signer.sign(ledger.KEY)

    assert "void" in dict(verifier.verify(file_of(ref)))


def test_a_line_that_is_not_signed_is_not_proven() -> None:
    ref = ledger.sealed()

    with pytest.raises(Refused, match="not-signed-yet"):
        file_of(ref)


@pytest.mark.parametrize("record", [bytes(32), make.patrol_entry().uid])
def test_what_was_never_sealed_has_no_proof(record: bytes) -> None:
    with pytest.raises(Refused, match="no-record"):
        evidence.file_of(record, words=ledger.words, receiver=ledger.receiver())


def secret(entry: Entry, level: str = "confidential") -> Entry:
    return Entry(
        entry.uid, entry.core, prev=entry.prev, level=level, basis="Decision 12 of 2 May 2025"
    )


def test_a_record_above_the_receivers_level_is_not_handed_out() -> None:
    ref = seal(secret(make.patrol_entry()), clearance=make.clearance())
    signer.sign(ledger.KEY)

    with pytest.raises(Refused, match="above-level"):
        file_of(ref)
    assert dict(verifier.verify(file_of(ref, level="confidential")))["level"]["basis"]


def test_an_earlier_version_above_the_receivers_level_stays_closed() -> None:
    first = seal(secret(make.patrol_entry(findings="where they hid")), clearance=make.clearance())
    ref = ledger.replaced(first)
    signer.sign(ledger.KEY)

    data = file_of(ref)

    assert "where they hid" not in data.decode()
    assert dict(verifier.verify(data))["chain"]["held"] == 1


def test_rendering_and_labels_are_said_in_each_language(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def in_language(text: str) -> str:
        return f"{translation.get_language()} {text}"

    monkeypatch.setattr("django.utils.translation._trans.gettext", in_language)
    ref = ledger.sealed()
    (stored,) = reading.versions(ref.uid)

    with translation.override("vi"):
        said = showing.words(stored)

    assert said.rendering.vi.startswith("Tuần tra song phương 07/BB-TTSP · 05/02/2025. vi ")
    assert "lo First day: 5/2/2025" in said.rendering.lo
    assert "en Walked by both sides: en yes" in said.rendering.en
    names = {label.path: label.names for label in said.labels}
    assert names["core.area"] == type(said.rendering)(en="en Area", vi="vi Area", lo="lo Area")


def test_an_ended_record_is_said_in_words() -> None:
    ref = ledger.ended(ledger.sealed(), reason="entered twice")

    said = showing.words(reading.versions(ref.uid)[-1])

    assert said.rendering.en == "Bilateral patrol. ended: entered twice"


def plain_python(*words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-I", "-S", *words],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_copied_verifier_needs_nothing_but_python(tmp_path: Path) -> None:
    ref = ledger.signed_journal()[0]
    (tmp_path / "proof.json").write_bytes(file_of(ref))
    (tmp_path / "verifier.py").write_bytes(VERIFIER.read_bytes())

    said = plain_python("verifier.py", "proof.json", "--key", FINGERPRINT, folder=tmp_path)

    assert said.returncode == 0, said.stdout + said.stderr
    assert said.stdout.startswith("PROVEN")
    assert len((tmp_path / "proof.json").read_bytes()) <= 12_000


def test_every_changed_byte_is_refused() -> None:
    data = file_of(ledger.signed_journal()[4])
    assert verifier.verify(data)

    kept = [
        at
        for at in range(len(data))
        if _still_proves(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
    ]

    assert kept == []


def _still_proves(data: bytes) -> bool:
    try:
        verifier.verify(data)
    except verifier.NotProven:
        return False
    return True


def test_whoever_makes_a_new_digest_still_cannot_change_what_was_sealed() -> None:
    file = json.loads(file_of(ledger.signed_journal()[0]))
    text = file["body"]["documents"][0]["parts"]["core"]["text"]
    file["body"]["documents"][0]["parts"]["core"]["text"] = text.replace("12", "92")
    forged = canon.dumps(file["body"])
    file["digest"] = sha256(forged).hexdigest()

    with pytest.raises(verifier.NotProven, match="bad-part"):
        verifier.verify(canon.dumps(file))
