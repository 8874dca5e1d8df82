"""What happened month by month: one table, and a picture for each figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from saphan.figures.cells import Cell
from saphan.figures.registry import CATALOGUE
from saphan.kernel.dates import format_date
from saphan.kernel.languages import Language
from saphan.kernel.periods import Period
from saphan.render import charts
from saphan.render.paper import Align, Block, Column, Heading, Picture, Row, RowKind, Table, Text
from saphan.talks import words
from saphan.talks.papers import parts
from saphan.talks.queries import Series, Talks

HEIGHT = 150
"""Three pictures stand on one page."""
FEW = 6
"""Up to so many, each step of the scale is one."""


def blocks(talks: Talks, language: Language, fonts: Sequence[Path]) -> Iterator[Block]:
    """Yield a picture for each figure that has records, and the table of all their months."""
    told = [series for series in talks.series if series.classes]
    if len(talks.months) < 2 or not told:
        return
    yield Heading(words.BY_MONTH.in_(language), 2)
    for series in told:
        yield picture(series, talks.months, language, fonts)
    yield table(talks, told, language)


def picture(
    series: Series, months: Sequence[str], language: Language, fonts: Sequence[Path]
) -> Picture:
    """Return upright bars by month, divided into classes where the figure has them."""
    divided = len(series.classes) > 1
    bars = [
        charts.Bar(_month(month), _value(cell), _class(name, language))
        for place, month in enumerate(months)
        for name, cell in ((name, cells[place]) for name, cells in series.classes.items())
    ]
    draw = charts.stacked if divided else charts.bars
    caption = CATALOGUE[series.figure].names.long.in_(language)
    spec = draw(bars, language=language) | {"height": HEIGHT}
    highest = max(_height(series, place) for place in range(len(months)))
    if highest <= FEW:
        spec["encoding"]["y"]["axis"] |= {"values": list(range(highest + 1)), "format": "d"}
    return Picture(charts.svg(spec, fonts=fonts), alt=caption, caption=caption)


def table(talks: Talks, told: Sequence[Series], language: Language) -> Table:
    """Return one column for each class of each figure, one row for each month, and the sums."""
    columns = [Column(words.COLUMNS["month"].in_(language), 1, Align.CENTER)]
    cells: list[Sequence[Cell]] = []
    for series in told:
        head = CATALOGUE[series.figure].names.head.in_(language)
        for name, monthly in series.classes.items():
            group = head if name else ""
            columns.append(Column(_class(name, language) or head, 1.2, Align.RIGHT, group))
            cells.append(monthly)
    rows = (
        Row((_words(_month(month)), *(parts.bare(each[place], language) for each in cells)))
        for place, month in enumerate(talks.months)
    )
    return Table(
        tuple(columns),
        (*rows, _total(told, language)),
        caption=words.BY_MONTH.in_(language),
        note=_cut(talks.period, language),
    )


def _total(told: Sequence[Series], language: Language) -> Row:
    sums = (parts.bare(whole, language) for series in told for whole in series.wholes)
    return Row((_words(words.TOTAL.in_(language)), *sums), RowKind.TOTAL)


def _cut(period: Period, language: Language) -> str:
    """Say which month is not whole: a smaller last bar is then no fall."""
    month = f"{period.until:%Y-%m}"
    following = period.until.toordinal() + 1
    if period.until.fromordinal(following).day == 1:
        return ""
    return words.CUT_MONTH.in_(language).format(
        month=_month(month),
        since=format_date(max(period.since, period.until.replace(day=1)), language),
        until=format_date(period.until, language),
    )


def _height(series: Series, place: int) -> int:
    return sum(_value(monthly[place]) for monthly in series.classes.values())


def _value(cell: Cell) -> int:
    quantity = cell.components[0].quantity
    return quantity.amount if quantity else 0


def _class(name: str, language: Language) -> str:
    return words.CLASSES[name].in_(language) if name in words.CLASSES else name


def _month(month: str) -> str:
    year, _dash, number = month.partition("-")
    return f"{int(number)}/{year}"


def _words(text: str) -> tuple[Text, ...]:
    return (Text(text),)
