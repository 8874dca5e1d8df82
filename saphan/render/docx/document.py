"""The whole Word document."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from itertools import chain
from typing import Any
from xml.etree import ElementTree as ET

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.shared import Emu

from saphan.render.charts import png
from saphan.render.docx.frame import opening, page_foot, page_head, signatures
from saphan.render.docx.numbering import Numbering
from saphan.render.docx.paragraphs import Proses, keep_with_next, paragraph, spacer
from saphan.render.docx.runs import LOCALES, Controls, Element, Look, el, text_runs
from saphan.render.docx.styles import A4, MARGINS, STYLES, TEXT_WIDTH, defaults, table_styles
from saphan.render.docx.tables import figures_table, pairs_table
from saphan.render.official import printable
from saphan.render.paper import Block, PageBreak, Paper, Picture, Table, TwoColumn

CELLS_NAMESPACE = "urn:saphan:cells:1"
EMU_PER_TWIP = 635
FIXED_TIME = (1980, 1, 1, 0, 0, 0)


def write(paper: Paper) -> bytes:
    """Return the .docx; the same paper gives the same bytes."""
    document = docx.Document()
    _prepare(document, paper)
    writer = _Writer(document, paper)
    end = document.element.body.sectPr
    for element in writer.elements():
        end.addprevious(element)
    _attach_cells(document, writer.controls.cells)
    buffer = io.BytesIO()
    document.save(buffer)
    return _timeless(buffer.getvalue())


class _Writer:
    """Walks the blocks of one paper."""

    def __init__(self, document: Any, paper: Paper) -> None:
        self.controls = Controls()
        numbering = Numbering(document.part.numbering_part.element)
        self._proses = Proses(self.controls, numbering)
        self._document = document
        self._paper = paper

    def elements(self) -> Iterator[Element]:
        yield from opening(self._paper)
        body = list(chain.from_iterable(map(self._block, self._paper.blocks)))
        if body and self._paper.signatures:
            keep_with_next(body[-1])
        yield from body
        yield from signatures(self._paper)
        yield paragraph((), style="Footer")

    def _block(self, block: Block) -> Iterator[Element]:
        match block:
            case Table():
                yield from self._table(block)
            case Picture():
                yield from self._picture(block)
            case TwoColumn():
                languages = [head.language for head in self._paper.heads]
                yield pairs_table(block, self._proses, languages, width=TEXT_WIDTH)
                yield spacer()
            case PageBreak():
                yield paragraph([el("r", el("br", type="page"))], style="Footer")
            case _:
                yield from self._proses.elements(block, self._paper.language)

    def _table(self, table: Table) -> Iterator[Element]:
        return figures_table(table, self.controls, self._paper.language, width=TEXT_WIDTH)

    def _picture(self, picture: Picture) -> Iterator[Element]:
        look = Look(language=self._paper.language)
        if picture.caption:
            yield paragraph(text_runs(picture.caption, look), style="Caption")
        image = io.BytesIO(png(picture.svg))
        inline = self._document.part.new_pic_inline(image, Emu(TEXT_WIDTH * EMU_PER_TWIP), None)
        inline.docPr.set("descr", printable(picture.alt))
        yield paragraph([el("r", el("drawing", inline))], style="PlainText")
        if picture.data is not None:
            yield from self._table(picture.data)


def _prepare(document: Any, paper: Paper) -> None:
    styles = document.styles.element
    for child in list(styles):
        styles.remove(child)
    styles.append(defaults())
    styles.extend([style.element for style in STYLES] + table_styles())
    _set_page(document, paper)
    _set_properties(document, paper)
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")


def _set_page(document: Any, paper: Paper) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = (Emu(side * EMU_PER_TWIP) for side in A4)
    for side, width in MARGINS.items():
        setattr(section, f"{side}_margin", Emu(width * EMU_PER_TWIP))
    section.header_distance = section.footer_distance = Emu(567 * EMU_PER_TWIP)
    for part, lines in ((section.header, page_head(paper)), (section.footer, page_foot(paper))):
        root = part._element
        for child in list(root):
            root.remove(child)
        root.extend(lines)


def _set_properties(document: Any, paper: Paper) -> None:
    properties = document.core_properties
    properties.title = printable(paper.full_title)[:255]
    properties.author = properties.last_modified_by = printable(paper.author)[:255]
    properties.subject = properties.comments = printable(paper.note)[:255]
    properties.category = printable(paper.level)[:255]
    properties.identifier = printable(paper.code)[:255]
    properties.language = LOCALES[paper.language]
    properties.created = properties.modified = paper.made_at.replace(tzinfo=None)


def _attach_cells(document: Any, cells: dict[str, str]) -> None:
    """Keep the ids that are longer than a tag may be, where Word carries them along."""
    root = ET.Element("cells", xmlns=CELLS_NAMESPACE)
    for tag, cell in cells.items():
        if tag != cell:
            ET.SubElement(root, "cell", {"tag": tag, "id": printable(cell)})
    if len(root):
        name = PackURI("/customXml/item9.xml")
        part = Part(name, "application/xml", ET.tostring(root), document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)


def _timeless(content: bytes) -> bytes:
    """Return the same archive without the hour at which it was packed."""
    result = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, FIXED_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return result.getvalue()
