"""Whatever a text contains stays text in every format."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from saphan.kernel.languages import Language
from saphan.render import docx, html, pdf, xlsx
from saphan.render.official import printable
from saphan.render.paper import (
    Column,
    Heading,
    NumberedList,
    Paper,
    Paragraph,
    Row,
    Signature,
    Table,
    Text,
)
from tests.render.paper_samples import FONTS, HAVE_FONTS, head, minutes

EVIL = [
    '#image("/etc/passwd") $x$ *bold* _it_ @ref <label> \\ // /* ~',
    "<script>alert(1)</script> &amp; \"quoted\" 'single' ]]> <!-- -->",
    '=HYPERLINK("http://example.org";"x")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "{{ 7*7 }} {% x %} ${x} %s %(x)s",
]


def with_text(text: str) -> Paper:
    """Return a paper that holds the text at every place where a text can stand."""
    runs = (Text(text),)
    table = Table((Column(text), Column(text, group=text)), (Row((runs, runs)),), text, text)
    blocks = (Heading(text), Paragraph(runs), NumberedList((runs,)), table)
    one = replace(head(Language.EN), title=text, about=text, number=text, authority=(text,))
    return replace(
        minutes(Language.EN),
        heads=(one,),
        note=text,
        level=text,
        code=text,
        author=text,
        blocks=blocks,
        signatures=(Signature(capacity=text, name=text, office=text, hint=text),),
    )


@pytest.mark.parametrize("text", EVIL)
def test_a_page_holds_no_foreign_markup(text: str) -> None:
    page = html.write(with_text(text)).decode()

    assert "<script" not in page
    assert page.count("<style>") == 1


@pytest.mark.parametrize("text", EVIL)
def test_a_workbook_holds_no_formula(text: str) -> None:
    content = xlsx.write(with_text(text))

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [archive.read(n) for n in archive.namelist() if n.startswith("xl/worksheets/")]
    workbook = openpyxl.load_workbook(io.BytesIO(content))
    written = {cell.value for sheet in workbook for row in sheet.iter_rows() for cell in row}
    assert not any(b"<f>" in sheet or b"<f " in sheet for sheet in sheets)
    assert text in written


@pytest.mark.parametrize("text", EVIL)
def test_a_word_document_shows_the_text(text: str) -> None:
    with zipfile.ZipFile(io.BytesIO(docx.write(with_text(text)))) as archive:
        body = archive.read("word/document.xml")

    assert b"<script" not in body
    assert body.count(b"<w:instrText") == 0


@pytest.mark.skipif(not HAVE_FONTS, reason="the fonts are built by make setup")
@pytest.mark.parametrize("text", EVIL)
def test_a_pdf_shows_the_text(text: str) -> None:
    pages = PdfReader(io.BytesIO(pdf.write(with_text(text), fonts=FONTS))).pages

    copied = "".join("".join(page.extract_text().split()) for page in pages)

    assert "".join(text.split()) in copied


@pytest.mark.skipif(not HAVE_FONTS, reason="the fonts are built by make setup")
@pytest.mark.parametrize("text", ["中文", "🚀", "\ue000", "ກ\u202eabc", "\u0000\u0007", "a\u0301"])
def test_letters_without_a_glyph_do_not_stop_the_pdf(text: str) -> None:
    assert pdf.write(with_text(text), fonts=FONTS).startswith(b"%PDF")


def test_direction_marks_and_controls_become_visible() -> None:
    assert printable("12\u202e34\u202c") == "12[U+202E]34[U+202C]"
    assert printable("a\x00b\x1fc") == "a[U+0000]b[U+001F]c"
    assert printable("one\ntwo\tthree") == "one two three"
    assert printable("ນ້ຳ Điện Biên") == "ນ້ຳ Điện Biên"


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=30))
def test_any_text_can_be_written(text: str) -> None:
    paper = with_text(text)

    assert docx.write(paper)
    assert html.write(paper)
    assert xlsx.write(paper)
