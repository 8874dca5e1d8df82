"""A file names an office that its authority has, or none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from saphan.accounts.choices import Role
from saphan.accounts.services import load_authorities
from saphan.intake import services
from saphan.intake.models import Upload
from saphan.kernel.refusals import Refused
from tests import make, visits

pytestmark = pytest.mark.django_db
TABLE = "Số biên bản,Từ ngày,Đến ngày\n01/BB,5/2/2025,7/2/2025\n".encode()
OURS, THEIRS = "son-la/don-long-sap", "houaphanh/dai-doi-pa-hang"


def file(office: str) -> services.File:
    return services.File(TABLE, "a.csv", "security", office)


@pytest.mark.parametrize("office", ["nope", THEIRS])
@pytest.mark.parametrize("take", [services.try_out, services.receive])
def test_an_office_that_the_authority_does_not_have_is_refused(
    take: Callable[..., object], office: str
) -> None:
    load_authorities()

    with pytest.raises(Refused) as refused:
        take(file(office), by=make.actor(), on=date(2025, 8, 12))

    assert refused.value.code == "unknown-office"
    assert OURS in refused.value.sentence
    assert THEIRS not in refused.value.sentence.replace(office, "")
    assert not Upload.objects.exists()


def test_an_own_office_or_none_is_taken() -> None:
    load_authorities()

    for office in ("", OURS):
        held, _found = services.receive(file(office), by=make.actor(), on=date(2025, 8, 12))

        assert held.office == office


def test_the_page_offers_the_offices_that_there_are() -> None:
    client = visits.at_work(Role.OFFICER)
    sent = {"file": SimpleUploadedFile("a.csv", TABLE), "office": "nope", "do": "act"}

    answer = client.post(reverse("intake:upload", args=["security"]), sent)

    assert answer.status_code == 422
    assert OURS in answer.content.decode()
    assert not Upload.objects.exists()
