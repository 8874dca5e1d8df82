"""Every node knows the authorities of both sides."""

from __future__ import annotations

import pytest

from saphan.accounts.services import Loaded, load_authorities


@pytest.fixture
def authorities(db: None) -> Loaded:
    return load_authorities()
