"""A reader's own filters of a list, kept in the session under the list's address."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

MOST = 12
LONGEST_NAME = 40
_KEY = "filters"


@dataclass(frozen=True, slots=True)
class Saved:
    """`query` is the part after the question mark."""

    name: str
    query: str


def of(request: HttpRequest) -> list[Saved]:
    """Return the filters kept for this page, oldest first."""
    return [Saved(name, query) for name, query in _all(request).get(request.path, [])]


def keep(request: HttpRequest, *, name: str, query: str) -> None:
    """Keep a filter; the same name again replaces it, the oldest leaves when there are too many."""
    name = " ".join(name.split())[:LONGEST_NAME]
    kept = [one for one in of(request) if one.name != name]
    if name:
        _set(request, [*kept, Saved(name, query)][-MOST:])


def forget(request: HttpRequest, *, name: str) -> None:
    _set(request, [one for one in of(request) if one.name != name])


def _all(request: HttpRequest) -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = request.session.get(_KEY, {})
    return found


def _set(request: HttpRequest, filters: list[Saved]) -> None:
    kept = [[one.name, one.query] for one in filters]
    request.session[_KEY] = {**_all(request), request.path: kept}
