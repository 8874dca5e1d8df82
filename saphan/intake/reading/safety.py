"""What a file really is, settled before any parser sees it."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath

from saphan.intake.reading.sentences import sentence
from saphan.kernel.refusals import Refused

MEGABYTE = 1_000_000


class FileKind(StrEnum):
    """The files that can be read."""

    XLSX = "xlsx"
    XLS = "xls"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes as sent, bytes of one unpacked part and of all, packing ratio, cells of one sheet.

    `cells` also bounds the rectangle around them, which a parser would fill with blanks.
    """

    sent: int = 40 * MEGABYTE
    part: int = 250 * MEGABYTE
    unpacked: int = 500 * MEGABYTE
    ratio: int = 250
    parts: int = 2_000
    cells: int = 4_000_000


LIMITS = Limits()

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED_BOOK = re.compile(rb"\x09\x08\x10\x00.{16}\x2f\x00", re.DOTALL)
_TEXTS = {".csv", ".tsv", ".txt"}
_HEAVY = 20 * MEGABYTE
"""A part below this may be packed as tightly as it likes."""


def refusal(code: str, **facts: object) -> Refused:
    """The whole file is refused: an exception with the sentence of `code`."""
    return Refused(code, sentence(code, facts), where={name: str(v) for name, v in facts.items()})


def examine(data: bytes, *, filename: str, limits: Limits = LIMITS) -> FileKind:
    """Return the kind of file by its bytes; `Refused` when it is not one to open.

    The name decides only between a text table and something that is not one.
    """
    if not data.strip(b"\x00 \r\n\t"):
        raise refusal("file-empty")
    if len(data) > limits.sent:
        raise refusal("file-too-large", size=len(data) // MEGABYTE, most=limits.sent // MEGABYTE)
    if data.startswith(b"PK"):
        return _examine_zip(data, limits)
    if data.startswith(_OLE):
        return _examine_ole(data)
    return _examine_text(data, filename)


def _examine_zip(data: bytes, limits: Limits) -> FileKind:
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as fault:
        raise refusal("file-damaged") from fault
    names = {part.filename for part in parts}
    if not any(name.endswith("workbook.xml") for name in names):
        raise refusal("file-type")
    if any("vbaProject" in name or "macrosheets/" in name for name in names):
        raise refusal("workbook-macros")
    if len(parts) > limits.parts or sum(part.file_size for part in parts) > limits.unpacked:
        raise refusal("workbook-bomb")
    for part in parts:
        ratio = part.file_size / max(part.compress_size, 1)
        if part.file_size > limits.part or (part.file_size > _HEAVY and ratio > limits.ratio):
            raise refusal("workbook-bomb")
        if part.flag_bits & 1:
            raise refusal("workbook-encrypted")
    return FileKind.XLSX


def _examine_ole(data: bytes) -> FileKind:
    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage") or _LOCKED_BOOK.search(data):
        raise refusal("workbook-encrypted")
    if holds("_VBA_PROJECT"):
        raise refusal("workbook-macros")
    if not (holds("Workbook\0") or holds("Book\0")):
        raise refusal("file-type")
    return FileKind.XLS


def _examine_text(data: bytes, filename: str) -> FileKind:
    binary = b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff"))
    marked = data.lstrip().startswith((b"%PDF", b"{\\rtf", b"<", b"{", b"\x89PNG", b"\xff\xd8"))
    if PurePath(filename).suffix.casefold() not in _TEXTS or binary or marked:
        raise refusal("file-type")
    return FileKind.TEXT
