"""Closed lists of the crossings register; codes that sealed counts are keyed by have no hyphen."""

from __future__ import annotations

from enum import StrEnum


class Direction(StrEnum):
    """Seen from the gate's own side."""

    ENTRY = "entry"
    EXIT = "exit"


class Resident(StrEnum):
    """Whether the agreement on border gates treats the traveller as a resident of the border."""

    BORDER = "border"
    OTHER = "other"


class TravelDocument(StrEnum):
    """The class of the paper shown at the gate."""

    PASSPORT = "passport"
    BORDER_PASS = "border_pass"  # noqa: S105 - a paper shown at the gate
    EXIT_ENTRY_PASS = "exit_entry_pass"  # noqa: S105 - likewise
    IDENTITY_CARD = "identity_card"
    OTHER = "other"
    NOT_STATED = "not_stated"


class Vehicle(StrEnum):
    """What the traveller drove; whoever walked or rode along drove nothing."""

    NONE = "none"
    BICYCLE = "bicycle"
    MOTORBIKE = "motorbike"
    CAR = "car"
    BUS = "bus"
    TRUCK = "truck"
    BOAT = "boat"
    OTHER = "other"


class GateClass(StrEnum):
    """The classes of the 2016 agreement on border gates; an opening is none of the three."""

    INTERNATIONAL = "international"
    MAIN = "main"
    SECONDARY = "secondary"
    OPENING = "opening"
