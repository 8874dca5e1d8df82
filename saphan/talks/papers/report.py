"""The secretary's report in one language: delegations, agenda, results, proposals, contents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from saphan.figures.cells import Cell
from saphan.kernel.dates import format_date, format_period
from saphan.kernel.languages import Language, T
from saphan.kernel.sides import Side
from saphan.protocol.journal import printed, read_head
from saphan.registers.agreements.models import Content
from saphan.render import charts
from saphan.render.paper import (
    Align,
    Block,
    Column,
    Heading,
    NumberedList,
    Paper,
    Paragraph,
    Picture,
    Row,
    RowKind,
    Table,
    Text,
)
from saphan.talks import words
from saphan.talks.papers import parts
from saphan.talks.queries import Talks


def paper(
    talks: Talks, language: Language, *, made_at: datetime, fonts: Sequence[Path], note: str
) -> Paper:
    """Return the report; charts are set in `fonts` (folders), `note` stands on each page."""
    title = talks.meeting.title.in_(language)
    return Paper(
        heads=(
            parts.head(
                talks,
                language,
                title=words.PACK,
                about=words.PACK_ABOUT.in_(language).format(title=title),
                side=Side(talks.authority.side),
            ),
        ),
        code=parts.page_code(talks),
        level=parts.level(talks, language),
        made_at=made_at,
        blocks=tuple(_blocks(talks, language, fonts)),
        signatures=parts.signatures(talks, (language,)),
        note=note,
        author=talks.authority.names.in_(language),
    )


def _blocks(talks: Talks, language: Language, fonts: Sequence[Path]) -> Iterator[Block]:
    yield Heading(_roman(1, words.DELEGATIONS, language))
    yield _delegations(talks, language)
    yield Heading(_roman(2, words.AGENDA, language))
    yield NumberedList(tuple((Text(text_in(item, "title", language)),) for item in talks.agenda))
    yield Heading(_roman(3, words.PREVIOUS, language))
    yield _contents(talks.previous, language, reports=True)
    results = parts.period_words(talks, words.RESULTS, language)
    yield Heading(f"IV. {results}")
    yield from _results(talks, language, fonts)
    yield Heading(_roman(5, words.PROPOSALS, language))
    yield from proposals(talks, language)
    yield Heading(_roman(6, words.CONTENTS, language))
    yield _contents(talks.contents, language, reports=False)
    yield Heading(_roman(7, words.INSTRUMENTS, language))
    yield instruments(talks, language)
    yield Heading(words.PROOF.in_(language))
    yield from _proof(talks, language)


def _roman(number: int, text: T, language: Language) -> str:
    return f"{('I', 'II', 'III', 'IV', 'V', 'VI', 'VII')[number - 1]}. {text.in_(language)}"


def text_in(row: object, name: str, language: Language) -> str:
    """A text in `language`, else in the first language in which the record has it."""
    texts = [getattr(row, f"{name}_{code}") for code in (language, "vi", "lo", "en")]
    return next((text for text in texts if text), "")


def _column(name: str, language: Language, share: float, align: Align = Align.LEFT) -> Column:
    return Column(words.COLUMNS[name].in_(language), share, align)


def _delegations(talks: Talks, language: Language) -> Table:
    rows: list[Row] = []
    for side in _banks(talks):
        rows.append(Row(((Text(words.OF_SIDE[side].in_(language)),),), RowKind.SECTION))
        seats = [d for d in talks.delegates if d.of_side == side]
        rows += [
            Row(
                (
                    (Text(str(n)),),
                    (Text(seat.rank),),
                    (Text(seat.name),),
                    (Text(text_in(seat, "post", language)),),
                )
            )
            for n, seat in enumerate(seats, start=1)
        ]
    columns = (
        _column("n", language, 0.5, Align.CENTER),
        _column("rank", language, 1.2),
        _column("name", language, 2),
        _column("position", language, 4),
    )
    return Table(columns, tuple(rows))


def _banks(talks: Talks) -> tuple[str, str]:
    return ("vn", "la") if talks.authority.side == Side.VN else ("la", "vn")


def _contents(contents: Sequence[Content], language: Language, *, reports: bool) -> Table:
    columns = [
        _column("n", language, 0.5, Align.CENTER),
        _column("content", language, 4),
        _column("by", language, 1.3),
        _column("due", language, 1.3),
    ]
    if reports:
        columns += [_column("result", language, 2.4), _column("state", language, 1.2)]
    return Table(tuple(columns), tuple(_content(c, language, reports=reports) for c in contents))


def _content(content: Content, language: Language, *, reports: bool) -> Row:
    due = format_date(content.due, language) if content.due else content.term
    cells = [
        (Text(str(content.number)),),
        (Text(text_in(content, "text", language)),),
        (Text(debtors(content, language)),),
        (Text(due),),
    ]
    if reports:
        cells += [
            (Text(text_in(content, "report", language)),),
            (Text(words.OUTCOMES[content.outcome].in_(language)),),
        ]
    return Row(tuple(cells))


def debtors(content: Content, language: Language) -> str:
    if len(content.debtors) > 1:
        return words.BOTH_SIDES.in_(language)
    return words.OF_SIDE[content.debtors[0]].in_(language)


def _results(talks: Talks, language: Language, fonts: Sequence[Path]) -> Iterator[Block]:
    yield figures(talks, language)
    assumed = [cell for cell in talks.cells if cell.figure.period_basis == "assumed"]
    if assumed:
        yield Paragraph((Text(f"* {words.ASSUMED.in_(language)}", italic=True),))
    for code, cells in talks.months.items():
        if len(cells) > 1:
            yield picture(code, cells, language, fonts)


def figures(talks: Talks, language: Language) -> Table:
    """Return the table of every figure of the talks' period, grouped as reports are."""
    rows: list[Row] = []
    count = 0
    for section, group in parts.by_section(talks.cells):
        rows.append(Row(((Text(section.in_(language)),),), RowKind.SECTION))
        for cell in group:
            count += 1
            star = " *" if cell.figure.period_basis == "assumed" else ""
            rows.append(
                Row(
                    (
                        (Text(str(count)),),
                        (Text(cell.figure.names.long.in_(language) + star),),
                        parts.value(cell, language),
                        (Text(str(cell.documents)),),
                    )
                )
            )
    columns = (
        _column("n", language, 0.5, Align.CENTER),
        _column("figure", language, 4),
        _column("value", language, 2.6, Align.RIGHT),
        _column("records", language, 1, Align.RIGHT),
    )
    return Table(columns, tuple(rows), caption=format_period(talks.period, language))


def picture(code: str, cells: Sequence[Cell], language: Language, fonts: Sequence[Path]) -> Picture:
    """Return the chart of one figure by month with its numbers beside it."""
    bars = [
        charts.Bar(_month(cell), q.decimal if (q := cell.components[0].quantity) else 0)
        for cell in cells
    ]
    data = Table(
        (
            _column("month", language, 1),
            _column("value", language, 1, Align.RIGHT),
        ),
        tuple(Row(((Text(_month(cell)),), parts.value(cell, language))) for cell in cells),
    )
    caption = words.MONTHLY[code].in_(language)
    return Picture(
        svg=charts.svg(charts.bars(bars, language=language), fonts=fonts),
        alt=caption,
        caption=caption,
        data=data,
    )


def _month(cell: Cell) -> str:
    year, _dash, month = cell.within["month"].partition("-")
    return f"{int(month)}/{year}"


def proposals(talks: Talks, language: Language) -> Iterator[Block]:
    """Yield each side's proposals under its name, our bank first."""
    for side in _banks(talks):
        said = [p for p in talks.proposals if p.of_side == side]
        if said:
            yield Paragraph((Text(f"{words.OF_SIDE[side].in_(language)}:", bold=True),))
            yield NumberedList(
                tuple((Text(text_in(p, "text", language)),) for p in said), dashes=True
            )


def instruments(talks: Talks, language: Language) -> Table:
    columns = (
        _column("n", language, 0.5, Align.CENTER),
        _column("document", language, 5),
        _column("signed_on", language, 1.5),
    )
    rows = tuple(
        Row(
            (
                (Text(str(n)),),
                (Text(text_in(each, "title", language)),),
                (Text(format_date(each.signed_on, language)),),
            )
        )
        for n, each in enumerate(talks.instruments, start=1)
    )
    return Table(columns, rows)


def _proof(talks: Talks, language: Language) -> Iterator[Block]:
    said = words.PROOF_SAYS if talks.head else words.NOT_SIGNED
    yield Paragraph(
        (
            Text(
                said.in_(language).format(
                    size=talks.as_of,
                    root=root_of(talks),
                    key=printed(talks.head.key) if talks.head else "",
                )
            ),
        )
    )
    columns = (
        _column("figure", language, 3),
        _column("definition", language, 5),
    )
    rows = tuple(
        Row(((Text(cell.figure.code),), (Text(cell.figure.hash),))) for cell in talks.cells
    )
    yield Table(columns, rows)


def root_of(talks: Talks) -> str:
    return read_head(bytes(talks.head.bytes)).root.hex() if talks.head else ""
