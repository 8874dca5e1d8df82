"""Charts as Vega-Lite specifications and their pictures."""

from __future__ import annotations

import vl_convert


def png(svg: str) -> bytes:
    """Return the picture at twice its size, for writers that cannot hold SVG."""
    picture: bytes = vl_convert.svg_to_png(svg, scale=2)
    return picture
