"""A period of days, both ends included."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """`since` and `until` both count; ValueError when they are the wrong way round."""

    since: date
    until: date

    def __post_init__(self) -> None:
        if self.until < self.since:
            raise ValueError("a period ends on or after the day it begins")

    def __contains__(self, day: date) -> bool:
        return self.since <= day <= self.until

    @property
    def days(self) -> int:
        return (self.until - self.since).days + 1

    def months(self) -> Iterator[str]:
        """Yield each month that the period touches, such as `2024-07`."""
        year, month = self.since.year, self.since.month
        while (year, month) <= (self.until.year, self.until.month):
            yield f"{year:04}-{month:02}"
            year, month = (year + 1, 1) if month == 12 else (year, month + 1)
