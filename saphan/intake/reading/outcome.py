"""What reading a file gives: rows, doubts with their readings, refusals, checks and notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal

from saphan.intake.reading.sentences import sentence
from saphan.kernel.dates import PartialDate

type Raw = str | int | float | date | datetime | time
"""A cell as the file holds it; an empty cell is the empty text."""


@dataclass(frozen=True, slots=True, order=True)
class Amount:
    """`value` in the unit that the officer wrote, a code of `kernel.units.UNITS`."""

    value: Decimal
    unit: str


type Value = str | Decimal | date | PartialDate | time | tuple[Amount, ...] | None
"""INTEGER and DECIMAL are Decimals in the column's unit; CHOICE is the code of the choice."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a cell; a person answers with `label` or, for a whole column, `how`."""

    label: str
    value: Value
    how: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something said about one place of the file."""

    sheet: str
    cell: str
    text: str
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        return sentence(self.code, self.facts)

    def as_json(self) -> dict[str, object]:
        """The shape of the interface for a refused cell."""
        return {
            "sheet": self.sheet,
            "cell": self.cell,
            "text": self.text,
            "code": self.code,
            "sentence": self.sentence,
        }


@dataclass(frozen=True, slots=True)
class Doubt(Finding):
    """A place that waits for one of its readings to be chosen."""

    readings: tuple[Reading, ...] = ()

    def as_json(self) -> dict[str, object]:
        """The shape of the interface for a doubtful cell."""
        readings = [reading.label for reading in self.readings]
        return {**Finding.as_json(self), "readings": readings}


@dataclass(frozen=True, slots=True)
class Settled:
    """A cell with several readings of which the column, its unit or an answer left one."""

    sheet: str
    cell: str
    text: str
    label: str
    why: str


@dataclass(frozen=True, slots=True)
class Check:
    """A total of the file beside the sum of its rows, in the column's unit."""

    sheet: str
    cell: str
    column: str
    stated: Decimal | None
    summed: Decimal

    @property
    def holds(self) -> bool:
        return self.stated == self.summed


@dataclass(frozen=True, slots=True)
class MappedHead:
    """How a table's head was understood; `hash` is the key under which a mapping is kept.

    `heads` is the text over each column letter, `columns` the column name that it got; `above`
    are the texts of the title block.
    """

    sheet: str
    kind: str
    hash: str
    rows: tuple[int, int]
    heads: Mapping[str, str]
    columns: Mapping[str, str]
    above: tuple[str, ...] = ()


def as_written(raw: Raw) -> str:
    """The text that a person sees in the cell, exact for numbers."""
    if isinstance(raw, str):
        return raw
    if isinstance(raw, int | float):
        return f"{number(raw):f}"
    if isinstance(raw, datetime):
        return raw.isoformat(" ", "minutes")
    return raw.isoformat()


def number(raw: float) -> Decimal:
    """The decimal number that was typed: the shortest one that this float stands for."""
    return Decimal(int(raw)) if raw == int(raw) else Decimal(repr(raw))


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: `values` by column name, None where empty or still waiting."""

    sheet: str
    kind: str
    number: int
    values: Mapping[str, Value]
    waiting: bool
    raw: Sequence[Raw] = field(repr=False)
    positions: Mapping[str, int] = field(repr=False)

    def cell(self, column: str) -> str:
        """The address, such as C14, that the value of `column` came from."""
        return f"{letters(self.positions[column])}{self.number}"

    def text(self, column: str) -> str:
        """The value of `column` as the office wrote it."""
        return as_written(self.raw[self.positions[column]])


@dataclass(slots=True)
class Outcome:
    """All that one file says. It may go on to staging; it is clean when nothing is left open."""

    rows: list[Row] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    refused: list[Finding] = field(default_factory=list)
    settled: list[Settled] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    notes: list[Finding] = field(default_factory=list)
    heads: list[MappedHead] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        return not self.doubts and not self.refused


def letters(position: int) -> str:
    """The name of the column at `position`, counted from 0: A, B, ... Z, AA."""
    name = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        name = chr(65 + rest) + name
    return name


def position_of(name: str) -> int:
    """The position, from 0, of the column called `name`."""
    position = 0
    for letter in name:
        position = position * 26 + ord(letter) - 64
    return position - 1
