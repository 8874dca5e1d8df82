"""The columns of this register's lists and of the parts of its records."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from saphan.intake.offices import names_of_offices
from saphan.kernel.units import Quantity
from saphan.registers.security.kinds import ACTS, ITEMS, OFFENCES, SEXES, SIDES
from saphan.registers.security.models import (
    Case,
    CaseExhibit,
    CustodyStep,
    Handback,
    Patrol,
)
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


class OfOffices(Table):
    """Offices are stored by code and read by name."""

    @cached_property
    def offices(self) -> Mapping[str, str]:
        return names_of_offices(language())

    def render_office(self, value: str) -> SafeString:
        return shown(self.value_office(value))

    def value_office(self, value: str) -> str:
        return self.offices.get(value, value)


class PatrolTable(Table):
    """Bilateral patrols, newest first."""

    route = "security:patrol"

    number = Column(verbose_name=_("Minutes number"))
    started_on = Column(verbose_name=_("First day"))
    ended_on = Column(verbose_name=_("Last day"))
    section = Column(
        accessor="section", verbose_name=_("Markers"), order_by=("section_from", "section_to")
    )
    team_vn = Column(verbose_name=_("Vietnamese unit"))
    participants_vn = NumberColumn(verbose_name=_("Vietnamese side"))
    team_la = Column(verbose_name=_("Lao unit"))
    participants_la = NumberColumn(verbose_name=_("Lao side"))

    class Meta:
        model = Patrol
        fields = (
            "number",
            "started_on",
            "ended_on",
            "section",
            "team_vn",
            "participants_vn",
            "team_la",
            "participants_la",
        )
        order_by = "-ended_on"


class CaseTable(OfOffices):
    """Cases, newest first; people are counted here and named on the case's own page."""

    route = "security:case"

    number = Column(verbose_name=_("Case number"))
    opened_on = Column(verbose_name=_("Day"))
    office = Column(verbose_name=_("Office"))
    offence = WordColumn(OFFENCES, verbose_name=_("Offence"))
    place = Column(verbose_name=_("Place"))
    subjects_count = NumberColumn(verbose_name=_("Subjects"))
    exhibits_count = NumberColumn(verbose_name=_("Exhibits"))
    partner = Column(verbose_name=_("With the other side"))

    class Meta:
        model = Case
        fields = (
            "number",
            "opened_on",
            "office",
            "offence",
            "place",
            "subjects_count",
            "exhibits_count",
            "partner",
        )
        order_by = "-opened_on"


class HandbackTable(Table):
    """Hand-backs of persons, newest first, without their names."""

    route = "security:handback"

    number = Column(verbose_name=_("Minutes number"))
    on = Column(verbose_name=_("Day handed back"))
    found_on = Column(verbose_name=_("Day found"))
    place = Column(verbose_name=_("Place"))
    receiver = WordColumn(SIDES, verbose_name=_("Received by"))
    unit = Column(verbose_name=_("Receiving unit"))
    act = WordColumn(ACTS, verbose_name=_("Act"))
    people = NumberColumn(verbose_name=_("Persons"))

    class Meta:
        model = Handback
        fields = ("number", "on", "found_on", "place", "receiver", "unit", "act", "people")
        order_by = "-on"


class SubjectTable(Table):
    """What is countable of the people of one case or hand-back."""

    child = Column(verbose_name=_("Subject"))
    sex = WordColumn(SEXES, verbose_name=_("Sex"))
    nationality = Column(verbose_name=_("Nationality"))

    class Meta:
        fields = ("child", "sex", "nationality")


class NamedSubjectTable(Table):
    """The people of a case or hand-back with names and papers; the log says who opened it."""

    name = Column(verbose_name=_("Name"))
    name_lo = Column(verbose_name=_("Name in Lao script"))
    sex = WordColumn(SEXES, verbose_name=_("Sex"))
    birth = Column(verbose_name=_("Born"))
    nationality = Column(verbose_name=_("Nationality"))
    ethnicity = Column(verbose_name=_("Ethnic group"))
    address = Column(verbose_name=_("Address"))
    document = Column(verbose_name=_("Papers"))
    note = Column(verbose_name=_("Note"))

    class Meta:
        fields = (
            "name",
            "name_lo",
            "sex",
            "birth",
            "nationality",
            "ethnicity",
            "address",
            "document",
            "note",
        )


class ExhibitTable(Table):
    """Each amount of each exhibit with its unit, and the officer's words."""

    item = WordColumn(ITEMS, verbose_name=_("What"))
    value = NumberColumn(verbose_name=_("Quantity"), empty_values=())
    written = Column(verbose_name=_("As written"))
    species = Column(verbose_name=_("Species"))
    weighed = Column(verbose_name=_("Weighed mass"))
    note = Column(verbose_name=_("Note"))

    class Meta:
        model = CaseExhibit
        fields = ("item", "value", "written", "species", "weighed", "note")

    def render_value(self, record: CaseExhibit) -> SafeString:
        return shown(Quantity(record.base_amount, record.unit) if record.unit else None)

    def render_weighed(self, value: str) -> SafeString:
        number, _space, unit = value.partition(" ")
        return shown(Quantity.of(Decimal(number), unit))


class CustodyTable(Table):
    """Who gave the exhibits to whom, in the order of the steps."""

    on = Column(verbose_name=_("Day"))
    giver = Column(verbose_name=_("Given by"))
    receiver = Column(verbose_name=_("Received by"))
    note = Column(verbose_name=_("What was done"))
    minutes = Column(verbose_name=_("Minutes number"))

    class Meta:
        model = CustodyStep
        fields = ("on", "giver", "receiver", "note", "minutes")
