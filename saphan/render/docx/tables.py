"""Tables: heads repeated on each page, rows kept whole, numbers in their controls."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from saphan.kernel.languages import Language
from saphan.render.docx.paragraphs import Proses, paragraph
from saphan.render.docx.runs import Controls, Element, Look, el, text_runs
from saphan.render.official import printable
from saphan.render.paper import Column, HeadCell, Row, RowKind, Table, TwoColumn

HEAD_SHADE = "E8F2F2"
TOTAL_SHADE = "F5F7F6"


def table_cell(
    content: Iterable[Element], *, width: int, span: int = 1, merge: str = "", shade: str = ""
) -> Element:
    """Return `w:tc`, `width` in twentieths of a point; `merge` is restart or continue."""
    properties = el("tcPr", el("tcW", w=width, type="dxa"))
    if span > 1:
        properties.append(el("gridSpan", val=span))
    if merge:
        properties.append(el("vMerge", val=merge))
    if shade:
        properties.append(el("shd", val="clear", color="auto", fill=shade))
    if shade == HEAD_SHADE:
        properties.append(el("vAlign", val="center"))
    return el("tc", properties, *content)


def table_row(cells: Iterable[Element], *, is_head: bool = False, whole: bool = True) -> Element:
    """Return `w:tr`; a `whole` row stays on one page, a head row is repeated on each page."""
    properties = el("trPr")
    if whole:
        properties.append(el("cantSplit"))
    if is_head:
        properties.append(el("tblHeader"))
    return el("tr", properties, *cells)


def grid(
    widths: Sequence[int], rows: Iterable[Element], *, style: str, caption: str = ""
) -> Element:
    """Return `w:tbl` of fixed columns; `caption` is read aloud by screen readers."""
    properties = el(
        "tblPr",
        el("tblStyle", val=style),
        el("tblW", w=sum(widths), type="dxa"),
        el("tblLayout", type="fixed"),
    )
    if caption:
        properties.append(el("tblCaption", val=printable(caption)))
    return el("tbl", properties, el("tblGrid", *(el("gridCol", w=w) for w in widths)), *rows)


def shares(columns: Sequence[Column], width: int) -> list[int]:
    """Divide `width` by the columns' shares; the last one takes what rounding leaves."""
    total = sum(column.share for column in columns)
    widths = [int(width * column.share / total) for column in columns]
    widths[-1] += width - sum(widths)
    return widths


def figures_table(
    table: Table, controls: Controls, language: Language, *, width: int
) -> Iterator[Element]:
    """Yield the caption, the table and the note below it."""
    look = Look(language=language)
    widths = shares(table.columns, width)
    if table.caption:
        yield paragraph(text_runs(table.caption, look), style="Caption")
    rows = [*_heads(table, widths, look)]
    rows += (_body_row(row, table.columns, widths, controls, look) for row in table.rows)
    yield grid(widths, rows, style="Figures", caption=table.caption)
    yield paragraph(text_runs(table.note, look), style="TableNote")


def _heads(table: Table, widths: Sequence[int], look: Look) -> Iterator[Element]:
    top, *below = table.head_rows()
    yield table_row((_head(cell, widths, look) for cell in top), is_head=True)
    for heads in below:
        by_column = {cell.column: cell for cell in heads}
        cells = (by_column.get(place, HeadCell("", place, down=0)) for place in range(len(widths)))
        yield table_row((_head(cell, widths, look) for cell in cells), is_head=True)


def _head(head: HeadCell, widths: Sequence[int], look: Look) -> Element:
    """Return one head; `down` 0 continues the head above it."""
    merge = {0: "continue", 2: "restart"}.get(head.down, "")
    width = sum(widths[head.column : head.column + head.across])
    content = [paragraph(text_runs(head.text, look), style="TableHead")]
    return table_cell(content, width=width, span=head.across, merge=merge, shade=HEAD_SHADE)


def _body_row(
    row: Row, columns: Sequence[Column], widths: Sequence[int], controls: Controls, look: Look
) -> Element:
    shade = "" if row.kind is RowKind.PLAIN else TOTAL_SHADE
    look = Look(language=look.language, bold=row.kind is not RowKind.PLAIN)
    if row.kind is RowKind.SECTION:
        content = [paragraph(controls.runs(row.cells[0], look), style="TableText")]
        return table_row([table_cell(content, width=sum(widths), span=len(widths), shade=shade)])
    return table_row(
        table_cell(
            [paragraph(controls.runs(runs, look), style="TableText", align=column.align)],
            width=width,
            shade=shade,
        )
        for runs, column, width in zip(row.cells, columns, widths, strict=True)
    )


def pairs_table(
    block: TwoColumn, proses: Proses, languages: Sequence[Language], *, width: int
) -> Element:
    """Return the two languages beside each other, the first left."""
    half = width // 2
    rows = (
        table_row(
            (
                table_cell(proses.elements(prose, language, in_pair=True), width=half)
                for prose, language in zip(pair, languages, strict=True)
            ),
            whole=False,
        )
        for pair in block.pairs
    )
    return grid([half, half], rows, style="Pairs")
