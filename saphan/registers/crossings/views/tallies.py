"""Daily tallies: the list, and one tally with the movements that it counts."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from saphan.intake.pages import SealedPage
from saphan.ledger.lists import RecordList
from saphan.registers.crossings import documents, kinds, permissions
from saphan.registers.crossings.filters import AtGate
from saphan.registers.crossings.models import Movement, Tally
from saphan.registers.crossings.queries import gate_names
from saphan.registers.crossings.tables import MovementTable, TallyTable
from saphan.web.components import Action, Empty, Link, Linked, Record, Row, Section
from saphan.web.display import language, plain

SHOWN = 100
"""Movements on a tally's own page; the list has the rest."""


class TallyList(RecordList):
    ability = permissions.READ
    title = _("Daily tallies")
    table_class = TallyTable
    filter_class = AtGate
    export_name = "tallies"
    empty = Empty(
        _("One tally for each gate, day, direction and class of traveller."),
        _("A tally is counted and sealed whenever movements are: nobody writes it."),
    )

    def rows(self) -> QuerySet[Any]:
        return Tally.objects.all().visible_to(self.actor).order_by("-on", "gate")

    def trail(self) -> list[Link]:
        return [Link(_("Movements through the gates"), reverse("crossings:movements"))]


class TallyPage(SealedPage):
    """A tally follows its movements, so nobody corrects or ends it here."""

    ability = permissions.READ
    kind_name = "crossings.tally"
    model = Tally

    def trail(self) -> list[Link]:
        return [Link(TallyList.title, reverse("crossings:tallies"))]

    def usual_actions(self) -> list[Action]:
        return []

    def record(self) -> Record:
        tally: Tally = self.row
        movements = Movement.objects.of(tally.authority).visible_to(self.actor)
        counted = movements.filter(side=tally.side).of_bin(tally.bin).order_by("at", "uid")
        hashes = [bytes(one) for one in counted.values_list("version_hash", flat=True)]
        gate = gate_names(language()).get(tally.gate, tally.gate)
        return self.sealed(
            title=f"{gate}, {plain(tally.on)}",
            sub=f"{kinds.DIRECTIONS[tally.direction]}, {kinds.RESIDENTS[tally.resident]}",
            facts=[
                Row(_("Movements"), tally.count),
                Row(_("By travel document"), _by(kinds.TRAVEL_DOCUMENTS, tally.travel_documents)),
                Row(_("Vehicles"), _by(kinds.VEHICLES, tally.vehicles)),
                Row(_("Companions"), tally.companions),
                Row(_("Under age"), tally.minors),
                Row(_("Gate"), Link(gate, reverse("crossings:gate", args=[tally.gate]))),
                Row(_("Root over the movements"), tally.root),
                Row(
                    _("The movements held now give this root"),
                    documents.root_of(hashes) == tally.root,
                ),
            ],
            sections=[Section(_("Movements"), MovementTable(counted[:SHOWN]))] if hashes else [],
            linked=[*self.waiting(), _listed(tally)],
        )


def _by(words: kinds.Words, counts: dict[str, int]) -> list[str]:
    return [f"{words.get(code, code)}: {count}" for code, count in sorted(counts.items())]


def _listed(tally: Tally) -> Linked:
    day = f"{tally.on:%d/%m/%Y}"
    query = urlencode(
        {
            "gate": tally.gate,
            "since": day,
            "until": day,
            "direction": tally.direction,
            "resident": tally.resident,
        }
    )
    label = _("The %(count)s movements as a list") % {"count": tally.count}
    return Linked(_("Counts"), [Link(label, f"{reverse('crossings:movements')}?{query}")])
