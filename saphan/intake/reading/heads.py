"""Finding the head of a table and mapping its columns, once per kind of head."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import product

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
    """The text of a cell, its lines kept apart: a bilingual head has one for each language."""
    if not isinstance(cell, str):
        return ""
    return "\n".join(filter(None, (" ".join(line.split()) for line in cell.splitlines())))


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
                    texts[place] = " / ".join(" ".join(text.split()) for text in distinct)
            yield first, first + depth - 1, texts


def _keys(spec: SheetSpec) -> dict[str, str]:
    """Folded spellings -> column; a lower head alone counts only where it names one column.

    In one row the side is said after the thing: `Quân số phía Lào`, `ຈຳນວນຄົນຝ່າຍລາວ`.
    """
    full: dict[str, str] = {}
    lower: dict[str, set[str]] = {}
    for column in spec.columns:
        for spelling in (column.name, *column.heads):
            lower.setdefault(fold(spelling), set()).add(column.name)
            for group in column.group:
                full[fold(f"{group}{spelling}")] = full[fold(f"{spelling}{group}")] = column.name
    alone = {key: next(iter(names)) for key, names in lower.items() if len(names) == 1}
    return alone | full


def strayed(grid: Grid, head: Head, records: Iterable[int]) -> Iterator[tuple[int, int, str, int]]:
    """Columns with values that the head does not span: row and place of a text above, and a count.

    Such a text stands beside the rows that were taken for the head; a bare column has none.
    """
    top = filled_top(grid)[: head.last + 1]
    counts = Counter(
        place
        for number in records
        for place, cell in enumerate(grid.cells[number])
        if place not in head.texts and not (isinstance(cell, str) and not cell.strip())
    )
    for place, count in sorted(counts.items()):
        above = [(row, texts[place]) for row, texts in enumerate(top) if texts[place]]
        row, text = above[-1] if above else (head.last, "")
        if not text or fold(text) not in _NUMBERING:
            yield row, place, text, count


def _match(
    first: int, last: int, texts: Mapping[int, str], top: list[list[str]], keys: Mapping[str, str]
) -> Head:
    names: dict[int, str] = {}
    unknown, twice = [], []
    for place in texts:
        spellings = list(_spellings([row[place] for row in top[first : last + 1]]))
        name = next((keys[key] for key in spellings if key in keys), None)
        if name is None:
            if _NUMBERING.isdisjoint(spellings):
                unknown.append(place)
        elif name in names.values():
            twice.append(place)
        else:
            names[place] = name
    return Head(first, last, texts, names, tuple(unknown), tuple(twice))


def _spellings(cells: list[str]) -> Iterator[str]:
    """What the cells of a head over one column may spell, folded, the surest first.

    The whole text, its lowest cell, either without brackets; then the same line by line.
    """
    rows = list(dict.fromkeys(filter(None, cells)))
    lowest = cells[-1] or rows[-1]
    lines = [_lines(row) for row in rows]
    whole = ["".join(rows), lowest]
    apart = ["".join(chosen) for chosen in product(*lines)] if any("\n" in r for r in rows) else []
    for text in (*whole, *apart, *_lines(lowest)):
        for spelling in (text, _BRACKETED.sub("", text)):
            if fold(spelling):
                yield fold(spelling)


def _lines(cell: str) -> list[str]:
    """The lines of a cell that are not a mere remark in brackets."""
    return [line for line in cell.split("\n") if _BRACKETED.sub("", line).strip()] or [cell]


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
            found = _thousands_of(word) or unit_of(word)
            if found is not None and found != column.unit:
                yield place, found, column.unit


_TIMES = re.compile(r"(?:nghìn|ngàn|triệu|tỷ|tỉ|ພັນ|ລ້ານ|ຕື້|thousand|million|billion)\s*(.+)")


def _thousands_of(word: str) -> str | None:
    """The words of a bracket such as (nghìn đồng), when its last ones are a unit."""
    times = _TIMES.fullmatch(word.strip().casefold())
    return word.strip() if times and unit_of(times[1]) else None
