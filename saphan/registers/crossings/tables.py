"""The columns of this register's lists."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from saphan.places.models import Place
from saphan.registers.crossings import kinds
from saphan.registers.crossings.models import Gate, Movement, Tally
from saphan.registers.crossings.queries import gate_names
from saphan.web.display import language, shown
from saphan.web.tables import Column, NumberColumn, Table


class WordColumn(Column):
    """A code of a closed list, read by its word."""

    def __init__(self, words: Mapping[Any, Any], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.words = words

    def render(self, value: Any) -> SafeString:
        return shown(self.words.get(value, value))

    def value(self, value: Any) -> str:
        return str(self.words.get(value, value))


class TimeColumn(Column):
    """A time of the day at the border, to the minute."""

    def render(self, value: Any) -> SafeString:
        return shown(f"{value:%H:%M}")

    def value(self, value: Any) -> str:
        return f"{value:%H:%M}"


class AtGates(Table):
    """Gates are stored by code and read by name."""

    @cached_property
    def gates(self) -> Mapping[str, str]:
        return gate_names(language())

    def render_gate(self, value: str) -> SafeString:
        return shown(self.value_gate(value))

    def value_gate(self, value: str) -> str:
        return self.gates.get(value, value)


class MovementTable(AtGates):
    """Movements without their people, newest first."""

    route = "crossings:movement"

    on = Column(verbose_name=_("Day"))
    at = TimeColumn(verbose_name=_("Time"))
    gate = Column(verbose_name=_("Gate"))
    direction = WordColumn(kinds.DIRECTIONS, verbose_name=_("Direction"))
    resident = WordColumn(kinds.RESIDENTS, verbose_name=_("Class of traveller"))
    travel_document = WordColumn(kinds.TRAVEL_DOCUMENTS, verbose_name=_("Travel document"))
    nationality = Column(verbose_name=_("Nationality"))
    vehicle = WordColumn(kinds.VEHICLES, verbose_name=_("Vehicle"))
    goods = Column(verbose_name=_("Goods"))

    class Meta:
        model = Movement
        fields = (
            "on",
            "at",
            "gate",
            "direction",
            "resident",
            "travel_document",
            "nationality",
            "vehicle",
            "goods",
        )


class TravellerTable(AtGates):
    """Movements with the people who made them, newest first."""

    route = "crossings:movement"

    name = Column(verbose_name=_("Name"))
    birth = Column(verbose_name=_("Born"))
    nationality = Column(verbose_name=_("Nationality"))
    document = Column(verbose_name=_("Document number"))
    plate = Column(verbose_name=_("Plate"))
    on = Column(verbose_name=_("Day"))
    at = TimeColumn(verbose_name=_("Time"))
    gate = Column(verbose_name=_("Gate"))
    direction = WordColumn(kinds.DIRECTIONS, verbose_name=_("Direction"))

    class Meta:
        model = Movement
        fields = (
            "name",
            "birth",
            "nationality",
            "document",
            "plate",
            "on",
            "at",
            "gate",
            "direction",
        )


class TallyTable(AtGates):
    """Daily tallies, newest first."""

    route = "crossings:tally"

    on = Column(verbose_name=_("Day"))
    gate = Column(verbose_name=_("Gate"))
    direction = WordColumn(kinds.DIRECTIONS, verbose_name=_("Direction"))
    resident = WordColumn(kinds.RESIDENTS, verbose_name=_("Class of traveller"))
    count = NumberColumn(verbose_name=_("Movements"))
    vehicles_count = NumberColumn(verbose_name=_("Vehicles"))
    version = NumberColumn(verbose_name=_("Version"))

    class Meta:
        model = Tally
        fields = ("on", "gate", "direction", "resident", "count", "vehicles_count", "version")


class GateTable(AtGates):
    """The gates of both sides with the class and hours in force."""

    route = "crossings:gate"
    key = "code"

    gate = Column(accessor="code", verbose_name=_("Gate"), order_by="code")
    side = Column(verbose_name=_("Side"))
    opposite = Column(accessor="opposite_id", verbose_name=_("Opposite gate"), order_by="opposite")
    marker = Column(verbose_name=_("Marker"))
    gate_class = WordColumn(kinds.GATE_CLASSES, verbose_name=_("Class of gate"))
    opens = TimeColumn(verbose_name=_("Opens"))
    closes = TimeColumn(verbose_name=_("Closes"))
    since = Column(verbose_name=_("In force from"))
    decision = Column(verbose_name=_("Decision number"))

    class Meta:
        model = Place
        fields = (
            "gate",
            "side",
            "opposite",
            "marker",
            "gate_class",
            "opens",
            "closes",
            "since",
            "decision",
        )

    def render_opposite(self, value: str) -> SafeString:
        return self.render_gate(value)

    def value_opposite(self, value: str) -> str:
        return self.value_gate(value)


class DecisionTable(Table):
    """The decisions on one gate, newest first."""

    route = "crossings:gate-decision"

    decision = Column(verbose_name=_("Decision number"))
    decided_on = Column(verbose_name=_("Day of the decision"))
    since = Column(verbose_name=_("In force from"))
    gate_class = WordColumn(kinds.GATE_CLASSES, verbose_name=_("Class of gate"))
    opens = TimeColumn(verbose_name=_("Opens"))
    closes = TimeColumn(verbose_name=_("Closes"))

    class Meta:
        model = Gate
        fields = ("decision", "decided_on", "since", "gate_class", "opens", "closes")
