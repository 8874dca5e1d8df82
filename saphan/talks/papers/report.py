"""The secretary's report in one language: delegations, agenda, results, proposals, contents."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from saphan.figures.cells import Cell
from saphan.kernel.dates import format_date, format_period
from saphan.kernel.languages import Language, T
from saphan.kernel.numbers import format_number
from saphan.kernel.sides import Side
from saphan.protocol.journal import printed, read_head
from saphan.registers.agreements.models import AgendaItem, Content, Delegate
from saphan.render.paper import (
    Align,
    Block,
    Column,
    Heading,
    NumberedList,
    PageBreak,
    Paper,
    Paragraph,
    Row,
    RowKind,
    Table,
    Text,
)
from saphan.talks import words
from saphan.talks.papers import monthly, narrative, parts, proof
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
                about=title,
                side=Side(talks.authority.side),
            ),
        ),
        code=parts.page_code(talks),
        level=parts.level(talks, language),
        made_at=made_at,
        blocks=tuple(_blocks(talks, language, fonts)),
        signatures=parts.signatures(talks, (language,)),
        note=note,
        author=talks.own_name.in_(language),
    )


def _blocks(talks: Talks, language: Language, fonts: Sequence[Path]) -> Iterator[Block]:
    yield Heading(_roman(1, words.DELEGATIONS, language))
    yield _delegations(talks, language)
    yield PageBreak()
    yield Heading(_roman(2, words.AGENDA, language))
    yield _agenda(talks, language)
    yield Heading(_roman(3, words.PREVIOUS, language))
    yield from _previous(talks, language)
    results = parts.period_words(talks, words.RESULTS, language)
    yield Heading(f"IV. {results}")
    yield from _results(talks, language, fonts)
    yield Heading(_roman(5, words.PROPOSALS, language))
    yield from proposals(talks, language)
    yield Heading(_roman(6, words.CONTENTS, language))
    yield _contents(talks.contents, language, reports=False)
    yield Heading(_roman(7, words.INSTRUMENTS, language))
    yield _instruments(talks, language)
    if talks.restated:
        yield Heading(words.RESTATED.in_(language))
        yield proof.restated(talks, language)
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


def _text(words_: str) -> tuple[Text, ...]:
    return (Text(words_),)


def _none(language: Language) -> Paragraph:
    return Paragraph(_text(words.NOTHING.in_(language)))


def _delegations(talks: Talks, language: Language) -> Table:
    rows: list[Row] = []
    for side in _banks(talks):
        rows.append(Row((_text(words.OF_SIDE[side].in_(language)),), RowKind.SECTION))
        seats = [seat for seat in talks.delegates if seat.of_side == side]
        rows += [_seat(n, seat, language) for n, seat in enumerate(seats, start=1)]
    columns = (
        _column("n", language, 0.6, Align.CENTER),
        _column("name", language, 2.2),
        _column("rank", language, 1.2),
        _column("position", language, 3.6),
        _column("role", language, 1.3),
    )
    return Table(columns, tuple(rows))


def _seat(n: int, seat: Delegate, language: Language) -> Row:
    said = (str(n), seat.name, parts.rank(seat.rank, language), text_in(seat, "post", language))
    return Row(tuple(map(_text, (*said, words.ROLES[seat.role].in_(language)))))


def _agenda(talks: Talks, language: Language) -> Block:
    if not talks.agenda:
        return _none(language)
    columns = (
        _column("time", language, 0.9, Align.CENTER),
        _column("item", language, 5.2),
        _column("lead", language, 1.6),
    )
    rows = (
        Row(tuple(map(_text, (item.time, text_in(item, "title", language), _led(item, language)))))
        for item in talks.agenda
    )
    return Table(columns, tuple(rows))


def _led(item: AgendaItem, language: Language) -> str:
    side = words.OF_SIDE.get(item.led_by.lower())
    return side.in_(language) if side else ""


def _previous(talks: Talks, language: Language) -> Iterator[Block]:
    if not talks.previous:
        yield _none(language)
        return
    day = format_date(talks.previous[0].agreed_on, language)
    caption = words.PREVIOUS_OF.in_(language).format(day=day)
    yield replace(_contents(talks.previous, language, reports=True), caption=caption)


def _banks(talks: Talks) -> tuple[str, str]:
    return ("vn", "la") if talks.authority.side == Side.VN else ("la", "vn")


def _contents(contents: Sequence[Content], language: Language, *, reports: bool) -> Table:
    columns = [
        _column("n", language, 0.75, Align.CENTER),
        _column("content", language, 3.4),
        _column("by", language, 1.7),
        _column("due", language, 1.4),
    ]
    if reports:
        columns += [_column("result", language, 2.2), _column("state", language, 1.3)]
    return Table(tuple(columns), tuple(_content(c, language, reports=reports) for c in contents))


def _content(content: Content, language: Language, *, reports: bool) -> Row:
    due = format_date(content.due, language) if content.due else parts.term(content.term, language)
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
    if not talks.cells:
        yield _none(language)
        return
    for section, runs in narrative.told(talks, language):
        yield Heading(section.in_(language), 2)
        yield Paragraph(runs)
    yield figures(talks, language)
    yield from monthly.blocks(talks, language, fonts)


def figures(talks: Talks, language: Language) -> Table:
    """Return the table of every figure of the talks' period, grouped as reports are."""
    rows: list[Row] = []
    numbers = itertools.count(1)
    for section, group in parts.by_section(talks.cells):
        rows.append(Row((_text(section.in_(language)),), RowKind.SECTION))
        rows += [_figure(next(numbers), cell, language) for cell in group]
    columns = (
        _column("n", language, 0.6, Align.CENTER),
        _column("figure", language, 4.4),
        _column("value", language, 2.4, Align.RIGHT),
        _column("records", language, 1.1, Align.RIGHT),
    )
    period = format_period(talks.period, language)
    return Table(
        columns,
        tuple(rows),
        caption=words.FIGURES.in_(language).format(period=period),
        note=_assumed(talks.cells, language),
    )


def _figure(n: int, cell: Cell, language: Language) -> Row:
    name = parts.name(cell, language)
    star = " *" if cell.figure.period_basis == "assumed" else ""
    documents = format_number(cell.documents, language)
    return Row((_text(str(n)), _text(name + star), parts.value(cell, language), _text(documents)))


def _assumed(cells: Sequence[Cell], language: Language) -> str:
    if any(cell.figure.period_basis == "assumed" for cell in cells):
        return f"* {words.ASSUMED.in_(language)}"
    return ""


def proposals(talks: Talks, language: Language) -> Iterator[Block]:
    """Yield each side's proposals under its name, our bank first."""
    if not talks.proposals:
        yield _none(language)
    for side in _banks(talks):
        said = [p for p in talks.proposals if p.of_side == side]
        if said:
            yield Paragraph((Text(f"{words.OF_SIDE[side].in_(language)}:", bold=True),))
            yield NumberedList(
                tuple((Text(text_in(p, "text", language)),) for p in said), dashes=True
            )


def _instruments(talks: Talks, language: Language) -> Block:
    if not talks.instruments:
        return _none(language)
    columns = (
        _column("n", language, 0.6, Align.CENTER),
        _column("document", language, 5),
        _column("signed_on", language, 1.5),
    )
    rows = (
        (str(n), text_in(each, "title", language), format_date(each.signed_on, language))
        for n, each in enumerate(talks.instruments, start=1)
    )
    return Table(columns, tuple(Row(tuple(map(_text, row))) for row in rows))


def _proof(talks: Talks, language: Language) -> Iterator[Block]:
    said = words.PROOF_SAYS if talks.head else words.NOT_SIGNED
    yield Paragraph(
        (
            Text(
                said.in_(language).format(
                    size=talks.as_of,
                    root=parts.in_groups(root_of(talks)),
                    key=printed(talks.head.key) if talks.head else "",
                )
            ),
        )
    )
    columns = (
        _column("figure", language, 4),
        _column("definition", language, 4.5),
    )
    rows = tuple(
        Row((_text(cell.figure.code), _text(parts.in_groups(cell.figure.hash))))
        for cell in talks.cells
    )
    yield Table(columns, rows)


def root_of(talks: Talks) -> str:
    return read_head(bytes(talks.head.bytes)).root.hex() if talks.head else ""
