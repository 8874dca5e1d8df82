"""The styles of an official paper, and the size and margins of its sheet."""

from __future__ import annotations

from dataclasses import dataclass

from docx.oxml.ns import qn

from saphan.render.docx.runs import LAO_FONT, LATIN_FONT, Element, el

A4 = (11906, 16838)
MARGINS = {"top": 1134, "bottom": 1134, "left": 1701, "right": 1134}
"""Twentieths of a point: 20, 20, 30 and 20 mm, within Decree 30/2020/NĐ-CP, Appendix I."""
TEXT_WIDTH = A4[0] - MARGINS["left"] - MARGINS["right"]


@dataclass(frozen=True, slots=True)
class Style:
    """Sizes in points; `line` is a multiple of single spacing."""

    id: str
    name: str
    size: float = 13
    bold: bool = False
    italic: bool = False
    align: str = "left"
    before: float = 0
    after: float = 0
    line: float = 1.0
    first: float = 0
    keep: bool = False
    outline: int | None = None

    @property
    def element(self) -> Element:
        paragraph = el("pPr")
        if self.keep:
            paragraph.append(el("keepNext"))
        paragraph.append(
            el(
                "spacing",
                before=round(self.before * 20),
                after=round(self.after * 20),
                line=round(self.line * 240),
                lineRule="auto",
            )
        )
        if self.first:
            paragraph.append(el("ind", firstLine=round(self.first * 20)))
        paragraph.append(el("jc", val=self.align))
        if self.outline is not None:
            paragraph.append(el("outlineLvl", val=self.outline))
        style = el("style", el("name", val=self.name), type="paragraph", styleId=self.id)
        if self.id == "Normal":
            style.set(qn("w:default"), "1")
        else:
            style.append(el("basedOn", val="Normal"))
        style.extend([el("qFormat"), paragraph, self._run_properties()])
        return style

    def _run_properties(self) -> Element:
        weight = [el(tag) for tag in ("b", "bCs") if self.bold]
        slope = [el(tag) for tag in ("i", "iCs") if self.italic]
        size = [el(tag, val=round(self.size * 2)) for tag in ("sz", "szCs")]
        return el("rPr", *weight, *slope, *size)


STYLES = (
    Style("Normal", "Normal"),
    Style("BodyText", "Body Text", align="both", after=6, line=1.15, first=28),
    Style("PlainText", "Body Text First Indent", after=6, line=1.1),
    Style("ListItem", "List Paragraph", after=4, line=1.15),
    Style("Heading1", "heading 1", bold=True, before=12, after=6, keep=True, outline=0),
    Style("Heading2", "heading 2", bold=True, before=8, after=4, keep=True, outline=1),
    Style("Heading3", "heading 3", bold=True, italic=True, before=6, after=4, keep=True, outline=2),
    Style("PairText", "Pair Text", size=12, after=6, line=1.1),
    Style("PairItem", "Pair Item", size=12, after=4, line=1.1),
    Style("PairHeading", "Pair Heading", size=12, bold=True, before=6, after=4, keep=True),
    Style("Title", "Title", size=15, bold=True, align="center", before=14, keep=True),
    Style("Subtitle", "Subtitle", size=13, bold=True, align="center", after=2, keep=True),
    Style("HeadLine", "Head Line", size=12, align="center"),
    Style("Caption", "caption", size=12, bold=True, before=8, after=4, keep=True),
    Style("TableText", "Table Text", size=11.5, before=2, after=2),
    Style("TableHead", "Table Head", size=11, bold=True, align="center", before=2, after=2),
    Style("TableNote", "Table Note", size=10.5, italic=True, before=3, after=8),
    Style("Spacer", "Spacer", size=4),
    Style("Recipients", "Recipients", size=11),
    Style("Header", "header", size=9.5),
    Style("Footer", "footer", size=9.5),
    Style("Note", "Note", size=9.5, italic=True, align="center"),
)


def defaults() -> Element:
    """Return `w:docDefaults`: the fonts and languages of what has no style."""
    fonts = el("rFonts", ascii=LATIN_FONT, hAnsi=LATIN_FONT, eastAsia=LATIN_FONT, cs=LAO_FONT)
    language = el("lang", val="vi-VN", eastAsia="en-US", bidi="lo-LA")
    run = el("rPr", fonts, el("sz", val=26), el("szCs", val=26), language)
    return el("docDefaults", el("rPrDefault", run), el("pPrDefault"))


def table_styles() -> list[Element]:
    """Return the ruled table of figures and the unruled ones of pairs and of the frame."""
    edges = ("top", "left", "bottom", "right", "insideH", "insideV")
    rules = el("tblBorders", *(el(e, val="single", sz=4, space=0, color="5A666B") for e in edges))
    return [
        _table_style("Figures", rules, pad=85),
        _table_style("Pairs", None, pad=85),
        _table_style("Frame", None, pad=0),
    ]


def _table_style(name: str, borders: Element | None, *, pad: int) -> Element:
    inner = el("tblPr", *([] if borders is None else [borders]))
    sides = (("top", 0), ("left", pad), ("bottom", 0), ("right", pad))
    inner.append(el("tblCellMar", *(el(side, w=w, type="dxa") for side, w in sides)))
    return el("style", el("name", val=name), inner, type="table", styleId=name)
