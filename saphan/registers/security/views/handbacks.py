"""Hand-backs of persons: the list, one with its people, and its form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _

from saphan.intake.pages import DraftPage, SealedPage, template_action
from saphan.kernel.sides import Side
from saphan.ledger.lists import RecordList
from saphan.ledger.records import Entry
from saphan.registers.security import kinds, permissions
from saphan.registers.security.documents import Handback as HandbackDocument
from saphan.registers.security.filters import HandbackFilter
from saphan.registers.security.forms import HandbackForm, SubjectForm
from saphan.registers.security.models import Handback, HandbackSubject
from saphan.registers.security.tables import HandbackTable
from saphan.registers.security.views import people
from saphan.registers.security.views.patrols import IMPORT
from saphan.web.components import Action, Empty, Link, Record, Row, Weight
from saphan.web.editing import Answers
from saphan.web.forms import Children

NEW_HANDBACK = Action(
    _("Enter a hand-back"),
    reverse_lazy("security:handback-new"),
    Weight.FIRST,
    permissions.DRAFT,
)
PLAIN = ("number", "on", "found_on", "place", "receiver", "unit", "act", "act_written", "article")


class HandbackList(RecordList):
    ability = permissions.READ
    title = _("Hand-backs of persons")
    table_class = HandbackTable
    filter_class = HandbackFilter
    export_name = "hand-backs"
    presets = (
        (_("received by the Lao side"), "receiver=LA"),
        (_("received by the Vietnamese side"), "receiver=VN"),
    )
    empty = Empty(
        _("Persons handed back after an illegal crossing stand here, by their minutes."),
        _("They are counted in no case. Enter one on the form, or import the office's workbook."),
        (NEW_HANDBACK, IMPORT),
    )

    def rows(self) -> QuerySet[Any]:
        return Handback.objects.all().visible_to(self.actor).order_by("-on", "number")

    def actions(self) -> list[Action]:
        return [NEW_HANDBACK, IMPORT, template_action("security.handback")]


class HandbackPage(SealedPage):
    """Names are shown to those who may read personal data, and the log says that they did."""

    ability = permissions.READ
    kind_name = "security.handback"
    model = Handback

    def trail(self) -> list[Link]:
        return [Link(HandbackList.title, reverse("security:handbacks"))]

    def record(self) -> Record:
        row: Handback = self.row
        who = HandbackSubject.objects.filter(uid=row.uid, side=row.side)
        return self.sealed(
            title=_("Hand-back %(number)s") % {"number": row.number},
            sub=kinds.ACTS.get(row.act, row.act),
            facts=[
                Row(_("Day handed back"), row.on),
                Row(_("Day found"), row.found_on),
                Row(_("Place"), row.place),
                Row(_("Handed over by"), kinds.SIDES.get(row.giver, row.giver)),
                Row(_("Received by"), kinds.SIDES.get(row.receiver, row.receiver)),
                Row(_("Receiving unit"), row.unit),
                Row(_("Act as written"), row.act_written),
                Row(_("Legal basis"), row.article),
                Row(_("Persons"), row.people),
            ],
            sections=[people.section(who, uid=row.uid, request=self.request, actor=self.actor)],
        )


class HandbackDraft(DraftPage):
    ability = permissions.DRAFT
    kind_name = "security.handback"
    form_class = HandbackForm
    objects_at = {
        "too-early": ("found_on", "on"),
        "in-the-future": ("on",),
        "handed-back-before-found": ("found_on",),
        "same-child-twice": ("subjects.id",),
    }
    children = (Children("subjects", _("Persons"), SubjectForm, _("Add a person"), at_least=1),)

    def entry(self, answers: Answers, *, uid: UUID, prev: tuple[bytes, ...]) -> Entry:
        subjects, persons = people.of_rows(answers.children["subjects"])
        said = answers.values
        before: Any = self.opened.core if self.opened else None
        core = HandbackDocument(
            **{name: said[name] for name in PLAIN},
            giver=Side(said["receiver"]).other,
            minutes=said["number"],
            area=before.area if before else self.area,
            office=before.office if before else self.actor.office,
            subjects=subjects,
        )
        return Entry(uid, core, persons, prev=prev)

    def filled(self, entry: Entry) -> Mapping[str, Any]:
        people.opened(self.request, entry, by=self.actor)
        return {name: getattr(entry.core, name) for name in PLAIN}

    def children_filled(self, entry: Entry) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        return {"subjects": people.as_rows(entry)}
