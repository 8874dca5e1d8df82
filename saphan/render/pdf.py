"""PDF by Typst: archivable (PDF/A-2a) and tagged; words reach the template as data."""

from __future__ import annotations

import io
import json
import re
import string
from collections.abc import Sequence
from functools import cache, singledispatch
from itertools import chain
from pathlib import Path
from typing import Any, cast

import qrcode
import typst
from django.utils.translation import gettext as _
from qrcode.image.svg import SvgPathImage

from saphan.kernel.languages import Language
from saphan.kernel.refusals import Refused
from saphan.render import textlayer
from saphan.render.official import CODE, LEVEL, PAGE, RECIPIENTS, printable, state_heading
from saphan.render.paper import (
    Head,
    Heading,
    Number,
    NumberedList,
    PageBreak,
    Paper,
    Paragraph,
    Picture,
    Run,
    Runs,
    Signature,
    Table,
    TwoColumn,
)

TEMPLATE = Path(__file__).parent / "typst" / "paper.typ"
ARCHIVABLE: list[typst.PDFStandard] = ["a-2a"]
UNKNOWN = re.compile(r"the text [`\"]+(.+?)[`\"]+ could not be displayed")
MOST_UNKNOWN = 100
FAMILIES = {"Noto Sans", "Noto Sans Lao"}

type Plain = dict[str, Any]


def write(paper: Paper, *, fonts: Sequence[Path]) -> bytes:
    """Return the PDF; `fonts` are folders that hold Noto Sans and Noto Sans Lao as TTF.

    Raises Refused `fonts-missing` when they do not: in another font a signatory reads boxes.
    """
    words = json.dumps(_paper(paper), ensure_ascii=False)
    for _attempt in range(MOST_UNKNOWN):
        try:
            return textlayer.repair(_compiled(words, paper, _loaded(tuple(fonts))))
        except typst.TypstError as fault:
            words = _spelled(words, fault)
    raise Refused("letters-unknown", _("This paper holds too many letters of other scripts."))


def _compiled(words: str, paper: Paper, fonts: typst.Fonts) -> bytes:
    """Lay the pages out to count them, then again with the code of each page."""
    inputs = {"paper": words, "codes": "[]"}
    compiler = typst.Compiler(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        font_paths=fonts,
        ignore_system_fonts=True,
        sys_inputs=inputs,
    )
    pages = int(compiler.query("<pages>", field="value", one=True))
    codes = [_qr(f"{printable(paper.code)}-{page}") for page in range(1, pages + 1)]
    content = compiler.compile(
        format="pdf",
        sys_inputs=inputs | {"codes": json.dumps(codes)},
        pdf_standards=ARCHIVABLE,
        timestamp=paper.made_at,
    )
    return cast("bytes", content)


def _spelled(words: str, fault: typst.TypstError) -> str:
    """Spell the letters that the fonts lack as `[U+4E2D]`; an archive allows no empty boxes."""
    lacking = set("".join(UNKNOWN.findall(f"{fault.message} {fault.diagnostic}")))
    lacking -= set(string.printable)
    if not lacking:
        raise fault
    return words.translate({ord(letter): f"[U+{ord(letter):04X}]" for letter in lacking})


@cache
def _loaded(folders: tuple[Path, ...]) -> typst.Fonts:
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(folder) for folder in folders],
    )
    absent = FAMILIES - set(fonts.families())
    if absent:
        names = ", ".join(sorted(absent))
        sentence = _("The fonts of the papers are not in place: %(names)s.") % {"names": names}
        raise Refused("fonts-missing", sentence)
    return fonts


def _qr(text: str) -> str:
    code = qrcode.QRCode(border=2, error_correction=qrcode.ERROR_CORRECT_M)
    code.add_data(text)
    buffer = io.BytesIO()
    code.make_image(image_factory=SvgPathImage).save(buffer)
    return buffer.getvalue().decode()


def _paper(paper: Paper) -> Plain:
    language = paper.language
    words = {"code": CODE, "level": LEVEL, "page": PAGE, "recipients": RECIPIENTS}
    return {
        "title": printable(paper.full_title),
        "author": printable(paper.author),
        "code": printable(paper.code),
        "level": printable(paper.level),
        "note": printable(paper.note),
        "words": {name: text.in_(language) for name, text in words.items()},
        "heads": [_head(head) for head in paper.heads],
        "blocks": [_plain(block) for block in paper.blocks],
        "signatures": [_signature(signature, language) for signature in paper.signatures],
        "recipients": [printable(recipient) for recipient in paper.recipients],
    }


def _head(head: Head) -> Plain:
    return {
        "language": head.language,
        "side": head.side,
        "state": state_heading(head.side, head.language),
        "authority": [printable(name) for name in head.authority],
        "number": printable(head.number),
        "place_date": printable(head.place_date),
        "title": printable(head.title),
        "about": printable(head.about),
    }


def _signature(signature: Signature, language: Language) -> Plain:
    return {
        "language": signature.language or language,
        "capacity": printable(signature.capacity),
        "office": printable(signature.office),
        "hint": printable(signature.hint),
        "name": printable(signature.name),
    }


def _run(run: Run) -> Plain:
    if isinstance(run, Number):
        return {"text": printable(run.shown), "bold": run.bold, "whole": True}
    plain: Plain = {"text": printable(run.text), "bold": run.bold, "italic": run.italic}
    return plain | ({"language": run.language} if run.language else {})


def _runs(runs: Runs) -> list[Plain]:
    return [_run(run) for run in runs]


@singledispatch
def _plain(block: object) -> Plain:
    raise TypeError(f"no such block: {block!r}")


@_plain.register
def _plain_heading(block: Heading) -> Plain:
    return {"kind": "heading", "text": printable(block.text), "level": block.level}


@_plain.register
def _plain_paragraph(block: Paragraph) -> Plain:
    return {"kind": "paragraph", "runs": _runs(block.runs), "align": block.align}


@_plain.register
def _plain_list(block: NumberedList) -> Plain:
    items = [_runs(item) for item in block.items]
    return {"kind": "list", "items": items, "start": block.start, "dashes": block.dashes}


@_plain.register
def _plain_table(block: Table) -> Plain:
    heads = [
        {"text": printable(head.text), "across": head.across, "down": head.down}
        for head in chain.from_iterable(block.head_rows())
    ]
    rows = [{"kind": row.kind, "cells": [_runs(cell) for cell in row.cells]} for row in block.rows]
    columns = [{"share": column.share, "align": column.align} for column in block.columns]
    texts = {"caption": printable(block.caption), "note": printable(block.note)}
    return {"kind": "table", "heads": heads, "rows": rows, "columns": columns} | texts


@_plain.register
def _plain_picture(block: Picture) -> Plain:
    data = None if block.data is None else _plain(block.data)
    texts = {"alt": printable(block.alt), "caption": printable(block.caption)}
    return {"kind": "picture", "svg": block.svg, "data": data} | texts


@_plain.register
def _plain_pairs(block: TwoColumn) -> Plain:
    return {"kind": "pairs", "pairs": [[_plain(prose) for prose in pair] for pair in block.pairs]}


@_plain.register
def _plain_break(_block: PageBreak) -> Plain:
    return {"kind": "break"}
