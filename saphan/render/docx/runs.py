"""Runs and content controls: each script in its own font and language, each number in its tag."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from saphan.kernel.languages import Language
from saphan.render.official import by_script, printable
from saphan.render.paper import NO_BREAK, Number, Run, Text

LATIN_FONT = "Times New Roman"
"""Decree 30/2020/NĐ-CP, Appendix I, asks for it."""
LAO_FONT = "Phetsarath OT"
LOCALES = {Language.VI: "vi-VN", Language.LO: "lo-LA", Language.EN: "en-GB"}
TAG_LIMIT = 64
"""Word calls a document damaged when a tag or an alias is longer."""

type Element = Any
"""An lxml element with the classes of python-docx."""


def el(tag: str, *children: Element, **attributes: object) -> Element:
    """Return `<w:tag w:attribute="...">` with its children."""
    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    element.extend(children)
    return element


def tag_of(cell: str) -> str:
    """Return the tag of a cell: its id, or a digest where Word cannot hold so long a tag."""
    return cell if len(cell) <= TAG_LIMIT else f"sha256:{sha256(cell.encode()).hexdigest()[:32]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How runs are set; `points` None takes the size of the style."""

    language: Language
    bold: bool = False
    italic: bool = False
    points: float | None = None


def run_properties(look: Look, *, is_lao: bool) -> Element:
    """Return `w:rPr` in the order of the schema.

    Word takes font, weight and size of Lao from the complex-script properties once `w:cs` is set.
    """
    font = LAO_FONT if is_lao else LATIN_FONT
    parts = [el("rFonts", ascii=font, hAnsi=font, eastAsia=font, cs=LAO_FONT)]
    parts += [el(tag) for tag in ("b", "bCs") if look.bold]
    parts += [el(tag) for tag in ("i", "iCs") if look.italic]
    if look.points is not None:
        half_points = round(look.points * 2)
        parts += [el("sz", val=half_points), el("szCs", val=half_points)]
    if is_lao:
        parts.append(el("cs"))
    locale = LOCALES[Language.LO if is_lao else look.language]
    parts.append(el("lang", val=locale, bidi=LOCALES[Language.LO]))
    return el("rPr", *parts)


def word_run(text: str, look: Look, *, is_lao: bool = False) -> Element:
    """Return one `w:r` that keeps its spaces."""
    content = el("t")
    content.text = text
    content.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return el("r", run_properties(look, is_lao=is_lao), content)


def text_runs(text: str, look: Look) -> Iterator[Element]:
    """Yield one run for each stretch of one script."""
    for stretch, is_lao in by_script(printable(text)):
        yield word_run(stretch, look, is_lao=is_lao)


class Controls:
    """Content controls of one document: ids are unique, long cell ids keep their digest."""

    def __init__(self) -> None:
        self._last_id = 0
        self.cells: dict[str, str] = {}

    def control(self, number: Number, look: Look) -> Element:
        """Return `w:sdt` around the printed number, tagged with its cell."""
        self._last_id += 1
        tag = tag_of(printable(number.cell))
        self.cells[tag] = number.cell
        properties = el(
            "sdtPr",
            run_properties(look, is_lao=False),
            el("alias", val=printable(number.figure)[:TAG_LIMIT]),
            el("tag", val=tag),
            el("id", val=self._last_id),
            el("text"),
        )
        return el("sdt", properties, el("sdtContent", *text_runs(number.printed, look)))

    def runs(self, runs: Iterable[Run], look: Look) -> Iterator[Element]:
        """Yield the elements of a line of runs."""
        for run in runs:
            if isinstance(run, Number):
                yield from self._number(run, look)
            else:
                yield from text_runs(run.text, _look_of(run, look))

    def _number(self, number: Number, look: Look) -> Iterator[Element]:
        look = Look(
            language=look.language,
            bold=look.bold or number.bold,
            italic=look.italic,
            points=look.points,
        )
        if number.qualifier:
            yield from text_runs(number.qualifier + NO_BREAK, look)
        yield self.control(number, look)
        if number.unit:
            yield from text_runs(NO_BREAK + number.unit, look)


def _look_of(text: Text, around: Look) -> Look:
    return Look(
        language=text.language or around.language,
        bold=around.bold or text.bold,
        italic=around.italic or text.italic,
        points=around.points,
    )
