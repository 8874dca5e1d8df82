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
    """A safe hash takes a third of a second by design; static files are not asked for here.

    Limits on guessing are counted in memory, and no test inherits those of another.
    """
    with override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        MIDDLEWARE=[one for one in settings.MIDDLEWARE if "whitenoise" not in one],
        CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
    ):
        cache.clear()
        yield


@pytest.fixture
def authorities(db: None) -> Loaded:
    return load_authorities()
