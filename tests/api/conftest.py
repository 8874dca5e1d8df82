"""Whoever asks the API here has logged in on a page before."""

from __future__ import annotations

import pytest
from django.test import Client

from saphan.accounts.choices import Role
from tests import visits


@pytest.fixture
def officer(db: None) -> Client:
    return visits.at_work(Role.OFFICER, login="chong")


@pytest.fixture
def clearer(db: None) -> Client:
    return visits.at_work(Role.CLEARER, login="duyet")


@pytest.fixture
def reader(db: None) -> Client:
    return visits.at_work(Role.READER, login="doc")
