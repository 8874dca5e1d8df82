"""From the bytes of an office's file to an outcome: the one door of this package."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from saphan.intake.reading import template
from saphan.intake.reading.columns import SheetSpec, fold
from saphan.intake.reading.desk import Desk
from saphan.intake.reading.heads import (
    Head,
    KeptMappings,
    filled_top,
    find_head,
    guess_head,
    strayed,
    unit_faults,
)
from saphan.intake.reading.layout import lay_out
from saphan.intake.reading.outcome import Finding, MappedHead, Outcome, as_written, letters
from saphan.intake.reading.table import Table, read_table
from saphan.intake.reading.totals import check_totals
from saphan.intake.reading.workbook import Book, Grid, open_book


def read(
    data: bytes,
    *,
    filename: str,
    sheets: Sequence[SheetSpec],
    today: date,
    answers: Mapping[str, str] | None = None,
    mapping: KeptMappings | None = None,
) -> Outcome:
    """Read a workbook or text table as tables of the given kinds.

    `answers` settle doubts: `Sheet!C14` (or `Sheet!C:C`) -> the label or way of a reading.
    `mapping` keeps heads mapped by hand: head hash -> column letter -> column name. Raises
    `Refused` for a file that is not to be opened; all else is told in the outcome.
    """
    book = open_book(data, filename=filename)
    desk = Desk(answers or {})
    kept = {**template.mappings(book), **(mapping or {})}
    read_any = False
    for grid in book.grids:
        if grid.name == template.SHEET:
            continue
        if grid.hidden:
            desk.note(Finding(grid.name, "A1", "", "sheet-hidden"))
            continue
        read_any = _read_sheet(grid, sheets, kept, desk, today) or read_any
    _tell_of_book(book, desk, read_any=read_any)
    return desk.close()


def _tell_of_book(book: Book, desk: Desk, *, read_any: bool) -> None:
    if book.linked:
        desk.note(Finding(book.grids[0].name, "A1", "", "external-links"))
    if not read_any:
        name = next((grid.name for grid in book.grids if not grid.hidden), "")
        desk.refuse(Finding(name, "A1", "", "no-table"))
    elif not desk.outcome.rows:
        head = next(head for head in desk.outcome.heads if head.kind)
        desk.refuse(Finding(head.sheet, f"A{head.rows[1] + 1}", "", "no-rows"))


@dataclass(frozen=True, slots=True)
class _Match:
    spec: SheetSpec
    head: Head
    titled: bool

    @property
    def fit(self) -> tuple[bool, int, int]:
        """All required columns first, then how many columns, then the title above the head."""
        required = {column.name for column in self.spec.columns if column.required}
        found = set(self.head.names.values())
        return required <= found, len(found) + 2 * self.titled, -len(self.head.unknown)


def _best(grid: Grid, sheets: Sequence[SheetSpec], kept: KeptMappings) -> _Match | None:
    matches = []
    for spec in sheets:
        head = find_head(grid, spec, mapping=kept)
        if head is not None:
            above = {fold(text) for row in filled_top(grid)[: head.first] for text in row if text}
            above.add(fold(grid.name))
            titles = {fold(title) for title in spec.titles}
            matches.append(_Match(spec, head, bool(titles & above)))
    return max(matches, key=lambda match: match.fit, default=None)


def _read_sheet(
    grid: Grid, sheets: Sequence[SheetSpec], kept: KeptMappings, desk: Desk, today: date
) -> bool:
    """Read one sheet; False when it holds no known table."""
    match = _best(grid, sheets, kept)
    if match is None:
        guess = guess_head(grid)
        if guess is not None:
            desk.outcome.heads.append(_mapped(grid, "", guess))
            desk.note(Finding(grid.name, "A1", "", "sheet-not-read"))
        return False
    desk.outcome.heads.append(_mapped(grid, match.spec.name, match.head))
    _tell_of_head(grid, match.spec, match.head, desk)
    table = Table(grid, match.spec, match.head, lay_out(grid, match.head, match.spec), desk, today)
    _tell_of_strayed(table)
    rows = read_table(table)
    check_totals(table)
    desk.outcome.rows.extend(rows)
    _tell_of_lines(table)
    return True


def _mapped(grid: Grid, kind: str, head: Head) -> MappedHead:
    return MappedHead(
        grid.name,
        kind,
        head.hash,
        (head.first + 1, head.last + 1),
        {letters(place): text for place, text in head.texts.items()},
        {letters(place): name for place, name in head.names.items()},
        tuple(dict.fromkeys(t for row in filled_top(grid)[: head.first] for t in row if t)),
    )


def _tell_of_head(grid: Grid, spec: SheetSpec, head: Head, desk: Desk) -> None:
    """Refuse what keeps the columns from being known; note what was passed over."""

    def say(place: int, code: str, **facts: object) -> Finding:
        cell = f"{letters(place)}{head.last + 1}"
        return Finding(grid.name, cell, head.texts.get(place, ""), code, facts)

    found = set(head.names.values())
    missing = [column for column in spec.columns if column.required and column.name not in found]
    refused = [
        *(say(0, "head-missing", column=column.called) for column in missing),
        *(say(place, "head-twice", column=head.texts[place]) for place in head.twice),
        *(say(place, "head-unit", found=a, unit=b) for place, a, b in unit_faults(head, spec)),
        *(say(0, "mapping-column", column=stranger) for stranger in head.strangers),
    ]
    for finding in refused:
        desk.refuse(finding)
    hidden = grid.hidden_columns & head.names.keys()
    for place in (*head.unknown, *sorted(hidden)):
        desk.note(say(place, "column-hidden" if place in hidden else "head-unknown"))


def _tell_of_strayed(table: Table) -> None:
    """A value under no head is named, not lost."""
    for row, place, text, count in strayed(table.grid, table.head, table.layout.records):
        cell = f"{letters(place)}{row + 1}"
        facts = {"count": count}
        table.desk.note(Finding(table.grid.name, cell, text, "column-unread", facts))


def _tell_of_lines(table: Table) -> None:
    """Lines that are no records are kept as notes, each with its address."""
    kinds = (
        ("text-row", table.layout.words),
        ("head-repeated", table.layout.repeated),
        ("column-numbers", table.layout.numbering),
    )
    for code, numbers in kinds:
        for number in numbers:
            row = table.grid.cells[number]
            place = next(place for place, cell in enumerate(row) if cell != "")
            text = " | ".join(as_written(cell) for cell in row if cell != "")
            cell = f"{letters(place)}{number + 1}"
            table.desk.note(Finding(table.grid.name, cell, text, code))
