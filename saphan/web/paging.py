"""A page of a long list: one pass counts the rows and finds the page's keys, then 50 are read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.db.models import Count, QuerySet, Window
from django_tables2.rows import BoundRows

from saphan.web.tables import Table

LONGEST = 9
"""Digits of a page number: more of them would not fit the database's numbers."""


def turn(
    table: Table, *, to: str, size: int, described: Callable[[Iterable[Any]], Iterable[Any]] = list
) -> None:
    """Show one page of `table`, whose rows are ordered and not DISTINCT.

    Keys alone come out of the index that the list is ordered by, so a late page costs little more
    than the first; and a search that must read every row reads it once. Raises EmptyPage and
    PageNotAnInteger.
    """
    number = _whole(to)
    rows: QuerySet[Any] = table.data.data
    counted = rows.annotate(found=Window(Count("*"))).values_list("pk", "found")
    keys = list(counted[(number - 1) * size : number * size])
    pages = Paginator(range(keys[0][1] if keys else 0), size)
    shown = rows.filter(pk__in=[key for key, _found in keys])
    table.paginator = pages
    table.page = Page(
        BoundRows(list(described(shown)), table), pages.validate_number(number), pages
    )


def _whole(text: str) -> int:
    if not text.isdecimal():
        raise PageNotAnInteger
    if len(text) > LONGEST or not int(text):
        raise EmptyPage
    return int(text)
