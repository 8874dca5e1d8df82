"""One table of a sheet: its columns read, its rows checked, everything said with its address."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from decimal import Decimal

from saphan.intake.reading.amounts import unit_of
from saphan.intake.reading.cells import parser_of
from saphan.intake.reading.columns import Column, SheetSpec
from saphan.intake.reading.desk import Desk
from saphan.intake.reading.heads import Head
from saphan.intake.reading.layout import QUANTITIES, Layout, runs
from saphan.intake.reading.outcome import (
    Doubt,
    Finding,
    Raw,
    Reading,
    Row,
    Value,
    as_written,
    letters,
    position_of,
)
from saphan.intake.reading.parsed import Parsed, label_of
from saphan.intake.reading.votes import vote
from saphan.intake.reading.workbook import Grid

BOTH = Reading("both", "both", "both")
ONE = Reading("one", "one", "one")
INCLUDE = Reading("include", "include", "include")
LEAVE_OUT = Reading("leave-out", "leave-out", "leave-out")


@dataclass(slots=True)
class Table:
    """A head, the rows under it and the place where findings go.

    `values` holds a list per column, parallel to `numbers`; `waiting` rows have an open finding.
    """

    grid: Grid
    spec: SheetSpec
    head: Head
    layout: Layout
    desk: Desk
    today: date
    values: dict[str, list[Value]] = field(default_factory=dict)
    waiting: set[int] = field(default_factory=set)
    dropped: set[int] = field(default_factory=set)
    passed: set[int] = field(default_factory=set)

    @property
    def numbers(self) -> list[int]:
        return self.layout.records

    @property
    def places(self) -> dict[str, int]:
        return {name: place for place, name in self.head.names.items()}

    def finding(self, number: int, place: int, code: str, facts: Mapping[str, object]) -> Finding:
        """Something about one cell; a column is called what the file calls it."""
        if "column" in facts:
            facts = {**facts, "column": self.called(place)}
        cell, text = f"{letters(place)}{number + 1}", as_written(self.grid.cells[number][place])
        return Finding(self.grid.name, cell, text, code, facts)

    def called(self, place: int) -> str:
        return self.head.texts.get(place, letters(place))

    def refuse(self, number: int, place: int, code: str, **facts: object) -> None:
        self.desk.refuse(self.finding(number, place, code, facts))
        self.waiting.add(number)

    def pass_over(self, number: int, place: int) -> None:
        """Note once that a column which only checks others was never computed."""
        if place not in self.passed:
            self.desk.note(self.finding(number, place, "formula-not-needed", {"column": ""}))
        self.passed.add(place)

    def ask(
        self, number: int, place: int, code: str, readings: Sequence[Reading], **facts: object
    ) -> Reading | None:
        told = self.finding(number, place, code, facts)
        doubt = Doubt(told.sheet, told.cell, told.text, code, facts, tuple(readings))
        chosen = self.desk.ask(doubt)
        if chosen is None:
            self.waiting.add(number)
        return chosen


def read_table(table: Table) -> list[Row]:
    """Read every record of the table; findings go to its desk."""
    _fill_merged_records(table)
    for place, name in sorted(table.head.names.items()):
        column = table.spec.column(name)
        if column is not None:
            table.values[name] = _read_column(table, column, place)
    _hold_to_order(table)
    _ask_about_hidden_rows(table)
    if not table.spec.repeats:
        _ask_about_duplicates(table)
    _meet_answers(table)
    return _rows(table)


_ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})")


def _meet_answers(table: Table) -> None:
    """An answer to a cell that was plainly read is harmless when it says the same."""
    at = {number: place for place, number in enumerate(table.numbers)}
    for cell, answer in table.desk.unmet(table.grid.name):
        address = _ADDRESS.fullmatch(cell)
        name = table.head.names.get(position_of(address[1])) if address else None
        place = at.get(int(address[2]) - 1) if address else None
        if name is None or place is None:
            continue
        value = table.values[name][place]
        if value is not None and label_of(value) == answer:
            table.desk.met(table.grid.name, cell)


def _fill_merged_records(table: Table) -> None:
    """A text or day merged over several rows holds for each; a quantity only for its first."""
    for first, left, last, _ in table.grid.merged:
        column = table.spec.column(table.head.names.get(left, ""))
        inside = table.head.last < first < last
        if column is None or not inside or column.kind in QUANTITIES:
            continue
        for number in range(first + 1, min(last + 1, len(table.grid.cells))):
            if table.grid.cells[number][left] == "":
                table.grid.cells[number][left] = table.grid.cells[first][left]


def _read_column(table: Table, column: Column, place: int) -> list[Value]:
    """The values of one column, those of each unit together where another column names units."""
    beside = table.places.get(column.unit_from)
    if beside is None:
        return _read_cells(table, column, place, table.numbers)
    units: dict[str | None, list[int]] = {}
    for number in table.numbers:
        units.setdefault(unit_of(as_written(table.grid.cells[number][beside])), []).append(number)
    values: dict[int, Value] = {}
    for unit, numbers in units.items():
        read = _read_cells(table, replace(column, unit=unit), place, numbers)
        values.update(zip(numbers, read, strict=True))
    return [values[number] for number in table.numbers]


def _read_cells(table: Table, column: Column, place: int, numbers: list[int]) -> list[Value]:
    """The values of these rows of a column; each distinct text is parsed once."""
    faulty = {row for row, at in table.grid.faults if at == place}
    cells = table.grid.cells
    raws: list[Raw] = [cells[row][place] for row in numbers]
    if faulty:
        raws = ["" if row in faulty else raw for row, raw in zip(numbers, raws, strict=True)]
    parse = parser_of(column, today=table.today)
    found = vote(column, {raw: parse(raw) for raw in dict.fromkeys(raws)})
    values = [found[raw].value for raw in raws]
    asked = {raw for raw, parsed in found.items() if _says_something(parsed, column)}
    for place_in_list, raw in enumerate(raws) if asked or faulty else ():
        number = numbers[place_in_list]
        if raw in asked or number in faulty:
            values[place_in_list] = _settle(table, column, (number, place), found[raw])
    return values


def _says_something(parsed: Parsed, column: Column) -> bool:
    return bool(parsed.code or parsed.why) or (column.required and parsed.value is None)


def _settle(table: Table, column: Column, at: tuple[int, int], parsed: Parsed) -> Value:
    """Say what there is to say about a cell that is not plainly read; return its value if known."""
    number, place = at
    fault = table.grid.faults.get(at)
    if fault is not None and column.checks and fault[0] == "formula-not-computed":
        table.pass_over(number, place)
        return None
    if fault is not None:
        table.refuse(number, place, fault[0], **fault[1])
        return None
    if parsed.readings:
        chosen = table.ask(number, place, parsed.code, parsed.readings, **parsed.facts)
        return chosen.value if chosen else None
    if parsed.code:
        table.refuse(number, place, parsed.code, **parsed.facts)
    elif parsed.why:
        told = table.finding(number, place, "", {})
        table.desk.settle(told.sheet, told.cell, told.text, str(parsed.value), parsed.why)
    elif column.required:
        table.refuse(number, place, "required", column=column.heads[0])
    return parsed.value


def _hold_to_order(table: Table) -> None:
    for rule in table.spec.before:
        if rule.start not in table.values or rule.end not in table.values:
            continue
        begins, place = table.places[rule.start], table.places[rule.end]
        said = {"start": table.called(begins), "end": table.called(place)}
        both = zip(table.values[rule.start], table.values[rule.end], strict=True)
        for number, (start, end) in zip(table.numbers, both, strict=True):
            if _is_after(start, end):
                table.refuse(number, place, "wrong-order", **said)


def _is_after(start: Value, end: Value) -> bool:
    for kind in (date, time, Decimal):
        if isinstance(start, kind) and isinstance(end, kind):
            return bool(end < start)  # type: ignore[operator]
    return False


def _ask_about_hidden_rows(table: Table) -> None:
    """One doubt for each run of hidden records, at an address such as A15:A20."""
    hidden = [number for number in table.numbers if number in table.grid.hidden_rows]
    for first, last in runs(hidden):
        cell, rows = f"A{first + 1}:A{last + 1}", f"{first + 1}-{last + 1}"
        text = as_written(table.grid.cells[first][0])
        doubt = Doubt(
            table.grid.name, cell, text, "rows-hidden", {"rows": rows}, (INCLUDE, LEAVE_OUT)
        )
        chosen = table.desk.ask(doubt)
        if chosen is None:
            table.waiting.update(range(first, last + 1))
        elif chosen is LEAVE_OUT:
            table.dropped.update(range(first, last + 1))


def _ask_about_duplicates(table: Table) -> None:
    names = [name for name in table.spec.unique or table.values if name in table.values]
    if not names:
        return
    place = min(table.places[name] for name in names)
    seen: dict[tuple[Value, ...], int] = {}
    keys = zip(*(table.values[name] for name in names), strict=True)
    for number, key in zip(table.numbers, keys, strict=True):
        first = seen.setdefault(key, number)
        open_or_out = number in table.waiting or number in table.dropped
        if first == number or open_or_out or (table.spec.unique and None in key):
            continue
        chosen = table.ask(number, place, "duplicate-row", (BOTH, ONE), first=first + 1)
        if chosen is ONE:
            table.dropped.add(number)


def _rows(table: Table) -> list[Row]:
    names, places = list(table.values), table.places
    columns = zip(*table.values.values(), strict=True)
    return [
        Row(
            table.grid.name,
            table.spec.name,
            number + 1,
            dict(zip(names, values, strict=True)),
            number in table.waiting,
            table.grid.cells[number],
            places,
        )
        for number, values in zip(table.numbers, columns, strict=True)
        if number not in table.dropped
    ]
