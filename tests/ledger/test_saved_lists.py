"""A list saved as a file asks the level: what stands above `shared` stays behind (EXCHANGE 3)."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from saphan.accounts.choices import Role
from saphan.accounts.roles import registers
from saphan.intake import kinds, services
from saphan.kernel import clock
from saphan.ledger.lists import RecordList
from saphan.ledger.records import Entry
from saphan.places import services as gazetteer
from saphan.registers.security.models import Patrol
from saphan.registers.security.services import record_patrols
from tests import make, visits
from tests.architecture.addresses import all_addresses
from tests.registers.crossings import make_crossings as crossings

DAY = date(2025, 8, 12)


def sealed(number: str, **level: Any) -> None:
    entry = replace(make.patrol_entry(number=number), **level)
    record_patrols([entry], by=make.actor(), clearance=make.clearance(), on=DAY)


def csv(client: Client, name: str) -> list[str]:
    answer = client.get(reverse(name), {"export": "csv"})
    return answer.getvalue().decode().splitlines()


def xlsx(client: Client, name: str) -> list[str]:
    answer = client.get(reverse(name), {"export": "xlsx"})
    sheet = load_workbook(io.BytesIO(answer.getvalue())).active
    assert sheet is not None
    return [",".join(str(cell) for cell in row) for row in sheet.iter_rows(values_only=True)]


@pytest.fixture
def client(db: None) -> Client:
    return visits.at_work(Role.CLEARER)


@pytest.mark.parametrize("saved", [csv, xlsx])
def test_what_stands_too_high_stays_behind_and_is_counted(
    client: Client, saved: Callable[[Client, str], list[str]]
) -> None:
    sealed("01/BB")
    sealed("02/BB", level="public")
    sealed("03/BB", level="internal", basis="12/QĐ")
    sealed("04/BB", level="secret", basis="12/QĐ")

    lines = saved(client, "security:patrols")

    numbers = [n for n in ("01", "02", "03", "04") if any(f"{n}/BB" in line for line in lines)]
    assert numbers == ["01", "02"]
    assert len(lines) == 4
    assert "2 records are not in this file" in lines[-1]


def test_the_page_itself_still_shows_them(client: Client) -> None:
    sealed("04/BB", level="secret", basis="12/QĐ")

    assert "04/BB" in client.get(reverse("security:patrols")).content.decode()


def test_a_level_that_has_ended_keeps_nothing_behind(client: Client) -> None:
    sealed("01/BB", level="secret", basis="12/QĐ", until=date(2025, 8, 12))
    sealed("02/BB", level="secret", basis="12/QĐ", until=clock.today())

    lines = csv(client, "security:patrols")

    assert "01/BB" in lines[1]
    assert "1 record is not in this file" in lines[2]


def test_a_list_that_leaves_whole_says_nothing_more(client: Client) -> None:
    sealed("01/BB")

    assert len(csv(client, "security:patrols")) == 2


def test_drafts_of_such_records_and_of_their_ends_stay_behind(client: Client) -> None:
    kind, by = kinds.kind("security.patrol"), make.actor("writer")
    entry = replace(make.patrol_entry(number="05/BB"), level="internal", basis="12/QĐ")
    services.draft(kind, entry, by=by, on=DAY)
    services.draft(kind, make.patrol_entry(number="06/BB"), by=by, on=DAY)
    sealed("07/BB", level="secret", basis="12/QĐ")
    row = Patrol.objects.get()
    services.draft_end(kind, uid=row.uid, prev=bytes(row.version_hash), reason="twice", by=by)

    lines = csv(client, "intake:drafts")

    assert [n for n in ("05", "06", "07") if any(f"{n}/BB" in one for one in lines)] == ["06"]
    assert "2 records are not in this file" in lines[-1]


def test_a_gate_stays_behind_with_its_decision(client: Client) -> None:
    gazetteer.load(communes=False)
    decided = Entry(uid=uuid4(), core=crossings.gate(), level="secret", basis="12/QĐ")
    before = len(csv(client, "crossings:gates"))
    kind = kinds.kind("crossings.gate")
    kind.record([decided], by=make.actor(), clearance=make.clearance(), on=DAY)

    lines = csv(client, "crossings:gates")

    assert len(lines) == before
    assert "1 record is not in this file" in lines[-1]


HOLD_RECORDS = set(registers()) - {"exchange"}
"""The lists of the exchange name bundles and documents by their hash, and show nothing of them."""


def test_every_list_of_a_register_asks_the_level() -> None:
    lists = [
        (name, getattr(address.view, "view_class", object))
        for name, address in all_addresses().items()
        if address.is_list and name.split(":")[0] in HOLD_RECORDS
    ]

    assert len(lists) > 10
    assert [name for name, view in lists if not issubclass(view, RecordList)] == []


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.READER, Role.OFFICER, Role.LEADER, Role.AUDITOR])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_who_may_read_a_list_without_names_may_save_it(role: Role, form: str) -> None:
    sealed("01/BB")
    client = visits.at_work(role)

    page = client.get(reverse("security:patrols")).content.decode()
    answer = client.get(reverse("security:patrols"), {"export": form})

    assert f"export={form}" in page
    assert answer.status_code == 200
    assert answer.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "status"), [(Role.OFFICER, 403), (Role.CLEARER, 200)])
def test_a_list_of_names_is_saved_by_those_who_may_export(role: Role, status: int) -> None:
    gazetteer.load(communes=False)
    crossings.record(crossings.entry())
    client = visits.at_work(role)

    page = client.get(reverse("crossings:travellers")).content.decode()
    answer = client.get(reverse("crossings:travellers"), {"export": "csv"})

    assert ("export=csv" in page) == (status == 200)
    assert answer.status_code == status


def test_saving_asks_for_more_than_reading_where_a_list_holds_names_and_nowhere_else() -> None:
    lists: dict[str, Any] = {
        name: getattr(address.view, "view_class", None)
        for name, address in all_addresses().items()
        if address.is_list
    }

    assert [name for name, one in lists.items() if one.personal] == ["crossings:travellers"]
    assert [name for name, one in lists.items() if bool(one.export_ability) != one.personal] == []
