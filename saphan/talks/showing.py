"""Minutes in words: for the pages of both banks, and for the file that proves them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from saphan.bilateral.faces import Face
from saphan.intake import showing
from saphan.kernel.dates import format_date
from saphan.kernel.languages import Language, T
from saphan.ledger.evidence import Words
from saphan.ledger.reading import Stored
from saphan.talks import signed, words
from saphan.talks.documents import Minutes as Said
from saphan.talks.models import Minutes, SignedCell
from saphan.talks.papers import parts

KIND = Said.schema.partition("/")[0]
NAMES = T(en="Minutes of talks", vi="Biên bản hội đàm", lo="ບົດບັນທຶກກອງປະຊຸມ")


def face(kind: str) -> Face | None:
    """Return how minutes read on the pages of matters; None for other kinds."""
    return _FACE if kind == KIND else None


def in_words(stored: Stored) -> Words:
    """Return a version in words for its evidence file: minutes cell by cell."""
    minutes = Minutes.objects.filter(version_hash=stored.record.hash).first()
    if stored.record.kind != KIND or minutes is None:
        return showing.words(stored)
    cells = signed.cells_of(minutes)
    said = {str(at): _told(minutes, cells, at) for at in Language}
    return Words(T(**said))


def _told(minutes: Minutes, cells: Any, at: Language) -> str:
    days = f"{format_date(minutes.since, at)} – {format_date(minutes.until, at)}"
    lines = [_line(cell, at) for cell in cells]
    return f"{NAMES.in_(at)} {minutes.talks}, {days}. " + "; ".join(lines)


def _line(cell: SignedCell, at: Language) -> str:
    known, view = signed.as_cell(cell), words.VIEWS[cell.view].in_(at)
    if known is None:
        return f"{cell.figure} ({view})"
    return f"{parts.name(known, at)} ({view}): {parts.words(known, at)}"


def _read(core: Any, name: str) -> Any:
    if name == "cells":
        return len(core.cells)
    if name == "paper":
        return core.paper.signed_on if core.paper else None
    return getattr(core, name)


_FACE = Face(
    names=NAMES,
    core=Said,
    title=lambda core: core.talks,
    labels={
        "talks": _("Talks"),
        "since": _("Reports from"),
        "until": _("Reports until"),
        "cells": _("Values as signed"),
        "restates": _("These minutes restate"),
        "paper": _("Signed on paper"),
    },
    read=_read,
    route="talks:minutes-record",
)
