"""Monthly payments: their list, one month, its form with the pupils to pay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse, reverse_lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from saphan.intake.pages import DraftPage, SealedPage
from saphan.kernel import clock
from saphan.kernel.dates import format_date
from saphan.kernel.refusals import Refused
from saphan.ledger.lists import RecordList
from saphan.ledger.records import Entry
from saphan.registers.programmes import documents, permissions, rules
from saphan.registers.programmes.filters import PaymentFilter
from saphan.registers.programmes.forms import LineForm, PaymentForm
from saphan.registers.programmes.intake.book import Programme, on_record
from saphan.registers.programmes.intake.prefill import next_month
from saphan.registers.programmes.models import Beneficiary, Payment, PaymentLine, Support
from saphan.registers.programmes.services import OBJECTIONS
from saphan.registers.programmes.tables import LineTable, NamedLineTable, PaymentTable, month
from saphan.registers.programmes.views.supports import IMPORT, SupportList
from saphan.web.components import Action, Empty, Link, Linked, Record, Row, Section, Weight
from saphan.web.display import language
from saphan.web.editing import Answers
from saphan.web.forms import Children
from saphan.web.pages import note_read

REGISTER = "programmes"
NEW = Action(
    _("Enter a month's payments"),
    reverse_lazy("programmes:payment-new"),
    Weight.FIRST,
    permissions.DRAFT,
)
TEMPLATE = Action(
    _("Next month's sheet to fill in"),
    format_lazy("{}?sheet=programmes.payments", reverse_lazy("intake:template", args=[REGISTER])),
    ability=permissions.IMPORT,
)


class PaymentList(RecordList):
    ability = permissions.READ
    title = _("Monthly payments")
    table_class = PaymentTable
    filter_class = PaymentFilter
    export_name = "payments"
    presets = ((_("Somebody not paid"), "unpaid=true"),)
    empty = Empty(
        _("What programmes paid their pupils stands here, month by month."),
        _("Enter a month on the form, or send next month's sheet back filled in."),
        (NEW, IMPORT),
    )

    def rows(self) -> QuerySet[Any]:
        return Payment.objects.all().visible_to(self.actor).order_by("-month", "code")

    def trail(self) -> list[Link]:
        return [Link(SupportList.title, reverse("programmes:supports"))]

    def actions(self) -> list[Action]:
        return [NEW, IMPORT, TEMPLATE]


class PaymentPage(SealedPage):
    """Names are for those who may read personal data, and the log says that they did."""

    ability = permissions.READ
    kind_name = "programmes.payment"
    model = Payment

    def trail(self) -> list[Link]:
        return [Link(PaymentList.title, reverse("programmes:payments"))]

    def record(self) -> Record:
        payment: Payment = self.row
        held: Any = Support.objects.filter(uid=payment.programme, side=payment.side)
        programme: Support | None = held.first()
        name = programme.names.in_(language()) if programme else payment.code
        return self.sealed(
            title=month_in_words(payment.month),
            sub=name,
            facts=[
                Row(_("Paid"), payment.total),
                Row(_("Pupils paid"), payment.paid_count),
                Row(_("Not paid"), payment.unpaid_count),
            ],
            sections=[Section(_("Payments"), self.lines(payment))],
            linked=[*self.waiting(), *self.programme(programme, name)],
        )

    def lines(self, payment: Payment) -> LineTable:
        lines = PaymentLine.objects.filter(uid=payment.uid, side=payment.side).order_by("position")
        if not self.actor.can(permissions.READ_PERSONAL):
            return LineTable(lines.values("child", "amount", "paid_on"))
        note_read(self.request, [payment.uid, payment.programme], purpose="show")
        held = Beneficiary.objects.of(payment.programme, payment.side)
        names = dict(held.values_list("child", "name"))
        shown = lines.values("child", "amount", "paid_on", "received_by", "note")
        return NamedLineTable([{**one, "name": names.get(one["child"], "")} for one in shown])

    def programme(self, programme: Support | None, name: str) -> list[Linked]:
        if programme is None:
            return []
        link = Link(name, reverse("programmes:support", args=[programme.uid]))
        return [Linked(_("Programme"), [link])]


class PaymentDraft(DraftPage):
    """A new month stands filled with the pupils supported then: opening it is logged."""

    ability = permissions.DRAFT
    kind_name = "programmes.payment"
    form_class = PaymentForm
    objects_at = {
        "bad-month": ("month",),
        "same-pupil-twice": ("lines.pupil",),
        "absurd-amount": ("lines.amount",),
        "in-the-future": ("month", "lines.paid_on"),
        "paid-far-from-month": ("lines.paid_on",),
    }
    children = (Children("lines", _("Payments"), LineForm, add=_("Add a pupil"), at_least=1),)

    @cached_property
    def programmes(self) -> dict[str, Programme]:
        return {str(one.uid): one for one in on_record(self.actor.authority)}

    @cached_property
    def asked(self) -> Programme | None:
        """The programme in the address, else the only one; Http404 for another's."""
        uid = self.request.GET.get("programme", "")
        if uid and uid not in self.programmes:
            raise Http404(str(_("There is no such record.")))
        only = list(self.programmes.values())
        return self.programmes.get(uid) or (only[0] if len(only) == 1 else None)

    def form_arguments(self) -> Mapping[str, Any]:
        choices = [(uid, one.names.in_(language())) for uid, one in self.programmes.items()]
        return {"programmes": choices}

    def initial(self) -> Mapping[str, Any]:
        if self.opened:
            return self.filled(self.opened)
        if self.asked is None:
            return {}
        due = next_month(self.asked, on=clock.today())
        return {"programme": str(self.asked.uid), "month": due}

    def children_initial(self) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        if self.opened:
            return self.children_filled(self.opened)
        return {"lines": self.to_pay(self.asked)} if self.asked else {}

    def to_pay(self, programme: Programme) -> list[Mapping[str, Any]]:
        """Return a line for each pupil supported in the next month, at that month's rate."""
        self.disclose(programme.uid)
        days = next_month(programme, on=clock.today()).period
        rate = programme.core.rate_on(days.until)
        return [
            {
                "pupil": name_of(programme, key),
                "amount": rate,
                "received_by": programme.persons[key].guardian,
            }
            for key, pupil in programme.pupils.items()
            if key in programme.persons and rules.is_supported(pupil, days)
        ]

    def disclose(self, uid: UUID) -> None:
        self.actor.require(permissions.READ_PERSONAL)
        note_read(self.request, [uid], purpose="edit")

    def entry(self, answers: Answers, *, uid: UUID, prev: tuple[bytes, ...]) -> Entry:
        said, lines = answers.values, answers.children["lines"]
        programme = self.programmes[said["programme"]]
        keys = [key_of(programme, line["pupil"], row=row) for row, line in enumerate(lines)]
        core = documents.Payment(
            programme=str(programme.uid),
            code=programme.code,
            month=f"{said['month'].year:04}-{said['month'].month:02}",
            area=programme.area,
            office=programme.office,
            lines=[
                documents.Line(beneficiary=key, amount=line["amount"], paid_on=line["paid_on"])
                for key, line in zip(keys, lines, strict=True)
            ],
        )
        receipts = {
            key: documents.Receipt(received_by=line["received_by"], note=line["note"])
            for key, line in zip(keys, lines, strict=True)
            if line["received_by"] or line["note"]
        }
        return Entry(uid, core, receipts, prev=prev)

    def filled(self, entry: Entry) -> Mapping[str, Any]:
        core: Any = entry.core
        return {"programme": core.programme, "month": month(core.month)}

    def children_filled(self, entry: Entry) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        core: Any = entry.core
        programme = self.programmes[core.programme]
        self.disclose(entry.uid)
        return {
            "lines": [
                {
                    "pupil": name_of(programme, line.beneficiary),
                    "amount": line.amount,
                    "paid_on": line.paid_on,
                    "received_by": receipt.received_by,
                    "note": receipt.note,
                }
                for line in core.lines
                for receipt in [entry.persons.get(line.beneficiary, documents.Receipt())]
            ]
        }


def name_of(programme: Programme, key: str) -> str:
    """Return the pupil's name; of several with one name, or without any, with the number."""
    person = programme.persons.get(key)
    name = person.name if person else ""
    return name if len(programme.named(name)) == 1 else f"{name} {key}".strip()


def key_of(programme: Programme, written: str, *, row: int) -> str:
    """Return the pupil whom the text of a row names; `Refused` with `unknown-pupil` otherwise."""
    by_name = {name_of(programme, key): key for key in programme.pupils}
    named = programme.named(written)
    key = by_name.get(written) or (named[0] if len(named) == 1 else "")
    if not key:
        where = {"field": "pupil", "rows": "lines", "row": str(row)}
        raise Refused("unknown-pupil", f"{written}: {OBJECTIONS['unknown-pupil']}", where=where)
    return key


def month_in_words(text: str) -> str:
    return format_date(month(text), language(), long=True)
