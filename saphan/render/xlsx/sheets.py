"""The three kinds of sheets: the paper's text, all numbers, and the tables with their pictures."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Sequence
from itertools import chain, zip_longest
from typing import Any

from saphan.render.charts import png
from saphan.render.official import (
    CODE,
    LEVEL,
    NUMBERS,
    NUMBERS_HEADS,
    TEXT,
    printable,
    state_heading,
)
from saphan.render.paper import (
    Block,
    Head,
    HeadCell,
    Heading,
    Number,
    NumberedList,
    Paragraph,
    Picture,
    Row,
    RowKind,
    Runs,
    Table,
    TwoColumn,
)
from saphan.render.xlsx.book import RULE, Book, Look
from saphan.render.xlsx.plan import Plan

CELL_HEAD = "cell"
TEXT_WIDTH = 100
"""Characters across the text sheet and across the columns of a table."""
SCALE = 0.5
ROW_HEIGHT = 20
"""Pixels of a row that nobody made higher."""
PNG_HEIGHT = slice(20, 24)
"""Where a PNG says how many pixels high it is."""
RULED: Look = {"border": 1, "border_color": RULE}
HEAD: Look = {"bold": True, "bg_color": "#E8F2F2", "align": "center", "valign": "vcenter"} | RULED
SHADES: dict[RowKind, Look] = {
    RowKind.PLAIN: {},
    RowKind.SECTION: {"bold": True, "bg_color": "#F5F7F6"},
    RowKind.TOTAL: {"bold": True, "bg_color": "#F5F7F6"},
}
TITLE: Look = {"bold": True, "align": "center"}

type Line = tuple[Sequence[str], Look]


def add_text(book: Book, plan: Plan) -> None:
    """Write heads, prose and signatures, one paragraph a row, a bilingual paper in two columns."""
    sheet = book.sheet(TEXT.in_(book.language))
    columns = len(book.paper.heads)
    width = TEXT_WIDTH // columns
    sheet.set_column(0, columns - 1, width)
    for row, (texts, look) in enumerate(chain(_opening(book), _body(book, plan), _closing(book))):
        book.fit(sheet, row, ((text, width) for text in texts))
        for column, text in enumerate(texts):
            if text:
                book.text(sheet, (row, column), text, look)


def _opening(book: Book) -> Iterator[Line]:
    paper, language = book.paper, book.language
    yield [f"{LEVEL.in_(language)}: {paper.level}"], {"bold": True}
    yield [f"{CODE.in_(language)}: {paper.code}"], {}
    yield [paper.note], {"italic": True}
    for texts in zip_longest(*map(_head_lines, paper.heads), fillvalue=""):
        yield texts, {"align": "center"}
    yield [head.title for head in paper.heads], TITLE | {"font_size": 14}
    yield [head.about for head in paper.heads], TITLE
    yield [], {}


def _head_lines(head: Head) -> list[str]:
    state = state_heading(head.side, head.language)
    return [*state, *head.authority, head.number, head.place_date]


def _body(book: Book, plan: Plan) -> Iterator[Line]:
    for place, block in enumerate(book.paper.blocks):
        bold: Look = {"bold": isinstance(block, Heading)}
        match block:
            case Table() | Picture():
                yield [f"{block.caption} → {plan.of_block[place]}".lstrip()], {"italic": True}
            case TwoColumn(pairs=pairs):
                for pair in pairs:
                    yield from _pair_lines(pair)
            case _:
                for text in _prose_lines(block):
                    yield [text], bold
    yield [], {}


def _pair_lines(pair: Sequence[Block]) -> Iterator[Line]:
    look: Look = {"bold": isinstance(pair[0], Heading)}
    for texts in zip_longest(*map(_prose_lines, pair), fillvalue=""):
        yield texts, look


def _prose_lines(block: Block) -> list[str]:
    match block:
        case Heading():
            return [block.text]
        case Paragraph():
            return [shown(block.runs)]
        case NumberedList(dashes=True):
            return [f"- {shown(item)}" for item in block.items]
        case NumberedList():
            return [f"{n}. {shown(item)}" for n, item in enumerate(block.items, block.start)]
    return []


def _closing(book: Book) -> Iterator[Line]:
    for one in book.paper.signatures:
        yield [" · ".join(filter(None, (one.capacity, one.office, one.name)))], {"bold": True}


def shown(runs: Runs) -> str:
    """Return the words of runs as a reader sees them."""
    return "".join(run.shown if isinstance(run, Number) else run.text for run in runs)


def add_numbers(book: Book) -> None:
    """List every number in the order of the paper, its cell right of its value."""
    sheet = book.sheet(NUMBERS.in_(book.language), landscape=True)
    figure, qualifier, value, unit, printed = NUMBERS_HEADS.in_(book.language).split(" | ")
    titles = (figure, qualifier, value, CELL_HEAD, unit, printed)
    for column, (title, width) in enumerate(zip(titles, (40, 14, 16, 84, 18, 18), strict=True)):
        sheet.set_column(column, column, width)
        book.text(sheet, (0, column), title, HEAD)
    for row, number in enumerate(book.paper.numbers(), start=1):
        bare = Number(number.cell, number.figure, number.value, number.printed)
        book.text(sheet, (row, 0), number.figure, RULED)
        book.text(sheet, (row, 1), number.qualifier, RULED)
        book.number(sheet, (row, 2), bare, RULED)
        book.text(sheet, (row, 3), number.cell, RULED)
        book.text(sheet, (row, 4), number.unit, RULED)
        book.text(sheet, (row, 5), number.printed, RULED | {"align": "right"})
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)


def add_tables(book: Book, plan: Plan) -> None:
    """Write each sheet of the plan: the table, below it the pictures of its numbers."""
    for name, planned in plan.sheets.items():
        sheet = book.sheet(name, landscape=True)
        row = _TableSheet(book, sheet, planned.table).write() + 2 if planned.table else 0
        for picture in planned.pictures:
            row = _add_picture(book, sheet, row, picture)


def _add_picture(book: Book, sheet: Any, row: int, picture: Picture) -> int:
    """Draw a picture under its caption; return the row below it."""
    book.text(sheet, (row, 0), picture.caption or picture.alt, _UNWRAPPED | {"bold": True})
    drawn = png(picture.svg)
    options = {
        "image_data": io.BytesIO(drawn),
        "description": printable(picture.alt),
        "x_scale": SCALE,
        "y_scale": SCALE,
    }
    sheet.insert_image(row + 1, 0, "picture.png", options)
    height = int.from_bytes(drawn[PNG_HEIGHT]) * SCALE
    return row + 3 + math.ceil(height / ROW_HEIGHT)


class _TableSheet:
    """A table whose columns with numbers have a hidden neighbour that names the cells."""

    def __init__(self, book: Book, sheet: Any, table: Table) -> None:
        self._book = book
        self._sheet = sheet
        self._table = table
        numbered = {
            column
            for row in table.rows
            for column, runs in enumerate(row.cells)
            if only_numbers(runs)
        }
        self._places = [c + sum(n < c for n in numbered) for c in range(len(table.columns))]
        self._numbered = sorted(numbered)
        total = sum(column.share for column in table.columns)
        self._widths = [max(6, TEXT_WIDTH * column.share / total) for column in table.columns]

    def write(self) -> int:
        """Write the table from the first row on; return the row below it."""
        self._set_widths()
        if self._table.caption:
            self._book.text(self._sheet, (0, 0), self._table.caption, _UNWRAPPED | {"bold": True})
        heads = self._table.head_rows()
        for place, row in enumerate(heads, start=1):
            for head in row:
                self._head(place, head)
        top = len(heads) + 1
        for column in self._numbered:
            self._book.text(self._sheet, (top - 1, self._places[column] + 1), CELL_HEAD, HEAD)
        self._sheet.freeze_panes(top, 0)
        self._sheet.repeat_rows(1, top - 1)
        for line in self._table.rows:
            top += self._row(top, line)
        self._book.text(self._sheet, (top, 0), self._table.note, _UNWRAPPED | {"italic": True})
        return top + 1

    def _set_widths(self) -> None:
        for place, width in zip(self._places, self._widths, strict=True):
            self._sheet.set_column(place, place, width)
        for numbered in self._numbered:
            place = self._places[numbered] + 1
            self._sheet.set_column(place, place, 40, None, {"hidden": True})

    def _head(self, row: int, head: HeadCell) -> None:
        first = self._places[head.column]
        last = self._places[head.column + head.across - 1]
        self._book.span(self._sheet, (row, first, row + head.down - 1, last), head.text, HEAD)

    def _row(self, top: int, row: Row) -> int:
        """Write one row; a compound figure takes one line for each of its components."""
        look = SHADES[row.kind] | RULED
        if row.kind is RowKind.SECTION:
            area = (top, 0, top, self._places[-1])
            self._book.span(self._sheet, area, shown(row.cells[0]), look)
            return 1
        height = max([1, *(len(only_numbers(runs)) for runs in row.cells)])
        if height == 1:
            texts = zip(map(shown, row.cells), self._widths, strict=True)
            self._book.fit(self._sheet, top, texts)
        for column, runs in enumerate(row.cells):
            self._cell((top, self._places[column]), runs, look)
        return height

    def _cell(self, place: tuple[int, int], runs: Runs, look: Look) -> None:
        row, column = place
        numbers = only_numbers(runs)
        if not numbers:
            self._book.text(self._sheet, place, shown(runs), look)
        for line, number in enumerate(numbers, start=row):
            self._book.number(self._sheet, (line, column), number, look)
            self._book.text(self._sheet, (line, column + 1), number.cell, look)


_UNWRAPPED: Look = {"text_wrap": False}


def only_numbers(runs: Runs) -> list[Number]:
    """Return the numbers of a cell that holds nothing else but signs between them."""
    words = "".join(run.text for run in runs if not isinstance(run, Number))
    if any(letter.isalnum() for letter in words):
        return []
    return [run for run in runs if isinstance(run, Number)]
