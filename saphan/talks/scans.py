"""Scans of the paper that was signed by hand: hostile files, kept as they came, never opened."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import count

from django.utils.translation import gettext as _

from saphan.kernel.refusals import Refused
from saphan.ledger import reading
from saphan.talks import checking
from saphan.talks.documents import Scan
from saphan.talks.models import Minutes

MOST_FILES = 20
MOST_BYTES = 12 << 20
"""Of all files together."""
PIECE = 1 << 20
"""A part of a document travels within one bundle: larger files lie in several parts."""
MEDIA: Mapping[str, tuple[bytes, str]] = {
    "application/pdf": (b"%PDF-", "pdf"),
    "image/jpeg": (b"\xff\xd8\xff", "jpg"),
    "image/png": (b"\x89PNG\r\n\x1a\n", "png"),
}
"""What scanners make, by the bytes with which it begins, and how such a file's name ends."""


def pieces(files: Sequence[bytes]) -> tuple[list[Scan], dict[str, bytes]]:
    """Return what a document says of the files, and the bytes of its parts by id.

    Refused: `no-scan`, `too-many-files`, `too-large`, `not-a-scan`; `where` names the form's field.
    """
    _require_bearable(files)
    scans, parts, numbers = [], {}, count(1)
    for data in files:
        held = {f"{next(numbers):03}": piece for piece in _cut(data)}
        parts.update(held)
        scans.append(
            Scan(
                media=_media(data),
                size=len(data),
                sha256=hashlib.sha256(data).hexdigest(),
                parts=list(held),
            )
        )
    return scans, parts


def whole(minutes: Minutes, number: int) -> tuple[Scan, bytes] | None:
    """Return the scan with a number from 1; None for one that is not here, wholly and unchanged."""
    stored = reading.version(bytes(minutes.version_hash))
    paper = checking.said(minutes).paper
    if stored is None or paper is None or not 1 <= number <= len(paper.scans):
        return None
    scan = paper.scans[number - 1]
    held = [stored.opened.get(f"file_{part}") for part in scan.parts]
    data = b"".join(bytes(part.payload) for part in held if part is not None)
    return (scan, data) if hashlib.sha256(data).hexdigest() == scan.sha256 else None


def code_of(typed: str) -> str:
    """Return the code of a page as it was typed or read, without the page's number and blanks."""
    bare = "".join(typed.split()).lower()
    code, _hyphen, page = bare.rpartition("-")
    return code if page.isdecimal() and len(page) < 4 else bare


def _require_bearable(files: Sequence[bytes]) -> None:
    sentences = {
        "no-scan": _("Choose the scan of the signed pages."),
        "too-many-files": _("There are too many files: put the pages into one."),
        "too-large": _("The scan is too large: 12 MiB at most. Scan it at 150 dots per inch."),
    }
    code = ""
    if not files or not all(files):
        code = "no-scan"
    elif len(files) > MOST_FILES:
        code = "too-many-files"
    elif sum(map(len, files)) > MOST_BYTES:
        code = "too-large"
    if code:
        raise Refused(code, sentences[code], where={"field": "scans"})


def _media(data: bytes) -> str:
    for media, (beginning, _ending) in MEDIA.items():
        if data.startswith(beginning):
            return media
    raise Refused("not-a-scan", _("This is no PDF, JPEG or PNG file."), where={"field": "scans"})


def _cut(data: bytes) -> Iterator[bytes]:
    for start in range(0, len(data), PIECE):
        yield data[start : start + PIECE]
