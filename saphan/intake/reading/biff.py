"""What a parser of values leaves out of an .xls: formulas, errors, fonts, hidden rows.

Facts of the format: [MS-CFB] for the container, [MS-XLS] for the records.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from saphan.intake.reading import legacy
from saphan.intake.reading.parts import BookParts, SheetParts
from saphan.intake.reading.safety import refusal

_FREE = 0xFFFFFFFA
"""Sector numbers from here on end a chain or mark what is no data."""

_SMALL = 4096
"""A shorter stream is kept in small sectors."""

_BOF, _SHEET, _FONT, _XF, _ROW, _COLINFO = 0x0809, 0x0085, 0x0031, 0x00E0, 0x0208, 0x007D
_NO_TEXT = b"\x03" + bytes(5) + b"\xff\xff"
_FORMULA, _TEXT_SHARED, _TEXT, _ERROR_VALUE = 0x0006, 0x00FD, 0x0204, 0x0205


def scan(data: bytes) -> BookParts:
    """Walk the records of the workbook stream; `Refused` when the container is damaged."""
    try:
        return _scan(_workbook_stream(data))
    except (struct.error, IndexError, ValueError) as fault:
        raise refusal("file-damaged") from fault


@dataclass(frozen=True, slots=True)
class _Sectors:
    """Equal pieces of `data` after `skip` bytes; `table` names the piece that follows each."""

    data: bytes
    size: int
    table: list[int]
    skip: int = 0

    def sector(self, number: int) -> bytes:
        start = self.skip + number * self.size
        return self.data[start : start + self.size]

    def chain(self, first: int) -> bytes:
        """The bytes of the sectors that follow each other from `first`."""
        found, seen = [], set()
        while first < _FREE:
            if first in seen:
                raise ValueError("the sectors run in a circle")
            seen.add(first)
            found.append(self.sector(first))
            first = self.table[first]
        return b"".join(found)


def _numbers(content: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(content) // 4}I", content))


def _large_sectors(data: bytes) -> _Sectors:
    """The container's sectors with their table, which is itself scattered over them."""
    size = 1 << int(struct.unpack_from("<H", data, 30)[0])
    sectors = _Sectors(data, size, [], skip=size)
    listed = [number for number in struct.unpack_from("<109I", data, 76) if number < _FREE]
    more = struct.unpack_from("<I", data, 68)[0]
    while more < _FREE and len(listed) * size <= len(data):
        *numbers, more = _numbers(sectors.sector(more))
        listed.extend(number for number in numbers if number < _FREE)
    for number in listed:
        sectors.table.extend(_numbers(sectors.sector(number)))
    return sectors


def _workbook_stream(data: bytes) -> bytes:
    large = _large_sectors(data)
    entries = large.chain(struct.unpack_from("<I", data, 48)[0])
    root, _ = struct.unpack_from("<II", entries, 116)
    for place in range(0, len(entries), 128):
        entry = entries[place : place + 128]
        name = entry[:64].decode("utf-16-le", "replace").split("\0", 1)[0]
        if name in ("Workbook", "Book"):
            first, length = struct.unpack_from("<II", entry, 116)
            sectors = large if length >= _SMALL else _small_sectors(data, large, root)
            return sectors.chain(first)[:length]
    raise ValueError("no workbook stream")


def _small_sectors(data: bytes, large: _Sectors, root: int) -> _Sectors:
    """The sectors of short streams: pieces of the stream of the root entry."""
    size = 1 << int(struct.unpack_from("<H", data, 32)[0])
    table = _numbers(large.chain(struct.unpack_from("<I", data, 60)[0]))
    return _Sectors(large.chain(root), size, table)


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    place = 0
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        yield place, kind, stream[place + 4 : place + 4 + length]
        place += 4 + length


@dataclass(slots=True)
class _Styles:
    fonts: list[str] = field(default_factory=list)
    formats: list[int] = field(default_factory=list)

    def suspect(self, style: int) -> str:
        """The font of a cell style if it is suspect; the format skips font number 4."""
        font = self.formats[style] if style < len(self.formats) else 0
        place = font - (font > 4)
        name = self.fonts[place] if place < len(self.fonts) else ""
        return name if legacy.is_suspect(name) else ""


def _scan(stream: bytes) -> BookParts:
    names: dict[int, str] = {}
    styles = _Styles()
    sheets: dict[str, SheetParts] = {}
    current = SheetParts()
    for place, kind, body in _records(stream):
        if kind == _BOF and place in names:
            current = sheets.setdefault(names[place], SheetParts())
        elif kind == _SHEET:
            names[struct.unpack_from("<I", body)[0]] = _short_text(body[6:])
        elif kind == _FONT:
            styles.fonts.append(_short_text(body[14:]))
        elif kind == _XF:
            styles.formats.append(struct.unpack_from("<H", body)[0])
        else:
            _look_at(kind, body, styles, current)
    return BookParts(sheets)


def _short_text(body: bytes) -> str:
    length, wide = body[0], body[1] & 1
    return body[2 : 2 + length * (1 + wide)].decode("utf-16-le" if wide else "latin-1", "replace")


def _look_at(kind: int, body: bytes, styles: _Styles, found: SheetParts) -> None:
    if kind in (_TEXT, _TEXT_SHARED):
        row, column, style = struct.unpack_from("<3H", body)
        font = styles.suspect(style)
        if font:
            found.fonts[row, column] = font
    elif kind == _FORMULA:
        _look_at_formula(body, found)
    elif kind == _ERROR_VALUE and body[7]:
        row, column = struct.unpack_from("<2H", body)
        found.errors.add((row, column))
    elif kind == _ROW and struct.unpack_from("<H", body, 12)[0] & 0x20:
        found.hidden_rows.add(struct.unpack_from("<H", body)[0])
    elif kind == _COLINFO and struct.unpack_from("<H", body, 8)[0] & 1:
        first, last = struct.unpack_from("<2H", body)
        found.hidden_columns.update(range(first, last + 1))


def _look_at_formula(body: bytes, found: SheetParts) -> None:
    """A result of nought beside the flag "compute when opened" was never computed.

    An empty text may have been computed or not: it is treated as not.
    """
    row, column = struct.unpack_from("<2H", body)
    result = body[6:14]
    compute_on_load = struct.unpack_from("<H", body, 14)[0] & 2
    if result[6:8] == b"\xff\xff" and result[0] == 2:
        found.errors.add((row, column))
    elif result == _NO_TEXT or (compute_on_load and result == bytes(8)):
        found.uncomputed.add((row, column))
