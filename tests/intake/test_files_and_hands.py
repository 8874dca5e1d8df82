"""A file goes through its hands once: what is sealed or withdrawn stays so, whoever asks."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import pytest
from openpyxl import Workbook

from saphan.intake import services
from saphan.intake.choices import UploadState
from saphan.intake.models import Upload
from saphan.kernel.refusals import Refused
from saphan.registers.security.models import Patrol
from tests import make, visits

TODAY = date(2025, 8, 12)
ROWS = (
    ("Số biên bản", "Thời gian", "", "Đoạn biên giới", "", "Phía Việt Nam", "Phía Lào"),
    ("", "Từ ngày", "Đến ngày", "Từ mốc", "Đến mốc", "Quân số", "Quân số"),
    ("01/BB", date(2025, 2, 5), date(2025, 2, 7), "242", "246", 12, 10),
)


@pytest.fixture
def held(db: None) -> Upload:
    """A file without doubts that an officer sent."""
    visits.person()
    book, data = Workbook(), io.BytesIO()
    for row in ROWS:
        book.worksheets[0].append(row)
    for cells in ("A1:A2", "B1:C1", "D1:E1"):
        book.worksheets[0].merge_cells(cells)
    book.save(data)
    file = services.File(data.getvalue(), "a.xlsx", "security")
    held, found = services.receive(file, by=make.actor("officer"), on=TODAY)
    assert found.clean, (found.doubts, found.refusals)
    return held


def settle(held: Upload) -> None:
    services.settle(held, {}, by=make.actor("officer"), on=TODAY)


def withdraw(held: Upload) -> None:
    services.withdraw_upload(held, by=make.actor("officer"))


def clear(held: Upload) -> None:
    services.clear_upload(held, by=make.actor("clearer"), on=TODAY)


@pytest.mark.parametrize("again", [settle, withdraw, clear])
def test_a_sealed_file_is_touched_by_nobody(held: Upload, again: Callable[[Upload], None]) -> None:
    seen_before = Upload.objects.get(pk=held.pk)
    clear(held)

    with pytest.raises(Refused) as refused:
        again(seen_before)

    assert refused.value.code == "same-file"
    assert Upload.objects.get().state == UploadState.SEALED
    assert Patrol.objects.count() == 1


@pytest.mark.parametrize("again", [settle, withdraw, clear])
def test_a_withdrawn_file_is_not_sealed_after_all(
    held: Upload, again: Callable[[Upload], None]
) -> None:
    seen_before = Upload.objects.get(pk=held.pk)
    withdraw(held)

    with pytest.raises(Refused) as refused:
        again(seen_before)

    assert refused.value.code == "file-closed"
    assert Upload.objects.get().state == UploadState.WITHDRAWN
    assert not Patrol.objects.exists()


def test_who_answered_a_files_doubts_does_not_clear_it(held: Upload) -> None:
    both = make.actor("chi-huy")
    services.settle(held, {}, by=both, on=TODAY)

    with pytest.raises(Refused) as refused:
        services.clear_upload(held, by=both, on=TODAY)

    assert refused.value.code == "own-draft"
    assert not Patrol.objects.exists()
