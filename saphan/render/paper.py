"""One description of a paper; the writers beside it turn it into DOCX, XLSX, HTML and PDF.

A paper holds no formulas, no markup and no styles: texts, numbers that know their figure cell,
and the parts an official paper has. Whatever a text contains, it is printed as text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from itertools import chain, groupby

from saphan.kernel.languages import Language
from saphan.kernel.sides import Side

NO_BREAK = "\u00a0"


@dataclass(frozen=True, slots=True)
class Text:
    """Words; `language` is needed only where it differs from the text around it."""

    text: str
    bold: bool = False
    italic: bool = False
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class Number:
    """A value of one figure cell, printed as `qualifier printed unit`.

    `value` is in the unit shown and equals `printed` read in the paper's language; it is None for
    a missing cell. `qualifier` and `unit` are words of the paper's language or empty. A compound
    figure has one Number per component, all with the same `cell`.
    """

    cell: str
    figure: str
    value: Decimal | None
    printed: str
    unit: str = ""
    qualifier: str = ""
    bold: bool = False

    @property
    def shown(self) -> str:
        """What the reader sees; it never breaks over two lines."""
        return NO_BREAK.join(part for part in (self.qualifier, self.printed, self.unit) if part)


type Run = Text | Number
type Runs = tuple[Run, ...]


class Align(StrEnum):
    """Where the lines of a paragraph or a column stand; BODY is as the language writes prose."""

    BODY = "body"
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` 1 to 3 below the title."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    runs: Runs
    align: Align = Align.BODY


@dataclass(frozen=True, slots=True)
class NumberedList:
    """Items numbered from `start`; with `dashes` they carry a dash instead."""

    items: tuple[Runs, ...]
    start: int = 1
    dashes: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """`share` is the width beside the other columns; neighbours of one `group` share a top head."""

    head: str
    share: float = 1.0
    align: Align = Align.LEFT
    group: str = ""


class RowKind(StrEnum):
    """A section row has one cell that spans the table; a total row stands out."""

    PLAIN = "plain"
    SECTION = "section"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Row:
    cells: tuple[Runs, ...]
    kind: RowKind = RowKind.PLAIN


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A head that spans `across` columns and `down` rows, from `column` on (the first is 0)."""

    text: str
    column: int
    across: int = 1
    down: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """`caption` stands above, `note` below; ValueError when a row does not fit the columns."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        for row in self.rows:
            wanted = 1 if row.kind is RowKind.SECTION else len(self.columns)
            if len(row.cells) != wanted:
                raise ValueError(f"a row has {len(row.cells)} cells for {wanted}")

    def head_rows(self) -> tuple[tuple[HeadCell, ...], ...]:
        """Return one row of heads, or two when neighbours share a top head."""
        columns = list(enumerate(self.columns))
        if not any(column.group for _, column in columns):
            return (tuple(HeadCell(column.head, place) for place, column in columns),)
        top = []
        for _, members in groupby(columns, key=lambda pair: pair[1].group or pair[0]):
            (place, column), *others = members
            down = 1 if column.group else 2
            top.append(HeadCell(column.group or column.head, place, 1 + len(others), down))
        below = (HeadCell(column.head, place) for place, column in columns if column.group)
        return tuple(top), tuple(below)


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart or a map: `alt` says in words what it shows, `data` repeats its numbers."""

    svg: str
    alt: str
    caption: str = ""
    data: Table | None = None


type Prose = Heading | Paragraph | NumberedList


@dataclass(frozen=True, slots=True)
class TwoColumn:
    """Pairs of the same text in the paper's two languages, the first language left."""

    pairs: tuple[tuple[Prose, Prose], ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a new page."""


type Block = Prose | Table | Picture | TwoColumn | PageBreak


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The head of the paper in one language, laid out as the country `side` does it.

    `authority` is written from the superior body down to the issuing one, `number` is the number
    and symbol line, `place_date` the line of place and date, `title` the kind of paper and
    `about` what it deals with.
    """

    language: Language
    side: Side
    title: str
    authority: tuple[str, ...] = ()
    number: str = ""
    place_date: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """`capacity` is whom the person signs for, `hint` tells to sign and seal."""

    capacity: str
    name: str
    office: str = ""
    hint: str = ""
    language: Language | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """`heads` holds one head, or two for a bilingual paper (the left column first).

    `code` and `level` stand on every page, and so does `note` (demo records say there that they
    are generated). `made_at` goes into the files' properties: the same paper gives the same bytes.
    """

    heads: tuple[Head, ...]
    code: str
    level: str
    made_at: datetime
    blocks: tuple[Block, ...] = ()
    signatures: tuple[Signature, ...] = ()
    recipients: tuple[str, ...] = ()
    note: str = ""
    author: str = ""

    def __post_init__(self) -> None:
        if len(self.heads) not in (1, 2):
            raise ValueError("a paper has one head, or two when it is bilingual")
        if len(self.heads) == 1 and any(isinstance(b, TwoColumn) for b in self.blocks):
            raise ValueError("two columns need two heads")

    @property
    def language(self) -> Language:
        """The language of all that stands in one column."""
        return self.heads[0].language

    @property
    def is_bilingual(self) -> bool:
        return len(self.heads) == 2

    @property
    def full_title(self) -> str:
        """Title and subject of each language in one line, for file properties."""
        return " / ".join(" ".join(filter(None, (h.title, h.about))) for h in self.heads)

    def numbers(self) -> Iterator[Number]:
        """Every number in the order in which it is printed."""
        runs = chain.from_iterable(runs_of(block) for block in self.blocks)
        return (run for run in runs if isinstance(run, Number))

    def tables(self) -> Iterator[Table]:
        """Every table in order, those beside pictures included."""
        for block in self.blocks:
            if isinstance(block, Table):
                yield block
            elif isinstance(block, Picture) and block.data is not None:
                yield block.data


def runs_of(block: Block) -> Iterator[Run]:
    """Every run of a block in reading order (a pair left before right)."""
    match block:
        case Paragraph():
            yield from block.runs
        case NumberedList():
            yield from chain.from_iterable(block.items)
        case Table():
            yield from chain.from_iterable(cell for row in block.rows for cell in row.cells)
        case Picture(data=Table() as data):
            yield from runs_of(data)
        case TwoColumn():
            for prose in chain.from_iterable(block.pairs):
                yield from runs_of(prose)
