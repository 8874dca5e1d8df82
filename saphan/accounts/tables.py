"""Lists of people, posts, authorities, offices and reads."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from saphan.accounts.choices import KIND_NAMES, ROLE_NAMES, OfficeKind, Role
from saphan.accounts.models import ActingMandate, Authority, Membership, Office, User
from saphan.kernel import clock
from saphan.web.components import Link
from saphan.web.display import shown
from saphan.web.tables import Column, NumberColumn, StateColumn, Table


class PeopleTable(Table):
    route = "accounts:person"
    key = "login"

    login = Column(verbose_name=_("Login name"))
    display_name = Column(verbose_name=_("Name"))
    posts = Column(verbose_name=_("Roles today"), empty_values=(), orderable=False)
    last_login = Column(verbose_name=_("Last sign-in"))
    state = StateColumn(verbose_name=_("State"), empty_values=(), orderable=False)

    def value_posts(self, record: User) -> str:
        today = clock.today()
        held = [*record.memberships.all(), *record.mandates.all()]
        return ", ".join(
            f"{ROLE_NAMES[Role(one.role)]} ({one.authority.code})"
            for one in held
            if one.since <= today <= (one.until or today)
        )

    def render_posts(self, record: User) -> SafeString:
        return shown(self.value_posts(record))

    def value_state(self, record: User) -> str:
        return "open" if record.is_active else "closed"

    def render_state(self, record: User) -> SafeString:
        return shown(_("active") if record.is_active else _("closed"))


class _PostTable(Table):
    """What a person holds or held; the last column ends it."""

    end_route = ""

    role = Column(verbose_name=_("Role"))
    authority = Column(verbose_name=_("Authority"), accessor="authority__short")
    office = Column(verbose_name=_("Office"), accessor="office__names")
    since = Column(verbose_name=_("First day"))
    until = Column(verbose_name=_("Last day"))
    given_by = Column(verbose_name=_("Given by"))
    end = Column(verbose_name=_("End"), empty_values=(), orderable=False)

    def render_role(self, value: str) -> SafeString:
        return shown(ROLE_NAMES[Role(value)])

    def render_end(self, record: Membership | ActingMandate) -> SafeString:
        if record.until is not None and record.until < clock.today():
            return shown(_("ended"))
        return shown(Link(_("End"), reverse(self.end_route, args=[record.pk])))


class MembershipTable(_PostTable):
    end_route = "accounts:end-membership"


class MandateTable(_PostTable):
    end_route = "accounts:end-mandate"

    decision = Column(verbose_name=_("Decision"))

    class Meta:
        sequence = ("role", "decision", "...")


class AuthorityTable(Table):
    route = "accounts:authority"
    key = "code"

    code = Column(verbose_name=_("Code"))
    side = Column(verbose_name=_("Side"))
    names = Column(verbose_name=_("Name"), order_by=("name_en",))
    place = Column(verbose_name=_("Place"))
    valid_from = Column(verbose_name=_("From"))
    valid_until = Column(verbose_name=_("Until"))

    def value_names(self, record: Authority) -> str:
        return record.names.en


class OfficeTable(Table):
    code = Column(verbose_name=_("Code"))
    names = Column(verbose_name=_("Name"), order_by=("name_en",))
    kind = Column(verbose_name=_("Kind"))
    authority = Column(verbose_name=_("Authority"), accessor="authority__code")
    valid_from = Column(verbose_name=_("From"))
    valid_until = Column(verbose_name=_("Until"))

    def value_names(self, record: Office) -> str:
        return record.names.en

    def render_kind(self, value: str) -> SafeString:
        return shown(KIND_NAMES[OfficeKind(value)])


PURPOSES = {
    "show": _("shown on a page"),
    "list": _("shown in a list"),
    "edit": _("opened in a form"),
    "preview": _("shown while a file was read"),
    "export": _("saved as a file"),
}
"""Why personal data was read, as the pages hand it to the log."""


class ReadTable(Table):
    at = Column(verbose_name=_("When"))
    login = Column(verbose_name=_("Who"))
    purpose = Column(verbose_name=_("Why"))
    path = Column(verbose_name=_("Page"))
    number = NumberColumn(
        verbose_name=_("Records"), accessor="uids", orderable=False, empty_values=()
    )

    def render_purpose(self, value: str) -> SafeString:
        return shown(", ".join(str(PURPOSES.get(one, one)) for one in value.split(", ")))

    def render_number(self, value: list[str]) -> SafeString:
        return shown(len(value))

    def value_number(self, value: list[str]) -> Any:
        return " ".join(value)
