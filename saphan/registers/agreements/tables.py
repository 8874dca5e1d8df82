"""The columns of this register's lists, and of what stands inside its records."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from saphan.kernel import clock
from saphan.registers.agreements import rules
from saphan.registers.agreements.documents import Wording
from saphan.registers.agreements.forms import CONTENTS, INSTRUMENTS, MEETINGS, ROLES, SIDES
from saphan.registers.agreements.models import Content, Instrument, Meeting
from saphan.web.display import language, shown
from saphan.web.states import STATES, chip
from saphan.web.tables import Column, NumberColumn, Table

KINDS: Mapping[str, Any] = {str(key): word for key, word in (*INSTRUMENTS, *MEETINGS, *CONTENTS)}
SIDE_NAMES: Mapping[str, Any] = dict(SIDES)
ROLE_NAMES: Mapping[str, Any] = {str(key): word for key, word in ROLES}


class WordingColumn(Column):
    """A text in the page's language, else in the first one that it has."""

    def render(self, value: Wording) -> SafeString:
        return shown(value.in_(language()))

    def value(self, value: Wording) -> str:
        return value.in_(language())


class WordColumn(Column):
    """A code of a closed list, read by its word."""

    def __init__(self, words: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.words = words

    def render(self, value: str) -> SafeString:
        return shown(self.words.get(value, value))

    def value(self, value: str) -> str:
        return str(self.words.get(value, value))


class InstrumentTable(Table):
    """Instruments, newest first."""

    route = "agreements:instrument"

    title = WordingColumn(verbose_name=_("Title"), order_by="title_vi")
    kind = WordColumn(KINDS, verbose_name=_("Kind"))
    number = Column(verbose_name=_("Number"))
    signed_on = Column(verbose_name=_("Signed on"))
    in_force_on = Column(verbose_name=_("In force from"))
    meeting = Column(verbose_name=_("Meeting"))

    class Meta:
        model = Instrument
        fields = ("title", "kind", "number", "signed_on", "in_force_on", "meeting")


class MeetingTable(Table):
    """Meetings, newest first."""

    route = "agreements:meeting"

    title = WordingColumn(verbose_name=_("Title"), order_by="title_vi")
    kind = WordColumn(KINDS, verbose_name=_("Kind"))
    held_on = Column(verbose_name=_("Day"))
    place = WordingColumn(verbose_name=_("Place"), order_by="place_vi")
    host = WordColumn(SIDE_NAMES, verbose_name=_("Host"))
    code = Column(verbose_name=_("Code"))

    class Meta:
        model = Meeting
        fields = ("title", "kind", "held_on", "place", "host", "code")


class ContentTable(Table):
    """Contents agreed, of the newest meeting first; the state is that of today."""

    route = "agreements:content"

    text = WordingColumn(verbose_name=_("Text"), order_by="text_vi")
    number = NumberColumn(verbose_name=_("Number"))
    meeting = Column(verbose_name=_("Meeting"))
    debtors = Column(verbose_name=_("Carried out by"))
    due = Column(verbose_name=_("Due"))
    state = Column(verbose_name=_("State"), accessor="outcome", empty_values=())

    class Meta:
        model = Content
        fields = ("text", "number", "meeting", "debtors", "due", "state")

    def render_state(self, record: Content) -> SafeString:
        return chip(self.state_of(record))

    def value_state(self, record: Content) -> str:
        return str(STATES[self.state_of(record)].word)

    def state_of(self, record: Content) -> str:
        return rules.state_of(record.outcome, record.due, on=clock.today())

    def render_debtors(self, value: list[str]) -> SafeString:
        return shown(self.value_debtors(value))

    def value_debtors(self, value: list[str]) -> str:
        return ", ".join(str(SIDE_NAMES[side]) for side in value)


class AgendaTable(Table):
    position = NumberColumn(verbose_name=_("Number"))
    time = Column(verbose_name=_("Time"))
    title = WordingColumn(verbose_name=_("Item"))
    led_by = WordColumn(SIDE_NAMES, verbose_name=_("Led by"))


class SeatTable(Table):
    """Seats without names: for who may not read personal data."""

    post = WordingColumn(verbose_name=_("Position"))
    of_side = WordColumn(SIDE_NAMES, verbose_name=_("Side"))
    role = WordColumn(ROLE_NAMES, verbose_name=_("Role"))


class DelegateTable(SeatTable):
    """Seats with who sits there: showing it is written down."""

    name = Column(verbose_name=_("Name"))
    rank = Column(verbose_name=_("Rank"))

    class Meta:
        sequence = ("name", "rank", "post", "of_side", "role")


class ProposalTable(Table):
    text = WordingColumn(verbose_name=_("Proposal"))
    of_side = WordColumn(SIDE_NAMES, verbose_name=_("Proposed by"))
