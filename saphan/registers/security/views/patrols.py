"""Bilateral patrols: the list, one patrol, and its form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _

from saphan.intake.offices import names_of_offices
from saphan.intake.pages import DraftPage, SealedPage, template_action
from saphan.ledger.lists import RecordList
from saphan.ledger.records import Entry
from saphan.registers.security import permissions
from saphan.registers.security.documents import Patrol as PatrolDocument
from saphan.registers.security.filters import PatrolFilter
from saphan.registers.security.forms import PatrolForm
from saphan.registers.security.kinds import LEVELS
from saphan.registers.security.models import Patrol
from saphan.registers.security.tables import PatrolTable
from saphan.web.components import Action, Empty, Link, Record, Row, Weight
from saphan.web.display import language
from saphan.web.editing import Answers

NEW_PATROL = Action(
    _("Enter a patrol"),
    reverse_lazy("security:patrol-new"),
    Weight.FIRST,
    permissions.DRAFT,
)
IMPORT = Action(
    _("Import a workbook"),
    reverse_lazy("intake:upload", args=["security"]),
    ability=permissions.IMPORT,
)


class PatrolList(RecordList):
    ability = permissions.READ
    title = _("Bilateral patrols")
    table_class = PatrolTable
    filter_class = PatrolFilter
    export_name = "patrols"
    presets = ((_("walked by both sides"), "joint=true"),)
    empty = Empty(
        _("Bilateral patrols stand here, one for each minutes of a patrol."),
        _("Enter one on the form, or import the office's workbook."),
        (NEW_PATROL, IMPORT),
    )

    def rows(self) -> QuerySet[Any]:
        return Patrol.objects.all().visible_to(self.actor).order_by("-ended_on", "number")

    def actions(self) -> list[Action]:
        return [NEW_PATROL, IMPORT, template_action("security.patrol")]


class PatrolPage(SealedPage):
    ability = permissions.READ
    kind_name = "security.patrol"
    model = Patrol

    def trail(self) -> list[Link]:
        return [Link(PatrolList.title, reverse("security:patrols"))]

    def record(self) -> Record:
        patrol: Patrol = self.row
        return self.sealed(
            title=_("Patrol %(number)s") % {"number": patrol.number},
            sub=_("Markers %(section)s") % {"section": patrol.section} if patrol.section else "",
            facts=[
                Row(_("First day"), patrol.started_on),
                Row(_("Last day"), patrol.ended_on),
                Row(_("Level of command"), LEVELS.get(patrol.patrol_level, "")),
                Row(_("Office"), names_of_offices(language()).get(patrol.office, patrol.office)),
                *self.teams(patrol),
                Row(_("Participations"), patrol.participants),
                Row(_("Walked by both sides"), patrol.joint),
                Row(_("Findings"), patrol.findings),
                *([Row(_("Note"), patrol.note)] if patrol.note else []),
            ],
        )

    def teams(self, patrol: Patrol) -> list[Row]:
        return [
            Row(_("Vietnamese unit"), patrol.team_vn),
            Row(_("Vietnamese commander"), patrol.leader_vn),
            Row(_("People of the Vietnamese side"), patrol.participants_vn),
            Row(_("Lao unit"), patrol.team_la),
            Row(_("Lao commander"), patrol.leader_la),
            Row(_("People of the Lao side"), patrol.participants_la),
        ]


class PatrolDraft(DraftPage):
    ability = permissions.DRAFT
    kind_name = "security.patrol"
    form_class = PatrolForm
    objects_at = {
        "too-early": ("started_on",),
        "ends-before-start": ("ended_on",),
        "in-the-future": ("ended_on",),
        "too-long": ("started_on", "ended_on"),
        "not-a-marker": ("section_from", "section_to"),
        "negative": ("people_vn", "people_la"),
        "absurd-participants": ("people_vn", "people_la"),
        "one-side-only": ("people_vn", "people_la"),
    }

    def entry(self, answers: Answers, *, uid: UUID, prev: tuple[bytes, ...]) -> Entry:
        said = answers.values
        before: Any = self.opened.core if self.opened else None
        core = PatrolDocument(
            number=said["number"],
            started_on=said["started_on"],
            ended_on=said["ended_on"],
            area=before.area if before else self.area,
            office=before.office if before else self.actor.office,
            level=said["level"],
            section_from=said["section_from"],
            section_to=said["section_to"],
            teams={"vn": said["team_vn"], "la": said["team_la"]},
            leaders={"vn": said["leader_vn"], "la": said["leader_la"]},
            participants={"vn": said["people_vn"], "la": said["people_la"]},
            note=said["note"],
            findings=said["findings"],
            minutes=said["number"],
        )
        return Entry(uid, core, prev=prev)

    def filled(self, entry: Entry) -> Mapping[str, Any]:
        core: Any = entry.core
        return {
            "number": core.number,
            "started_on": core.started_on,
            "ended_on": core.ended_on,
            "level": core.level,
            "section_from": core.section_from,
            "section_to": core.section_to,
            "team_vn": core.teams.get("vn", ""),
            "team_la": core.teams.get("la", ""),
            "leader_vn": core.leaders.get("vn", ""),
            "leader_la": core.leaders.get("la", ""),
            "note": core.note,
            "people_vn": core.participants.get("vn"),
            "people_la": core.participants.get("la"),
            "findings": core.findings,
        }
