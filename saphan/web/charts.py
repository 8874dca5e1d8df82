"""A drawn chart inside the page: our fonts reach it, and the page's policy allows it.

An <img> would be cut off from the page's Lao letters, so the SVG is put in line; style attributes,
which the policy refuses, become presentation attributes, and whatever could act is left out.
"""

from __future__ import annotations

from xml.etree import ElementTree as ET

from django.utils.safestring import SafeString, mark_safe

SVG = "http://www.w3.org/2000/svg"
DRAWN = frozenset(
    f"{{{SVG}}}{name}"
    for name in (
        "svg", "g", "path", "rect", "line", "circle", "text", "tspan", "title", "desc", "defs",
        "clipPath", "linearGradient", "stop", "polyline", "polygon", "ellipse",
    )
)  # fmt: skip
STYLES = frozenset({
    "fill", "stroke", "stroke-width", "font-size", "font-weight", "font-family", "opacity",
    "fill-opacity", "stroke-opacity", "text-anchor", "white-space",
})  # fmt: skip


def inline(svg: str, *, label: str) -> SafeString:
    """Return `svg` fit for the page, named `label` for a reader; ValueError when it is no SVG."""
    try:
        root = ET.fromstring(svg)  # noqa: S314 - drawn by our own renderer
    except ET.ParseError as error:
        raise ValueError("a chart must be an SVG drawing") from error
    if root.tag != f"{{{SVG}}}svg":
        raise ValueError("a chart must be an SVG drawing")
    _clean(root)
    root.set("role", "img")
    root.set("aria-label", label)
    ET.register_namespace("", SVG)
    return mark_safe(ET.tostring(root, encoding="unicode"))  # noqa: S308 - cleaned above


def _clean(element: ET.Element) -> None:
    for name, value in list(element.attrib.items()):
        if name == "style":
            _unfold(element, value)
        if name == "style" or name.startswith(("on", "{")) or name.endswith("href"):
            del element.attrib[name]
    for child in list(element):
        if child.tag in DRAWN:
            _clean(child)
        else:
            element.remove(child)


def _unfold(element: ET.Element, style: str) -> None:
    for rule in style.split(";"):
        name, _, value = (part.strip() for part in rule.partition(":"))
        if name in STYLES:
            element.set(name, value)
