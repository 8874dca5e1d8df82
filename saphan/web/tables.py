"""Tables for lists: each column reads in the page's language and exports its bare value."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, ClassVar, NamedTuple

import django_tables2 as tables
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django_tables2.columns import BoundColumn

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

    def lines(self) -> Iterator[Line]:
        """Yield the rows of the page; each column is looked at once, not again for each cell."""
        first, *others = self.columns
        name = _reader(first, first.render, missing=first.default)
        cells = [_drawer(column) for column in others]
        for row in self.paginated_rows:
            record = row.record
            drawn = SafeString("".join([draw(record) for draw in cells]))
            yield Line(self.href(record), name(record), drawn)


class Line(NamedTuple):
    """A row as it is drawn: the address that it opens (or nothing), its name, its other cells."""

    href: str
    name: SafeString
    cells: SafeString


def heads(table: Table) -> list[str]:
    """Return the heads of the columns that show."""
    return [str(column.header) for column in table.columns]


def values(table: Table, records: Iterable[Any]) -> Iterator[Sequence[Any]]:
    """Yield each record's bare values, without keeping the records."""
    readers = [_reader(column, column.value, missing=None) for column in table.columns]
    for record in records:
        yield [read(record) for read in readers]


def _drawer(column: BoundColumn) -> Callable[[Any], str]:
    """Return what draws a record's cell with its tags."""
    read = _reader(column, column.render, missing=column.default)
    start = format_html('<td {} data-label="{}">', column.attrs["td"].as_html(), column.header)
    return lambda record: f"{start}{conditional_escape(read(record))}</td>"


def _reader(column: BoundColumn, call: Callable[..., Any], *, missing: Any) -> Callable[[Any], Any]:
    """Return what reads a record's cell: `call` of its value, `missing` where that is empty."""
    asked, empty = inspect.signature(call).parameters, column.column.empty_values

    def read(record: Any) -> Any:
        value = column.accessor.resolve(record, quiet=True)
        if value in empty:
            return missing
        given = {"value": value, "record": record}
        return call(**{name: given[name] for name in asked})

    return read


def in_chunks(rows: QuerySet[Any]) -> Iterator[Any]:
    return rows.iterator(chunk_size=CHUNK)
