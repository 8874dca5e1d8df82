"""What surrounds the body: head of the state and authority, title, page frame, signatures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import batched

from saphan.kernel.sides import Side
from saphan.render.docx.paragraphs import paragraph
from saphan.render.docx.runs import Element, Look, el, text_runs
from saphan.render.docx.styles import TEXT_WIDTH
from saphan.render.docx.tables import grid, table_cell, table_row
from saphan.render.official import CODE, LEVEL, PAGE, RECIPIENTS, state_heading
from saphan.render.paper import Align, Head, Paper, Signature

AUTHORITY_SHARE = 0.42
SEAL_ROOM = 5
"""Empty lines between the capacity and the name: a seal is about 36 mm wide."""


def opening(paper: Paper) -> Iterator[Element]:
    """Yield the head of the paper and its title; a bilingual paper has them side by side."""
    if paper.is_bilingual:
        yield _columns([_narrow_head(head) for head in paper.heads], share=0.5)
        return
    head = paper.heads[0]
    if head.side is Side.LA:
        yield from _state(head)
        yield _columns([_authority(head), _reference(head)], share=0.5)
    else:
        left = [*_authority(head), *_line(head.number, _look(head))]
        right = [*_state(head), *_line(head.place_date, _look(head, italic=True))]
        yield _columns([left, right], share=AUTHORITY_SHARE)
    yield from _title(head)


def _narrow_head(head: Head) -> list[Element]:
    reference = [
        *_line(head.number, _look(head)),
        *_line(head.place_date, _look(head, italic=True)),
    ]
    return [*_state(head), *_authority(head), *reference, *_title(head)]


def _look(head: Head, *, bold: bool = False, italic: bool = False) -> Look:
    return Look(language=head.language, bold=bold, italic=italic)


def _line(text: str, look: Look, *, style: str = "HeadLine") -> Iterator[Element]:
    if text:
        yield paragraph(text_runs(text, look), style=style)


def _state(head: Head) -> Iterator[Element]:
    name, motto = state_heading(head.side, head.language)
    yield from _line(name, _look(head, bold=True))
    yield from _line(motto, _look(head, bold=True))
    yield _rule()


def _authority(head: Head) -> Iterator[Element]:
    for place, name in enumerate(head.authority, start=1):
        yield from _line(name, _look(head, bold=place == len(head.authority)))
    if head.authority:
        yield _rule()


def _reference(head: Head) -> Iterator[Element]:
    yield from _line(head.number, _look(head))
    yield from _line(head.place_date, _look(head, italic=True))


def _title(head: Head) -> Iterator[Element]:
    yield from _line(head.title, _look(head), style="Title")
    if head.about:
        yield from _line(head.about, _look(head), style="Subtitle")
    yield _rule()


def _rule() -> Element:
    border = el("pBdr", el("bottom", val="single", sz=6, space=1, color="000000"))
    spacing = el("spacing", before=0, after=120, line=60, lineRule="exact")
    sides = el("ind", left=1300, right=1300)
    return el("p", el("pPr", el("pStyle", val="HeadLine"), border, spacing, sides))


def _columns(columns: Iterable[Iterable[Element]], *, share: float) -> Element:
    left = int(TEXT_WIDTH * share)
    widths = [left, TEXT_WIDTH - left]
    cells = (
        table_cell(content, width=width)
        for content, width in zip(map(list, columns), widths, strict=True)
    )
    return grid(widths, [table_row(cells)], style="Pairs")


def page_head(paper: Paper) -> Element:
    """Return the line on top of each page: the note on the left, the level on the right."""
    look = Look(language=paper.language)
    level = Look(language=paper.language, bold=True)
    label = f"{LEVEL.in_(paper.language)}: {paper.level}"
    return _framed("Header", [*text_runs(paper.note, look), _tab(), *text_runs(label, level)])


def page_foot(paper: Paper) -> Element:
    """Return the line at the foot: the code with the page number, then page x of y."""
    look = Look(language=paper.language)
    code = f"{CODE.in_(paper.language)}: {paper.code}-"
    page = f"{PAGE.in_(paper.language)} "
    return _framed(
        "Footer",
        [
            *text_runs(code, look),
            *_field("PAGE", look),
            _tab(),
            *text_runs(page, look),
            *_field("PAGE", look),
            *text_runs("/", look),
            *_field("NUMPAGES", look),
        ],
    )


def _framed(style: str, runs: Iterable[Element]) -> Element:
    tabs = el("tabs", el("tab", val="right", pos=TEXT_WIDTH))
    return el("p", el("pPr", el("pStyle", val=style), tabs), *runs)


def _tab() -> Element:
    return el("r", el("tab"))


def _field(name: str, look: Look) -> Iterator[Element]:
    yield el("fldSimple", *text_runs("1", look), instr=name)


def signatures(paper: Paper) -> Iterator[Element]:
    """Yield the signature block; a single one stands right of the list of recipients."""
    columns = [_signature(signature, paper) for signature in paper.signatures]
    recipients = list(_recipients(paper))
    if len(columns) % 2:
        columns.insert(len(columns) - 1, recipients or [paragraph((), style="HeadLine")])
        recipients = []
    for pair in batched(columns, 2):
        yield _columns(pair, share=0.5)
    yield from recipients


def _signature(signature: Signature, paper: Paper) -> list[Element]:
    language = signature.language or paper.language
    strong = Look(language=language, bold=True)
    lines = [
        *_line(signature.capacity, strong),
        *_line(signature.office, strong),
        *_line(signature.hint, Look(language=language, italic=True)),
    ]
    room = [paragraph((), style="HeadLine") for _ in range(SEAL_ROOM)]
    return [*lines, *room, *_line(signature.name, strong)]


def _recipients(paper: Paper) -> Iterator[Element]:
    if not paper.recipients:
        return
    label = Look(language=paper.language, bold=True, italic=True, points=12)
    yield paragraph(text_runs(RECIPIENTS.in_(paper.language), label), style="Recipients")
    for recipient in paper.recipients:
        runs = text_runs(f"- {recipient};", Look(language=paper.language, points=11))
        yield paragraph(runs, style="Recipients", align=Align.LEFT)
