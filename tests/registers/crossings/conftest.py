"""The gates of both banks, and people who work at a gate's desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client, override_settings

from saphan.places import services as gazetteer
from tests.accounts import make_visits as visits


@pytest.fixture
def gates(db: None) -> None:
    gazetteer.load(communes=False)


@pytest.fixture
def at_work(authorities: object, gates: None) -> Iterator[Callable[..., Client]]:
    """`at_work(Role.OFFICER)` is a client signed in as somebody with these roles."""
    cache.clear()
    quick = {
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
        "MIDDLEWARE": [one for one in settings.MIDDLEWARE if "whitenoise" not in one],
    }
    with override_settings(**quick):
        yield lambda *roles: visits.enter(visits.somebody(*roles))
