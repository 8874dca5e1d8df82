"""What signed values rest on, and what changed them since: annexes of the papers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from saphan.figures.evidence import Opened
from saphan.figures.standing import View
from saphan.kernel.languages import Language, T
from saphan.kernel.numbers import format_number
from saphan.render.paper import (
    Align,
    Block,
    Column,
    Heading,
    PageBreak,
    Paragraph,
    Row,
    RowKind,
    Runs,
    Table,
    Text,
)
from saphan.talks import checking, words
from saphan.talks.documents import Head
from saphan.talks.papers import parts
from saphan.talks.queries import Talks
from saphan.talks.restating import Restated

BETWEEN = " / "


def of_signed(talks: Talks, languages: Sequence[Language]) -> Iterator[Block]:
    """Yield the proof annex of signed minutes, each heading in both languages; else nothing."""
    if talks.minutes is None:
        return
    minutes, said = talks.minutes, checking.said(talks.minutes)
    yield PageBreak()
    yield Heading(_both(words.PROOF, languages))
    document = parts.in_groups(minutes.printed)
    for language in languages:
        text = words.SIGNED_SAYS.in_(language).format(document=document, code=minutes.code)
        yield Paragraph((Text(text, language=language),))
    yield _heads({"own": said.own, "ours": said.ours, "theirs": said.theirs}, languages)
    yield _cells(talks, languages)


def restated(talks: Talks, language: Language) -> Table:
    """Return the signed values that are others today, with the records that changed them."""
    columns = (
        Column(words.COLUMNS["figure"].in_(language), 3),
        Column(words.COLUMNS["view"].in_(language), 1.5),
        Column(words.COLUMNS["signed"].in_(language), 1.5, Align.RIGHT),
        Column(words.COLUMNS["today"].in_(language), 1.5, Align.RIGHT),
        Column(words.COLUMNS["changed"].in_(language), 4),
    )
    return Table(columns, tuple(_restated(each, language) for each in talks.restated))


def _restated(each: Restated, language: Language) -> Row:
    known = each.as_cell
    now = each.now.cell if each.now else None
    changed = "; ".join(f"{_titles(one.before)} → {_titles(one.after)}" for one in each.changes)
    return Row(
        (
            _text(parts.name(known, language) if known else each.signed.figure),
            _text(words.VIEWS[each.signed.view].in_(language)),
            _text(parts.words(known, language) if known else ""),
            parts.value(now, language) if now else _text(words.MISSING.in_(language)),
            _text(changed),
        )
    )


def _titles(opened: Iterable[Opened]) -> str:
    said = [f"{one.title} ({one.quantity.text}, {one.version_hash.hex()[:10]})" for one in opened]
    return ", ".join(said) or "–"


def _heads(heads: dict[str, Head | None], languages: Sequence[Language]) -> Table:
    rows = (
        Row(
            (
                _text(_both(words.JOURNALS[name], languages)),
                _text(format_number(head.position, languages[0])),
                _text(parts.in_groups(head.root)),
            )
        )
        for name, head in heads.items()
        if head
    )
    columns = (
        _column("journal", languages, 3),
        _column("size", languages, 1.2, Align.RIGHT),
        _column("root", languages, 4),
    )
    return Table(columns, tuple(rows))


def _cells(talks: Talks, languages: Sequence[Language]) -> Table:
    """Every signed cell by its view: value, hash of the definition."""
    rows: list[Row] = []
    for view in View:
        cells = [cell for cell in talks.signed_cells if cell.view is view]
        if cells:
            rows.append(Row((_text(_both(words.VIEWS[view], languages)),), RowKind.SECTION))
        rows += [
            Row(
                (
                    _text(cell.figure.code),
                    parts.value(cell, languages[0]),
                    _text(parts.in_groups(cell.figure.hash)),
                )
            )
            for cell in cells
        ]
    columns = (
        _column("figure", languages, 3),
        _column("value", languages, 1.8, Align.RIGHT),
        _column("definition", languages, 4),
    )
    return Table(columns, tuple(rows))


def _column(
    name: str, languages: Sequence[Language], share: float, align: Align = Align.LEFT
) -> Column:
    return Column(_both(words.COLUMNS[name], languages), share, align)


def _both(text: T, languages: Sequence[Language]) -> str:
    return BETWEEN.join(text.in_(language) for language in languages)


def _text(said: str) -> Runs:
    return (Text(said),)
