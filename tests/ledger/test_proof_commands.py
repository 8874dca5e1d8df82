"""`saphan evidence`, `saphan verify`, `saphan ledger check` as somebody types them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import override_settings
from django.urls import reverse

from saphan.accounts.choices import Role
from saphan.accounts.models import Read
from saphan.accounts.services import load_authorities
from saphan.config import cli
from saphan.ledger import signer
from saphan.ledger.models import Audit
from saphan.ledger.records import DocumentRef
from saphan.protocol import verifier
from tests.accounts import make_visits as visit
from tests.ledger import make_ledger as ledger

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quick_pages(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    load_authorities()
    cache.clear()
    monkeypatch.setenv("SAPHAN_HOME", str(tmp_path / "var"))
    with override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        MIDDLEWARE=[one for one in settings.MIDDLEWARE if "whitenoise" not in one],
    ):
        yield


@pytest.fixture
def ref() -> DocumentRef:
    return ledger.signed_journal()[0]


def test_page_and_command_give_the_same_bytes(ref: DocumentRef, tmp_path: Path) -> None:
    client = visit.enter(visit.somebody(Role.AUDITOR))
    out = tmp_path / "proof.json"

    shown = client.get(reverse("intake:evidence", args=["security.patrol", ref.uid]))
    code = cli.main(["evidence", str(ref.uid), "--out", str(out)])

    assert (code, shown.status_code) == (0, 200)
    assert out.read_bytes() == shown.content
    assert verifier.verify(shown.content)


def test_opening_persons_leaves_a_trace(ref: DocumentRef, tmp_path: Path) -> None:
    out = tmp_path / "proof.json"

    assert cli.main(["evidence", ref.hash.hex(), "--out", str(out), "--personal"]) == 0

    assert Read.objects.get().uids == [str(ref.uid)]
    assert "Clearer" in out.read_text("utf-8")


def test_the_verifier_is_put_beside_the_file(
    ref: DocumentRef, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "proof.json"

    cli.main(["evidence", str(ref.uid), "--out", str(out), "--with-verifier", "--json"])

    assert (tmp_path / "verifier.py").read_bytes() == Path(verifier.__file__).read_bytes()
    assert (tmp_path / "verifier.json").read_bytes() == verifier.WORDS.read_bytes()
    assert json.loads(capsys.readouterr().out)["version"] == 2


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["nonsense"], cli.USAGE, "64 hexadecimal digits"),
        (["00000000-0000-4000-8000-000000000000"], cli.REFUSED, "no-record: "),
        (["00" * 32, "--level", "eyes-only"], cli.REFUSED, "unknown-level: "),
    ],
)
def test_what_cannot_be_proven_is_refused(
    words: list[str], code: int, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = cli.main(["evidence", *words, "--out", str(tmp_path / "proof.json")])

    assert answer == code
    assert said in capsys.readouterr().err
    assert not (tmp_path / "proof.json").exists()


def proof(ref: DocumentRef, folder: Path) -> Path:
    out = folder / "proof.json"
    assert cli.main(["evidence", str(ref.uid), "--out", str(out)]) == 0
    return out


def test_verify_prints_what_is_proven(
    ref: DocumentRef, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = proof(ref, tmp_path)

    code = cli.main(["verify", str(out), "--key", ledger.printed_key(), "--lang", "lo", "--read"])

    said = capsys.readouterr().out
    assert code == 0
    assert verifier.TEXTS["lo"]["proven"] in said
    assert verifier.TEXTS["lo"]["key-named"] in said
    assert "ການລາດຕະເວນຮ່ວມ" in said


def test_verify_answers_a_machine(
    ref: DocumentRef, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = proof(ref, tmp_path)
    capsys.readouterr()

    cli.main(["verify", str(out), "--json"])

    answer = json.loads(capsys.readouterr().out)
    assert answer["proven"] is True
    assert answer["findings"][0]["finding"] == "record"
    assert {one["finding"] for one in answer["not_proven"]} >= {"unsigned"}
    assert "unsigned" not in {one["finding"] for one in answer["findings"]}


def test_verify_refuses_what_was_changed_and_what_is_no_file(
    ref: DocumentRef, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = proof(ref, tmp_path)
    out.write_bytes(out.read_bytes().replace(b"0 again", b"9 again", 1))

    changed = cli.main(["verify", str(out)])
    other_key = cli.main(["verify", str(proof(ref, tmp_path)), "--key", "00" * 32])
    missing = cli.main(["verify", str(tmp_path / "nothing.json")])

    said = capsys.readouterr().err
    assert (changed, other_key, missing) == (1, 1, 1)
    assert "altered: " in said
    assert "other-key: " in said


def test_a_check_by_command_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    ledger.signed_journal()

    sound = cli.main(["ledger", "check"])
    ledger.tamper("UPDATE ledger_part SET salt = payload")
    damaged = cli.main(["ledger", "check", "--json"])

    assert (sound, damaged) == (0, 1)
    assert "5 lines, 2 signed heads, 0 lines not signed yet: 0 faults" in capsys.readouterr().out
    assert [bool(audit.faults) for audit in Audit.objects.all()] == [False, True]


def test_the_page_says_that_a_line_is_not_signed_yet() -> None:
    ref = ledger.sealed()
    client = visit.enter(visit.somebody(Role.AUDITOR))
    address = reverse("intake:evidence", args=["security.patrol", ref.uid])

    early = client.get(address).status_code
    signer.sign(ledger.KEY)

    assert (early, client.get(address).status_code) == (409, 200)
