"""The smallest countable thing a sealed document states (FIGURES 1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

DIMENSIONS = (
    "side",
    "office",
    "gate",
    "joint",
    "coordinated",
    "direction",
    "resident",
    "travel_document",
    "vehicle",
    "item",
    "offence",
    "act",
    "programme",
    "instrument",
    "topic",
    "qualifier",
    "source",
)
"""Every dimension is a text column of the facts table; a new one needs a migration."""


@dataclass(frozen=True, slots=True)
class Fact:
    """`quantity` counts base units of `unit`; `dims` uses names of `DIMENSIONS` only."""

    kind: str
    on: date
    place: str
    unit: str
    quantity: int
    dims: Mapping[str, str] = field(default_factory=dict)
