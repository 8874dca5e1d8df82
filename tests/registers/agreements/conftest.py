"""The workbook of the talks, sealed; people who work with agreements, on the day after."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client, override_settings

from demo import talks
from demo.writers import write
from saphan.intake import services
from saphan.intake.services import File
from saphan.kernel import clock
from tests import make
from tests.accounts import make_visits as visits
from tests.registers.agreements.make_agreements import TODAY


@pytest.fixture
def held_talks(authorities: object, tmp_path: Path) -> None:
    """Everything that the workbook of the talks says."""
    book = talks.book(Random(38))
    answers = {doubt.address: doubt.truth for doubt in book.doubts}
    data = write(book, tmp_path).read_bytes()
    file = File(data, book.file, "agreements", "son-la/phong-tham-muu", answers)
    held, _found = services.receive(file, by=make.actor("officer"), on=TODAY)
    services.clear_upload(held, by=make.actor("clearer"), on=TODAY)


@pytest.fixture
def at_work(
    authorities: object, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Client]]:
    """`at_work(Role.OFFICER)` is a client signed in with these roles."""
    cache.clear()
    quick = {
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
        "MIDDLEWARE": [one for one in settings.MIDDLEWARE if "whitenoise" not in one],
    }
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    with override_settings(**quick):
        yield lambda *roles: visits.enter(visits.somebody(*roles))
