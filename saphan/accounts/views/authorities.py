"""Authorities and offices of both sides, to read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from saphan.accounts.filters import AuthorityFilter, OfficeFilter
from saphan.accounts.models import Authority, Office
from saphan.accounts.tables import AuthorityTable, OfficeTable
from saphan.kernel import clock
from saphan.web.components import Action, Link, Linked, Record, Row, Section
from saphan.web.display import language
from saphan.web.lists import ListPage
from saphan.web.records import RecordPage


class AuthorityList(ListPage):
    title = _("Authorities")
    table_class = AuthorityTable
    filter_class = AuthorityFilter
    export_name = "authorities"

    def rows(self) -> QuerySet[Any]:
        return Authority.objects.all()

    def actions(self) -> Sequence[Action]:
        return [Action(_("Offices"), reverse("accounts:offices"))]


class OfficeList(ListPage):
    title = _("Offices")
    table_class = OfficeTable
    filter_class = OfficeFilter
    export_name = "offices"

    def rows(self) -> QuerySet[Any]:
        return Office.objects.select_related("authority")

    def trail(self) -> Sequence[Link]:
        return [Link(_("Authorities"), reverse("accounts:authorities"))]


class AuthorityPage(RecordPage):
    def trail(self) -> Sequence[Link]:
        return [Link(_("Authorities"), reverse("accounts:authorities"))]

    def record(self) -> Record:
        authority = get_object_or_404(Authority, code=self.kwargs["code"])
        return Record(
            title=authority.names.in_(language()),
            sub=authority.code,
            facts=list(_facts(authority)),
            sections=[Section(_("Offices"), OfficeTable(authority.offices.all()))],
            linked=[Linked(_("Before and after"), list(_relatives(authority)))],
        )


def _facts(authority: Authority) -> Iterator[Row]:
    heading = authority.heading(language(), on=clock.today())
    yield Row(_("Side"), authority.side)
    for code, name in authority.names:
        yield Row(f"{_('Name')} ({code})", name)
    yield Row(_("Under"), heading.superior)
    yield Row(_("Seat"), heading.place)
    yield Row(_("Signs as"), heading.signer)
    yield Row(_("Symbol on papers"), heading.symbol)
    yield Row(_("In force from"), authority.valid_from)
    yield Row(_("In force until"), authority.valid_until)
    for former in authority.former_names.all():
        yield Row(_("Former name"), [former.names, former.until])


def _relatives(authority: Authority) -> Iterator[Link]:
    """Who answered before, and who answers now."""
    for one in authority.inheritances.select_related("predecessor"):
        yield _link(one.predecessor)
    for one in authority.successions.select_related("successor"):
        yield _link(one.successor)


def _link(authority: Authority) -> Link:
    address = reverse("accounts:authority", args=[authority.code])
    return Link(authority.names.in_(language()), address)
