"""Movements: the list without names, the list of travellers, one movement, its form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _

from saphan.intake.pages import DraftPage, SealedPage, template_action
from saphan.kernel.dates import PartialDate, read_date
from saphan.kernel.refusals import Refused
from saphan.ledger.lists import RecordList
from saphan.ledger.records import Entry
from saphan.registers.crossings import documents, kinds, permissions
from saphan.registers.crossings.documents import TRAVELLER
from saphan.registers.crossings.filters import MovementFilter, TravellerFilter
from saphan.registers.crossings.forms import MovementForm
from saphan.registers.crossings.models import Movement, Tally
from saphan.registers.crossings.queries import gate_names, own_gates
from saphan.registers.crossings.tables import MovementTable, TravellerTable
from saphan.web.components import Action, Empty, Link, Linked, Record, Row, Weight
from saphan.web.display import language
from saphan.web.editing import Answers
from saphan.web.pages import note_read

NEW_MOVEMENT = Action(
    _("Enter a movement"),
    reverse_lazy("crossings:movement-new"),
    Weight.FIRST,
    permissions.DRAFT,
)
IMPORT = Action(
    _("Import a gate's book"),
    reverse_lazy("intake:upload", args=["crossings"]),
    ability=permissions.IMPORT,
)
OTHER_LISTS = (
    Action(
        _("Travellers"), reverse_lazy("crossings:travellers"), ability=permissions.READ_PERSONAL
    ),
    Action(_("Daily tallies"), reverse_lazy("crossings:tallies"), ability=permissions.READ),
    Action(_("Gates"), reverse_lazy("crossings:gates"), ability=permissions.READ),
)
BY_CLASS = (
    (_("border residents in"), "direction=entry&resident=border"),
    (_("border residents out"), "direction=exit&resident=border"),
    (_("trucks"), "vehicle=truck"),
)
SAME_MOVEMENT = _(
    "The register already holds a movement of this document through this gate in this minute and "
    "direction. If yours is another one, say so at the end of the form."
)


class MovementList(RecordList):
    ability = permissions.READ
    title = _("Movements through the gates")
    table_class = MovementTable
    filter_class = MovementFilter
    export_name = "movements"
    presets = BY_CLASS
    empty = Empty(
        _("People and vehicles that went through a gate stand here, one line for each passage."),
        _("Enter one on the form, or import the gate's book."),
        (NEW_MOVEMENT, IMPORT),
    )

    def rows(self) -> QuerySet[Any]:
        return Movement.objects.all().visible_to(self.actor).order_by("-on", "-at")

    def actions(self) -> list[Action]:
        return [NEW_MOVEMENT, IMPORT, template_action("crossings.movement"), *OTHER_LISTS]


class TravellerList(RecordList):
    """Names and papers: whoever opens this page is written down with what it showed."""

    ability = permissions.READ_PERSONAL
    title = _("Travellers")
    table_class = TravellerTable
    filter_class = TravellerFilter
    export_name = "travellers"
    export_ability = permissions.EXPORT
    personal = True
    empty = Empty(_("The people of the movements stand here, by name and document."))

    def rows(self) -> QuerySet[Any]:
        return Movement.objects.all().visible_to(self.actor).order_by("-on", "-at")

    def trail(self) -> list[Link]:
        return [Link(MovementList.title, reverse("crossings:movements"))]


class MovementPage(SealedPage):
    """The person is shown to those who may read personal data, and the log says that they did."""

    ability = permissions.READ
    kind_name = "crossings.movement"
    model = Movement

    def trail(self) -> list[Link]:
        return [Link(MovementList.title, reverse("crossings:movements"))]

    def record(self) -> Record:
        movement: Movement = self.row
        gate = gate_names(language()).get(movement.gate, movement.gate)
        return self.sealed(
            title=_("%(gate)s, %(time)s") % {"gate": gate, "time": f"{movement.at:%H:%M}"},
            sub=kinds.DIRECTIONS.get(movement.direction, movement.direction),
            facts=[
                Row(_("Day"), movement.on),
                Row(_("Time"), f"{movement.at:%H:%M}"),
                Row(_("Gate"), Link(gate, reverse("crossings:gate", args=[movement.gate]))),
                Row(_("Direction"), kinds.DIRECTIONS.get(movement.direction, movement.direction)),
                Row(_("Class of traveller"), kinds.RESIDENTS.get(movement.resident, "")),
                Row(_("Travel document"), kinds.TRAVEL_DOCUMENTS.get(movement.travel_document, "")),
                Row(_("Nationality"), movement.nationality),
                *self.traveller(movement),
                Row(_("Vehicle"), kinds.VEHICLES.get(movement.vehicle, "")),
                Row(_("Rode along"), movement.aboard),
                Row(_("Companions on the same document"), movement.companions),
                Row(_("Under age"), movement.minor),
                Row(_("Goods"), movement.goods),
            ],
            linked=[*self.waiting(), *self.tally(movement)],
        )

    def traveller(self, movement: Movement) -> list[Row]:
        if not self.actor.can(permissions.READ_PERSONAL):
            return []
        note_read(self.request, [movement.uid], purpose="show")
        return [
            Row(_("Name"), movement.name),
            Row(_("Born"), movement.birth),
            Row(_("Document number"), movement.document),
            Row(_("Plate"), movement.plate),
        ]

    def tally(self, movement: Movement) -> list[Linked]:
        counting = Tally.objects.all().visible_to(self.actor).of_bin(movement.bin)
        found: Any = counting.filter(side=movement.side, authority=movement.authority).first()
        if found is None:
            return []
        label = _("%(count)s movements that day") % {"count": found.count}
        return [
            Linked(_("Counted in"), [Link(label, reverse("crossings:tally", args=[found.uid]))])
        ]


class MovementDraft(DraftPage):
    ability = permissions.DRAFT
    kind_name = "crossings.movement"
    form_class = MovementForm
    objects_at = {
        "too-early": ("on",),
        "no-gate": ("gate",),
        "in-the-future": ("on",),
        "absurd-companions": ("companions",),
        "aboard-nothing": ("vehicle",),
    }

    def form_arguments(self) -> Mapping[str, Any]:
        names = gate_names(language())
        own = own_gates(self.actor.side)
        return {"gates": [(code, names[code]) for code in own]}

    def entry(self, answers: Answers, *, uid: UUID, prev: tuple[bytes, ...]) -> Entry:
        said = answers.values
        core = documents.Movement(
            gate=said["gate"],
            on=said["on"],
            at=said["at"],
            direction=said["direction"],
            resident=said["resident"],
            travel_document=said["travel_document"],
            nationality=said["nationality"],
            vehicle=said["vehicle"],
            aboard=said["aboard"],
            companions=said["companions"] or 0,
            minor=said["minor"],
            goods=said["goods"],
        )
        person = documents.Traveller(
            name=said["name"],
            birth=_written(said["birth"]),
            document=said["document"],
            plate=said["plate"],
        )
        if not said["another"]:
            self.ask_if_recorded(core, person, uid=uid)
        return Entry(uid, core, {TRAVELLER: person}, prev=prev)

    def ask_if_recorded(
        self, core: documents.Movement, person: documents.Traveller, *, uid: UUID
    ) -> None:
        held = Movement.objects.of(self.actor.authority).same_passage(core, person.document)
        if person.document and held.exclude(uid=uid).exists():
            raise Refused("already-recorded", str(SAME_MOVEMENT), where={"field": "another"})

    def filled(self, entry: Entry) -> Mapping[str, Any]:
        """The open form shows a person: reading it is logged as any other reading."""
        self.actor.require(permissions.READ_PERSONAL)
        note_read(self.request, [entry.uid], purpose="edit")
        core: Any = entry.core
        person = entry.persons.get(TRAVELLER) or documents.Traveller(name="")
        return {
            **{name: getattr(core, name) for name in documents.Movement.__struct_fields__},
            "name": person.name,
            "birth": _read(person.birth),
            "document": person.document,
            "plate": person.plate,
        }


def _written(birth: Any) -> str:
    if isinstance(birth, PartialDate):
        return birth.text
    return birth.isoformat() if birth else ""


def _read(birth: str) -> Any:
    """A year, a month or a day as `_written` wrote it; text that is none of these as it is."""
    found = read_date(birth)
    return found[0].value if found else birth
