"""Answers put together from several tables: names to show, neighbours across the border."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from saphan.kernel.sides import Side
from saphan.places.choices import NameKind
from saphan.places.models import Adjacency, Name
from saphan.places.queries import valid_on

OWN_LANGUAGE: Mapping[str, str] = {Side.VN: "vi", Side.LA: "lo"}


def names_in(codes: Collection[str], language: str) -> dict[str, str]:
    """Return code -> the name to show in `language`; one query for any number of places.

    The official name of that language, else an alias in it, else the official name in the place's
    own language: names are never translated.
    """
    best: dict[str, tuple[tuple[bool, bool, bool], str]] = {}
    rows = Name.objects.filter(place__in=codes).exclude(kind=NameKind.SOURCE).order_by("pk")
    for code, side, tongue, kind, text in rows.values_list(
        "place_id", "place__side", "language", "kind", "text"
    ):
        rank = (tongue != language, tongue != OWN_LANGUAGE[side], kind != NameKind.OFFICIAL)
        if code not in best or rank < best[code][0]:
            best[code] = (rank, text)
    return {code: text for code, (_, text) in best.items()}


def neighbours(*, on: date) -> dict[str, frozenset[str]]:
    """Return province code -> codes of the provinces across the border on that day."""
    across: dict[str, set[str]] = defaultdict(set)
    pairs = Adjacency.objects.filter(valid_on(on, prefix="vn__"), valid_on(on, prefix="la__"))
    for vn, la in pairs.values_list("vn_id", "la_id"):
        across[vn].add(la)
        across[la].add(vn)
    return {code: frozenset(others) for code, others in across.items()}


def border_provinces(*, on: date) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the codes of the Vietnamese and of the Lao provinces along the border on that day."""
    pairs = Adjacency.objects.filter(valid_on(on, prefix="vn__"), valid_on(on, prefix="la__"))
    rows = list(pairs.values_list("vn_id", "la_id"))
    return tuple(sorted({vn for vn, _ in rows})), tuple(sorted({la for _, la in rows}))
