"""Contents agreed: their list with what is open and late, one with its report, its form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _

from saphan.intake.pages import DraftPage, SealedPage, template_action
from saphan.kernel import clock
from saphan.ledger.lists import RecordList
from saphan.ledger.records import Entry
from saphan.registers.agreements import documents, permissions, rules
from saphan.registers.agreements.filters import ContentFilter
from saphan.registers.agreements.forms import ContentForm, spread, wording
from saphan.registers.agreements.models import Content, Meeting
from saphan.registers.agreements.tables import KINDS, SIDE_NAMES, ContentTable
from saphan.registers.agreements.views.meetings import IMPORT, MeetingList
from saphan.web.components import Action, Empty, Link, Linked, Record, Row, Weight
from saphan.web.display import language
from saphan.web.editing import Answers

NEW = Action(
    _("Enter a content"), reverse_lazy("agreements:content-new"), Weight.FIRST, permissions.DRAFT
)


class ContentList(RecordList):
    ability = permissions.READ
    title = _("Contents agreed")
    table_class = ContentTable
    filter_class = ContentFilter
    export_name = "contents"
    presets = ((_("Open"), "open=true"), (_("Late"), "late=true"))
    empty = Empty(
        _("What both sides agreed stands here, with what was done about it."),
        _("Enter a content on the form, or import the workbook of the talks."),
        (NEW, IMPORT),
    )

    def rows(self) -> QuerySet[Any]:
        held = Content.objects.all().visible_to(self.actor)
        return held.order_by("-agreed_on", "meeting", "number")

    def trail(self) -> list[Link]:
        return [Link(MeetingList.title, reverse("agreements:meetings"))]

    def actions(self) -> list[Action]:
        return [NEW, IMPORT, template_action("agreements.contents")]


class ContentPage(SealedPage):
    """The state is that of today; whether the record is sealed stands under the proof."""

    ability = permissions.READ
    kind_name = "agreements.content"
    model = Content

    def trail(self) -> list[Link]:
        return [Link(ContentList.title, reverse("agreements:contents"))]

    def record(self) -> Record:
        content: Content = self.row
        meetings = Meeting.objects.all().visible_to(self.actor).coded(content.meeting)
        meeting: Any = meetings.filter(side=content.side).first()
        return self.sealed(
            title=_("Content %(number)s") % {"number": content.number},
            sub=meeting.title.in_(language()) if meeting else content.meeting,
            state=rules.state_of(content.outcome, content.due, on=clock.today()),
            facts=[
                Row(_("Text"), content.text.in_(language())),
                Row(_("Carried out by"), [SIDE_NAMES.get(side, side) for side in content.debtors]),
                Row(_("Agreed on"), content.agreed_on),
                Row(_("How it binds"), KINDS.get(content.kind, content.kind)),
                Row(_("Due"), content.due),
                Row(_("Term as written"), content.term),
                Row(_("Office"), content.office),
                Row(_("Measured by"), content.figure),
                Row(_("Report"), content.report.in_(language())),
            ],
            linked=[*self.waiting(), *self.meeting(meeting)],
        )

    def meeting(self, meeting: Any) -> list[Linked]:
        if meeting is None:
            return []
        label = meeting.title.in_(language()) or meeting.code
        link = Link(label, reverse("agreements:meeting", args=[meeting.uid]))
        return [Linked(_("Agreed at"), [link])]


class ContentDraft(DraftPage):
    ability = permissions.DRAFT
    kind_name = "agreements.content"
    form_class = ContentForm
    objects_at = {
        "too-early": ("agreed_on",),
        "no-text": ("text_vi",),
        "in-the-future": ("agreed_on",),
        "no-debtor": ("debtors",),
        "due-before-agreed": ("due",),
        "bad-number": ("number",),
    }

    def entry(self, answers: Answers, *, uid: UUID, prev: tuple[bytes, ...]) -> Entry:
        said = answers.values
        same = ("meeting", "number", "agreed_on", "debtors", "kind", "due", "term", "office")
        core = documents.Content(
            **{name: said[name] for name in same},
            figure=said["figure"],
            text=wording(said, "text"),
            outcome=said["outcome"] or None,
            report=wording(said, "report"),
        )
        return Entry(uid, core, prev=prev)

    def filled(self, entry: Entry) -> Mapping[str, Any]:
        core: Any = entry.core
        fields = {name: getattr(core, name) for name in documents.Content.__struct_fields__}
        texts = {**spread("text", core.text), **spread("report", core.report)}
        return {**fields, **texts, "outcome": core.outcome or ""}
