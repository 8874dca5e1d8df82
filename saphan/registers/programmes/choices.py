"""Closed lists of the programmes register."""

from __future__ import annotations

from enum import StrEnum


class Qualifier(StrEnum):
    """How sure a stated value is; the signs are those of the interface."""

    EXACT = "="
    MORE = ">"
    LESS = "<"
    ABOUT = "~"
    TO_DATE = "to-date"


class Basis(StrEnum):
    """Whether the source states the period, or who recorded the value assumed it."""

    STATED = "stated"
    ASSUMED = "assumed"


class Sex(StrEnum):
    FEMALE = "f"
    MALE = "m"
