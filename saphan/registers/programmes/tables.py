"""The columns of this register's lists, and of what stands inside its records."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from saphan.accounts.models import Office
from saphan.kernel.dates import PartialDate
from saphan.registers.programmes.figures import REPORTED
from saphan.registers.programmes.forms import QUALIFIERS
from saphan.registers.programmes.models import Beneficiary, Observation, Payment, RateStep, Support
from saphan.web.display import language, shown
from saphan.web.tables import Column, NumberColumn, Table

NAMES = {figure.code: figure.names.long for figure in REPORTED}
SIGNS = dict(QUALIFIERS)


class MonthColumn(Column):
    """A month kept as `2025-08`, read as the language writes it."""

    def render(self, value: str) -> SafeString:
        return shown(month(value))


def month(text: str) -> PartialDate:
    year, _dash, number = text.partition("-")
    return PartialDate(int(year), int(number))


class SupportTable(Table):
    """Support programmes, the running ones first."""

    route = "programmes:support"

    name = Column(accessor="names", verbose_name=_("Name"), order_by="name_vi")
    pupils = NumberColumn(verbose_name=_("Pupils today"))
    monthly = NumberColumn(verbose_name=_("For each a month"), order_by="rate")
    since = Column(verbose_name=_("Since"))
    ended_on = Column(verbose_name=_("Ended on"))

    class Meta:
        model = Support
        fields = ("name", "pupils", "monthly", "since", "ended_on")

    def render_name(self, value: Any) -> SafeString:
        return shown(self.value_name(value))

    def value_name(self, value: Any) -> str:
        return str(value.in_(language()))

    def value_monthly(self, value: Any) -> str:
        return str(value.text)


class PaymentTable(Table):
    """Months of all programmes, newest first."""

    route = "programmes:payment"

    month = MonthColumn(verbose_name=_("Month"))
    code = Column(verbose_name=_("Programme"))
    paid_count = NumberColumn(verbose_name=_("Pupils paid"))
    unpaid_count = NumberColumn(verbose_name=_("Not paid"))
    total = NumberColumn(verbose_name=_("Paid"), order_by="paid")

    class Meta:
        model = Payment
        fields = ("month", "code", "paid_count", "unpaid_count", "total")

    def value_total(self, value: Any) -> str:
        return str(value.text)


class ObservationTable(Table):
    """Reported statistics, the newest statement first."""

    route = "programmes:observation"

    figure = Column(verbose_name=_("Figure"))
    qualifier = Column(verbose_name=_("How sure"))
    quantity = NumberColumn(verbose_name=_("Value"), orderable=False)
    since = Column(verbose_name=_("First day"))
    until = Column(verbose_name=_("Last day"))
    stated_by = Column(verbose_name=_("Stated by"))
    source = Column(verbose_name=_("Source document"))
    counts = Column(verbose_name=_("Counts"))

    class Meta:
        model = Observation
        fields = (
            "figure",
            "qualifier",
            "quantity",
            "since",
            "until",
            "stated_by",
            "source",
            "counts",
        )

    def render_figure(self, value: str) -> SafeString:
        return shown(NAMES.get(value, value))

    def render_qualifier(self, value: str) -> SafeString:
        return shown(SIGNS.get(value, value))  # type: ignore[call-overload]

    def value_quantity(self, value: Any) -> str:
        return f"{value.text} {value.unit}"


class RateTable(Table):
    since = Column(verbose_name=_("From"))
    amount = NumberColumn(verbose_name=_("For each a month"))

    class Meta:
        model = RateStep
        fields = ("since", "amount")


class SupportedTable(Table):
    """Pupils without anything of their own: for who may not read personal data."""

    child = Column(verbose_name=_("Number"))
    since = Column(verbose_name=_("Supported from"))
    until = Column(verbose_name=_("Supported until"))
    office = Column(verbose_name=_("Office that cares"))

    class Meta:
        model = Beneficiary
        fields = ("child", "since", "until", "office")

    @cached_property
    def offices(self) -> dict[str, str]:
        """Code -> name in the page's language, of the offices of these pupils."""
        codes = {pupil.office for pupil in self.data}
        named = Office.objects.filter(code__in=codes)
        return {office.code: office.names.in_(language()) for office in named}

    def render_office(self, value: str) -> SafeString:
        return shown(self.offices.get(value, value))


class PupilTable(SupportedTable):
    """Pupils by name: showing it is written down."""

    name = Column(verbose_name=_("Name"))
    name_lo = Column(verbose_name=_("Name in Lao"))
    birth = Column(verbose_name=_("Born"))
    school = Column(verbose_name=_("School"))
    grade = Column(verbose_name=_("Class"))
    guardian = Column(verbose_name=_("Guardian"))

    class Meta:
        model = Beneficiary
        fields = (
            "name",
            "name_lo",
            "birth",
            "school",
            "grade",
            "guardian",
            "since",
            "until",
            "office",
        )
        exclude = ("child",)
        sequence = fields


class DueTable(Table):
    """Months of one programme: rows are `views.supports.Due`."""

    route = "programmes:payment"

    month = MonthColumn(verbose_name=_("Month"), orderable=False)
    supported = NumberColumn(verbose_name=_("Pupils"), orderable=False)
    paid = NumberColumn(verbose_name=_("Paid"), orderable=False)
    missing = Column(verbose_name=_("Missing"), orderable=False)

    def href(self, record: Any) -> str:
        return super().href(record) if record.uid else ""


class LineTable(Table):
    """What each pupil got in a month, without names."""

    child = Column(verbose_name=_("Number"))
    amount = NumberColumn(verbose_name=_("Amount in VND"))
    paid_on = Column(verbose_name=_("Paid on"))


class NamedLineTable(LineTable):
    """The same with the pupil and who received the money: showing it is written down."""

    name = Column(verbose_name=_("Pupil"))
    received_by = Column(verbose_name=_("Received by"))
    note = Column(verbose_name=_("Note"))

    class Meta:
        sequence = ("name", "amount", "paid_on", "received_by", "note")
        exclude = ("child",)
