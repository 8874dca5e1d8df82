"""Numbered and dashed lists that Word renumbers when an item moves."""

from __future__ import annotations

from saphan.render.docx.runs import LATIN_FONT, Element, el

DECIMAL, DASHES = 1, 2


class Numbering:
    """Replaces the numbering of a document; each list counts from its own start."""

    def __init__(self, root: Element) -> None:
        for child in list(root):
            root.remove(child)
        root.append(_definition(DECIMAL, form="decimal", text="%1."))
        root.append(_definition(DASHES, form="bullet", text="-"))
        self._root = root
        self._last = 0

    def begin(self, *, start: int, dashes: bool) -> int:
        """Return the id of a new list."""
        self._last += 1
        number = el("num", el("abstractNumId", val=DASHES if dashes else DECIMAL), numId=self._last)
        if not dashes:
            number.append(el("lvlOverride", el("startOverride", val=start), ilvl=0))
        self._root.append(number)
        return self._last


def _definition(identity: int, *, form: str, text: str) -> Element:
    level = el(
        "lvl",
        el("start", val=1),
        el("numFmt", val=form),
        el("lvlText", val=text),
        el("lvlJc", val="left"),
        el("pPr", el("ind", left=567, hanging=397)),
        el("rPr", el("rFonts", ascii=LATIN_FONT, hAnsi=LATIN_FONT, cs=LATIN_FONT)),
        ilvl=0,
    )
    return el("abstractNum", el("multiLevelType", val="singleLevel"), level, abstractNumId=identity)
