"""Every address stands in urls.toml with who may open it; a new one without a row fails.

A row says `public`, `login` (any actor), an ability, or `register.<verb>`: the ability of the
register that the addressed record belongs to, demanded by the view once it knows the record. An
address of the API says what each of its methods demands.

Addresses that take something from their path are asked for a record that does not exist: who lacks
the ability is refused before anything is looked up.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client

from saphan.accounts import services
from saphan.accounts.choices import Role
from saphan.accounts.models import Authority
from saphan.accounts.roles import all_abilities, registers
from saphan.accounts.services import AtWork
from saphan.kernel.actors import Actor
from saphan.kernel.sides import Side
from tests.architecture.addresses import BY_RECORD, LOGIN, PUBLIC, TABLE, all_addresses
from tests.visits import at_work

REFUSED = 403
AUTHORITIES = ("vn-son-la", "la-houaphanh")


class Door:
    """A browser at work whose abilities a test sets before each request."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, authority: str) -> None:
        self.client = at_work(Role.READER, authority=authority)
        self.client.raise_request_exception = False
        self.authority = Authority.objects.get(code=authority)
        self.abilities: frozenset[str] = frozenset()
        monkeypatch.setattr(services, "at_work", self._someone)

    def _someone(self, *_: object, **__: object) -> AtWork:
        code, side = self.authority.code, Side(self.authority.side)
        return AtWork(Actor("an.officer", "An Officer", code, side, self.abilities), self.authority)

    def status(self, method: str, path: str, *, abilities: frozenset[str]) -> int:
        """What an actor with exactly these abilities is answered; a body is never sent."""
        self.abilities = abilities
        return self.client.generic(method, path, content_type="application/json").status_code


@pytest.fixture(params=AUTHORITIES)
def door(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, db: None) -> Door:
    return Door(monkeypatch, request.param)


def guarded() -> Iterator[tuple[str, str, str]]:
    """Method, path and ability of everything that demands one ability before it looks further."""
    for name, address in all_addresses().items():
        operations = list(address.operations())
        if operations:
            yield from (
                (method, address.path, ability) for method, ability in operations if ability
            )
        elif TABLE[name] not in {PUBLIC, LOGIN} and not TABLE[name].startswith(BY_RECORD):
            yield from ((method, address.path, TABLE[name]) for method in ("GET", "POST"))


def closed_without_arguments() -> Iterator[tuple[str, str]]:
    """Name and path of each address that asks for a login and takes nothing from its path."""
    for name, address in all_addresses().items():
        if TABLE[name] != PUBLIC and not address.takes and not name.startswith("/"):
            yield name, address.path


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert list(all_addresses()) == sorted(TABLE)


def test_a_row_says_what_the_view_demands() -> None:
    said = {name: LOGIN if who.startswith(BY_RECORD) else who for name, who in TABLE.items()}

    assert {name: address.demands() for name, address in all_addresses().items()} == said


@pytest.mark.django_db
def test_who_has_not_logged_in_opens_no_closed_page(client: Client) -> None:
    opened = [
        name
        for name, path in closed_without_arguments()
        if client.get(path).status_code not in {302, 401, 403, 405}
    ]

    assert opened == []


def test_every_ability_but_the_one_demanded_opens_nothing(door: Door) -> None:
    opened = [
        (method, path, ability)
        for method, path, ability in guarded()
        if door.status(method, path, abilities=all_abilities() - {ability}) != REFUSED
    ]

    assert len(list(guarded())) > 100
    assert opened == []


def test_the_ability_demanded_is_enough_to_be_let_in(door: Door) -> None:
    shut = [
        (method, path, ability, status)
        for method, path, ability in guarded()
        if (status := door.status(method, path, abilities=frozenset({ability}))) == REFUSED
        or status >= 500
    ]

    assert shut == []


def test_the_abilities_of_the_table_are_those_that_roles_give() -> None:
    demanded = {ability for _, _, ability in guarded()}

    assert demanded - all_abilities() == set()


def test_an_actor_without_any_ability_meets_no_fault(door: Door) -> None:
    broken = [
        (name, status)
        for name, path in closed_without_arguments()
        if (status := door.status("GET", path, abilities=frozenset())) >= 500
    ]

    assert broken == []


def test_saving_a_list_of_names_takes_the_ability_to_export_and_any_other_takes_none(
    door: Door,
) -> None:
    others = frozenset(one for one in all_abilities() if not one.endswith(".export"))
    lists = {
        name: address
        for name, address in all_addresses().items()
        if name.split(":")[0] in registers() and address.is_list
    }

    refused = {
        name
        for name, address in lists.items()
        if door.status("GET", f"{address.path}?export=csv", abilities=others) == REFUSED
    }

    assert refused == {"crossings:travellers"}
