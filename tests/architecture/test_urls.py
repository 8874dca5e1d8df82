"""Every address stands in urls.toml with who may open it; a new one without a row fails."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

TABLE: dict[str, str] = tomllib.loads((Path(__file__).parent / "urls.toml").read_text("utf-8"))
PUBLIC = "public"


def addresses(
    patterns: list[URLPattern | URLResolver], *, within: str = "", route: str = ""
) -> Iterator[str]:
    """Full name of each address; one without a name is known by its route."""
    for pattern in patterns:
        path = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            space = f"{within}{pattern.namespace}:" if pattern.namespace else within
            yield from addresses(pattern.url_patterns, within=space, route=path)
        else:
            yield f"{within}{pattern.name}" if pattern.name else f"/{path}"


def all_addresses() -> list[str]:
    return sorted(set(addresses(get_resolver().url_patterns)))


def closed_without_arguments() -> Iterator[tuple[str, str]]:
    """Name and path of each address that asks for a login and takes nothing from its path."""
    for name, ability in sorted(TABLE.items()):
        if ability != PUBLIC:
            try:
                yield name, reverse(name)
            except NoReverseMatch:
                continue


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert all_addresses() == sorted(TABLE)


@pytest.mark.django_db
def test_who_has_not_logged_in_opens_no_closed_page(client: Client) -> None:
    opened = [
        name
        for name, path in closed_without_arguments()
        if client.get(path).status_code not in {302, 401, 403, 405}
    ]

    assert opened == []
