"""Pages of staging name kinds, columns, registers, places and sides in the reader's language."""

from __future__ import annotations

import io

import pytest
from django.conf import settings
from django.test import Client
from openpyxl import Workbook

from saphan.accounts.choices import Role
from saphan.intake import kinds, services
from saphan.intake.models import Upload
from saphan.kernel import clock
from saphan.ledger.seal import seal
from saphan.names.scripts import Script
from saphan.places.models import Name, Place
from tests import make, visits

pytestmark = pytest.mark.django_db
HEADS = {
    "vi": ("Kết quả tuần tra song phương", "Thời gian: Từ ngày", "An ninh biên giới"),
    "lo": ("ຜົນການລາດຕະເວນຮ່ວມ", "ເວລາ: ວັນທີເລີ່ມ", "ຄວາມສະຫງົບຊາຍແດນ"),
    "en": ("Bilateral patrols", "Time: First day", "Security"),
}


def reading(client: Client, address: str, *, language: str) -> str:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    answer = client.get(address, headers={"Accept-Language": language})
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.fixture
def officer() -> Client:
    return visits.at_work(Role.OFFICER, Role.REGISTRAR, Role.AUDITOR)


@pytest.fixture
def held(officer: Client) -> Upload:
    book, data = Workbook(), io.BytesIO()
    book.worksheets[0].append(("Số biên bản", "Từ ngày", "Đến ngày"))
    book.worksheets[0].append(("01/BB", "5/2/2025", "7/2/2025"))
    book.save(data)
    file = services.File(data.getvalue(), "a.xlsx", "security")
    return services.receive(file, by=make.actor("officer"), on=clock.today())[0]


@pytest.mark.parametrize("language", HEADS)
def test_a_file_names_its_tables_columns_and_register(
    officer: Client, held: Upload, language: str
) -> None:
    table, head, register = HEADS[language]

    page = reading(officer, f"/intake/files/{held.pk}", language=language)
    listed = reading(officer, "/intake/files", language=language)

    assert f"· {table}</h2>" in page
    assert f"<th>{head}</th>" in page
    assert "security.patrol" not in page
    assert "started_on" not in page
    assert f">{register}<" in listed


def test_a_draft_and_its_record_are_read_in_words(officer: Client) -> None:
    place = Place.objects.create(code="vn-son-la", kind="province", side="VN")
    Name.objects.create(
        place=place,
        language="vi",
        script=Script.LATIN,
        text="Tỉnh Sơn La",
        kind="official",
        keys_version=1,
        sort_key=b"",
    )
    entry = make.patrol_entry()
    held = services.draft(
        kinds.kind("security.patrol"), entry, by=make.actor("officer"), on=clock.today()
    )
    sealed = seal(make.patrol_entry(number="08/BB"), clearance=make.clearance())

    draft = reading(officer, f"/intake/drafts/{held.pk}", language="vi")
    record = reading(officer, f"/security/patrols/{sealed.uid}", language="vi")

    assert "<dd>Tỉnh Sơn La</dd>" in draft
    assert "Phía Việt Nam: " in draft
    assert "Mức: Dùng chung" in record


def test_why_personal_data_was_read_is_said_in_words(officer: Client, held: Upload) -> None:
    reading(officer, f"/intake/files/{held.pk}", language="vi")

    page = reading(officer, "/accounts/reads/", language="vi")

    assert "hiển thị khi đọc tệp" in page
    assert "preview" not in page


@pytest.mark.parametrize(
    "address, sheet",
    [
        ("/intake/security/import", "security.handback"),
        ("/security/patrols", "security.patrol"),
        ("/security/cases", "security.case"),
        ("/security/hand-backs", "security.handback"),
        ("/crossings/movements", "crossings.movement"),
        ("/programmes/", "programmes.pupils"),
        ("/programmes/payments", "programmes.payments"),
        ("/agreements/", "agreements.general"),
        ("/agreements/contents", "agreements.contents"),
        ("/agreements/instruments", "agreements.instruments"),
    ],
)
def test_the_template_of_an_office_is_one_step_away(
    officer: Client, address: str, sheet: str
) -> None:
    page = reading(officer, address, language="en")
    link = f"/intake/{sheet.partition('.')[0]}/template?sheet={sheet}"

    assert f'href="{link}"' in page
    assert officer.get(link).status_code == 200


def test_the_list_of_files_leads_to_the_templates_of_every_register(officer: Client) -> None:
    page = reading(officer, "/intake/files", language="en")

    assert all(f"/intake/{name}/import" in page for name in kinds.registers_with_tables())
