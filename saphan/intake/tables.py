"""The columns of the lists of what waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from saphan.accounts.choices import ROLE_NAMES
from saphan.accounts.roles import CHECK, CLEAR, roles_with
from saphan.intake import kinds
from saphan.intake.choices import DraftState, UploadState
from saphan.intake.kinds import Kind
from saphan.intake.models import Draft, Upload
from saphan.kernel.languages import T
from saphan.ledger import policies
from saphan.ledger.clearance import Rule
from saphan.ledger.models import ClearancePolicy
from saphan.web.display import language, shown
from saphan.web.states import chip
from saphan.web.tables import Column, StateColumn, Table

STATE_OF_DRAFT = {
    DraftState.DRAFTED: "draft",
    DraftState.CHECKED: "checked",
    DraftState.CLEARED: "sealed",
    DraftState.RETURNED: "returned",
    DraftState.WITHDRAWN: "withdrawn",
}
STATE_OF_UPLOAD = {
    UploadState.REFUSED: "refused",
    UploadState.DOUBTFUL: "doubtful",
    UploadState.READY: "ready",
    UploadState.SEALED: "sealed",
    UploadState.WITHDRAWN: "withdrawn",
}


class KindColumn(Column):
    """A kind of record by its name in the page's language."""

    def render(self, value: Any) -> SafeString:
        return super().render(kinds.kind(value).names.in_(get_language() or "en"))


class RegisterColumn(Column):
    """A register by its name in the page's language."""

    def render(self, value: Any) -> SafeString:
        known = kinds.tables(value)
        return super().render(known.title if known else value)


class DraftStateColumn(StateColumn):
    def render(self, value: Any) -> SafeString:
        return chip(STATE_OF_DRAFT[DraftState(value)])


class UploadStateColumn(StateColumn):
    def render(self, value: Any) -> SafeString:
        return chip(STATE_OF_UPLOAD[UploadState(value)])


class DraftTable(Table):
    """Drafts of the authority, newest first."""

    route = "intake:draft"
    key = "pk"

    title = Column(verbose_name=_("Record"))
    kind = KindColumn(verbose_name=_("Kind"))
    state = DraftStateColumn(verbose_name=_("State"))
    drafted_name = Column(verbose_name=_("Drafted by"))
    drafted_at = Column(verbose_name=_("When"))
    note = Column(verbose_name=_("Note"))

    class Meta:
        model = Draft
        fields = ("title", "kind", "state", "drafted_name", "drafted_at", "note")
        order_by = "-drafted_at"


class UploadTable(Table):
    """Files of the authority, newest first."""

    route = "intake:file"
    key = "pk"

    filename = Column(verbose_name=_("File"))
    register = RegisterColumn(verbose_name=_("Register"))
    state = UploadStateColumn(verbose_name=_("State"))
    uploaded_name = Column(verbose_name=_("Sent by"))
    uploaded_at = Column(verbose_name=_("When"))

    class Meta:
        model = Upload
        fields = ("filename", "register", "state", "uploaded_name", "uploaded_at")
        order_by = "-uploaded_at"


@dataclass(frozen=True, slots=True)
class Ruled:
    """A kind of record and what the authority decided about it, if it did."""

    kind: Kind
    policy: ClearancePolicy | None

    @property
    def name(self) -> str:
        return self.kind.name

    @property
    def rule(self) -> Rule:
        return policies.as_rule(self.policy, always=self.kind.checked)


class RuleTable(Table):
    """Kinds of record with the rule that counts now; a row opens the form that changes it."""

    route = "intake:set-rule"
    key = "name"

    kind = Column(verbose_name=_("Kind"), accessor="kind__names")
    others = Column(verbose_name=_("In the other languages"), accessor="kind__names")
    check = Column(verbose_name=_("Check before clearing"), accessor="rule__needs_check")
    checkers = Column(verbose_name=_("Who may check"), accessor="rule__checkers", empty_values=())
    clearers = Column(verbose_name=_("Who may clear"), accessor="rule__clearers", empty_values=())
    since = Column(verbose_name=_("Since"), accessor="policy__stated_at", empty_values=())
    decision = Column(verbose_name=_("Decision"), accessor="policy", empty_values=())

    def render_others(self, value: T) -> SafeString:
        return shown([name for code, name in value if code != language()])

    def render_checkers(self, value: frozenset[str]) -> SafeString:
        return _roles(value, CHECK)

    def render_clearers(self, value: frozenset[str]) -> SafeString:
        return _roles(value, CLEAR)

    def render_since(self, value: datetime | None) -> SafeString:
        return shown(_("from the start") if value is None else value)

    def render_decision(self, value: ClearancePolicy | None) -> SafeString:
        if value is None:
            return shown(_("nothing decided"))
        return shown([value.decision, value.decided_on, value.stated_by])


def _roles(named: frozenset[str], verb: str) -> SafeString:
    """The roles named, or all that can do it."""
    return shown([ROLE_NAMES[role] for role in roles_with(verb) if not named or role in named])
