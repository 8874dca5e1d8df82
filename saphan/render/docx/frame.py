"""What surrounds the body: head of the state and authority, title, page frame, signatures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import batched, chain

from saphan.kernel.sides import Side
from saphan.render.docx.paragraphs import paragraph, spacer
from saphan.render.docx.runs import Element, Look, el, text_runs
from saphan.render.docx.styles import TEXT_WIDTH
from saphan.render.docx.tables import grid, table_cell, table_row
from saphan.render.official import CODE, LEVEL, PAGE, RECIPIENTS, state_heading
from saphan.render.paper import Align, Head, Paper, Signature

AUTHORITY_SHARE = 0.43
MOTTO_RULE = 3400
NARROW_POINTS = 11
SEAL_ROOM = 5
"""Empty lines between the capacity and the name: a seal is about 36 mm wide."""


def opening(paper: Paper) -> Iterator[Element]:
    """Yield the head of the paper and its title; a bilingual paper has them side by side."""
    if paper.is_bilingual:
        half = TEXT_WIDTH // 2
        yield _columns([_narrow_head(head, half) for head in paper.heads], share=0.5)
        yield spacer()
        return
    head = paper.heads[0]
    if head.side is Side.LA:
        yield from _state(head, TEXT_WIDTH)
        left, right = _authority(head, TEXT_WIDTH // 2), _reference(head)
        yield _columns([left, right], share=0.5)
    else:
        width = int(TEXT_WIDTH * AUTHORITY_SHARE)
        left = chain(_authority(head, width), _line(head.number, _look(head)))
        right = chain(_state(head, TEXT_WIDTH - width), _place_date(head))
        yield _columns([left, right], share=AUTHORITY_SHARE)
    yield from _title(head, TEXT_WIDTH)


def _narrow_head(head: Head, width: int) -> Iterator[Element]:
    yield from _state(head, width)
    yield from _authority(head, width)
    yield from _reference(head)
    yield from _title(head, width)


def _look(head: Head, *, bold: bool = False, italic: bool = False) -> Look:
    return Look(language=head.language, bold=bold, italic=italic)


def _line(text: str, look: Look, *, style: str = "HeadLine") -> Iterator[Element]:
    if text:
        yield paragraph(text_runs(text, look), style=style)


def _state(head: Head, width: int) -> Iterator[Element]:
    name, motto = state_heading(head.side, head.language)
    points = NARROW_POINTS if width <= TEXT_WIDTH // 2 else None
    look = Look(language=head.language, bold=True, points=points)
    yield from _line(name, look)
    yield from _line(motto, look)
    yield _rule(width, MOTTO_RULE / width)


def _authority(head: Head, width: int) -> Iterator[Element]:
    for place, name in enumerate(head.authority, start=1):
        yield from _line(name, _look(head, bold=place == len(head.authority)))
    if head.authority:
        yield _rule(width)


def _reference(head: Head) -> Iterator[Element]:
    yield from _line(head.number, _look(head))
    yield from _place_date(head)


def _place_date(head: Head) -> Iterator[Element]:
    yield from _line(head.place_date, _look(head, italic=True))


def _title(head: Head, width: int) -> Iterator[Element]:
    yield from _line(head.title, _look(head), style="Title")
    if head.about:
        yield from _line(head.about, _look(head), style="Subtitle")
    yield _rule(width)


def _rule(width: int, share: float = 0.3) -> Element:
    """Return a line in the middle of `width`, `share` of it long."""
    border = el("pBdr", el("bottom", val="single", sz=6, space=1, color="000000"))
    spacing = el("spacing", before=0, after=120, line=60, lineRule="exact")
    inset = int(width * (1 - share) / 2)
    sides = el("ind", left=inset, right=inset)
    return el("p", el("pPr", el("pStyle", val="HeadLine"), border, spacing, sides))


def _columns(*rows: Iterable[Iterable[Element]], share: float) -> Element:
    left = int(TEXT_WIDTH * share)
    widths = [left, TEXT_WIDTH - left]
    cells = (
        (
            table_cell(content, width=width)
            for content, width in zip(map(list, columns), widths, strict=True)
        )
        for columns in rows
    )
    return grid(widths, map(table_row, cells), style="Frame")


def page_head(paper: Paper) -> list[Element]:
    """Return the line on top of each page: the level."""
    level = Look(language=paper.language, bold=True)
    label = f"{LEVEL.in_(paper.language)}: {paper.level}"
    return [_framed("Header", [_tab(), *text_runs(label, level)])]


def page_foot(paper: Paper) -> list[Element]:
    """Return the foot of each page: the note, the code with the page number, page x of y."""
    look = Look(language=paper.language)
    runs = [
        *text_runs(f"{CODE.in_(paper.language)}: {paper.code}-", look),
        *_field("PAGE", look),
        _tab(),
        *text_runs(f"{PAGE.in_(paper.language)} ", look),
        *_field("PAGE", look),
        *text_runs("/", look),
        *_field("NUMPAGES", look),
    ]
    note = [paragraph(text_runs(paper.note, look), style="Note")] if paper.note else []
    return [*note, _framed("Footer", runs)]


def _framed(style: str, runs: Iterable[Element]) -> Element:
    tabs = el("tabs", el("tab", val="right", pos=TEXT_WIDTH))
    return el("p", el("pPr", el("pStyle", val=style), tabs), *runs)


def _tab() -> Element:
    return el("r", el("tab"))


def _field(name: str, look: Look) -> Iterator[Element]:
    yield el("fldSimple", *text_runs("1", look), instr=name)


def signatures(paper: Paper) -> Iterator[Element]:
    """Yield the signature block; a single one stands right of the list of recipients."""
    recipients = list(_recipients(paper))
    for pair in batched(paper.signatures, 2):
        yield paragraph((), style="HeadLine")
        if len(pair) == 2:
            capacities = (_capacity(one, paper) for one in pair)
            yield _columns(capacities, (_signatory(one, paper) for one in pair), share=0.5)
        else:
            beside = recipients or [paragraph((), style="HeadLine")]
            alone = [*_capacity(pair[0], paper), *_signatory(pair[0], paper)]
            yield _columns((beside, alone), share=0.5)
            recipients = []
    yield from recipients


def _capacity(signature: Signature, paper: Paper) -> list[Element]:
    language = signature.language or paper.language
    strong = Look(language=language, bold=True)
    return [
        *_line(signature.capacity, strong),
        *_line(signature.office, strong),
        *_line(signature.hint, Look(language=language, italic=True)),
    ]


def _signatory(signature: Signature, paper: Paper) -> list[Element]:
    look = Look(language=signature.language or paper.language, bold=True)
    room = [paragraph((), style="HeadLine") for _ in range(SEAL_ROOM)]
    return [*room, *_line(signature.name, look)]


def _recipients(paper: Paper) -> Iterator[Element]:
    if not paper.recipients:
        return
    label = Look(language=paper.language, bold=True, italic=True, points=12)
    yield paragraph(text_runs(RECIPIENTS.in_(paper.language), label), style="Recipients")
    for recipient in paper.recipients:
        runs = text_runs(f"- {recipient};", Look(language=paper.language, points=11))
        yield paragraph(runs, style="Recipients", align=Align.LEFT)
