"""The style guide: every component with sample data, only where DEBUG is on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from saphan.kernel.dates import PartialDate
from saphan.kernel.units import Quantity
from saphan.web import charts
from saphan.web.components import (
    Action,
    Attachment,
    Bank,
    Banks,
    Change,
    Difference,
    Empty,
    Link,
    Linked,
    Progress,
    Record,
    Row,
    Section,
    Weight,
)
from saphan.web.fields import DayField, NumberField, PartialDateField, QuantityField
from saphan.web.forms import Form, problems
from saphan.web.states import STATES
from saphan.web.tables import Column, NumberColumn, StateColumn, Table

SEALED = "a41f09c2" * 8
HISTORY = (
    Change(
        datetime(2025, 2, 14, 3, 5, tzinfo=UTC),
        "Houaphanh Command",
        "disputes participants",
        sealed=SEALED,
        href="#",
    ),
    Change(
        datetime(2025, 2, 9, 2, 30, tzinfo=UTC),
        "Sơn La Command",
        "cleared version 2",
        (Difference("From their side", 11, 12),),
        sealed=SEALED,
    ),
)


class ExhibitTable(Table):
    item = Column(verbose_name="Item")
    quantity = NumberColumn(verbose_name="Quantity")
    seized = Column(verbose_name="Seized on")
    state = StateColumn(verbose_name="State")


EXHIBITS: list[dict[str, Any]] = [
    {
        "item": "methamphetamine",
        "quantity": Quantity(683013, "pill"),
        "seized": date(2025, 2, 7),
        "state": "sealed",
    },
    {
        "item": "heroin",
        "quantity": Quantity(2_001_000, "g"),
        "seized": date(2025, 3, 14),
        "state": "draft",
    },
    {
        "item": "ໄມ້ປະດູ່",
        "quantity": Quantity(3250, "m3"),
        "seized": PartialDate(2025, 3),
        "state": "doubtful",
    },
]


class SampleForm(Form):
    name = forms.CharField(label="Name as in the document", help_text="For example Sồng A Chống")
    kind = forms.ChoiceField(label="Kind", choices=[("case", "Case"), ("patrol", "Patrol")])
    amount = QuantityField(label="Mass", units=["g", "kg"], help_text="As weighed, with its unit")
    people = NumberField(label="Participants from our side")
    ended = DayField(label="Ended on", help_text="For example 12 8 2025")
    born = PartialDateField(label="Born", required=False)
    joint = forms.BooleanField(label="Planned and walked by both sides", required=False)
    remark = forms.CharField(label="Remark", required=False, widget=forms.Textarea({"rows": 3}))


TYPED = {
    "name": "",
    "kind": "patrol",
    "amount": "2.001",
    "amount-unit": "kg",
    "people": "two",
    "ended-day": "31",
    "ended-month": "2",
    "ended-year": "2025",
}


def banks() -> Sequence[Banks]:
    ours = Bank(
        rows=(
            Row("Ended", date(2025, 2, 7)),
            Row("From our side", 12),
            Row("From their side", 12, differs=True),
            Row("Findings", "marker 244 overgrown"),
        ),
        note="version 2, cleared 9 Feb",
    )
    theirs = Bank(
        rows=(
            Row("Ended", date(2025, 2, 7)),
            Row("From your side", 12),
            Row("From our side", 10, differs=True),
            Row("Findings", "marker 244 overgrown"),
        ),
        note="version 1, received 10 Feb",
    )
    total = Bank(rows=(Row("Patrols", 21),), href="#")
    return (
        Banks(ours, theirs, "contested", note="agreed 10 Feb, contested 14 Feb by them"),
        Banks(total, total, "agreed", joint=21),
        Banks(ours, Bank(), "alone"),
    )


def record() -> Record:
    return Record(
        title="Patrol 7, markers 242–246",
        sub="5–7 February 2025 · Chiềng Khương – Ban Dan",
        state="contested",
        level="internal",
        facts=(
            Row("Ended", date(2025, 2, 7)),
            Row("Section", "markers 242–246"),
            Row("Participants", Quantity(24, "person")),
            Row("Station", "Đồn Biên phòng Chiềng Khương"),
            Row("Other side", "ກອງບັນຊາການທະຫານແຂວງຫົວພັນ"),
            Row("Findings", "marker 244 overgrown"),
            Row("Length walked", None),
        ),
        banks=banks()[0],
        sections=(Section("Exhibits", ExhibitTable(EXHIBITS)),),
        linked=(Linked("Case files", (Link("Case 2025/041", "#"), Link("Case 2025/044", "#"))),),
        attachments=(Attachment("bien-ban.pdf", "#", 248_113, SEALED),),
        history=HISTORY,
        evidence="#",
        sealed=SEALED,
        actions=(
            Action("Propose a text for both", "#", Weight.FIRST),
            Action("Confirm their version", "#"),
            Action("Withdraw this version", "#", Weight.DANGER),
        ),
    )


class DesignPage(View):
    """Parts: the whole guide, or `?part=record` for one page as it stands."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest) -> HttpResponse:
        if not settings.DEBUG:
            raise Http404
        if request.GET.get("part") == "record":
            shown = record()
            context = {
                "title": shown.title,
                "record": shown,
                "actions": shown.actions,
                "width": "roomy",
            }
            return render(request, "web/record.html", context)
        return render(request, "web/design.html", self.samples())

    def samples(self) -> dict[str, Any]:
        form = SampleForm(TYPED)
        return {
            "title": "Style guide",
            "sub": "Every part of a page, with sample data",
            "states": STATES,
            "banks": banks(),
            "form": form,
            "problems": list(problems(form)),
            "table": ExhibitTable(EXHIBITS),
            "empty": Empty(
                "No patrols yet.",
                "Bring in the month's workbook, or enter one patrol.",
                (Action("Import a workbook", "#", Weight.FIRST), Action("Enter a patrol", "#")),
            ),
            "progress": Progress("thang-7.xlsx", 32_000, 50_000, "You may leave this page."),
            "rows": record().facts,
            "figure": Decimal("683013"),
            "chart": charts.inline(CHART, label="Patrols by month"),
        }


CHART = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 120" width="320" height="120">
<g style="fill: #0b6b74"><rect x="10" y="40" width="40" height="60"/>
<rect x="60" y="20" width="40" height="80"/><rect x="110" y="60" width="40" height="40"/></g>
<text x="10" y="116" font-size="12">tháng 7</text><text x="60" y="116" font-size="12">ສິງຫາ</text>
</svg>"""
