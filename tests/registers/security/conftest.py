"""All workbooks of this register imported once, for the tests that only look at the result."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.test import Client, override_settings
from pytest_django.plugin import DjangoDbBlocker

from saphan.accounts.services import load_authorities
from tests.accounts import make_visits as visits
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


@pytest.fixture
def at_work(authorities: object) -> Iterator[Callable[..., Client]]:
    """`at_work(Role.OFFICER)` is a client signed in as somebody with these roles."""
    cache.clear()
    quick = {
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
        "MIDDLEWARE": [one for one in settings.MIDDLEWARE if "whitenoise" not in one],
    }
    with override_settings(**quick):
        yield lambda *roles: visits.enter(visits.somebody(*roles))
