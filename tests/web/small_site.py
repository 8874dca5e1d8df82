"""A small site that uses the toolkit as a register does: permissions stand in for records."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from typing import Any

import django_filters
from django import forms
from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import include, path
from django.utils.translation import gettext_lazy as _
from django.views.i18n import set_language

from saphan.kernel.actors import Actor
from saphan.kernel.periods import Period
from saphan.kernel.refusals import Forbidden, Refused
from saphan.kernel.sides import Side
from saphan.web import menu
from saphan.web.components import Action, Empty, Record, Row, Weight
from saphan.web.editing import Answers, FormPage
from saphan.web.fields import DayField, NumberField, QuantityField
from saphan.web.filters import FilterSet
from saphan.web.forms import Children, Form
from saphan.web.lists import ListPage
from saphan.web.records import RecordPage
from saphan.web.tables import Column, NumberColumn, Table

OFFICER = Actor("chong", "Sồng A Chống", "vn-son-la", Side.VN, frozenset({"records.enter"}))
ACTS: list[Answers] = []
READ: list[tuple[list[str], str]] = []
type Answer = Callable[[HttpRequest], HttpResponseBase]


def at_work(get_response: Answer) -> Answer:
    """Put the officer at work and keep what the access log would."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        nobody = "stranger" in request.COOKIES
        request.actor = None if nobody else OFFICER  # type: ignore[attr-defined]
        request.read_uids = _read  # type: ignore[attr-defined]
        return get_response(request)

    return answer


def _read(uids: Collection[str], *, purpose: str) -> None:
    READ.append((list(uids), purpose))


def who(_request: HttpRequest) -> dict[str, Any]:
    return {"actor": OFFICER, "authority_name": "Bộ Chỉ huy Bộ đội Biên phòng tỉnh Sơn La"}


class RecordTable(Table):
    route, key = "record", "pk"
    codename = Column(verbose_name=_("Name"))
    name = Column(verbose_name=_("What"))
    content_type__model = Column(verbose_name=_("Kind"), accessor="content_type__model")
    id = NumberColumn(verbose_name=_("Number"))

    class Meta:
        model = Permission
        fields = ("codename", "name", "content_type__model", "id")


class RecordFilter(FilterSet):
    model = django_filters.CharFilter("content_type__model", label=_("Kind"))
    above = django_filters.NumberFilter("id", "gt", label=_("Number above"))

    def search(self, rows: QuerySet[Any], _name: str, text: str) -> QuerySet[Any]:
        return rows.filter(name__icontains=text)


class Records(ListPage):
    title = _("Records")
    table_class = RecordTable
    filter_class = RecordFilter
    export_name = "records"
    presets = ((_("Users"), "model=user"),)
    empty = Empty(_("No records yet."), _("Enter one."))
    personal = True

    def rows(self) -> QuerySet[Permission]:
        return Permission.objects.select_related("content_type").order_by("codename")

    def actions(self) -> list[Action]:
        return [Action(_("Enter a record"), "/records/new", Weight.FIRST, ability="records.enter")]


class OneRecord(RecordPage):
    personal = True

    def record(self) -> Record:
        found = Permission.objects.filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return Record(
            title=found.name,
            state="sealed",
            facts=(Row(_("Name"), found.codename),),
            uids=(str(found.pk),),
            actions=(Action(_("Clear"), "#", ability="records.clear"),),
        )


class ExhibitForm(Form):
    item = forms.CharField(label=_("Item"))
    quantity = QuantityField(label=_("Quantity"), units=["pill", "g", "kg"])


class RecordForm(Form):
    name = forms.CharField(label=_("Name"), help_text=_("As in the document"))
    people = NumberField(label=_("Participants"))
    mass = QuantityField(label=_("Mass"), units=["kg", "g"], required=False)
    ended = DayField(label=_("Ended on"), window=Period(date(2024, 1, 1), date(2025, 12, 31)))


class EnterRecord(FormPage):
    title = _("Enter a record")
    ability = "records.enter"
    form_class = RecordForm
    children = (Children("exhibits", _("Exhibits"), ExhibitForm, add=_("Add an exhibit")),)
    submit = _("Send for clearance")
    back_to = "/records"

    def version(self) -> str:
        return "seen-hash"

    def act(self, answers: Answers) -> str:
        if answers.values["name"] == "taken":
            raise Refused("taken", "Another record has this name.", where={"field": "name"})
        if answers.values["name"] == "closed":
            raise Forbidden("not-able", "This is not yours.")
        ACTS.append(answers)
        return "/records"


menu.add(menu.MenuItem(_("Records"), "records", order=1))
menu.add(menu.MenuItem(_("Clearance"), "record-new", ability="records.clear"))

urlpatterns = [
    path("", include("saphan.web.urls")),
    path("accounts/", include("allauth.urls")),
    path("language", set_language, name="set_language"),
    path("records", Records.as_view(), name="records"),
    path("records/new", EnterRecord.as_view(), name="record-new"),
    path("records/<int:pk>", OneRecord.as_view(), name="record"),
]
