"""A draft names one version of one record, in text that hides nothing."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from saphan.accounts.choices import Role
from saphan.accounts.models import Read
from saphan.intake import kinds, services
from saphan.intake.api import drafted
from saphan.intake.models import Draft, Upload
from saphan.kernel import clock
from saphan.kernel.refusals import Refused
from saphan.ledger.records import DocumentRef
from saphan.ledger.seal import seal
from tests import make, visits

pytestmark = pytest.mark.django_db
PATROL = "security.patrol"


@pytest.fixture
def officer(db: None) -> Client:
    return visits.at_work(Role.OFFICER)


@pytest.fixture
def sealed(db: None) -> DocumentRef:
    return seal(make.patrol_entry(), clearance=make.clearance())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("07/\0BB", "control-character"),
        ("07/BB\u202e", "direction-mark"),
        ("Bie\u0302n ba\u0309n", "not-nfc"),
        ("\ud800", "surrogate"),
        ("\u0378", "unassigned-character"),
        ("a" * 2**20, "too-large"),
    ],
)
def test_text_that_hides_something_is_not_drafted(text: str, code: str) -> None:
    entry = make.patrol_entry(number=text)

    with pytest.raises(Refused) as refused:
        services.draft(kinds.kind(PATROL), entry, by=make.actor(), on=clock.today())

    assert refused.value.code == code
    assert not Draft.objects.exists()


def test_a_sealed_record_is_not_drafted_as_if_it_were_new(sealed: DocumentRef) -> None:
    again = make.patrol_entry(uid=sealed.uid)

    with pytest.raises(Refused) as refused:
        services.draft(kinds.kind(PATROL), again, by=make.actor(), on=clock.today())

    assert refused.value.code == "changed-meanwhile"


def test_a_record_does_not_end_as_another_kind(sealed: DocumentRef) -> None:
    with pytest.raises(Refused) as refused:
        services.draft_end(
            kinds.kind("crossings.movement"),
            uid=sealed.uid,
            prev=sealed.hash,
            reason="twice",
            by=make.actor(),
        )

    assert refused.value.code == "no-record"


@pytest.mark.parametrize("kind", ["security.case", "crossings.movement", "no.such"])
@pytest.mark.parametrize("page", ["end", "evidence"])
def test_an_address_of_the_wrong_kind_leads_nowhere(
    officer: Client, sealed: DocumentRef, kind: str, page: str
) -> None:
    answer = officer.get(f"/intake/{kind}/{sealed.uid}/{page}")

    assert answer.status_code == 404


@pytest.mark.parametrize("version", ["zz", "é", "00", ""])
def test_a_tampered_version_is_refused(officer: Client, sealed: DocumentRef, version: str) -> None:
    said = {"note": "twice", "do": "act", "version": version}

    answer = officer.post(f"/intake/{PATROL}/{sealed.uid}/end", said)

    assert answer.status_code == 409
    assert not Draft.objects.exists()


def test_a_draft_opens_in_the_form_of_its_kind_only(officer: Client, sealed: DocumentRef) -> None:
    ends = services.draft_end(
        kinds.kind(PATROL), uid=sealed.uid, prev=sealed.hash, reason="twice", by=make.actor()
    )
    new = services.draft(
        kinds.kind(PATROL), make.patrol_entry(uid=uuid4()), by=make.actor(), on=clock.today()
    )

    codes = [
        officer.get(f"/security/patrols/drafts/{ends.pk}").status_code,
        officer.get(f"/security/cases/drafts/{new.pk}").status_code,
    ]

    assert codes == [404, 404]


def uploaded(**said: Any) -> Upload:
    values: dict[str, Any] = {
        "sha256": "ab" * 32,
        "filename": "a.csv",
        "data": b"x",
        "register": "security",
        "authority": "vn-son-la",
        "uploaded_by": "ha",
        "uploaded_name": "Hà",
        "uploaded_at": clock.now(),
    }
    return Upload.objects.create(**{**values, **said})


def test_taking_an_offices_file_is_logged(officer: Client) -> None:
    held = uploaded()

    answer = officer.get(f"/intake/files/{held.pk}/source")

    assert answer.status_code == 200
    assert [(read.purpose, read.uids) for read in Read.objects.all()] == [("export", ["ab" * 32])]


def test_what_is_written_in_a_file_is_personal(officer: Client) -> None:
    found = {"sheet": "A", "cell": "B2", "text": "Song A Pao", "sentence": "", "code": "two-days"}
    held = uploaded(
        state="doubtful",
        report={
            "file": "a.csv",
            "sha256": "ab" * 32,
            "register": "security",
            "rows": 1,
            "accepted": 0,
            "sealed": 0,
            "refused": [found],
            "doubtful": [{**found, "readings": ["Song A Pao"]}],
        },
    )
    leader = visits.at_work(Role.LEADER)
    paths = (f"/api/v1/uploads/{held.pk}", "/api/v1/uploads", f"/intake/files/{held.pk}")

    shown = [leader.get(path).content.decode() for path in paths]

    assert not any("A Pao" in page for page in shown)
    assert "A Pao" in officer.get(paths[0]).content.decode()
    assert Read.objects.get().purpose == "preview"


@pytest.mark.parametrize("verb", ["clear", "check"])
def test_nobody_clears_what_was_changed_after_he_looked(verb: str) -> None:
    kind, author = kinds.kind(PATROL), make.actor("officer")
    held = services.draft(kind, make.patrol_entry(), by=author, on=clock.today())
    clearer = visits.at_work(Role.CLEARER)
    page = clearer.get(f"/intake/drafts/{held.pk}").content.decode()
    (address,) = re.findall(rf'"(/intake/drafts/{held.pk}/{verb}\?seen=[0-9a-f]+)"', page)
    changed = make.patrol_entry(uid=held.uid, number="66/BB")
    services.correct(held, changed, by=author, on=clock.today())

    answer = clearer.post(address, {"do": "act"})

    assert answer.status_code == 409
    assert Draft.objects.get().state == "drafted"


def test_a_draft_given_back_was_checked_by_nobody() -> None:
    kind, entry, today = kinds.kind(PATROL), make.patrol_entry(), clock.today()
    officer, checker = make.actor("officer"), make.actor("checker")
    held = services.draft(kind, entry, by=officer, on=today)
    services.check(held, by=checker)

    services.give_back(held, note="The number of the minutes.", by=checker)
    services.correct(held, entry, by=officer, on=today)

    held.refresh_from_db()
    assert (held.state, held.checked_by, held.checked_name) == ("drafted", "", "")
    assert drafted(held)["checked_by"] == ""
