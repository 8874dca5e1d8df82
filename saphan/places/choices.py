"""Closed lists of the gazetteer."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a place is; `official` words for it (huyện, thị xã, ເມືອງ) are its designation."""

    COUNTRY = "country"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    VILLAGE = "village"
    GATE = "gate"
    MARKER = "marker"


class Basis(StrEnum):
    """Whether a source gives the last day of a place or we put it where it cannot be far wrong."""

    STATED = "stated"
    ASSUMED = "assumed"


class NameKind(StrEnum):
    """An alias is in use beside the official name; a source spelling was seen in one text."""

    OFFICIAL = "official"
    ALIAS = "alias"
    SOURCE = "source-spelling"


class Change(StrEnum):
    """What became of a place; parts of a split place go to several successors."""

    MERGED = "merged"
    SPLIT = "split"
    RENAMED = "renamed"
    ABOLISHED = "abolished"


class ShapeKind(StrEnum):
    """An outline encloses a place; a line is the border between two countries."""

    OUTLINE = "outline"
    LINE = "line"


class Match(StrEnum):
    """How a text led to a place, surest first; a loose match is a proposal, never an answer."""

    CODE = "code"
    OFFICIAL = "official"
    ALIAS = "alias"
    FOLDED = "folded"
    LOOSE = "loose"
