from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from saphan.accounts.choices import Role
from saphan.accounts.models import Read
from saphan.accounts.services import log_read
from tests.accounts import make_accounts as make

NOW = datetime(2025, 8, 12, 8, tzinfo=UTC)
OFFICER = make.actor(Role.OFFICER, login="lan")
pytestmark = pytest.mark.django_db


def read(*uids: str, by: str = "lan", authority: str = "vn-son-la") -> Read | None:
    actor = make.actor(Role.OFFICER, login=by, authority=authority)
    return log_read(uids, path="/security/cases/", purpose="list security.case", by=actor, at=NOW)


def test_one_page_is_one_row() -> None:
    row = read("b", "a", "b")

    assert Read.objects.count() == 1
    assert row is not None
    assert row.uids == ["a", "b"]


def test_a_page_about_nobody_leaves_no_row() -> None:
    assert read() is None
    assert not Read.objects.exists()


@pytest.mark.parametrize(
    "verb", ["UPDATE accounts_read SET login = 'x'", "DELETE FROM accounts_read"]
)
def test_the_database_refuses_to_change_the_log(verb: str) -> None:
    read("a")

    refuses = pytest.raises(DatabaseError, match="append-only")
    with refuses, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(verb)

    assert Read.objects.get().login == "lan"


def test_a_person_can_be_shown_who_read_the_record() -> None:
    read("a", "b", by="lan")
    read("b", by="minh")

    assert [row.login for row in Read.objects.of("a")] == ["lan"]
    assert [row.login for row in Read.objects.of("b")] == ["minh", "lan"]


def test_an_auditor_sees_the_log_of_his_own_authority() -> None:
    read("a", authority="vn-son-la")
    read("a", authority="vn-nghe-an")

    auditor = make.actor(Role.AUDITOR)

    assert [row.authority for row in Read.objects.visible_to(auditor)] == ["vn-son-la"]
    assert not Read.objects.visible_to(make.actor(Role.ADMINISTRATOR)).exists()


def test_who_read_a_record_is_found_by_index() -> None:
    read("a")

    with connection.cursor() as cursor:
        cursor.execute("SET enable_seqscan = off")
        plan = Read.objects.of("a").explain()

    assert "read_uids" in plan
