"""Support programmes: their list, one with its pupils and months, its form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from django.db.models import QuerySet
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _

from saphan.intake.offices import directory
from saphan.intake.pages import DraftPage, SealedPage, template_action
from saphan.kernel import clock
from saphan.kernel.dates import PartialDate, read_date
from saphan.ledger.lists import RecordList
from saphan.ledger.records import Entry
from saphan.registers.programmes import documents, permissions, rules
from saphan.registers.programmes.filters import SupportFilter
from saphan.registers.programmes.forms import PupilForm, RateForm, SupportForm
from saphan.registers.programmes.intake.book import code_of
from saphan.registers.programmes.models import (
    Beneficiary,
    Payment,
    PaymentLine,
    RateStep,
    Support,
)
from saphan.registers.programmes.tables import (
    DueTable,
    PupilTable,
    RateTable,
    SupportedTable,
    SupportTable,
)
from saphan.web.components import Action, Empty, Link, Record, Row, Section, Weight
from saphan.web.display import language
from saphan.web.editing import Answers
from saphan.web.forms import Children
from saphan.web.pages import note_read

NEW = Action(
    _("Begin a programme"),
    reverse_lazy("programmes:support-new"),
    Weight.FIRST,
    permissions.DRAFT,
)
IMPORT = Action(
    _("Import a workbook"),
    reverse_lazy("intake:upload", args=["programmes"]),
    ability=permissions.IMPORT,
)
OTHER_LISTS = (
    Action(_("Monthly payments"), reverse_lazy("programmes:payments")),
    Action(_("Reported statistics"), reverse_lazy("programmes:observations")),
)


class SupportList(RecordList):
    ability = permissions.READ
    title = _("Support programmes")
    table_class = SupportTable
    filter_class = SupportFilter
    export_name = "programmes"
    empty = Empty(
        _("Programmes stand here that support pupils month by month."),
        _("Begin one on the form, or import the office's list of pupils."),
        (NEW, IMPORT),
    )

    def rows(self) -> QuerySet[Any]:
        today = clock.today()
        held = Support.objects.all().visible_to(self.actor)
        return held.with_pupils_on(today, among=Beneficiary.objects.all()).order_by(
            "ended_on", "name_vi"
        )

    def actions(self) -> list[Action]:
        return [NEW, IMPORT, template_action("programmes.pupils"), *OTHER_LISTS]


@dataclass(frozen=True, slots=True)
class Due:
    """A month of the programme as the page shows it; `uid` empty when nothing is recorded."""

    uid: UUID | None
    month: str
    supported: int
    paid: int
    missing: Any


class SupportPage(SealedPage):
    """Names are for those who may read personal data, and the log says that they did."""

    ability = permissions.READ
    kind_name = "programmes.support"
    model = Support

    def trail(self) -> list[Link]:
        return [Link(SupportList.title, reverse("programmes:supports"))]

    def record(self) -> Record:
        programme: Support = self.row
        pupils = list(Beneficiary.objects.of(programme.uid, programme.side))
        named = self.actor.can(permissions.READ_PERSONAL)
        if named:
            note_read(self.request, [programme.uid], purpose="show")
        today = [p for p in pupils if p.since <= clock.today() and not _over(p, clock.today())]
        return self.sealed(
            title=programme.names.in_(language()),
            sub=_("%(count)s pupils today") % {"count": len(today)},
            facts=[
                Row(_("Name in Vietnamese"), programme.name_vi),
                Row(_("Name in Lao"), programme.name_lo),
                Row(_("Name in English"), programme.name_en),
                Row(_("For each a month"), programme.monthly),
                Row(_("Since"), programme.since),
                Row(_("Ended on"), programme.ended_on),
                Row(_("Note"), programme.note),
            ],
            sections=[
                Section(_("Payments by month"), DueTable(self.months(pupils, named=named))),
                Section(_("Pupils"), (PupilTable if named else SupportedTable)(pupils)),
                Section(_("Rates"), RateTable(_of(RateStep, programme).order_by("-since"))),
            ],
        )

    def usual_actions(self) -> list[Action]:
        pay = Action(
            _("Enter a month's payments"),
            f"{reverse('programmes:payment-new')}?programme={self.row.uid}",
            ability=permissions.DRAFT,
        )
        return [pay, *super().usual_actions()] if self.row.side == self.actor.side else []

    def months(self, pupils: Sequence[Beneficiary], *, named: bool) -> list[Due]:
        """Return each month since the first one recorded, with who is still to be paid."""
        programme: Support = self.row
        payments = Payment.objects.all().of_programme(programme.uid, programme.side)
        uids = dict(payments.values_list("month", "uid"))
        paid: dict[str, set[str]] = {month: set() for month in uids}
        months = {uid: month for month, uid in uids.items()}
        lines = PaymentLine.objects.filter(uid__in=months, side=programme.side)
        for uid, child in lines.exclude(paid_on=None).values_list("uid", "child"):
            paid[months[uid]].add(child)
        cores = [_core(pupil, programme.ended_on) for pupil in pupils]
        names = {pupil.child: pupil.name or pupil.child for pupil in pupils}
        return [
            Due(
                uids.get(due.month),
                due.month,
                len(due.supported),
                len(due.supported & due.paid),
                ", ".join(sorted(names[c] for c in due.missing)) if named else len(due.missing),
            )
            for due in rules.months_due(cores, paid, on=clock.today())
        ]


class SupportDraft(DraftPage):
    """The form shows children by name: opening it is logged as any other reading."""

    ability = permissions.DRAFT
    kind_name = "programmes.support"
    form_class = SupportForm
    objects_at = {
        "bad-code": ("code",),
        "no-name": ("name_vi",),
        "absurd-amount": ("rates.amount",),
        "rates-out-of-order": ("rates.since",),
        "too-far-ahead": ("rates.since", "pupils.since"),
        "same-pupil-twice": ("pupils.id",),
        "ends-before-start": ("ended_on", "pupils.until"),
        "after-the-end": ("pupils.until",),
        "before-the-rate": ("pupils.since",),
    }
    children = (
        Children("rates", _("Rates"), RateForm, add=_("Add a rate"), at_least=1),
        Children("pupils", _("Pupils"), PupilForm, add=_("Add a pupil"), start=0),
    )

    def entry(self, answers: Answers, *, uid: UUID, prev: tuple[bytes, ...]) -> Entry:
        said = answers.values
        names = documents.Names(vi=said["name_vi"], lo=said["name_lo"], en=said["name_en"])
        rates = [documents.Rate(since=r["since"], amount=r["amount"]) for r in _rows(answers)]
        pupils = _with_ids(answers.children["pupils"])
        before: Any = self.opened.core if self.opened else None
        core = documents.Support(
            code=said["code"] or code_of(names),
            names=names,
            area=before.area if before else self.area,
            office=before.office if before else self.actor.office,
            rates=sorted(rates, key=lambda rate: rate.since),
            beneficiaries=[_beneficiary(key, one) for key, one in pupils.items()],
            ended_on=said["ended_on"],
            note=said["note"],
        )
        return Entry(uid, core, {key: _pupil(one) for key, one in pupils.items()}, prev=prev)

    def filled(self, entry: Entry) -> Mapping[str, Any]:
        core: Any = entry.core
        return {
            "name_vi": core.names.vi,
            "name_lo": core.names.lo,
            "name_en": core.names.en,
            "code": core.code,
            "ended_on": core.ended_on,
            "note": core.note,
        }

    def children_filled(self, entry: Entry) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        self.actor.require(permissions.READ_PERSONAL)
        note_read(self.request, [entry.uid], purpose="edit")
        core: Any = entry.core
        return {
            "rates": [msgspec.structs.asdict(rate) for rate in core.rates],
            "pupils": [
                msgspec.structs.asdict(pupil) | _shown(entry.persons.get(pupil.id))
                for pupil in core.beneficiaries
            ],
        }


def _over(pupil: Beneficiary, on: date) -> bool:
    return pupil.until is not None and pupil.until < on


def _of(model: Any, programme: Support) -> Any:
    return model.objects.filter(uid=programme.uid, side=programme.side)


def _core(row: Beneficiary, ended_on: date | None) -> documents.Beneficiary:
    return documents.Beneficiary(id=row.child, since=row.since, until=row.until or ended_on)


def _rows(answers: Answers) -> Sequence[Mapping[str, Any]]:
    return answers.children["rates"]


def _with_ids(pupils: Sequence[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """Give new pupils the next free numbers; the others keep theirs."""
    last = max((int(one["id"][1:]) for one in pupils if one["id"][1:].isdigit()), default=0)
    found: dict[str, Mapping[str, Any]] = {}
    for one in pupils:
        last += not one["id"]
        found[one["id"] or f"p{last}"] = one
    return found


def _beneficiary(key: str, said: Mapping[str, Any]) -> documents.Beneficiary:
    office = directory().find(said["office"]) if said["office"] else None
    return documents.Beneficiary(
        id=key,
        since=said["since"],
        until=said["until"],
        office=office.office if office and office.office else said["office"],
    )


def _pupil(said: Mapping[str, Any]) -> documents.Pupil:
    fields = {name: said[name] for name in documents.Pupil.__struct_fields__ if name != "birth"}
    birth = said["birth"]
    written = birth.text if isinstance(birth, PartialDate) else birth.isoformat() if birth else ""
    return documents.Pupil(birth=written, **fields)


def _shown(person: documents.Pupil | None) -> dict[str, Any]:
    if person is None:
        return {}
    readings = read_date(person.birth) if person.birth else ()
    return msgspec.structs.asdict(person) | {"birth": readings[0].value if readings else None}
