"""Reads the numbers of a paper back out of its files, edited or not.

Each answer maps a cell to the numbers found at it, in reading order. `text` is what stands there
and `value` what it says in the language of its place; `value` is None when it is no number.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from html.parser import HTMLParser
from typing import Any

import openpyxl
from django.utils.translation import gettext as _
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from saphan.kernel.languages import Language
from saphan.kernel.numbers import CONVENTION_OF, read_number
from saphan.kernel.refusals import Refused
from saphan.render.docx.document import CELLS_NAMESPACE
from saphan.render.xlsx.sheets import CELL_HEAD

LARGEST_PART = 64 * 1024 * 1024
VOID = {"br", "hr", "img", "input", "link", "meta"}


@dataclass(frozen=True, slots=True)
class Found:
    """`text` as it stands in the file; `value` None when it is no number of that language."""

    text: str
    value: Decimal | None


type Numbers = dict[str, list[Found]]


def read_as(text: str, language: str) -> Decimal | None:
    """Return the value of `text` as `language` writes numbers, or None."""
    convention = CONVENTION_OF[language]
    readings = (r.value for r in read_number(text) if convention in r.conventions)
    return next(readings, None)


def _gather(pairs: Iterator[tuple[str, Found]]) -> Numbers:
    numbers: Numbers = {}
    for cell, found in pairs:
        numbers.setdefault(cell, []).append(found)
    return numbers


def numbers_in_docx(content: bytes) -> Numbers:
    """Return the numbers of a Word document by the tags of its content controls.

    Raises Refused `not-a-word-file` or `file-too-large`.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {name: _part(archive, name) for name in _wanted(archive)}
        body = parse_xml(parts.pop("word/document.xml"))
        cells = dict(_long_cells(parts.values()))
    except (KeyError, zipfile.BadZipFile, SyntaxError) as fault:
        raise Refused("not-a-word-file", _("This is not a Word document (.docx).")) from fault
    return _gather(_controls(body, cells))


def _wanted(archive: zipfile.ZipFile) -> list[str]:
    own = [name for name in archive.namelist() if _is_item(name)]
    return ["word/document.xml", *own]


def _is_item(name: str) -> bool:
    return name.startswith("customXml/item") and "Props" not in name and name.endswith(".xml")


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    _refuse_bomb(archive, name)
    return archive.read(name)


def _refuse_bomb(archive: zipfile.ZipFile, name: str) -> None:
    if archive.getinfo(name).file_size > LARGEST_PART:
        raise Refused("file-too-large", _("This file is larger than a paper can be."))


def _long_cells(parts: Any) -> Iterator[tuple[str, str]]:
    for part in parts:
        for cell in parse_xml(part).iter(f"{{{CELLS_NAMESPACE}}}cell"):
            yield cell.get("tag"), cell.get("id")


def _controls(body: Any, cells: dict[str, str]) -> Iterator[tuple[str, Found]]:
    for control in body.iter(qn("w:sdt")):
        tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
        if tag is None:
            continue
        text = "".join(part.text or "" for part in control.iter(qn("w:t")))
        key = tag.get(qn("w:val"))
        yield cells.get(key, key), Found(text, read_as(text, _language(control)))


def _language(control: Any) -> str:
    """Return the language of a control; the first mark of a known one counts."""
    for mark in control.iter(qn("w:lang")):
        language = (mark.get(qn("w:val")) or "").partition("-")[0]
        if language in CONVENTION_OF:
            return language
    return Language.VI


def numbers_in_xlsx(content: bytes) -> Numbers:
    """Return the numbers left of the columns headed `cell`, on every sheet.

    A number of a table is found twice: in the list of numbers and in its table.
    Raises Refused `not-a-workbook` or `file-too-large`.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                _refuse_bomb(archive, name)
        workbook = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except (KeyError, ValueError, OSError, zipfile.BadZipFile, SyntaxError) as fault:
        raise Refused("not-a-workbook", _("This is not an Excel workbook (.xlsx).")) from fault
    return _gather(found for sheet in workbook for found in _sheet(sheet))


def _sheet(sheet: Any) -> Iterator[tuple[str, Found]]:
    columns: list[int] = []
    for row in sheet.iter_rows(values_only=True):
        heads = [place for place, value in enumerate(row) if value == CELL_HEAD and place]
        if heads:
            columns = heads
            continue
        for place in columns:
            if place < len(row) and isinstance(row[place], str) and row[place]:
                yield row[place], _found(row[place - 1])


def _found(value: object) -> Found:
    """Read a workbook's value; digits kept as text are plain decimals."""
    text = "" if value is None else str(value)
    if isinstance(value, int | float | str) and not isinstance(value, bool):
        try:
            return Found(text, Decimal(repr(value) if isinstance(value, float) else value))
        except InvalidOperation:
            return Found(text, None)
    return Found(text, None)


def numbers_in_html(content: bytes) -> Numbers:
    """Return the numbers of a page by `data-cell`, read from what the reader sees."""
    reader = _Page()
    reader.feed(content.decode("utf-8", errors="replace"))
    reader.close()
    return _gather(iter(reader.found))


class _Page(HTMLParser):
    """Follows the language of the place and collects `<data data-cell>`."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, Found]] = []
        self._languages: list[str] = [Language.EN]
        self._cell: str | None = None
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        marks = dict(attrs)
        self._languages.append(marks.get("lang") or self._languages[-1])
        if tag == "data" and marks.get("data-cell"):
            self._cell, self._text = marks["data-cell"], ""

    def handle_data(self, data: str) -> None:
        if self._cell:
            self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        language = self._languages.pop() if len(self._languages) > 1 else self._languages[-1]
        if tag == "data" and self._cell:
            self.found.append((self._cell, Found(self._text, read_as(self._text, language))))
            self._cell = None
