"""What a parser of values leaves out of an .xlsx: formulas, errors, fonts, hidden rows."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from itertools import zip_longest

from saphan.intake.reading import legacy
from saphan.intake.reading.outcome import position_of
from saphan.intake.reading.safety import LIMITS, Limits, refusal

type Place = tuple[int, int]
"""Row and column from 0."""


@dataclass(slots=True)
class SheetParts:
    """`uncomputed` and `errors` are cells; `fonts` the suspect font of a cell; rows from 0."""

    uncomputed: set[Place] = field(default_factory=set)
    errors: set[Place] = field(default_factory=set)
    fonts: dict[Place, str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


@dataclass(slots=True)
class BookParts:
    sheets: dict[str, SheetParts]
    linked: bool = False


_TAG = rb"<(?:\w+:)?"
_CELL = re.compile(_TAG + rb"c(?=[ >/])([^>]*)>")
_HAS_FORMULA = re.compile(_TAG + rb"f\b")
_VALUE = re.compile(_TAG + rb"v\b[^>]*>([^<]*)<")
_IS_TEXT = re.compile(_TAG + rb"is\b")
_ROW = re.compile(_TAG + rb"row\b([^>]*)>")
_COL = re.compile(_TAG + rb"col\b([^>]*)>")
_WIDE_REF = re.compile(rb"""r=["']([A-Z]{2,3})\d""")
_ROW_NUMBER = re.compile(rb"""row [^>]*?\br=["'](\d{1,7})""")
_ERROR = re.compile(rb"""\bt=["']e["']""")
_DOCTYPE = b"<!DOCTYPE"
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    ValueError,
    EOFError,
    NotImplementedError,
    OSError,
)


def attributes(text: bytes) -> dict[str, str]:
    """The attributes of one tag, names without their prefix."""
    pairs = re.findall(rb"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""", text)
    return {
        name.rpartition(b":")[2].decode(): unescape((double or single).decode("utf-8", "replace"))
        for name, double, single in pairs
    }


def scan(data: bytes, *, limits: Limits = LIMITS) -> BookParts:
    """Look through the XML of a workbook whose listing was found safe.

    `Refused` when a part is damaged, declares entities or spans more cells than can be read.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            return _scan(book, limits)
    except _DAMAGE as fault:
        raise refusal("file-damaged") from fault


def _scan(book: zipfile.ZipFile, limits: Limits) -> BookParts:
    names = set(book.namelist())
    main = next(name for name in sorted(names) if name.endswith("workbook.xml"))
    workbook = _part(book, main)
    stale = re.search(rb"""fullCalcOnLoad=["'](?:1|true)""", workbook) is not None
    fonts = _Fonts.of(book, names)
    sheets = {}
    for name, path in _sheet_paths(book, main, workbook):
        if path in names:
            sheets[name] = _scan_sheet(_part(book, path), fonts, limits, stale=stale)
    return BookParts(sheets, linked=any("externalLinks/" in name for name in names))


def _part(book: zipfile.ZipFile, name: str) -> bytes:
    content = book.read(name)
    if _DOCTYPE in content[:1024]:
        raise refusal("file-damaged")
    return content


def _sheet_paths(book: zipfile.ZipFile, main: str, workbook: bytes) -> Iterator[tuple[str, str]]:
    folder, file = posixpath.split(main)
    links = _part(book, f"{folder}/_rels/{file}.rels")
    targets = {}
    for tag in re.findall(_TAG + rb"Relationship\b([^>]*)>", links):
        link = attributes(tag)
        targets[link.get("Id", "")] = link.get("Target", "")
    for tag in re.findall(_TAG + rb"sheet\b([^>]*)>", workbook):
        sheet = attributes(tag)
        target = targets.get(sheet.get("id", ""), "")
        path = target[1:] if target.startswith("/") else posixpath.join(folder, target)
        yield sheet.get("name", ""), posixpath.normpath(path)


@dataclass(frozen=True, slots=True)
class _Fonts:
    """Suspect fonts by cell style and by shared text; both are empty in most workbooks."""

    styles: dict[str, str]
    shared: dict[bytes, str]

    @property
    def any(self) -> bool:
        return bool(self.styles or self.shared)

    @classmethod
    def of(cls, book: zipfile.ZipFile, names: set[str]) -> _Fonts:
        def content(ending: str) -> bytes:
            name = next((name for name in names if name.endswith(ending)), None)
            return _part(book, name) if name else b""

        return cls(
            _suspect_styles(content("styles.xml")), _suspect_texts(content("haredStrings.xml"))
        )


def _suspect_styles(styles: bytes) -> dict[str, str]:
    fonts = re.search(_TAG + rb"fonts\b.*?</(?:\w+:)?fonts>", styles, re.DOTALL)
    cells = re.search(_TAG + rb"cellXfs\b.*?</(?:\w+:)?cellXfs>", styles, re.DOTALL)
    if fonts is None or cells is None:
        return {}
    names = [_font_name(font) for font in re.split(_TAG + rb"font(?=[ />])", fonts[0])[1:]]
    suspect = {str(place): name for place, name in enumerate(names) if legacy.is_suspect(name)}
    formats = re.findall(_TAG + rb"xf\b([^>]*)>", cells[0])
    return {
        str(place): suspect[font]
        for place, tag in enumerate(formats)
        if (font := attributes(tag).get("fontId", "")) in suspect
    }


def _font_name(xml: bytes) -> str:
    name = re.search(_TAG + rb"(?:name|rFont)\b([^>]*)>", xml)
    return attributes(name[1]).get("val", "") if name else ""


def _suspect_texts(shared: bytes) -> dict[bytes, str]:
    if b"rFont" not in shared:
        return {}
    texts = re.findall(_TAG + rb"si\b.*?(?:</(?:\w+:)?si>|/>)", shared, re.DOTALL)
    return {
        str(place).encode(): font for place, text in enumerate(texts) if (font := _run_font(text))
    }


def _run_font(xml: bytes) -> str:
    """The first suspect font among the runs of one rich text."""
    fonts = (attributes(tag).get("val", "") for tag in re.findall(_TAG + rb"rFont\b([^>]*)>", xml))
    return next((font for font in fonts if legacy.is_suspect(font)), "")


def _scan_sheet(xml: bytes, fonts: _Fonts, limits: Limits, *, stale: bool) -> SheetParts:
    _refuse_vast(xml, limits)
    found = SheetParts()
    for tag in _ROW.findall(xml) if b"hidden=" in xml else ():
        if attributes(tag).get("hidden") in ("1", "true"):
            found.hidden_rows.add(int(attributes(tag)["r"]) - 1)
    for tag in _COL.findall(xml[: xml.find(b"sheetData")]):
        column = attributes(tag)
        if column.get("hidden") in ("1", "true"):
            last = min(int(column["max"]), 16384)
            found.hidden_columns.update(range(int(column["min"]) - 1, last))
    if _needs_cells(xml, fonts):
        for tag, inner in _cells(xml):
            if fonts.any or b"rFont" in inner or _HAS_FORMULA.search(inner) or _ERROR.search(tag):
                _look_at_cell(attributes(tag), inner, fonts, found, stale=stale)
    return found


def _cells(xml: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The attributes of each cell and what follows it up to the next one."""
    table = xml[: xml.rfind(b"sheetData>")]
    tags = list(_CELL.finditer(table))
    for tag, after in zip_longest(tags, tags[1:]):
        yield tag[1], table[tag.end() : after.start() if after else None]


def _needs_cells(xml: bytes, fonts: _Fonts) -> bool:
    """Whether any cell must be looked at: the walk is spared for plain sheets of 50,000 rows."""
    signs = (b"rFont", b't="e"', b"t='e'", b"<f>", b"<f ", b"<f/", b":f>", b":f ", b":f/")
    return fonts.any or any(sign in xml for sign in signs)


def _look_at_cell(
    cell: dict[str, str], inner: bytes, fonts: _Fonts, found: SheetParts, *, stale: bool
) -> None:
    address = re.fullmatch(r"([A-Z]{1,3})(\d+)", cell.get("r", ""))
    if address is None:
        raise refusal("file-damaged")
    place = int(address[2]) - 1, position_of(address[1])
    written = _VALUE.search(inner)
    value = written[1].strip() if written else b""
    if cell.get("t") == "e":
        found.errors.add(place)
    elif _HAS_FORMULA.search(inner) and _is_uncomputed(cell, written, stale=stale):
        found.uncomputed.add(place)
    font = _cell_font(cell, inner, value, fonts)
    if font:
        found.fonts[place] = font


def _is_uncomputed(cell: dict[str, str], written: re.Match[bytes] | None, *, stale: bool) -> bool:
    """No value, or the nought that programs write when they leave computing to the reader.

    An empty text (`t="str"` with a value) was computed: a formula may well give one.
    """
    if written is None:
        return True
    value = written[1].strip()
    if stale:
        return value in (b"", b"0")
    return not value and cell.get("t") != "str"


def _cell_font(cell: dict[str, str], inner: bytes, value: bytes, fonts: _Fonts) -> str:
    """The suspect font of a cell of text, from its runs or its style."""
    if cell.get("t") == "s":
        return fonts.shared.get(value) or fonts.styles.get(cell.get("s", ""), "")
    if cell.get("t") in ("str", "inlineStr"):
        return _run_font(inner) or fonts.styles.get(cell.get("s", ""), "")
    return ""


def _refuse_vast(xml: bytes, limits: Limits) -> None:
    """`Refused` when the cells, or the rectangle around them, are more than can be read."""
    cells = xml.count(b"<c ") + xml.count(b"<c>") + xml.count(b":c ") + xml.count(b":c>")
    rows = [int(number) for number in _ROW_NUMBER.findall(xml)]
    wide = [position_of(name.decode()) for name in set(_WIDE_REF.findall(xml))]
    span = max(rows, default=xml.count(b"row")) * (max(wide, default=25) + 1)
    if cells <= limits.cells and span > limits.cells:
        span = _filled_span(xml)
    if max(cells, span) > limits.cells:
        raise refusal("too-many-cells", cells=max(cells, span), most=limits.cells)


def _filled_span(xml: bytes) -> int:
    """The rectangle from A1 around the cells that hold something: styled blanks do not count."""
    last_row = last_column = 0
    for tag, inner in _cells(xml):
        if _VALUE.search(inner) or _IS_TEXT.search(inner):
            name = re.search(rb"""\br=["']([A-Z]{1,3})(\d{1,7})""", tag)
            if name is None:
                raise refusal("file-damaged")
            last_row = max(last_row, int(name[2]))
            last_column = max(last_column, position_of(name[1].decode()) + 1)
    return last_row * last_column
