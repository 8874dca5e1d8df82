"""Finding the head of a table and mapping its columns, once per kind of head."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from saphan.intake.reading.amounts import unit_of
from saphan.intake.reading.columns import Kind, SheetSpec, fold
from saphan.intake.reading.outcome import letters, position_of
from saphan.intake.reading.workbook import Grid

DEEPEST = 40
"""A head lies within the first rows of its sheet."""

ROWS_OF_A_HEAD = (1, 2, 3)

_NUMBERING = frozenset(map(fold, ("STT", "TT", "Số TT", "No.", "#", "ລ/ດ", "ລຳດັບ", "ເລກລຳດັບ")))
_BRACKETED = re.compile(r"[(\[]([^)\]]*)[)\]]")

type KeptMappings = Mapping[str, Mapping[str, str]]
"""Head hash -> column letter -> column name; an empty name leaves a column out."""


@dataclass(frozen=True, slots=True)
class Head:
    """Rows `first` to `last` (from 0); `names` maps a position to a column of the spec.

    `unknown` positions have a head that nothing matched; `twice` repeat a column.
    """

    first: int
    last: int
    texts: Mapping[int, str]
    names: Mapping[int, str]
    unknown: tuple[int, ...] = ()
    twice: tuple[int, ...] = ()
    strangers: tuple[str, ...] = field(default=())

    @property
    def hash(self) -> str:
        return hash_of(self.texts)


def hash_of(texts: Mapping[int, str]) -> str:
    """SHA-256 of the folded head texts by column letter: the key of a kept mapping."""
    lines = "\n".join(f"{letters(place)}={fold(text)}" for place, text in sorted(texts.items()))
    return hashlib.sha256(lines.encode()).hexdigest()


def find_head(grid: Grid, spec: SheetSpec, *, mapping: KeptMappings) -> Head | None:
    """Return the head that names most columns of `spec`, or one that `mapping` knows.

    None when no row names at least two columns, or the only one that there is.
    """
    top = filled_top(grid)
    keys = _keys(spec)
    best: Head | None = None
    for first, last, texts in _candidates(top):
        kept = mapping.get(hash_of(texts)) if mapping else None
        if kept is not None:
            return _whole(_by_hand(first, last, texts, kept, spec), grid)
        head = _match(first, last, texts, top, keys)
        if best is None or len(head.names) > len(best.names):
            best = head
    enough = min(2, len(spec.columns))
    return _whole(best, grid) if best and len(best.names) >= enough else None


def _whole(head: Head, grid: Grid) -> Head:
    """The head down to the last row that a merged cell of it reaches."""
    reached = [last_row for row, _, last_row, _ in grid.merged if head.first <= row <= head.last]
    return replace(head, last=max([head.last, *reached]))


def guess_head(grid: Grid) -> Head | None:
    """The row with most texts: what a person maps by hand when no column was recognised."""
    top = filled_top(grid)
    candidates = [found for found in _candidates(top) if found[0] == found[1]]
    if not candidates:
        return None
    first, last, texts = max(candidates, key=lambda found: (len(found[2]), -found[0]))
    return Head(first, last, texts, {}, tuple(texts))


def filled_top(grid: Grid) -> list[list[str]]:
    """The first rows as texts, merged heads written into each cell that they cover."""
    top = [[_text(cell) for cell in row] for row in grid.cells[:DEEPEST]]
    for row, column, last_row, last_column in grid.merged:
        if row >= len(top) or column >= grid.width:
            continue
        for below in range(row, min(last_row + 1, len(top))):
            for right in range(column, min(last_column + 1, grid.width)):
                top[below][right] = top[row][column]
    return top


def _text(cell: object) -> str:
    return " ".join(cell.split()) if isinstance(cell, str) else ""


def _candidates(top: list[list[str]]) -> Iterator[tuple[int, int, dict[int, str]]]:
    """Each run of rows that may be a head, with the joined text over each column."""
    for depth in ROWS_OF_A_HEAD:
        for first in range(len(top) - depth + 1):
            rows = top[first : first + depth]
            if depth > 1 and not (any(rows[0]) and any(rows[-1])):
                continue
            texts = {}
            for place in range(len(rows[0])):
                distinct = dict.fromkeys(row[place] for row in rows if row[place])
                if distinct:
                    texts[place] = " / ".join(distinct)
            yield first, first + depth - 1, texts


def _keys(spec: SheetSpec) -> dict[str, str]:
    """Folded spellings -> column; a lower head alone counts only where it names one column."""
    full: dict[str, str] = {}
    lower: dict[str, set[str]] = {}
    for column in spec.columns:
        for spelling in (column.name, *column.heads):
            lower.setdefault(fold(spelling), set()).add(column.name)
            for group in column.group:
                full[fold(f"{group}{spelling}")] = column.name
    alone = {key: next(iter(names)) for key, names in lower.items() if len(names) == 1}
    return alone | full


def _match(
    first: int, last: int, texts: Mapping[int, str], top: list[list[str]], keys: Mapping[str, str]
) -> Head:
    names: dict[int, str] = {}
    unknown, twice = [], []
    for place, text in texts.items():
        name = _name(text, top[last][place], keys)
        if name is None:
            if fold(text) not in _NUMBERING and fold(top[last][place]) not in _NUMBERING:
                unknown.append(place)
        elif name in names.values():
            twice.append(place)
        else:
            names[place] = name
    return Head(first, last, texts, names, tuple(unknown), tuple(twice))


def _name(text: str, lowest: str, keys: Mapping[str, str]) -> str | None:
    """The column whose spelling is the whole text, its lowest row, or either without brackets."""
    spellings = (text, _BRACKETED.sub("", text), lowest, _BRACKETED.sub("", lowest))
    return next((keys[key] for key in map(fold, spellings) if key and key in keys), None)


def _by_hand(
    first: int, last: int, texts: Mapping[int, str], kept: Mapping[str, str], spec: SheetSpec
) -> Head:
    known = {position_of(letter): name for letter, name in kept.items() if name}
    names = {place: name for place, name in known.items() if spec.column(name)}
    strangers = tuple(name for name in known.values() if not spec.column(name))
    left_out = {position_of(letter) for letter in kept}
    unknown = tuple(
        place
        for place, text in texts.items()
        if place not in left_out and fold(text) not in _NUMBERING
    )
    return Head(first, last, texts, names, unknown, (), strangers)


def unit_faults(head: Head, spec: SheetSpec) -> Iterator[tuple[int, str, str]]:
    """Heads whose bracketed unit is not the column's: position, unit found, unit declared."""
    for place, name in head.names.items():
        column = spec.column(name)
        if column is None or not column.unit or column.kind is Kind.AMOUNTS:
            continue
        for word in _BRACKETED.findall(head.texts.get(place, "")):
            found = unit_of(word)
            if found is not None and found != column.unit:
                yield place, found, column.unit
