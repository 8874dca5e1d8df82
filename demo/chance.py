"""Seeded choices with exact sums: the demo must add up to the published numbers, not near them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

FIRST_DAY = date(2024, 7, 1)
LAST_DAY = date(2025, 8, 12)
DAYS = (LAST_DAY - FIRST_DAY).days + 1
SEED = 20250812


def stream(seed: int, kind: str | int) -> Random:
    """Return the chance of one kind of file: no kind's draws move another's."""
    return Random(f"{seed}/{kind}")


def spread(rng: Random, total: int, bounds: Sequence[tuple[int, int]]) -> list[int]:
    """Return integers within `bounds` that sum to `total`; ValueError when no such list exists."""
    parts = [low for low, _ in bounds]
    left = total - sum(parts)
    weights = [rng.random() + 0.1 for _ in bounds]
    if left < 0 or total > sum(high for _, high in bounds):
        raise ValueError(f"{total} does not fit between the bounds")
    while left:
        place = rng.choices(range(len(parts)), weights)[0]
        if parts[place] < bounds[place][1]:
            parts[place] += 1
            left -= 1
    return parts


def share(rng: Random, total: int, weights: Sequence[float]) -> list[int]:
    """Split `total` in proportion to `weights`; the rounding's rest falls on random places."""
    scale = total / sum(weights)
    parts = [int(weight * scale) for weight in weights]
    for place in rng.sample(range(len(parts)), total - sum(parts)):
        parts[place] += 1
    return parts


def day(rng: Random, first: date, last: date) -> date:
    return first + timedelta(days=rng.randrange((last - first).days + 1))
