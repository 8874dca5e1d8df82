"""Paragraphs, headings, lists and pairs of the body."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from saphan.kernel.languages import Language
from saphan.render.docx.numbering import Numbering
from saphan.render.docx.runs import Controls, Element, Look, el, text_runs
from saphan.render.paper import Align, Heading, NumberedList, Paragraph, Prose

JUSTIFICATION = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right"}
PAIR_POINTS = 12.0


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


class Proses:
    """Turns prose into paragraphs; one per document, for its controls and lists."""

    def __init__(self, controls: Controls, numbering: Numbering) -> None:
        self._controls = controls
        self._numbering = numbering

    def elements(
        self, block: Prose, language: Language, *, in_pair: bool = False
    ) -> Iterator[Element]:
        """Yield the paragraphs of a heading, paragraph or list."""
        look = Look(language=language, points=PAIR_POINTS if in_pair else None)
        match block:
            case Heading():
                yield paragraph(text_runs(block.text, look), style=f"Heading{block.level}")
            case Paragraph():
                yield self._paragraph(block, look, in_pair=in_pair)
            case NumberedList():
                yield from self._list(block, look)

    def _paragraph(self, block: Paragraph, look: Look, *, in_pair: bool) -> Element:
        indented = block.align is Align.BODY and not in_pair
        style = "BodyText" if indented else "PlainText"
        align = block.align
        if align is Align.BODY and look.language is Language.LO:
            align = Align.LEFT
        return paragraph(self._controls.runs(block.runs, look), style=style, align=align)

    def _list(self, block: NumberedList, look: Look) -> Iterator[Element]:
        number = self._numbering.begin(start=block.start, dashes=block.dashes)
        for item in block.items:
            runs = self._controls.runs(item, look)
            yield paragraph(runs, style="ListItem", list_number=number)
