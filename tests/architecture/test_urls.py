"""Every address stands in urls.toml with who may open it; a new one without a row fails.

A row says `public`, `login` (any actor), an ability, or `register.<verb>`: the ability of the
register that the addressed record belongs to, demanded by the view once it knows the record. An
address of the API says what each of its methods demands.
"""

from __future__ import annotations

import inspect
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from saphan.web.api import AtWork

TABLE: dict[str, str] = tomllib.loads((Path(__file__).parent / "urls.toml").read_text("utf-8"))
PUBLIC, LOGIN, BY_RECORD = "public", "login", "register."


def addresses(
    patterns: list[URLPattern | URLResolver], *, within: str = "", route: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    """Full name of each address and its pattern; one without a name is known by its route."""
    for pattern in patterns:
        path = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            space = f"{within}{pattern.namespace}:" if pattern.namespace else within
            yield from addresses(pattern.url_patterns, within=space, route=path)
        else:
            yield (f"{within}{pattern.name}" if pattern.name else f"/{path}"), pattern


def all_addresses() -> dict[str, URLPattern]:
    """By name; of two addresses with one name the earlier one answers."""
    found: dict[str, URLPattern] = {}
    for name, pattern in addresses(get_resolver().url_patterns):
        found.setdefault(name, pattern)
    return {name: found[name] for name in sorted(found)}


def guards_of(view: Callable[..., Any]) -> Iterator[AtWork]:
    """What guards the methods of an address of the API; nothing for a page."""
    closure = inspect.getclosurevars(view).nonlocals if inspect.isfunction(view) else {}
    for operation in getattr(closure.get("self"), "operations", ()):
        yield from operation.auth_callbacks


def demanded(pattern: URLPattern) -> str:
    """What the view itself says it demands."""
    view = pattern.callback
    if not getattr(view, "login_required", True):
        return PUBLIC
    guards = list(guards_of(view))
    if guards:
        return " ".join(sorted({guard.ability or LOGIN for guard in guards}))
    return getattr(getattr(view, "view_class", None), "ability", "") or LOGIN


def closed_without_arguments() -> Iterator[tuple[str, str]]:
    """Name and path of each address that asks for a login and takes nothing from its path."""
    for name, ability in sorted(TABLE.items()):
        if ability != PUBLIC:
            try:
                yield name, reverse(name)
            except NoReverseMatch:
                continue


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert list(all_addresses()) == sorted(TABLE)


def test_a_row_says_what_the_view_demands() -> None:
    said = {name: LOGIN if who.startswith(BY_RECORD) else who for name, who in TABLE.items()}

    assert {name: demanded(pattern) for name, pattern in all_addresses().items()} == said


@pytest.mark.django_db
def test_who_has_not_logged_in_opens_no_closed_page(client: Client) -> None:
    opened = [
        name
        for name, path in closed_without_arguments()
        if client.get(path).status_code not in {302, 401, 403, 405}
    ]

    assert opened == []
