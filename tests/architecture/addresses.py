"""Every address of the node: its name, its path, and what it says that it demands."""

from __future__ import annotations

import inspect
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from saphan.web.api import AtWork
from saphan.web.lists import ListPage

TABLE: dict[str, str] = tomllib.loads((Path(__file__).parent / "urls.toml").read_text("utf-8"))
PUBLIC, LOGIN, BY_RECORD = "public", "login", "register."
NOBODY = "00000000-0000-4000-8000-000000000000"
SAMPLES = {"IntConverter": "999999", "UUIDConverter": NOBODY, "UUIDStrConverter": NOBODY}


@dataclass(frozen=True, slots=True)
class Address:
    """One address; `takes` names what it takes from its path, with a value that fits."""

    name: str
    view: Callable[..., Any]
    takes: dict[str, str]

    @property
    def path(self) -> str:
        """A path that leads here and names no record that exists."""
        return reverse(self.name, kwargs=self.takes)

    @property
    def is_list(self) -> bool:
        return issubclass(getattr(self.view, "view_class", object), ListPage)

    def operations(self) -> Iterator[tuple[str, str]]:
        """Method and ability of each operation of the API here; nothing for a page."""
        closure = inspect.getclosurevars(self.view).nonlocals if is_plain(self.view) else {}
        for operation in getattr(closure.get("self"), "operations", ()):
            for guard in operation.auth_callbacks:
                assert isinstance(guard, AtWork)
                yield from ((method, guard.ability) for method in operation.methods)

    def demands(self) -> str:
        """What the view itself says it demands, as the table writes it."""
        if not getattr(self.view, "login_required", True):
            return PUBLIC
        operations = list(self.operations())
        if operations:
            return " ".join(sorted({ability or LOGIN for _, ability in operations}))
        return getattr(getattr(self.view, "view_class", None), "ability", "") or LOGIN


def is_plain(view: Callable[..., Any]) -> bool:
    return inspect.isfunction(view)


def all_addresses() -> dict[str, Address]:
    """By name; of two addresses with one name the earlier one answers."""
    found: dict[str, Address] = {}
    for address in _within(get_resolver().url_patterns):
        found.setdefault(address.name, address)
    return {name: found[name] for name in sorted(found)}


def _within(
    patterns: list[URLPattern | URLResolver],
    *,
    space: str = "",
    route: str = "",
    taken: dict[str, str] | None = None,
) -> Iterator[Address]:
    """Full name of each address; one without a name is known by its route."""
    for pattern in patterns:
        path = route + str(pattern.pattern)
        takes = {**(taken or {}), **_samples(pattern)}
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _within(pattern.url_patterns, space=inner, route=path, taken=takes)
        else:
            name = f"{space}{pattern.name}" if pattern.name else f"/{path}"
            yield Address(name, pattern.callback, takes)


def _samples(pattern: URLPattern | URLResolver) -> dict[str, str]:
    converters = pattern.pattern.converters
    return {name: SAMPLES.get(type(one).__name__, "none") for name, one in converters.items()}
