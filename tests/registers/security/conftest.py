"""All workbooks of this register imported once, for the tests that only look at the result."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from saphan.accounts.services import load_authorities
from tests.registers.security import offices_files


@pytest.fixture(scope="module")
def imported(
    demo_folder: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[dict[str, int]]:
    """Sealed records by file; the whole module sees them, and they are gone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_authorities()
        yield offices_files.import_all(demo_folder)
        transaction.set_rollback(True)
