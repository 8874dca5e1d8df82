"""Drafts: what waits, one draft and what is done with it, the end and the proof of a record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from saphan.exchange import proof
from saphan.intake import kinds, services, showing
from saphan.intake.choices import DraftState
from saphan.intake.filters import DraftFilter
from saphan.intake.kinds import Kind
from saphan.intake.models import Draft
from saphan.intake.pages import WritingPage, current, draft_of, kind_of, lock_of
from saphan.intake.services.drafts import entry_of, is_end, mark_of
from saphan.intake.tables import STATE_OF_DRAFT, DraftTable
from saphan.kernel import clock
from saphan.ledger.evidence import Receiver
from saphan.ledger.lists import RecordList
from saphan.web.components import Action, Empty, Record, Row, Weight
from saphan.web.editing import Answers
from saphan.web.forms import Form
from saphan.web.pages import Page, note_read
from saphan.web.records import RecordPage


class DraftList(RecordList):
    title = _("Drafts")
    table_class = DraftTable
    filter_class = DraftFilter
    export_name = "drafts"
    empty = Empty(_("Drafts stand here until a second officer has cleared them."))
    presets = ((_("waiting"), "state=drafted"), (_("returned"), "state=returned"))

    def rows(self) -> QuerySet[Any]:
        return Draft.objects.visible_to(self.actor).order_by("-drafted_at")


class DraftPage(RecordPage):
    personal = True

    @cached_property
    def held(self) -> Draft:
        draft = draft_of(self.kwargs["pk"], authority=self.actor.authority)
        self.actor.require(f"{kinds.kind(draft.kind).register}.read")
        return draft

    def record(self) -> Record:
        kind = kinds.kind(self.held.kind)
        return Record(
            title=self.held.title,
            sub=kind.names.in_(get_language() or "en"),
            state=STATE_OF_DRAFT[DraftState(self.held.state)],
            facts=[*self.standing(), *self.values(kind)],
            history=showing.history(self.held.uid, kind, side=self.actor.side),
            actions=self.verbs(kind),
            uids=[str(self.held.uid)],
        )

    def standing(self) -> list[Row]:
        held = self.held
        return [
            Row(_("Drafted by"), held.drafted_name),
            Row(_("Drafted at"), held.drafted_at),
            *([Row(_("Checked by"), held.checked_name)] if held.checked_by else []),
            *([Row(_("Given back because"), held.note)] if held.note else []),
        ]

    def values(self, kind: Kind) -> list[Row]:
        if is_end(self.held):
            return [Row(_("Ends the record because"), self.held.payload["void"], differs=True)]
        entry = entry_of(self.held)
        before = current(entry.uid, kind, authority=self.actor.authority) if entry.prev else None
        then = (
            {row.label: row.value for row in showing.rows_of(before.core, kind)} if before else {}
        )
        return [
            Row(row.label, row.value, differs=bool(before) and then.get(row.label) != row.value)
            for row in showing.rows_of(entry.core, kind)
        ] + showing.persons_of(entry, visible=self.actor.can(f"{kind.register}.read-personal"))

    def verbs(self, kind: Kind) -> list[Action]:
        held, register = self.held, kind.register
        mine = held.drafted_by == self.actor.login
        actions = []
        if held.state in (DraftState.DRAFTED, DraftState.CHECKED) and not mine:
            actions += [
                Action(
                    _("Clear and seal"), _verb(held, "clear"), Weight.FIRST, f"{register}.clear"
                ),
                Action(_("Give back"), _verb(held, "give-back"), ability=f"{register}.check"),
            ]
        if held.state == DraftState.DRAFTED and not mine:
            check = Action(
                _("Checked and right"), _verb(held, "check"), ability=f"{register}.check", post=True
            )
            actions.insert(1, check)
        if mine and held.state in (DraftState.DRAFTED, DraftState.RETURNED):
            if kind.route and not is_end(held):
                href = reverse(f"{kind.route}-draft", args=[held.pk])
                actions.append(Action(_("Change"), href, Weight.FIRST, f"{register}.draft"))
            actions.append(Action(_("Withdraw"), _verb(held, "withdraw"), Weight.DANGER, post=True))
        return actions


def _verb(held: Draft, verb: str) -> str:
    """The address says which writing of the draft stood on the page."""
    return f"{reverse('intake:draft-verb', args=[held.pk, verb])}?seen={mark_of(held)}"


class ReasonForm(Form):
    note = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}))


class VerbForm(ReasonForm):
    """`asks` for the reason, or for nothing."""

    def __init__(self, *args: Any, asks: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks:
            del self.fields["note"]


class DraftVerb(WritingPage):
    """Clearing asks once more; giving back asks for the reason; the rest is one press."""

    form_class = VerbForm
    check: ClassVar[bool] = False

    @cached_property
    def held(self) -> Draft:
        return draft_of(self.kwargs["pk"], authority=self.actor.authority)

    def version(self) -> str:
        return self.request.GET.get("seen") or mark_of(self.held)

    def form_arguments(self) -> Mapping[str, Any]:
        return {"asks": self.kwargs["verb"] == "give-back"}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        verb = kwargs["verb"]
        if verb not in {"check", "clear", "give-back", "withdraw"}:
            raise Http404
        self.title = {
            "clear": _("Clear and seal"),
            "give-back": _("Give back"),
            "check": _("Checked and right"),
            "withdraw": _("Withdraw"),
        }[verb]
        self.submit = self.title
        self.statement = (
            _("The record is sealed and counts from now on. It can be corrected, never deleted.")
            if verb == "clear"
            else ""
        )
        return super().dispatch(request, *args, **kwargs)

    def act(self, answers: Answers) -> str:
        verb, held, by = self.kwargs["verb"], self.held, self.actor
        seen = answers.version or self.version()
        if verb == "clear":
            services.clear(held, by=by, on=clock.today(), seen=seen)
            messages.success(self.request, _("Cleared and sealed: %s") % held.title)
        elif verb == "check":
            services.check(held, by=by, seen=seen)
        elif verb == "withdraw":
            services.withdraw(held, by=by)
        else:
            services.give_back(held, note=answers.values["note"], by=by)
        return reverse("intake:draft", args=[held.pk])


class EndRecord(WritingPage):
    form_class = ReasonForm
    title = _("End this record")
    submit = _("Hand in for clearance")
    danger = True
    statement = _("An ended record counts nowhere; its versions stay in the history.")

    @cached_property
    def kind(self) -> Kind:
        kind = kind_of(self.kwargs["kind"])
        self.actor.require(f"{kind.register}.draft")
        return kind

    def version(self) -> str:
        found = current(self.kwargs["uid"], self.kind, authority=self.actor.authority)
        if found is None:
            raise Http404(str(_("There is no such record.")))
        return found.prev[0].hex()

    def act(self, answers: Answers) -> str:
        (prev,) = lock_of(answers.version) or (b"",)
        draft = services.draft_end(
            self.kind,
            uid=self.kwargs["uid"],
            prev=prev,
            reason=answers.values["note"],
            by=self.actor,
        )
        return reverse("intake:draft", args=[draft.pk])


class Evidence(Page):
    """The record's proof as a file; personal parts only for those who may read them."""

    def get(self, request: HttpRequest, kind: str, uid: UUID) -> HttpResponse:
        known = kind_of(kind)
        self.actor.require(f"{known.register}.read")
        found = current(uid, known, authority=self.actor.authority)
        if found is None:
            raise Http404(str(_("There is no such record.")))
        personal = self.actor.can(f"{known.register}.read-personal")
        if personal:
            note_read(request, [uid], purpose="export")
        receiver = Receiver(on=clock.today(), personal=personal)
        data = proof.file_of(uid, words=showing.words, receiver=receiver)
        answer = HttpResponse(data, content_type="application/json")
        answer["Content-Disposition"] = f'attachment; filename="evidence-{uid}.json"'
        return answer
