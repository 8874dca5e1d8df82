"""Meetings: their list, one with agenda, delegations, proposals and what came of it, its form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _

from saphan.accounts.models import Authority
from saphan.intake.pages import DraftPage, SealedPage, template_action
from saphan.ledger.lists import RecordList
from saphan.ledger.records import Entry
from saphan.registers.agreements import documents, permissions
from saphan.registers.agreements.filters import MeetingFilter
from saphan.registers.agreements.forms import (
    DelegateForm,
    ItemForm,
    MeetingForm,
    ProposalForm,
    spread,
    wording,
)
from saphan.registers.agreements.models import (
    AgendaItem,
    Content,
    Delegate,
    Instrument,
    Meeting,
    Proposal,
)
from saphan.registers.agreements.tables import (
    KINDS,
    SIDE_NAMES,
    AgendaTable,
    ContentTable,
    DelegateTable,
    MeetingTable,
    ProposalTable,
    SeatTable,
)
from saphan.web.components import Action, Empty, Link, Linked, Record, Row, Section, Weight
from saphan.web.display import language
from saphan.web.editing import Answers
from saphan.web.forms import Children
from saphan.web.pages import note_read

NEW = Action(
    _("Enter a meeting"), reverse_lazy("agreements:meeting-new"), Weight.FIRST, permissions.DRAFT
)
IMPORT = Action(
    _("Import a workbook"),
    reverse_lazy("intake:upload", args=["agreements"]),
    ability=permissions.IMPORT,
)
OTHER_LISTS = (
    Action(_("Contents agreed"), reverse_lazy("agreements:contents")),
    Action(_("Instruments"), reverse_lazy("agreements:instruments")),
)


class MeetingList(RecordList):
    ability = permissions.READ
    title = _("Meetings")
    table_class = MeetingTable
    filter_class = MeetingFilter
    export_name = "meetings"
    empty = Empty(
        _("Talks, annual meetings and briefings of both sides stand here."),
        _("Enter one on the form, or import the workbook of the talks."),
        (NEW, IMPORT),
    )

    def rows(self) -> QuerySet[Any]:
        return Meeting.objects.all().visible_to(self.actor).order_by("-held_on", "code")

    def actions(self) -> list[Action]:
        return [NEW, IMPORT, template_action("agreements.general"), *OTHER_LISTS]


class MeetingPage(SealedPage):
    """Delegates are named to those who may read personal data, and the log says that they were."""

    ability = permissions.READ
    kind_name = "agreements.meeting"
    model = Meeting

    def trail(self) -> list[Link]:
        return [Link(MeetingList.title, reverse("agreements:meetings"))]

    def record(self) -> Record:
        meeting: Meeting = self.row
        names = authority_names()
        return self.sealed(
            title=meeting.title.in_(language()) or meeting.code,
            sub=KINDS.get(meeting.kind, meeting.kind),
            facts=[
                Row(_("Code"), meeting.code),
                Row(_("Day"), meeting.held_on),
                Row(_("Place"), meeting.place.in_(language())),
                Row(_("Host"), SIDE_NAMES.get(meeting.host, "")),
                Row(
                    _("Vietnamese authority"), names.get(meeting.authority_vn, meeting.authority_vn)
                ),
                Row(_("Lao authority"), names.get(meeting.authority_la, meeting.authority_la)),
                Row(_("Reports from"), meeting.since),
                Row(_("Reports until"), meeting.until),
                *([Row(_("Ordinal"), meeting.ordinal)] if meeting.ordinal else []),
            ],
            sections=self.sections(meeting),
            linked=[*self.waiting(), *self.signed(meeting)],
        )

    def sections(self, meeting: Meeting) -> list[Section]:
        """Return what the record holds, and the contents that came of it; empty ones are left."""
        contents = Content.objects.all().visible_to(self.actor).agreed_at(meeting.code)
        contents = contents.filter(side=meeting.side)
        found = [
            Section(_("Agenda"), AgendaTable(_of(AgendaItem, meeting))),
            Section(_("Delegations"), self.delegates(meeting)),
            Section(_("Proposals"), ProposalTable(_of(Proposal, meeting))),
            Section(_("Contents agreed"), ContentTable(contents, exclude=("meeting",))),
        ]
        return [section for section in found if len(section.table.rows)]

    def delegates(self, meeting: Meeting) -> SeatTable:
        seats = _of(Delegate, meeting)
        if not self.actor.can(permissions.READ_PERSONAL):
            return SeatTable(seats)
        note_read(self.request, [meeting.uid] if seats else [], purpose="show")
        return DelegateTable(seats)

    def signed(self, meeting: Meeting) -> list[Linked]:
        held = Instrument.objects.all().visible_to(self.actor).signed_at(meeting.code)
        rows: Any = held.filter(side=meeting.side).order_by("signed_on")
        links = [
            Link(one.title.in_(language()), reverse("agreements:instrument", args=[one.uid]))
            for one in rows
        ]
        return [Linked(_("Instruments signed"), links)] if links else []


class MeetingDraft(DraftPage):
    """The form shows delegates by name: opening it is logged as any other reading."""

    ability = permissions.DRAFT
    kind_name = "agreements.meeting"
    form_class = MeetingForm
    objects_at = {
        "too-early": ("held_on",),
        "bad-code": ("code",),
        "no-text": ("title_vi",),
        "too-far-ahead": ("held_on",),
        "same-child-twice": ("delegates.id",),
        "half-a-period": ("since", "until"),
        "ends-before-start": ("until",),
        "too-long": ("since", "until"),
    }
    children = (
        Children("agenda", _("Agenda"), ItemForm, add=_("Add an item"), start=0),
        Children("delegates", _("Delegations"), DelegateForm, add=_("Add a delegate"), start=0),
        Children("proposals", _("Proposals"), ProposalForm, add=_("Add a proposal"), start=0),
    )

    def form_arguments(self) -> Mapping[str, Any]:
        return {"authorities": list(authority_names().items())}

    def entry(self, answers: Answers, *, uid: UUID, prev: tuple[bytes, ...]) -> Entry:
        said, children = answers.values, answers.children
        seats = with_ids([one for one in children["delegates"] if _says(one)])
        core = documents.Meeting(
            code=said["code"],
            kind=said["kind"],
            title=wording(said, "title"),
            held_on=said["held_on"],
            place=wording(said, "place"),
            host=said["host"],
            authorities={
                side: said[f"authority_{side}"]
                for side in ("vn", "la")
                if said[f"authority_{side}"]
            },
            since=said["since"],
            until=said["until"],
            ordinal=said["ordinal"] or 0,
            agenda=[_item(one) for one in children["agenda"]],
            delegates=[_seat(key, one) for key, one in seats.items()],
            proposals=[
                documents.Proposal(side=one["side"], text=wording(one, "text"))
                for one in children["proposals"]
                if _says(one)
            ],
        )
        persons = {
            key: documents.Person(name=one["name"], rank=one["rank"])
            for key, one in seats.items()
            if one["name"] or one["rank"]
        }
        return Entry(uid, core, persons, prev=prev)

    def filled(self, entry: Entry) -> Mapping[str, Any]:
        core: Any = entry.core
        same = ("code", "kind", "held_on", "host", "since", "until")
        return {
            **{name: getattr(core, name) for name in same},
            **spread("title", core.title),
            **spread("place", core.place),
            "authority_vn": core.authorities.get("vn", ""),
            "authority_la": core.authorities.get("la", ""),
            "ordinal": core.ordinal or None,
        }

    def children_filled(self, entry: Entry) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        core: Any = entry.core
        if core.delegates:
            self.actor.require(permissions.READ_PERSONAL)
            note_read(self.request, [entry.uid], purpose="edit")
        nobody = documents.Person(name="")
        return {
            "agenda": [
                {
                    **spread("title", item.title),
                    "time": item.time,
                    "led_by": item.led_by,
                    "figures": " ".join(item.figures),
                }
                for item in core.agenda
            ],
            "delegates": [
                {
                    **spread("position", seat.position),
                    "id": seat.id,
                    "side": seat.side,
                    "role": seat.role,
                    "name": entry.persons.get(seat.id, nobody).name,
                    "rank": entry.persons.get(seat.id, nobody).rank,
                }
                for seat in core.delegates
            ],
            "proposals": [{**spread("text", one.text), "side": one.side} for one in core.proposals],
        }


def authority_names() -> dict[str, str]:
    """Return code -> name in the page's language, of both sides."""
    rows = Authority.objects.order_by("code").values_list("code", f"name_{language()}")
    return {code: name or code for code, name in rows}


def _of(model: Any, meeting: Meeting) -> Any:
    return model.objects.filter(uid=meeting.uid, side=meeting.side).order_by("position")


def _says(row: Mapping[str, Any]) -> bool:
    """Whether a row was filled in; the choices in it always say something."""
    return any(value for name, value in row.items() if name not in {"side", "role"})


def _item(said: Mapping[str, Any]) -> documents.Item:
    return documents.Item(
        title=wording(said, "title"),
        time=said["time"],
        led_by=said["led_by"],
        figures=said["figures"].split(),
    )


def _seat(key: str, said: Mapping[str, Any]) -> documents.Delegate:
    return documents.Delegate(
        id=key, side=said["side"], position=wording(said, "position"), role=said["role"]
    )


def with_ids(seats: Sequence[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """Give new delegates the next free numbers; the others keep theirs."""
    last = max((int(one["id"][1:]) for one in seats if one["id"][1:].isdigit()), default=0)
    found: dict[str, Mapping[str, Any]] = {}
    for one in seats:
        last += not one["id"]
        found[one["id"] or f"d{last}"] = one
    return found
