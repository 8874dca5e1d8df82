"""Gates: who they are comes from the gazetteer, class and hours from dated decisions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from saphan.intake.pages import DraftPage, SealedPage
from saphan.kernel import clock
from saphan.ledger.lists import RecordList
from saphan.ledger.records import Entry
from saphan.places.choices import Kind as PlaceKind
from saphan.places.models import Place
from saphan.registers.crossings import documents, kinds, permissions
from saphan.registers.crossings.filters import GateFilter
from saphan.registers.crossings.forms import DecisionForm
from saphan.registers.crossings.models import Gate
from saphan.registers.crossings.queries import GateQuerySet, gate_names, own_gates
from saphan.registers.crossings.tables import DecisionTable, GateTable
from saphan.web.components import Action, Empty, Link, Linked, Record, Row, Section, Weight
from saphan.web.display import language
from saphan.web.editing import Answers
from saphan.web.records import RecordPage

DECIDED = ("gate_class", "opens", "closes", "since", "decision")


class GateList(RecordList):
    ability = permissions.READ
    title = _("Gates")
    table_class = GateTable
    filter_class = GateFilter
    export_name = "gates"
    empty = Empty(_("The gates of both sides stand here once the gazetteer is loaded."))

    def decisions(self, *, on: date) -> GateQuerySet:
        return Gate.objects.all().visible_to(self.actor).in_force(on=on)

    def may_leave(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """A gate stays behind with the decision that its line would tell."""
        today = clock.today()
        held = self.decisions(on=today)
        told = held.may_leave(on=today).values("version_hash")
        return rows.exclude(code__in=held.exclude(version_hash__in=told).values("gate"))

    def rows(self) -> QuerySet[Any]:
        today = clock.today()
        decided = self.decisions(on=today).filter(gate=OuterRef("code"), side=OuterRef("side"))
        gates = Place.objects.of_kind(PlaceKind.GATE).on(today).order_by("-side", "code")
        return gates.annotate(**{name: Subquery(decided.values(name)[:1]) for name in DECIDED})

    def trail(self) -> list[Link]:
        return [Link(_("Movements through the gates"), reverse("crossings:movements"))]


class GatePage(RecordPage):
    ability = permissions.READ

    def trail(self) -> list[Link]:
        return [Link(GateList.title, reverse("crossings:gates"))]

    @cached_property
    def place(self) -> Place:
        found = Place.objects.of_kind(PlaceKind.GATE).filter(code=self.kwargs["code"]).first()
        if found is None:
            raise Http404(str(_("There is no such gate.")))
        return found

    def record(self) -> Record:
        code, names = self.place.code, gate_names(language())
        said = Gate.objects.all().visible_to(self.actor).filter(gate=code, side=self.place.side)
        decisions = said.order_by("-since")
        return Record(
            title=names.get(code, code),
            facts=[*self.identity(names), *_in_force(decisions.in_force(on=clock.today()).first())],
            sections=[Section(_("Decisions"), DecisionTable(decisions))] if decisions else [],
            linked=[Linked(_("What went through"), _passages(code))],
            actions=self.decide(),
        )

    def identity(self, names: Mapping[str, str]) -> list[Row]:
        opposite = self.place.opposite_id or ""
        across = Link(names.get(opposite, opposite), reverse("crossings:gate", args=[opposite]))
        return [
            Row(_("Code"), self.place.code),
            Row(_("Opposite gate"), across if opposite else ""),
            Row(_("Marker"), self.place.marker),
        ]

    def decide(self) -> list[Action]:
        if self.place.side != self.actor.side:
            return []
        href = f"{reverse('crossings:gate-decision-new')}?{urlencode({'gate': self.place.code})}"
        return [Action(_("Enter a decision"), href, Weight.FIRST, permissions.DRAFT)]


def _in_force(decision: Any) -> list[Row]:
    if decision is None:
        return [Row(_("Class of gate"), "")]
    return [
        Row(_("Class of gate"), kinds.GATE_CLASSES.get(decision.gate_class, "")),
        Row(_("Hours"), _hours(decision)),
        Row(_("In force from"), decision.since),
        Row(_("Decision number"), decision.decision),
    ]


def _hours(decision: Gate) -> str:
    if decision.opens is None or decision.closes is None:
        return ""
    return f"{decision.opens:%H:%M}-{decision.closes:%H:%M}"


def _passages(code: str) -> list[Link]:
    query = urlencode({"gate": code})
    return [
        Link(_("Movements"), f"{reverse('crossings:movements')}?{query}"),
        Link(_("Daily tallies"), f"{reverse('crossings:tallies')}?{query}"),
    ]


class DecisionPage(SealedPage):
    ability = permissions.READ
    kind_name = "crossings.gate"
    model = Gate

    def trail(self) -> list[Link]:
        return [
            Link(GateList.title, reverse("crossings:gates")),
            Link(
                gate_names(language()).get(self.row.gate, self.row.gate),
                reverse("crossings:gate", args=[self.row.gate]),
            ),
        ]

    def record(self) -> Record:
        decision: Gate = self.row
        return self.sealed(
            title=_("Decision %(number)s") % {"number": decision.decision},
            sub=gate_names(language()).get(decision.gate, decision.gate),
            facts=[
                Row(_("Class of gate"), kinds.GATE_CLASSES.get(decision.gate_class, "")),
                Row(_("Hours"), _hours(decision)),
                Row(_("Day of the decision"), decision.decided_on),
                Row(_("In force from"), decision.since),
                Row(_("Note"), decision.note),
            ],
        )


class DecisionDraft(DraftPage):
    ability = permissions.DRAFT
    kind_name = "crossings.gate"
    form_class = DecisionForm
    objects_at = {
        "too-early": ("decided_on",),
        "in-the-future": ("decided_on",),
        "before-decision": ("since",),
        "half-hours": ("opens", "closes"),
        "closes-before-opening": ("closes",),
    }

    def form_arguments(self) -> Mapping[str, Any]:
        names = gate_names(language())
        return {"gates": [(code, names[code]) for code in own_gates(self.actor.side)]}

    def initial(self) -> Mapping[str, Any]:
        return super().initial() or {"gate": self.request.GET.get("gate", "")}

    def entry(self, answers: Answers, *, uid: UUID, prev: tuple[bytes, ...]) -> Entry:
        return Entry(uid, documents.Gate(**answers.values), prev=prev)

    def filled(self, entry: Entry) -> Mapping[str, Any]:
        core: Any = entry.core
        return {name: getattr(core, name) for name in documents.Gate.__struct_fields__}
