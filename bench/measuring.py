"""What a measurement is, how time is taken, and on what machine."""

from __future__ import annotations

import os
import platform
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import connection

type Detail = Mapping[str, float | int | str | None]


@dataclass(frozen=True, slots=True)
class Measure:
    """One result; `target` None is for the record only, `at_least` turns the comparison round.

    `detail` holds the parts of the value and its peer: seconds unless the name says otherwise.
    """

    name: str
    value: float
    unit: str
    target: float | None = None
    at_least: bool = False
    detail: Detail = field(default_factory=dict)

    @property
    def met(self) -> bool | None:
        if self.target is None:
            return None
        return self.value >= self.target if self.at_least else self.value <= self.target

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "value": _short(self.value),
            "unit": self.unit,
            "target": self.target,
            "at_least": self.at_least,
            "met": self.met,
            "detail": {
                key: _short(part) if isinstance(part, float) else part
                for key, part in self.detail.items()
            },
        }


def timed[Result](work: Callable[[], Result]) -> tuple[float, Result]:
    """Return the seconds that `work` took, and its result."""
    started = time.perf_counter()
    result = work()
    return time.perf_counter() - started, result


def median(work: Callable[[], object], *, runs: int = 5) -> float:
    """Return the median seconds of several runs after one that warms up."""
    work()
    return statistics.median(timed(work)[0] for _ in range(runs))


def side_by_side(
    ours: Callable[[], object], peer: Callable[[], object], *, runs: int = 7
) -> tuple[float, float]:
    """Return the median seconds of both, taken in turns: what disturbs one disturbs the other."""
    ours(), peer()
    pairs = [(timed(ours)[0], timed(peer)[0]) for _ in range(runs)]
    return statistics.median(a for a, _b in pairs), statistics.median(b for _a, b in pairs)


def percentile(values: list[float], share: float) -> float:
    """Return the smallest value that `share` of all values do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, -(-int(share * 1000) * len(ordered) // 1000) - 1)]


def machine() -> dict[str, Any]:
    """Return what the numbers depend on besides our code."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        server = cursor.fetchone()[0]
    return {
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_mb": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20,
        "load": round(os.getloadavg()[0], 2),
        "python": platform.python_version(),
        "postgresql": server,
        "system": f"{platform.system()} {platform.release()}",
    }


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _short(value: float) -> float:
    return float(f"{value:.4g}")
