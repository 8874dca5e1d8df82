"""The main menu: each floor adds its doors when it starts; an actor sees those he may open."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

from saphan.kernel.actors import Actor


@dataclass(frozen=True, slots=True)
class MenuItem:
    """`route` is a URL name without arguments; no `ability` means every signed-in actor."""

    label: str | Promise
    route: str
    ability: str = ""
    order: int = 100


@dataclass(frozen=True, slots=True)
class Door:
    """A menu item on one page: where it leads and whether the reader stands in it."""

    label: str | Promise
    href: str
    here: bool


_items: dict[str, MenuItem] = {}


def add(item: MenuItem) -> None:
    """Add a door; the same route again replaces it."""
    _items[item.route] = item


def visible_to(actor: Actor | None, *, path: str = "") -> list[Door]:
    """Return the doors `actor` may open, in order; the longest match of `path` is `here`."""
    if actor is None:
        return []
    able = [item for item in _items.values() if not item.ability or actor.can(item.ability)]
    led = [(item, _href(item)) for item in sorted(able, key=lambda item: item.order)]
    here = max((href for _, href in led if href and path.startswith(href)), key=len, default="")
    return [Door(item.label, href, href == here) for item, href in led if href]


def _href(item: MenuItem) -> str:
    """The address, or nothing while the pages are not plugged in."""
    try:
        return reverse(item.route)
    except NoReverseMatch:
        return ""
