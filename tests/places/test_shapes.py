"""Maps drawn by others agree with the gazetteer about who touches whom."""

from __future__ import annotations

import itertools
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from saphan.places import lookup, services, shapes
from saphan.places.models import Place, Shape

BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)
NEAR = 1.0
"""Kilometres; the answer is the same from 0.5 to 5."""


@pytest.fixture(scope="module")
def near(modules: Path) -> list[frozenset[str]]:
    """For each vertex of the border line, the provinces whose outline runs along it."""
    line, outlines = shapes.border_line(modules), shapes.province_outlines(modules)
    return shapes.along(line, outlines, within=NEAR)


def test_the_line_between_the_countries_is_one_arc_of_728_points(modules: Path) -> None:
    (line,) = shapes.border_line(modules)

    assert len(line) == 728
    assert 11 < min(point[1] for point in line) < max(point[1] for point in line) < 23


@pytest.mark.parametrize("day, vietnamese", [(BEFORE, 10), (AFTER, 9)])
def test_outlines_and_line_give_the_same_border_provinces_as_the_gazetteer(
    gazetteer: None, near: list[frozenset[str]], day: date, vietnamese: int
) -> None:
    living = set(Place.objects.on(day).values_list("pk", flat=True))
    drawn = frozenset[str]().union(*near) & living

    vn, la = lookup.border_provinces(on=day)

    assert (len(vn), len(la)) == (vietnamese, 10)
    assert drawn == {*vn, *la}


@pytest.mark.parametrize("day", [BEFORE, AFTER])
def test_outlines_give_the_same_neighbours_as_the_gazetteer(
    gazetteer: None, near: list[frozenset[str]], day: date
) -> None:
    living = set(Place.objects.on(day).values_list("pk", flat=True))
    pairs = Counter(
        (one, other)
        for codes in near
        for one in codes & living
        for other in codes & living
        if one[:2] != other[:2]
    )

    across = lookup.neighbours(on=day)

    assert set(pairs) == {(one, other) for one, others in across.items() for other in others}


def test_shapes_are_stored_once_for_places_we_know(gazetteer: None, modules: Path) -> None:
    stored = services.load_shapes(modules)
    again = services.load_shapes(modules)

    assert stored == again == Shape.objects.count()
    outline = Shape.objects.get(place="vn-quang-tri-2025")
    assert outline.geojson["type"] == "MultiPolygon"
    assert Shape.objects.get(place="vn", kind="line").geojson["type"] == "MultiLineString"


def test_without_the_packages_no_shape_is_stored(db: None, tmp_path: Path) -> None:
    assert services.load_shapes(tmp_path) == 0


@pytest.mark.parametrize(
    "merged, parts",
    [
        ("vn-quang-tri-2025", ("vn-quang-binh", "vn-quang-tri")),
        ("vn-da-nang-2025", ("vn-da-nang", "vn-quang-nam")),
        ("vn-quang-ngai-2025", ("vn-kon-tum", "vn-quang-ngai")),
    ],
)
def test_merged_provinces_are_one_outline_of_the_area_of_their_parts(
    modules: Path, merged: str, parts: tuple[str, str]
) -> None:
    outlines = shapes.province_outlines(modules)

    ((whole,),) = outlines[merged]
    area = sum(_area(ring) for part in parts for (ring,) in outlines[part])
    assert whole[0] == whole[-1]
    assert _area(whole) == pytest.approx(area)


def _area(ring: list[tuple[float, float]]) -> float:
    """Square degrees, by the shoelace formula: good for comparing, not for measuring."""
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in itertools.pairwise(ring))) / 2
