"""What an auditor looks at: the journal, its signatures, and whether all of it still holds."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from saphan.accounts.roles import AUDIT_LEDGER
from saphan.kernel.refusals import Refused
from saphan.ledger import audits, journals
from saphan.ledger.filters import LineFilter
from saphan.ledger.models import Audit, Epoch, JournalLine, NodeKey, SignedHead
from saphan.ledger.tables import LineTable
from saphan.protocol import journal
from saphan.web.components import Action, Empty, Link, Record, Row, Weight
from saphan.web.filters import FilterSet
from saphan.web.lists import ListPage
from saphan.web.records import RecordPage
from saphan.web.tables import Table

MOST_WHILE_WAITING = 50_000
"""Lines that a page checks while somebody waits; more is for the command."""


class JournalPage(ListPage):
    ability = AUDIT_LEDGER
    title = _("Journal")
    table_class = LineTable
    filter_class = LineFilter
    export_name = "journal"
    empty = Empty(_("Each sealed version of a record is one line here."))

    def rows(self) -> QuerySet[Any]:
        lines = JournalLine.objects.visible_to(self.actor).filter(journal__in=_own())
        return lines.described().order_by("-pk")

    def actions(self) -> list[Action]:
        return [Action(_("Check the ledger"), reverse_lazy("ledger:check"))]

    def shows(self, table: Table, chosen: FilterSet) -> dict[str, Any]:
        return {**super().shows(table, chosen), "sub": _signature()}


def _own() -> QuerySet[Any]:
    return Epoch.objects.filter(role=journals.OWN).values("journal")


def _signature() -> str:
    """The present key as people compare it on paper."""
    head = SignedHead.objects.filter(journal__in=_own()).order_by("-pk").first()
    if head is None:
        return __("No head is signed yet.")
    return __("Signed up to line %(size)s with the key %(key)s") % {
        "size": head.size,
        "key": journal.printed(head.key),
    }


class CheckPage(RecordPage):
    """The last look at every byte; a press looks again."""

    ability = AUDIT_LEDGER

    def trail(self) -> list[Link]:
        return [Link(_("Journal"), str(reverse_lazy("ledger:journal")))]

    def record(self) -> Record:
        last = Audit.objects.last()
        return Record(
            title=_("Integrity of the ledger"),
            sub=_("Every stored byte is hashed again and every signed root is computed again."),
            state="" if last is None else "refused" if last.faults else "final",
            facts=[*(_facts(last) if last else []), *_keys()],
            actions=[
                Action(
                    _("Check now"),
                    reverse_lazy("ledger:check"),
                    Weight.FIRST,
                    AUDIT_LEDGER,
                    post=True,
                )
            ],
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        if JournalLine.objects.count() > MOST_WHILE_WAITING:
            raise Refused(
                "too-large-to-wait",
                __("The journal is too long to check while you wait: run saphan ledger check."),
            )
        audits.audit(by=self.actor)
        return redirect("ledger:check")


def _facts(last: Audit) -> list[Row]:
    return [
        Row(_("Checked at"), last.at),
        Row(_("Checked by"), last.by),
        Row(_("Documents"), last.documents),
        Row(_("Parts"), last.parts),
        Row(_("Lines"), last.lines),
        Row(_("Signed heads"), last.heads),
        Row(_("Lines not signed yet"), last.unsigned),
        Row(_("Faults"), len(last.faults), differs=bool(last.faults)),
        *(Row(f["kind"], f"{f['name']}: {f['code']}", differs=True) for f in last.faults),
    ]


def _keys() -> list[Row]:
    return [
        Row(_("Key since line %(size)s") % {"size": key.since_size}, _printed(key))
        for key in NodeKey.objects.filter(peer="").order_by("since_size")
    ]


def _printed(key: NodeKey) -> str:
    return journal.printed(key.fingerprint)
