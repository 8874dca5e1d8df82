"""What the authority decided about clearing: for each kind of record, its rule and who set it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from saphan.accounts.roles import SET_CLEARANCE
from saphan.intake import kinds
from saphan.intake.forms import RuleForm
from saphan.intake.kinds import Kind
from saphan.intake.pages import WritingPage, kind_of
from saphan.intake.tables import Ruled, RuleTable
from saphan.ledger import policies
from saphan.ledger.clearance import Rule
from saphan.ledger.policies import Decision
from saphan.web.components import Link, Record, Section
from saphan.web.display import language
from saphan.web.editing import Answers
from saphan.web.records import RecordPage


class RulesPage(RecordPage):
    """Every kind of record that is drafted here, with the rule that counts now."""

    ability = SET_CLEARANCE

    def record(self) -> Record:
        stated = policies.stated_by(self.actor.authority)
        rows = [Ruled(kind, stated.get(kind.name)) for kind in kinds.kinds()]
        return Record(
            title=_("Clearance"),
            sub=_("Who may check and clear each kind of record, and whether a check comes first."),
            sections=[Section(_("Kinds of record"), RuleTable(rows))],
        )


class SetRule(WritingPage):
    """The authority's decision about one kind; it counts from the next clearing on."""

    ability = SET_CLEARANCE
    form_class = RuleForm
    statement = _("The rule counts from the next clearing on, also for drafts that wait now.")

    @cached_property
    def kind(self) -> Kind:
        return kind_of(self.kwargs["kind"])

    def answer(self, **about: Any) -> HttpResponse:
        return super().answer(**{"title": self.kind.names.in_(language()), **about})

    def trail(self) -> Sequence[Link]:
        return [Link(_("Clearance"), reverse("intake:rules"))]

    def form_arguments(self) -> Mapping[str, Any]:
        return {"always": self.kind.checked}

    def initial(self) -> Mapping[str, Any]:
        rule = policies.rule_of(self.actor.authority, self.kind.name, always=self.kind.checked)
        return {
            "needs_check": "yes" if rule.needs_check else "no",
            "checkers": sorted(rule.checkers),
            "clearers": sorted(rule.clearers),
        }

    def act(self, answers: Answers) -> str:
        said = answers.values
        rule = Rule(
            said.get("needs_check") != "no",
            frozenset(said["checkers"]),
            frozenset(said["clearers"]),
        )
        decision = Decision(said["decision"], said["decided_on"])
        policies.set_policy(self.kind.name, rule, decision=decision, by=self.actor)
        return reverse("intake:rules")
