"""What an auditor sees of the journal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client, override_settings
from django.urls import reverse

from saphan.accounts.choices import Role
from saphan.accounts.services import load_authorities
from saphan.ledger.models import Audit
from tests.accounts import make_visits as visit
from tests.ledger import make_ledger as ledger

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quick_pages(db: None) -> Iterator[None]:
    load_authorities()
    cache.clear()
    with override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        MIDDLEWARE=[one for one in settings.MIDDLEWARE if "whitenoise" not in one],
    ):
        yield


def auditor() -> Client:
    return visit.enter(visit.somebody(Role.AUDITOR))


def page(client: Client, name: str, **query: str) -> str:
    answer = client.get(reverse(name), query)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("name", ["ledger:journal", "ledger:check"])
@pytest.mark.parametrize("role", [Role.CLEARER, Role.ADMINISTRATOR, Role.LEADER])
def test_only_an_auditor_opens_the_journal(name: str, role: Role) -> None:
    assert visit.enter(visit.somebody(role)).get(reverse(name)).status_code == 403


def test_the_journal_shows_lines_and_the_key_as_on_paper() -> None:
    refs = ledger.signed_journal()
    ledger.sealed()

    shown = page(auditor(), "ledger:journal")

    assert refs[4].hash.hex() in shown
    assert shown.index(refs[4].hash.hex()) < shown.index(refs[0].hash.hex())
    assert ledger.printed_key() in shown
    assert "security.patrol/1" in shown


def test_a_line_is_found_by_record_by_hash_and_by_number() -> None:
    refs = ledger.signed_journal()
    client = auditor()

    by_hash = page(client, "ledger:journal", q=refs[1].hash.hex()[:12])
    by_record = page(client, "ledger:journal", q=str(refs[0].uid))
    by_number = page(client, "ledger:journal", q="3")

    assert [ref.hash.hex() in by_hash for ref in refs] == [False, True, False, False, False]
    assert [ref.hash.hex() in by_record for ref in refs] == [True, False, False, True, False]
    assert [ref.hash.hex() in by_number for ref in refs] == [False, False, True, False, False]
    assert refs[0].hash.hex() not in page(client, "ledger:journal", q="no such thing")


def test_a_journal_page_asks_the_database_few_questions(
    frozen_queries: Callable[[str], AbstractContextManager[None]],
) -> None:
    ledger.signed_journal()
    client = auditor()

    with frozen_queries("ledger journal list"):
        page(client, "ledger:journal")


def test_a_new_node_has_an_empty_journal() -> None:
    assert "No head is signed yet" in page(auditor(), "ledger:journal")


def test_a_check_is_kept_and_names_what_is_wrong() -> None:
    ledger.signed_journal()
    client = auditor()

    sound = client.post(reverse("ledger:check"), follow=True).content.decode()
    ledger.tamper("DELETE FROM ledger_journalline WHERE seq = 2")
    damaged = client.post(reverse("ledger:check"), follow=True).content.decode()

    assert "gap-before" not in sound
    assert "own:3: gap-before" in damaged
    assert [len(audit.faults) for audit in Audit.objects.all()] == [0, 2]
    assert ledger.printed_key() in damaged


def test_a_long_journal_is_checked_by_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    ledger.signed_journal()
    monkeypatch.setattr("saphan.ledger.views.MOST_WHILE_WAITING", 3)

    answer = auditor().post(reverse("ledger:check"))

    assert answer.status_code == 409
    assert not Audit.objects.exists()
