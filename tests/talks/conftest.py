"""What tests of the talks may ask for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import override_settings

from saphan.accounts.services import load_authorities
from tests.talks import make_talks


@pytest.fixture(autouse=True)
def quick_pages() -> Iterator[None]:
    """A safe hash takes a third of a second by design; static files are not asked for here."""
    with override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        MIDDLEWARE=[one for one in settings.MIDDLEWARE if "whitenoise" not in one],
    ):
        yield


@pytest.fixture
def talks(db: None) -> str:
    """The code of the talks, whose records add up to the published figures."""
    load_authorities()
    make_talks.seal_talks()
    return make_talks.CODE


@pytest.fixture
def bare_talks(db: None) -> str:
    """Talks of which nothing but the meeting is recorded: no figure has a record."""
    load_authorities()
    make_talks.seal_meeting()
    return make_talks.CODE
