"""Every node knows the authorities of both sides."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import override_settings

from saphan.accounts.services import Loaded, load_authorities


@pytest.fixture(autouse=True)
def quick_pages() -> Iterator[None]:
    """A safe hash takes a third of a second by design; static files are not asked for here."""
    with override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        MIDDLEWARE=[one for one in settings.MIDDLEWARE if "whitenoise" not in one],
    ):
        yield


@pytest.fixture
def authorities(db: None) -> Loaded:
    return load_authorities()


@pytest.fixture(autouse=True)
def no_limits_left_over() -> None:
    """Limits on guessing are counted in the cache."""
    cache.clear()
