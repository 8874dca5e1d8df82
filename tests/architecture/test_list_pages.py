"""Every list page asks the database a frozen number of questions, however many rows it has."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from saphan.accounts.choices import Role
from saphan.intake import kinds, services
from saphan.kernel import clock
from tests import make, visits
from tests.architecture.addresses import Address, all_addresses

type Frozen = Callable[[str], AbstractContextManager[None]]
TODAY = date(2025, 8, 12)


def lists() -> list[Address]:
    return [address for address in all_addresses().values() if address.is_list]


@pytest.fixture
def anyone(db: None) -> Client:
    """Somebody who may open every list."""
    return visits.at_work(*Role)


def add_rows(number: int) -> None:
    """People at work, drafts that wait and files that were sent."""
    for each in range(number):
        visits.person(Role.OFFICER, Role.CHECKER)
        entry = make.patrol_entry(number=f"{number}-{each}/BB")
        services.draft(kinds.kind("security.patrol"), entry, by=make.actor(), on=clock.today())
        text = io.StringIO()
        text.write(f"Nothing that an office writes,{number},{each}\n")
        file = services.File(text.getvalue().encode(), f"{number}-{each}.csv", "security")
        services.receive(file, by=make.actor("officer"), on=TODAY)


@pytest.mark.parametrize("page", lists(), ids=lambda page: page.name)
def test_a_list_asks_a_frozen_number_of_questions(
    page: Address, anyone: Client, frozen_queries: Frozen
) -> None:
    add_rows(1)
    anyone.get(page.path)

    with frozen_queries(page.name):
        answer = anyone.get(page.path)

    assert answer.status_code == 200


@pytest.mark.parametrize("name", ["accounts:people", "intake:drafts", "intake:uploads"])
def test_more_rows_are_no_more_questions(name: str, anyone: Client) -> None:
    page = all_addresses()[name]
    add_rows(1)
    anyone.get(page.path)

    with CaptureQueriesContext(connection) as few:
        anyone.get(page.path)
    add_rows(4)
    with CaptureQueriesContext(connection) as many:
        anyone.get(page.path)

    assert len(many) == len(few)
