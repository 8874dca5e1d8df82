"""Sharing policies: one policy, and the form that drafts one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec
from django import forms
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from saphan.accounts.roles import DRAFT, READ
from saphan.bilateral import showing as bilateral
from saphan.exchange.documents import ArticleText, PolicyText
from saphan.exchange.words import PARTS_OF_POLICY
from saphan.intake import kinds, showing
from saphan.intake.pages import DraftPage, current
from saphan.intake.policies import POLICY
from saphan.ledger.levels import NAMES, SHARED, up_to
from saphan.ledger.records import Entry
from saphan.web.components import Action, Link, Record, Weight
from saphan.web.display import language
from saphan.web.editing import Answers
from saphan.web.fields import NumberField
from saphan.web.forms import Children, Form
from saphan.web.records import RecordPage


def _kinds() -> list[tuple[str, str]]:
    named = ((kind.name, kind.names.in_(language())) for kind in kinds.kinds())
    return sorted((name, words) for name, words in named if name != POLICY.name)


def _levels() -> list[tuple[str, str]]:
    return [(code, NAMES[code].in_(language())) for code in up_to(SHARED)]


class ArticleForm(Form):
    article = forms.CharField(
        label=_("Article"), help_text=_("Which article of which instrument both sides signed")
    )
    schema = forms.ChoiceField(label=_("Kind of record"), choices=_kinds)
    parts = forms.MultipleChoiceField(
        label=_("What is shared"),
        choices=list(PARTS_OF_POLICY.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    levels = forms.MultipleChoiceField(
        label=_("At which levels"), choices=_levels, widget=forms.CheckboxSelectMultiple
    )
    purpose = forms.CharField(label=_("Purpose"))
    retention_days = NumberField(label=_("Days that the other side keeps it"), least=1)


class PolicyDraft(DraftPage):
    ability = f"exchange.{DRAFT}"
    kind_name = POLICY.name
    children = (Children("articles", _("Articles"), ArticleForm, _("Add an article"), 0, 1),)
    statement = _(
        "A policy allows nothing until the other side agrees, and nothing once either objects."
    )

    def entry(self, answers: Answers, *, uid: UUID, prev: tuple[bytes, ...]) -> Entry:
        rows = answers.children["articles"]
        return Entry(uid, PolicyText(articles=[ArticleText(**row) for row in rows]), prev=prev)

    def filled(self, _entry: Entry) -> Mapping[str, Any]:
        return {}

    def children_filled(self, entry: Entry) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        core: Any = entry.core
        return {"articles": [msgspec.structs.asdict(each) for each in core.articles]}


class PolicyPage(RecordPage):
    ability = f"exchange.{READ}"

    def trail(self) -> Sequence[Link]:
        return (Link(_("Exchange"), reverse("exchange:status")),)

    def record(self) -> Record:
        uid: UUID = self.kwargs["uid"]
        found = current(uid, POLICY, authority=self.actor.authority)
        if found is None:
            raise Http404(str(_("There is no such record.")))
        core: Any = found.core
        matters = bilateral.of_record(uid, by=self.actor)
        return Record(
            title=POLICY.title(core),
            sub=POLICY.names.in_(language()),
            state="sealed",
            banks=bilateral.banks(matters[0]) if matters else None,
            facts=showing.rows_of(core, POLICY),
            history=showing.history(uid, POLICY, side=self.actor.side),
            evidence=reverse("intake:evidence", args=[POLICY.name, uid]),
            sealed=found.prev[0].hex(),
            actions=self.verbs(uid),
        )

    def verbs(self, uid: UUID) -> list[Action]:
        draft, end = reverse("intake:policy-edit", args=[uid]), [POLICY.name, uid]
        return [
            Action(_("Correct"), draft, Weight.FIRST, PolicyDraft.ability),
            Action(
                _("End this record"),
                reverse("intake:end", args=end),
                Weight.DANGER,
                PolicyDraft.ability,
            ),
        ]
