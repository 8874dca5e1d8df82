"""The pupils' workbook, and people who work with programmes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client, override_settings

from saphan.kernel import clock
from tests.accounts import make_visits as visits
from tests.registers.programmes import make_programmes as make


@pytest.fixture
def workbook(authorities: object, tmp_path: Path) -> make.Workbook:
    return make.workbook(tmp_path)


@pytest.fixture
def at_work(
    authorities: object, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Client]]:
    """`at_work(Role.OFFICER)` is a client signed in with these roles, on the day of the talks."""
    cache.clear()
    quick = {
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
        "MIDDLEWARE": [one for one in settings.MIDDLEWARE if "whitenoise" not in one],
    }
    monkeypatch.setattr(clock, "today", lambda: make.TALKS)
    with override_settings(**quick):
        yield lambda *roles: visits.enter(visits.somebody(*roles))
