"""Tables for lists: each column reads in the page's language and exports its bare value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, ClassVar

import django_tables2 as tables
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString
from django_tables2.rows import BoundRow

from saphan.web.display import shown
from saphan.web.states import STATES, chip

CHUNK = 2_000
"""Rows fetched at once while an export streams."""

_RIGHT = {"td": {"class": "num"}, "th": {"class": "num"}}


class Column(tables.Column):
    """Text, links and anything else that `display.shown` knows."""

    def render(self, value: Any) -> SafeString:
        return shown(value)

    def value(self, value: Any) -> Any:
        return value


class NumberColumn(Column):
    """Whole numbers, decimals and quantities, to the right with tabular figures."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"attrs": _RIGHT, **kwargs})


class StateColumn(Column):
    """A code of `states.STATES`, drawn as a chip and exported as its word."""

    def render(self, value: Any) -> SafeString:
        return chip(str(value))

    def value(self, value: Any) -> Any:
        return str(STATES[value].word) if value in STATES else value


class Table(tables.Table):
    """The first column names the row and opens it: `route` takes the record's `key`.

    Leave links out of the first column; without a route nothing opens.
    """

    route: ClassVar[str] = ""
    key: ClassVar[str] = "uid"

    def href(self, record: Any) -> str:
        return reverse(self.route, args=[getattr(record, self.key)]) if self.route else ""


def heads(table: Table) -> list[str]:
    """Return the heads of the columns that show."""
    return [str(column.header) for column in table.columns]


def values(table: Table, records: Iterable[Any]) -> Iterator[Sequence[Any]]:
    """Yield each record's bare values, without keeping the records."""
    names = [column.name for column in table.columns]
    for record in records:
        row = BoundRow(record, table=table)
        yield [row.get_cell_value(name) for name in names]


def in_chunks(rows: QuerySet[Any]) -> Iterator[Any]:
    return rows.iterator(chunk_size=CHUNK)
