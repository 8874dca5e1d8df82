"""Charts as Vega-Lite specifications, and their pictures: the same one on page and paper.

Rows are plain; labels arrive written in the reader's language. No chart stands without its table.
Words and axes take the colour of the text around them, so a dark page needs no second picture.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import vl_convert

from saphan.kernel.languages import Language
from saphan.kernel.numbers import CONVENTION_OF, Convention, format_number
from saphan.render.official import by_script

LATIN_FONT, LAO_FONT = "Noto Sans", "Noto Sans Lao"
INK = "currentColor"
RIVER = ("#0b6b74", "#5aa7ae", "#c58b2a", "#7a5c99", "#8a9599")
"""Told apart in grey and by colour-blind readers; the legend repeats their order."""
WIDTH, HEIGHT = 600, 220
_WORDS = re.compile(">([^<>]*[\u0e80-\u0eff][^<>]*)<")

type Spec = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Bar:
    """`label` names the bar; `value` is its length; `part` is the class it counts, if any."""

    label: str
    value: Decimal | int
    part: str = ""


def bars(rows: Sequence[Bar], *, language: Language, unit: str = "") -> Spec:
    """Return upright bars in the order of `rows`, for instance one for each month."""
    spec = _spec(rows, language)
    spec["layer"] = [
        {"mark": {"type": "bar", "color": RIVER[0]}},
        {
            "mark": {"type": "text", "baseline": "bottom", "dy": -3, "color": INK},
            "encoding": {"text": {"field": "shown"}},
        },
    ]
    spec["encoding"] = {"x": _across(rows), "y": _up(unit)}
    return spec


def stacked(rows: Sequence[Bar], *, language: Language, unit: str = "") -> Spec:
    """Return upright bars, each divided into its parts in the order they first appear."""
    parts = list(dict.fromkeys(row.part for row in rows))
    spec = _spec(rows, language)
    spec["mark"] = {"type": "bar", "stroke": "white", "strokeWidth": 0.5}
    scale = {"domain": parts, "range": [RIVER[n % len(RIVER)] for n in range(len(parts))]}
    legend = {"orient": "top", "direction": "horizontal", "labelLimit": 0, "title": None}
    spec["encoding"] = {
        "x": _across(rows),
        "y": _up(unit),
        "color": {"field": "part", "type": "nominal", "scale": scale, "legend": legend},
        "order": {"field": "place", "type": "quantitative"},
    }
    return spec


def ratio(rows: Sequence[Bar], *, language: Language, unit: str = "") -> Spec:
    """Return lying bars with their values at the end, for two or more values to compare."""
    spec = _spec(rows, language)
    spec["height"] = {"step": 34}
    spec["layer"] = [
        {"mark": {"type": "bar", "color": RIVER[0], "height": 20}},
        {
            "mark": {"type": "text", "align": "left", "dx": 4, "color": INK},
            "encoding": {"text": {"field": "shown"}},
        },
    ]
    labels = {"title": None, "labelLimit": 220, "domain": False, "ticks": False}
    spec["encoding"] = {
        "y": {"field": "label", "type": "nominal", "sort": _labels(rows), "axis": labels},
        "x": {
            "field": "value",
            "type": "quantitative",
            "axis": {"title": unit or None, "labels": False, "ticks": False, "grid": False},
        },
    }
    return spec


def svg(spec: Spec, *, fonts: Sequence[Path]) -> str:
    """Return the picture; `fonts` hold Noto Sans and Noto Sans Lao. Same spec, same text."""
    _register(tuple(fonts))
    picture: str = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
    return _WORDS.sub(lambda words: f">{_by_font(words[1])}<", picture)


def _by_font(words: str) -> str:
    """Name the font of each Lao stretch: what a renderer falls back to is anyone's guess."""
    return "".join(
        f'<tspan font-family="{LAO_FONT}">{stretch}</tspan>' if is_lao else stretch
        for stretch, is_lao in by_script(words)
    )


def png(picture: str) -> bytes:
    """Return an SVG at twice its size, for writers that cannot hold one."""
    content: bytes = vl_convert.svg_to_png(picture, scale=2)
    return content


@cache
def _register(folders: tuple[Path, ...]) -> None:
    for folder in {file.parent for root in folders for file in root.rglob("*.ttf")}:
        vl_convert.register_font_directory(str(folder))


def _spec(rows: Sequence[Bar], language: Language) -> Spec:
    words: Spec = {"labelColor": INK, "titleColor": INK, "labelFontSize": 12, "titleFontSize": 12}
    words["titleFontWeight"] = "normal"
    lines = {"domainColor": INK, "tickColor": INK, "gridColor": INK, "gridOpacity": 0.15}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": WIDTH,
        "height": HEIGHT,
        "background": None,
        "data": {"values": [_datum(n, row, language) for n, row in enumerate(rows)]},
        "config": {
            "font": LATIN_FONT,
            "locale": {"number": _separators(language)},
            "view": {"stroke": None},
            "axis": words | lines,
            "legend": words,
            "text": {"fontSize": 12},
        },
    }


def _separators(language: Language) -> Spec:
    comma = CONVENTION_OF[language] is Convention.COMMA
    decimal, thousands = (",", ".") if comma else (".", ",")
    return {
        "decimal": decimal,
        "thousands": thousands,
        "grouping": [3],
        "currency": ["", ""],
    }


def _datum(place: int, row: Bar, language: Language) -> Mapping[str, object]:
    shown = format_number(row.value, language)
    return {
        "place": place,
        "label": row.label,
        "value": float(row.value),
        "part": row.part,
        "shown": shown,
    }


def _labels(rows: Sequence[Bar]) -> list[str]:
    return list(dict.fromkeys(row.label for row in rows))


def _across(rows: Sequence[Bar]) -> Spec:
    axis = {"title": None, "labelAngle": 0 if len(_labels(rows)) <= 8 else -40, "ticks": False}
    return {"field": "label", "type": "nominal", "sort": _labels(rows), "axis": axis}


def _up(unit: str) -> Spec:
    axis = {"title": unit or None, "tickCount": 4, "domain": False, "ticks": False}
    return {"field": "value", "type": "quantitative", "axis": axis}
