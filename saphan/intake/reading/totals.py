"""Total rows are not records: they are checks on the records above them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from saphan.intake.reading.cells import parser_of
from saphan.intake.reading.columns import Column, Kind
from saphan.intake.reading.outcome import Check, Reading, Value, letters
from saphan.intake.reading.table import Table

_COUNTED = (Kind.INTEGER, Kind.DECIMAL)


def check_totals(table: Table) -> None:
    """Compare each total with the rows since the last total, and with all rows above it.

    A column with an open cell is left until the cell is settled.
    """
    before = -1
    for total in table.layout.totals:
        for column, place in _counted(table):
            if table.grid.cells[total][place] != "" or (total, place) in table.grid.faults:
                _check(table, column, (total, place), before)
        before = total


def _counted(table: Table) -> Iterator[tuple[Column, int]]:
    for place, name in sorted(table.head.names.items()):
        column = table.spec.column(name)
        if column is not None and column.kind in _COUNTED:
            yield column, place


def _check(table: Table, column: Column, at: tuple[int, int], before: int) -> None:
    total, place = at
    above = [
        (number, value)
        for number, value in zip(table.numbers, table.values[column.name], strict=True)
        if number < total and number not in table.dropped
    ]
    stated = _stated(table, column, at)
    if stated and _is_open(table, above, place):
        return
    whole = _sum(value for _, value in above)
    part = _sum(value for number, value in above if number > before)
    holds = {part, whole} & set(stated)
    summed = next(iter(holds), part)
    if not stated:
        told = table.finding(total, place, "total-not-computed", {"summed": summed})
        table.desk.note(told)
    elif not holds:
        rows = Reading("rows", summed, "rows")
        facts = {"stated": stated[0], "summed": summed}
        table.ask(total, place, "total-differs", (rows,), **facts)
    cell = f"{letters(place)}{total + 1}"
    value = summed if holds else next(iter(stated), None)
    table.desk.outcome.checks.append(Check(table.grid.name, cell, column.name, value, summed))


def _is_open(table: Table, above: list[tuple[int, Value]], place: int) -> bool:
    """Whether a cell above the total holds something that is not settled yet."""
    cells = table.grid.cells
    return any(value is None and cells[number][place] != "" for number, value in above)


def _sum(values: Iterator[Value]) -> Decimal:
    return sum((value for value in values if isinstance(value, Decimal)), Decimal(0))


def _stated(table: Table, column: Column, at: tuple[int, int]) -> list[Decimal]:
    """Each value that the total can mean; none when it was never computed or is no number."""
    if at in table.grid.faults:
        return []
    total, place = at
    unbounded = replace(column, minimum=None, maximum=None)
    parsed = parser_of(unbounded, today=table.today)(table.grid.cells[total][place])
    values = [reading.value for reading in parsed.readings] or [parsed.value]
    return [value for value in values if isinstance(value, Decimal)]
