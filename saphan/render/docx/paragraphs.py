"""Paragraphs, headings, lists and pairs of the body."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docx.oxml.ns import qn

from saphan.kernel.languages import Language
from saphan.render.docx.numbering import Numbering
from saphan.render.docx.runs import Controls, Element, Look, el, text_runs
from saphan.render.paper import Align, Heading, NumberedList, Paragraph, Prose

JUSTIFICATION = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right"}


def paragraph(
    runs: Iterable[Element], *, style: str, align: Align = Align.BODY, list_number: int = 0
) -> Element:
    """Return `w:p`; `list_number` makes it an item of that list."""
    properties = el("pPr", el("pStyle", val=style))
    if list_number:
        properties.append(el("numPr", el("ilvl", val=0), el("numId", val=list_number)))
    if align in JUSTIFICATION:
        properties.append(el("jc", val=JUSTIFICATION[align]))
    return el("p", properties, *runs)


def spacer() -> Element:
    """Return the thin line that keeps Word from joining two tables."""
    return paragraph((), style="Spacer")


def keep_with_next(element: Element) -> None:
    """Keep the last paragraphs of an element on the page of what follows it."""
    paragraphs = list(element.iter(qn("w:p")))
    for one in paragraphs[-2:]:
        one.pPr.pStyle.addnext(el("keepNext"))


class Proses:
    """Turns prose into paragraphs; one per document, for its controls and lists."""

    def __init__(self, controls: Controls, numbering: Numbering) -> None:
        self._controls = controls
        self._numbering = numbering

    def elements(
        self, block: Prose, language: Language, *, in_pair: bool = False
    ) -> Iterator[Element]:
        """Yield the paragraphs of a heading, paragraph or list."""
        look = Look(language=language)
        match block:
            case Heading():
                style = "PairHeading" if in_pair else f"Heading{block.level}"
                yield paragraph(text_runs(block.text, look), style=style)
            case Paragraph():
                yield self._paragraph(block, look, in_pair=in_pair)
            case NumberedList():
                yield from self._list(block, look, in_pair=in_pair)

    def _paragraph(self, block: Paragraph, look: Look, *, in_pair: bool) -> Element:
        indented = block.align is Align.BODY
        style = "PairText" if in_pair else "BodyText" if indented else "PlainText"
        align = block.align
        if align is Align.BODY and look.language is Language.LO:
            align = Align.LEFT
        return paragraph(self._controls.runs(block.runs, look), style=style, align=align)

    def _list(self, block: NumberedList, look: Look, *, in_pair: bool) -> Iterator[Element]:
        number = self._numbering.begin(start=block.start, dashes=block.dashes)
        for item in block.items:
            runs = self._controls.runs(item, look)
            yield paragraph(runs, style="PairItem" if in_pair else "ListItem", list_number=number)
