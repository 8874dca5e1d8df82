"""One self-contained HTML page: no script, nothing loaded from elsewhere, readable on a phone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import chain
from pathlib import Path

from saphan.kernel.languages import Language
from saphan.kernel.sides import Side
from saphan.render.official import CODE, DATA, LEVEL, RECIPIENTS, printable, state_heading
from saphan.render.paper import (
    NO_BREAK,
    Align,
    Block,
    Column,
    Head,
    Heading,
    Number,
    NumberedList,
    PageBreak,
    Paper,
    Paragraph,
    Picture,
    Row,
    RowKind,
    Run,
    Runs,
    Signature,
    Table,
    TwoColumn,
)

STYLE = (Path(__file__).parent / "paper.css").read_text("utf-8")
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'"


def write(paper: Paper) -> bytes:
    """Return the page in UTF-8; each number is `<data value data-cell>` in plain decimals."""
    body = [
        *_frame(paper),
        *_opening(paper),
        *chain.from_iterable(_block(block, paper) for block in paper.blocks),
        *_closing(paper),
    ]
    lines = [
        "<!doctype html>",
        f'<html lang="{paper.language}">',
        '<head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<meta name="author" content="{_text(paper.author)}">',
        f"<title>{_text(paper.full_title)}</title><style>{STYLE}</style></head>",
        '<body><main class="paper">',
        *body,
        "</main></body></html>",
        "",
    ]
    return "\n".join(lines).encode()


def _text(text: str) -> str:
    return escape(printable(text))


def _tag(name: str, content: str, **attributes: str) -> str:
    """Return one element; an attribute without a value is left out."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_text(value)}"'
        for key, value in attributes.items()
        if value
    )
    return f"<{name}{written}>{content}</{name}>"


def _frame(paper: Paper) -> Iterator[str]:
    level = f"{LEVEL.in_(paper.language)}: {paper.level}"
    code = f"{CODE.in_(paper.language)}: {paper.code}"
    content = _tag("span", _text(code)) + _tag("strong", _text(level))
    yield _tag("div", content, class_="frame")
    if paper.note:
        yield _tag("p", _text(paper.note), class_="note", role="note")


def _opening(paper: Paper) -> Iterator[str]:
    kind = "two" if paper.is_bilingual else "one"
    yield _tag("header", "".join(_head(head) for head in paper.heads), class_=kind)


def _head(head: Head) -> str:
    state = _tag("strong", "<br>".join(map(_text, state_heading(head.side, head.language))))
    authority = "<br>".join(
        _tag("strong", _text(name)) if place == len(head.authority) else _text(name)
        for place, name in enumerate(head.authority, start=1)
    )
    place_date = _tag("em", _text(head.place_date))
    parts = (
        _tag("p", state, class_="state"),
        _tag("p", authority, class_="authority"),
        _tag("p", _text(head.number), class_="number"),
        _tag("p", place_date, class_="place"),
    )
    about = _tag("p", _tag("strong", _text(head.about)), class_="about") if head.about else ""
    layout = "letterhead laos" if head.side is Side.LA else "letterhead"
    letterhead = _tag("div", "".join(parts), class_=layout)
    return _tag("div", letterhead + _tag("h1", _text(head.title)) + about, lang=head.language)


def _run(run: Run) -> str:
    if isinstance(run, Number):
        return _number(run)
    text = _text(run.text)
    if run.italic:
        text = _tag("em", text)
    if run.bold:
        text = _tag("strong", text)
    return _tag("span", text, lang=run.language) if run.language else text


def _number(number: Number) -> str:
    value = "" if number.value is None else f"{number.value:f}"
    attributes = f'value="{value}" data-cell="{_text(number.cell)}" title="{_text(number.figure)}"'
    data = f"<data {attributes}>{_text(number.printed)}</data>"
    parts = (_text(number.qualifier), data, _text(number.unit))
    shown = NO_BREAK.join(part for part in parts if part)
    return _tag("strong", shown) if number.bold else shown


def _runs(runs: Iterable[Run]) -> str:
    return "".join(map(_run, runs))


def _block(block: Block, paper: Paper) -> Iterator[str]:
    match block:
        case Table():
            yield _table(block)
        case Picture():
            yield _picture(block, paper.language)
        case TwoColumn():
            languages = [head.language for head in paper.heads]
            yield from (_pair(pair, languages) for pair in block.pairs)
        case _:
            yield _prose(block)


def _prose(block: Block) -> str:
    match block:
        case Heading():
            return _tag(f"h{block.level + 1}", _text(block.text))
        case Paragraph():
            return _tag("p", _runs(block.runs), class_=block.align)
        case NumberedList():
            return _list(block)
        case PageBreak():
            return '<div class="break"></div>'
    raise TypeError(f"no prose: {block!r}")


def _list(block: NumberedList) -> str:
    items = "".join(_tag("li", _runs(item)) for item in block.items)
    if block.dashes:
        return _tag("ul", items)
    return _tag("ol", items, start="" if block.start == 1 else str(block.start))


def _pair(pair: Sequence[Block], languages: Sequence[Language]) -> str:
    columns = (
        _tag("div", _prose(prose), lang=language)
        for prose, language in zip(pair, languages, strict=True)
    )
    return _tag("div", "".join(columns), class_="two")


def _table(table: Table) -> str:
    caption = _tag("caption", _text(table.caption)) if table.caption else ""
    heads = "".join(
        _tag(
            "tr",
            "".join(
                _tag(
                    "th",
                    _text(head.text),
                    scope="colgroup" if head.across > 1 else "col",
                    colspan=str(head.across) if head.across > 1 else "",
                    rowspan=str(head.down) if head.down > 1 else "",
                )
                for head in row
            ),
        )
        for row in table.head_rows()
    )
    rows = "".join(_row(row, table.columns) for row in table.rows)
    inner = f"{caption}<thead>{heads}</thead><tbody>{rows}</tbody>"
    note = _tag("p", _text(table.note), class_="note") if table.note else ""
    scroll = _tag("div", _tag("table", inner), class_="scroll", tabindex="0", role="region")
    return scroll + note


def _row(row: Row, columns: Sequence[Column]) -> str:
    if row.kind is RowKind.SECTION:
        span = str(len(columns))
        head = _tag("th", _runs(row.cells[0]), colspan=span, scope="rowgroup")
        return _tag("tr", head, class_="section")
    cells = (_cell(runs, column) for runs, column in zip(row.cells, columns, strict=True))
    return _tag("tr", "".join(cells), class_="total" if row.kind is RowKind.TOTAL else "")


def _cell(runs: Runs, column: Column) -> str:
    return _tag("td", _runs(runs), class_="" if column.align is Align.LEFT else column.align)


def _picture(picture: Picture, language: Language) -> str:
    caption = _tag("figcaption", _text(picture.caption)) if picture.caption else ""
    image = _tag("div", picture.svg, role="img", aria_label=picture.alt)
    data = ""
    if picture.data is not None:
        summary = _tag("summary", _text(DATA.in_(language)))
        data = _tag("details", summary + _table(picture.data))
    return _tag("figure", caption + image + data)


def _closing(paper: Paper) -> Iterator[str]:
    signatures = "".join(_signature(one, paper.language) for one in paper.signatures)
    if signatures:
        yield _tag("section", signatures, class_="two signatures")
    if paper.recipients:
        items = "".join(_tag("li", _text(one)) for one in paper.recipients)
        label = _tag("strong", _text(RECIPIENTS.in_(paper.language)))
        yield _tag("section", label + _tag("ul", items), class_="recipients")


def _signature(signature: Signature, language: Language) -> str:
    head = "<br>".join(_text(line) for line in (signature.capacity, signature.office) if line)
    hint = _tag("em", _text(signature.hint))
    parts = _tag("p", _tag("strong", head)) + _tag("p", hint)
    name = _tag("p", _tag("strong", _text(signature.name)), class_="name")
    return _tag("div", parts + name, lang=signature.language or language)
