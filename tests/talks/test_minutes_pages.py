"""The minutes from draft to paper, as the leader and the secretary see them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from saphan.accounts.choices import Role
from saphan.accounts.models import Read
from saphan.kernel import clock
from saphan.kernel.languages import Language
from saphan.kernel.refusals import Refused
from saphan.ledger import reading, signer
from saphan.protocol import verifier
from saphan.talks import scans, services, signed, signing
from saphan.talks.models import Minutes, Pack, PackState
from saphan.talks.signed import Status
from saphan.talks.signing import Paper
from tests import make
from tests.accounts import make_visits as visit
from tests.exchange.make_exchange import Line
from tests.talks import make_signed
from tests.talks.make_signed import CODE

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n" + bytes(range(256)) * 9_000


@pytest.fixture
def line(db: None) -> Line:
    return make_signed.shared_line()


@pytest.fixture
def leader(line: Line) -> Client:
    return visit.enter(visit.somebody(Role.LEADER))


@pytest.fixture
def prepared(line: Line) -> None:
    now = clock.now()
    Pack.objects.create(
        authority="vn-son-la",
        talks=CODE,
        total=1,
        state=PackState.READY,
        asked_by="secretary",
        asked_name="Secretary",
        asked_at=now,
        moved_at=now,
    )


def page(client: Client, name: str, *more: object) -> str:
    answer = client.get(reverse(f"talks:{name}", args=[CODE, *more]))
    assert answer.status_code == 200, answer.content.decode()
    return str(answer.content.decode()).replace("\u00a0", " ")


def say(client: Client, name: str, **values: object) -> int:
    answer = client.post(reverse(f"talks:{name}", args=[CODE]), values)
    return answer.status_code


@pytest.mark.usefixtures("prepared")
def test_the_leader_signs_and_sees_the_values_as_signed(line: Line, leader: Client) -> None:
    make_signed.agreed_patrols(line)
    draft = page(leader, "minutes")

    assert say(leader, "sign") == 302

    shown = page(leader, "minutes")
    assert reverse("talks:sign", args=[CODE]) in draft
    assert "signed by us" in shown
    assert "Agreed by both" in shown
    assert Minutes.objects.get().code in shown
    assert "signed by us" in page(leader, "talks")


def test_without_a_pack_there_is_nothing_to_sign(line: Line, leader: Client) -> None:
    make_signed.agreed_patrols(line)

    answer = leader.post(reverse("talks:sign", args=[CODE]))

    assert answer.status_code == 409
    assert "Have the secretary make the pack first." in answer.content.decode()


def test_a_reader_sees_the_minutes_and_signs_nothing(line: Line) -> None:
    make_signed.agreed_patrols(line)
    reader = visit.enter(visit.somebody(Role.READER))
    make_signed.sign()

    assert reverse("talks:sign", args=[CODE]) not in page(reader, "minutes")
    assert say(reader, "sign") == 403
    assert say(reader, "restate") == 403


def test_the_leader_counter_signs_what_is_found_here_too(line: Line, leader: Client) -> None:
    refs = make_signed.agreed_patrols(line)
    make_signed.their_minutes(line, refs, "3")
    line.exchange()

    asked = page(leader, "countersign")
    assert say(leader, "countersign") == 302
    line.exchange()

    assert 'Found as signed: <span class="num">1</span>.' in asked
    assert "signed by both" in page(leader, "minutes")
    signer.sign(line.key)
    proof = leader.get(reverse("talks:evidence", args=[CODE])).content
    codes = [code for code, _ in verifier.verify(proof)]
    assert "agreed" in codes


def test_what_differs_is_listed_and_cannot_be_counter_signed(line: Line, leader: Client) -> None:
    refs = make_signed.agreed_patrols(line)
    make_signed.their_minutes(line, refs, "4")
    line.exchange()

    asked = page(leader, "countersign")

    assert "these minutes cannot be counter-signed" in asked
    assert "4 patrols" in asked
    assert say(leader, "countersign") == 409


@pytest.mark.usefixtures("prepared")
def test_both_values_and_the_record_between_them_are_shown_and_restated(
    line: Line, leader: Client
) -> None:
    refs = make_signed.agreed_patrols(line)
    make_signed.sign()
    nothing = page(leader, "restated")
    changed = make_signed.replace(refs[1], 2, participants={"vn": 11, "la": 12})

    shown = page(leader, "restated")
    assert say(leader, "restate") == 302

    assert "Every signed value is still what is found today." in nothing
    assert ("72 participations" in shown, "71 participations" in shown) == (True, True)
    assert refs[1].hash.hex()[:8] in shown
    assert changed.hash.hex()[:8] in shown
    assert "restated" in page(leader, "minutes")


@pytest.mark.usefixtures("prepared")
def test_a_scan_is_tied_to_the_minutes_by_the_code_on_its_pages(line: Line, leader: Client) -> None:
    make_signed.agreed_patrols(line)
    ref = make_signed.sign()
    code = Minutes.objects.get().code
    values = {
        "signed_on-day": "1",
        "signed_on-month": "9",
        "signed_on-year": "2025",
        "place": "Sơn La",
        "vn": "Nguyễn Đình Huấn",
        "la": "Khammuong Khotvongkhun",
        "pages": "3",
    }

    answer = leader.post(
        reverse("talks:paper", args=[CODE]),
        {
            **values,
            "code": f" {code.upper()}-2 ",
            "scans": SimpleUploadedFile("scan.pdf", PDF),
        },
    )

    assert answer.status_code == 302, answer.content.decode()
    kept = Minutes.objects.get(version=2)
    assert (kept.paper, kept.code) == (ref.hash.hex(), code)
    shown = page(leader, "minutes")
    assert "signed on paper" in shown
    assert "Khammuong Khotvongkhun" in shown
    assert leader.get(reverse("talks:scan", args=[CODE, 1])).content == PDF
    assert Read.objects.filter(purpose="export").exists()


def paper(**changes: object) -> Paper:
    values: dict[str, object] = {
        "code": Minutes.objects.get().code,
        "signed_on": date(2025, 8, 12),
        "place": "Sơn La",
        "signers": {"vn": "A", "la": "B"},
        "pages": 1,
        "scans": [PDF],
    }
    return Paper(**{**values, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"code": "son-la-houaphanh-2025-0000000000"}, "other-code"),
        ({"signed_on": date(2125, 8, 12)}, "in-the-future"),
        ({"scans": []}, "no-scan"),
        ({"scans": [b""]}, "no-scan"),
        ({"scans": [b"GIF89a"]}, "not-a-scan"),
        ({"scans": [b"<svg onload=alert(1)>"]}, "not-a-scan"),
        ({"scans": [PDF] * 21}, "too-many-files"),
        ({"scans": [b"%PDF-" + bytes(scans.MOST_BYTES)]}, "too-large"),
    ],
)
def test_a_scan_that_is_none_or_of_other_pages_is_refused(
    line: Line, changes: dict[str, object], code: str
) -> None:
    make_signed.agreed_patrols(line)
    make_signed.sign()

    with pytest.raises(Refused) as refused:
        signing.keep_paper(
            CODE, paper(**changes), by=make.actor(), drafted_by=make_signed.SECRETARY
        )

    assert refused.value.code == code
    assert Minutes.objects.count() == 1


def test_the_scan_travels_to_the_other_side_with_its_document(line: Line) -> None:
    make_signed.agreed_patrols(line)
    make_signed.sign()
    ref = signing.keep_paper(
        CODE, paper(scans=[PDF, PDF]), by=make.actor(), drafted_by=make_signed.SECRETARY
    )
    line.exchange(6)

    stored = reading.version(ref.hash)
    assert stored is not None
    files = {name for name in stored.commitments if name.startswith("file_")}
    assert len(files) == 6
    assert (
        line.la.disk.shelf.commitments(ref.hash.hex(), files) <= line.la.disk.shelf.payloads.keys()
    )
    assert signed.standing(CODE, by=make.actor()).status is Status.ON_PAPER


def test_the_printed_minutes_tell_the_signed_values_and_carry_their_code(
    line: Line, tmp_path: Path
) -> None:
    refs = make_signed.agreed_patrols(line)
    make_signed.sign()
    before = printed(tmp_path)
    make_signed.replace(refs[1], 2, participants={"vn": 1, "la": 12})

    minutes = Minutes.objects.get()
    assert printed(tmp_path) == before
    assert all(minutes.code in page for page in before)
    told = " ".join(before)
    assert "72 lượt" in told.replace("\u00a0", " ")
    assert signed.cells_of(minutes)[0].definition[:16] in told


def test_the_pack_tells_signed_values_what_changed_and_the_differences(line: Line) -> None:
    refs = make_signed.agreed_patrols(line)
    make_signed.sign()
    make_signed.replace(refs[1], 2, participants={"vn": 11, "la": 12})

    files = {
        file.place: file.data
        for file in services.make_pack(
            CODE, by=make.actor(), setting=services.of_this_node(), languages=[Language.EN]
        )
    }

    report, minutes = files[f"en/{CODE}.html"].decode(), files[f"bilingual/{CODE}-minutes.html"]
    assert "values that changed since the signing" in report
    assert refs[1].hash.hex()[:10] in report
    assert Minutes.objects.get().code in minutes.decode()
    assert files[f"differences/{CODE}-en.pdf"].startswith(b"%PDF")
    assert services.count_files(by=make.actor()) == 22


def printed(folder: Path) -> Sequence[str]:
    data = services.printed_minutes(CODE, by=make.actor(), setting=services.of_this_node())
    file = folder / "minutes.pdf"
    file.write_bytes(data)
    return [page.extract_text() for page in PdfReader(file).pages]
