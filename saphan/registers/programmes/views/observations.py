"""Reported statistics: their list, one statement, its form."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _

from saphan.intake.pages import DraftPage, SealedPage
from saphan.ledger.lists import RecordList
from saphan.ledger.records import Entry
from saphan.registers.programmes import documents, permissions
from saphan.registers.programmes.filters import ObservationFilter
from saphan.registers.programmes.forms import BASES, ObservationForm
from saphan.registers.programmes.models import Observation
from saphan.registers.programmes.rules import REPORTED_BY_CODE
from saphan.registers.programmes.tables import NAMES, SIGNS, ObservationTable
from saphan.registers.programmes.views.supports import SupportList
from saphan.web.components import Action, Empty, Link, Linked, Record, Row, Weight
from saphan.web.display import language
from saphan.web.editing import Answers

NEW = Action(
    _("Enter a statistic"),
    reverse_lazy("programmes:observation-new"),
    Weight.FIRST,
    permissions.DRAFT,
)


class ObservationList(RecordList):
    ability = permissions.READ
    title = _("Reported statistics")
    table_class = ObservationTable
    filter_class = ObservationFilter
    export_name = "statistics"
    presets = ((_("Beside another source"), "counts=false"),)
    empty = Empty(
        _("Trade, investment, students and other numbers that offices publish stand here."),
        _("Enter one with its source, its period and how sure it is."),
        (NEW,),
    )

    def rows(self) -> QuerySet[Any]:
        return Observation.objects.all().visible_to(self.actor).order_by("-until", "figure")

    def trail(self) -> list[Link]:
        return [Link(SupportList.title, reverse("programmes:supports"))]

    def actions(self) -> list[Action]:
        return [NEW]


class ObservationPage(SealedPage):
    ability = permissions.READ
    kind_name = "programmes.observation"
    model = Observation

    def trail(self) -> list[Link]:
        return [Link(ObservationList.title, reverse("programmes:observations"))]

    def record(self) -> Record:
        said: Observation = self.row
        figure = NAMES.get(said.figure)
        return self.sealed(
            title=figure.in_(language()) if figure else said.figure,
            sub=_("%(who)s, %(source)s") % {"who": said.stated_by, "source": said.source},
            facts=[
                Row(_("How sure"), SIGNS.get(said.qualifier, said.qualifier)),  # type: ignore[call-overload]
                Row(_("Value"), said.quantity),
                Row(_("Period"), said.until if said.since == said.until else said.period),
                Row(_("Period by"), dict(BASES)[said.basis]),  # type: ignore[index]
                Row(_("Area"), said.area),
                Row(_("Stated by"), said.stated_by),
                Row(_("Source document"), said.source),
                Row(_("Date of the document"), said.source_on),
                Row(_("Counts in the figure"), said.counts),
                Row(_("Note"), said.note),
            ],
            linked=[*self.waiting(), *self.others(said)],
        )

    def others(self, said: Observation) -> list[Linked]:
        """Return what other sources state of the same period."""
        held = Observation.objects.all().visible_to(self.actor).exclude(uid=said.uid)
        same: Any = held.filter(
            figure=said.figure, since=said.since, until=said.until, side=said.side
        )
        links = [
            Link(
                f"{one.quantity.text} · {one.stated_by}, {one.source}",
                reverse("programmes:observation", args=[one.uid]),
            )
            for one in same
        ]
        return [Linked(_("What others state of this period"), links)] if links else []


class ObservationDraft(DraftPage):
    ability = permissions.DRAFT
    kind_name = "programmes.observation"
    form_class = ObservationForm
    objects_at = {
        "unknown-figure": ("figure",),
        "no-source": ("stated_by", "source"),
        "in-the-future": ("source_on", "until"),
        "ends-before-start": ("until",),
        "stock-has-a-day": ("until",),
        "unit-does-not-fit": ("value",),
        "unreadable-amount": ("value",),
        "absurd-amount": ("value",),
    }

    def entry(self, answers: Answers, *, uid: UUID, prev: tuple[bytes, ...]) -> Entry:
        said = dict(answers.values)
        unit = REPORTED_BY_CODE[said["figure"]].shows[0]
        core = documents.Observation(**{**said, "value": f"{said['value']:f}", "unit": unit})
        return Entry(uid, core, prev=prev)

    def filled(self, entry: Entry) -> Mapping[str, Any]:
        core: Any = entry.core
        fields = {name: getattr(core, name) for name in documents.Observation.__struct_fields__}
        return {**fields, "value": Decimal(core.value)}
