"""Instruments: their list, one with its languages and parties, its form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _

from saphan.intake.pages import DraftPage, SealedPage, template_action
from saphan.ledger.lists import RecordList
from saphan.ledger.records import Entry
from saphan.registers.agreements import documents, permissions
from saphan.registers.agreements.filters import InstrumentFilter
from saphan.registers.agreements.forms import LANGUAGES, InstrumentForm, spread, wording
from saphan.registers.agreements.models import Instrument, Meeting
from saphan.registers.agreements.tables import KINDS, InstrumentTable
from saphan.registers.agreements.views.meetings import IMPORT, MeetingList, authority_names
from saphan.web.components import Action, Empty, Link, Linked, Record, Row, Weight
from saphan.web.display import language
from saphan.web.editing import Answers

NEW = Action(
    _("Enter an instrument"),
    reverse_lazy("agreements:instrument-new"),
    Weight.FIRST,
    permissions.DRAFT,
)
WORDS = dict(LANGUAGES)
SAME = (
    "kind",
    "number",
    "signed_on",
    "in_force_on",
    "ended_on",
    "parties",
    "languages",
    "prevails",
    "meeting",
    "text_seen",
    "note",
)
"""What form and document call alike."""


class InstrumentList(RecordList):
    ability = permissions.READ
    title = _("Instruments")
    table_class = InstrumentTable
    filter_class = InstrumentFilter
    export_name = "instruments"
    empty = Empty(
        _("Treaties, agreements, memoranda and other documents signed by both sides stand here."),
        _("Enter one on the form, or import the workbook of the talks."),
        (NEW, IMPORT),
    )

    def rows(self) -> QuerySet[Any]:
        return Instrument.objects.all().visible_to(self.actor).order_by("-signed_on", "title_vi")

    def trail(self) -> list[Link]:
        return [Link(MeetingList.title, reverse("agreements:meetings"))]

    def actions(self) -> list[Action]:
        return [NEW, IMPORT, template_action("agreements.instruments")]


class InstrumentPage(SealedPage):
    ability = permissions.READ
    kind_name = "agreements.instrument"
    model = Instrument

    def trail(self) -> list[Link]:
        return [Link(InstrumentList.title, reverse("agreements:instruments"))]

    def record(self) -> Record:
        signed: Instrument = self.row
        names = authority_names()
        return self.sealed(
            title=signed.title.in_(language()),
            sub=KINDS.get(signed.kind, signed.kind),
            facts=[
                Row(_("Title in Vietnamese"), signed.title_vi),
                Row(_("Title in Lao"), signed.title_lo),
                Row(_("Title in English"), signed.title_en),
                Row(_("Number"), signed.number),
                Row(_("Signed on"), signed.signed_on),
                Row(_("In force from"), signed.in_force_on),
                Row(_("Ended on"), signed.ended_on),
                Row(_("Place"), signed.place.in_(language())),
                Row(_("Parties"), [names.get(code, code) for code in signed.parties]),
                Row(_("Languages"), [WORDS.get(code, code) for code in signed.languages]),
                Row(_("Language that prevails"), WORDS.get(signed.prevails, "")),
                Row(_("Copies"), signed.copies or None),
                Row(_("The text itself was seen"), signed.text_seen),
                Row(_("Note"), signed.note),
            ],
            linked=[*self.waiting(), *self.meeting(signed)],
        )

    def meeting(self, signed: Instrument) -> list[Linked]:
        held = Meeting.objects.all().visible_to(self.actor).coded(signed.meeting)
        found: Any = held.filter(side=signed.side).first() if signed.meeting else None
        if found is None:
            return []
        label = found.title.in_(language()) or found.code
        return [
            Linked(
                _("Signed at the meeting"),
                [Link(label, reverse("agreements:meeting", args=[found.uid]))],
            )
        ]


class InstrumentDraft(DraftPage):
    ability = permissions.DRAFT
    kind_name = "agreements.instrument"
    form_class = InstrumentForm
    objects_at = {
        "too-early": ("signed_on",),
        "no-text": ("title_vi",),
        "in-the-future": ("signed_on",),
        "in-force-before-signed": ("in_force_on",),
        "ends-before-start": ("ended_on",),
    }

    def form_arguments(self) -> Mapping[str, Any]:
        return {"authorities": list(authority_names().items())}

    def entry(self, answers: Answers, *, uid: UUID, prev: tuple[bytes, ...]) -> Entry:
        said = answers.values
        core = documents.Instrument(
            **{name: said[name] for name in SAME},
            title=wording(said, "title"),
            place=wording(said, "place"),
            copies=said["copies"] or 0,
        )
        return Entry(uid, core, prev=prev)

    def filled(self, entry: Entry) -> Mapping[str, Any]:
        core: Any = entry.core
        texts = {**spread("title", core.title), **spread("place", core.place)}
        return {**{name: getattr(core, name) for name in SAME}, **texts, "copies": core.copies}
