"""The two banks."""

from __future__ import annotations

from enum import StrEnum


class Side(StrEnum):
    """A country; every authority and every node belongs to exactly one."""

    VN = "VN"
    LA = "LA"

    @property
    def other(self) -> Side:
        return Side.LA if self is Side.VN else Side.VN
