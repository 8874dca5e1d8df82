"""Cases: the list, a case with its people, things and custody, and its form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _

from saphan.accounts.models import Authority
from saphan.intake.offices import names_of_offices
from saphan.intake.pages import DraftPage, SealedPage, template_action
from saphan.kernel.units import Quantity
from saphan.ledger.lists import RecordList
from saphan.ledger.records import Entry
from saphan.registers.security import kinds, permissions
from saphan.registers.security.documents import Amount, CustodyStep, Exhibit
from saphan.registers.security.documents import Case as CaseDocument
from saphan.registers.security.filters import CaseFilter
from saphan.registers.security.forms import CaseForm, CustodyForm, ExhibitForm, SubjectForm
from saphan.registers.security.models import Case, CaseExhibit, CaseSubject
from saphan.registers.security.models import CustodyStep as CustodyRow
from saphan.registers.security.tables import CaseTable, CustodyTable, ExhibitTable
from saphan.registers.security.views import people
from saphan.registers.security.views.patrols import IMPORT
from saphan.web.components import Action, Empty, Link, Record, Row, Section, Weight
from saphan.web.display import language
from saphan.web.editing import Answers
from saphan.web.forms import Children

NEW_CASE = Action(
    _("Enter a case"), reverse_lazy("security:case-new"), Weight.FIRST, permissions.DRAFT
)
PLAIN = ("number", "opened_on", "place", "offence", "act", "coordinated_with", "partner",
         "decision", "note")  # fmt: skip
"""Fields of the form that the document holds as they are."""


class CaseList(RecordList):
    ability = permissions.READ
    title = _("Cases")
    table_class = CaseTable
    filter_class = CaseFilter
    export_name = "cases"
    presets = (
        (_("own cases"), "coordinated=false"),
        (_("with the other side"), "coordinated=true"),
        (_("drugs"), "offence=drugs"),
    )
    empty = Empty(
        _("Cases stand here with their subjects, exhibits and chain of custody."),
        _("Enter one on the form, or import the office's workbook."),
        (NEW_CASE, IMPORT),
    )

    def rows(self) -> QuerySet[Any]:
        return Case.objects.all().visible_to(self.actor).order_by("-opened_on", "number")

    def actions(self) -> list[Action]:
        return [NEW_CASE, IMPORT, template_action("security.case")]


class CasePage(SealedPage):
    """Names are shown to those who may read personal data, and the log says that they did."""

    ability = permissions.READ
    kind_name = "security.case"
    model = Case

    def trail(self) -> list[Link]:
        return [Link(CaseList.title, reverse("security:cases"))]

    def record(self) -> Record:
        case: Case = self.row
        return self.sealed(
            title=_("Case %(number)s") % {"number": case.number},
            sub=kinds.OFFENCES.get(case.offence, case.offence),
            facts=self.facts(case),
            sections=self.sections(case),
        )

    def facts(self, case: Case) -> list[Row]:
        office = names_of_offices(language()).get(case.office, case.office)
        return [
            Row(_("Day of the case"), case.opened_on),
            Row(_("Place"), case.place),
            Row(_("Office"), office),
            Row(_("Class of offence"), kinds.OFFENCES.get(case.offence, case.offence)),
            Row(_("Offence as written"), case.act),
            Row(_("Subjects"), case.subjects_count),
            *self.together(case),
            Row(_("Outcome"), case.decision),
            *([Row(_("Note"), case.note)] if case.note else []),
        ]

    def together(self, case: Case) -> list[Row]:
        if not case.coordinated:
            return []
        names = dict(other_authorities(case.side))
        known = [names.get(code, code) for code in case.coordinated_with]
        return [
            Row(_("Handled together with"), known),
            Row(_("Unit of the other side"), case.partner),
        ]

    def sections(self, case: Case) -> list[Section]:
        own = {"uid": case.uid, "side": case.side}
        subjects = CaseSubject.objects.filter(**own)
        exhibits = CaseExhibit.objects.filter(**own).order_by("child", "position")
        custody = CustodyRow.objects.filter(**own).order_by("position")
        who = people.section(subjects, uid=case.uid, request=self.request, actor=self.actor)
        return [
            *([who] if case.subjects_count else []),
            *([Section(_("Exhibits"), ExhibitTable(exhibits))] if case.exhibits_count else []),
            *([Section(_("Chain of custody"), CustodyTable(custody))] if custody else []),
        ]


def other_authorities(side: str) -> list[tuple[str, str]]:
    """Code and name of each authority of the other side, in the page's language."""
    others = Authority.objects.exclude(side=side).order_by("code")
    return [(one.code, one.short.in_(language())) for one in others]


class CaseDraft(DraftPage):
    ability = permissions.DRAFT
    kind_name = "security.case"
    form_class = CaseForm
    objects_at = {
        "too-early": ("opened_on",),
        "in-the-future": ("opened_on", "custody.on"),
        "custody-before-case": ("custody.on",),
        "custody-stands-still": ("custody.receiver",),
        "same-child-twice": ("subjects.id", "exhibits.id"),
        "no-amount": ("exhibits.quantity",),
        "unit-does-not-fit": ("exhibits.quantity",),
        "unknown-unit": ("exhibits.quantity",),
        "unreadable-amount": ("exhibits.quantity",),
        "negative": ("exhibits.quantity",),
        "absurd-amount": ("exhibits.quantity",),
    }
    children = (
        Children("subjects", _("Subjects"), SubjectForm, _("Add a subject")),
        Children("exhibits", _("Exhibits"), ExhibitForm, _("Add an exhibit")),
        Children("custody", _("Chain of custody"), CustodyForm, _("Add a step"), start=0),
    )

    def form_arguments(self) -> Mapping[str, Any]:
        return {"authorities": other_authorities(self.actor.side)}

    def entry(self, answers: Answers, *, uid: UUID, prev: tuple[bytes, ...]) -> Entry:
        subjects, persons = people.of_rows(answers.children["subjects"])
        before: Any = self.opened.core if self.opened else None
        core = CaseDocument(
            **{name: answers.values[name] for name in PLAIN},
            area=before.area if before else self.area,
            office=before.office if before else self.actor.office,
            subjects=subjects,
            exhibits=_exhibits(answers.children["exhibits"]),
            custody=[CustodyStep(**row) for row in answers.children["custody"]],
        )
        return Entry(uid, core, persons, prev=prev)

    def filled(self, entry: Entry) -> Mapping[str, Any]:
        people.opened(self.request, entry, by=self.actor)
        return {name: getattr(entry.core, name) for name in PLAIN}

    def children_filled(self, entry: Entry) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        core: Any = entry.core
        return {
            "subjects": people.as_rows(entry),
            "exhibits": [_exhibit_row(one) for one in core.exhibits],
            "custody": [
                {name: getattr(step, name) for name in CustodyStep.__struct_fields__}
                for step in core.custody
            ],
        }


def _exhibits(rows: Sequence[Mapping[str, Any]]) -> list[Exhibit]:
    said = [row for row in rows if row.get("item")]
    ids = people.free_ids("e", (row["id"] for row in said))
    return [
        Exhibit(
            id=row["id"] or next(ids),
            item=row["item"],
            amounts=[_amount(one) for one in (row["quantity"], row["also"]) if one],
            weighed=_amount(row["weighed"]) if row["weighed"] else None,
            **{name: row[name] for name in ("written", "species", "purity", "note")},
        )
        for row in said
    ]


def _exhibit_row(exhibit: Exhibit) -> dict[str, Any]:
    quantities = [_quantity(one) for one in exhibit.amounts]
    return {
        "id": exhibit.id,
        "item": exhibit.item,
        "quantity": quantities[0] if quantities else None,
        "also": quantities[1] if len(quantities) > 1 else None,
        "weighed": _quantity(exhibit.weighed) if exhibit.weighed else None,
        **{name: getattr(exhibit, name) for name in ("written", "species", "purity", "note")},
    }


def _amount(quantity: Quantity) -> Amount:
    return Amount(value=quantity.text, unit=quantity.unit)


def _quantity(amount: Amount) -> Quantity:
    return Quantity.of(Decimal(amount.value), amount.unit)
