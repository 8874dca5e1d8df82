"""Classes of a figure as a drawing, from the same specifications as on paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from django.utils.safestring import SafeString

from saphan import web
from saphan.figures.cells import Cell
from saphan.kernel.languages import Language
from saphan.kernel.units import UNITS
from saphan.render import charts
from saphan.render.charts import Bar
from saphan.web.charts import inline

FONTS = Path(web.__file__).parent / "static" / "dist" / "fonts"
MOST_MONTHS = 36
MOST_CLASSES = 20


def drawn(
    found: Sequence[Cell], dimension: str, names: Mapping[str, str], *, language: str, label: str
) -> list[SafeString]:
    """Return one drawing for each unit of the cells that has something to show.

    Months stand upright in their order; classes lie, the largest first. Nothing is drawn of too
    many.
    """
    units = dict.fromkeys(amount.unit for cell in found for amount in cell.components)
    pictures = (_one(found, dimension, names, unit=unit, language=language) for unit in units)
    return [inline(picture, label=label) for picture in pictures if picture]


def _one(
    found: Sequence[Cell], dimension: str, names: Mapping[str, str], *, unit: str, language: str
) -> str:
    values = {cell.within[dimension]: _value(cell, unit) for cell in found}
    if not any(values.values()):
        return ""
    words, tongue = UNITS[unit].names.in_(language), Language(language)
    if dimension == "month":
        if len(names) > MOST_MONTHS:
            return ""
        rows = [Bar(f"{code[5:].lstrip('0')}/{code[:4]}", values.get(code, 0)) for code in names]
        return _svg(charts.bars(rows, language=tongue, unit=words))
    if len(values) > MOST_CLASSES:
        return ""
    largest = sorted(values, key=lambda code: -values[code])
    rows = [Bar(names[code], values[code]) for code in largest]
    return _svg(charts.ratio(rows, language=tongue, unit=words))


def _svg(spec: charts.Spec) -> str:
    return charts.svg(spec, fonts=[FONTS])


def _value(cell: Cell, unit: str) -> Decimal:
    amount = next((one for one in cell.components if one.unit == unit), None)
    return amount.quantity.decimal if amount and amount.quantity else Decimal(0)
