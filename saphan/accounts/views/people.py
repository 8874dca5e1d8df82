"""People: who logs in, what they may do and until when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import translation
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from saphan.accounts import roles, services
from saphan.accounts.choices import LANGUAGE_NAMES, ROLE_NAMES, Role
from saphan.accounts.filters import PeopleFilter
from saphan.accounts.forms import EndForm, MandateForm, PersonForm, RoleForm
from saphan.accounts.models import ActingMandate, Membership, User
from saphan.accounts.tables import MandateTable, MembershipTable, PeopleTable
from saphan.kernel import clock
from saphan.kernel.languages import Language
from saphan.kernel.periods import Period
from saphan.web.components import Action, Empty, Link, Record, Row, Section, Weight
from saphan.web.editing import Answers, FormPage
from saphan.web.forms import Form
from saphan.web.lists import ListPage
from saphan.web.pages import Page
from saphan.web.records import RecordPage


def _person_address(login: str) -> str:
    return reverse("accounts:person", args=[login])


class PeopleList(ListPage):
    ability = roles.ADMINISTER
    title = _("People")
    table_class = PeopleTable
    filter_class = PeopleFilter
    export_name = "people"
    empty = Empty(_("Nobody here yet."), _("Add a person, then give a role."))

    def rows(self) -> QuerySet[Any]:
        related = ("memberships__authority", "mandates__authority")
        return User.objects.visible_to(self.actor).prefetch_related(*related)

    def actions(self) -> Sequence[Action]:
        return [Action(_("Add a person"), reverse("accounts:add-person"), Weight.FIRST)]


class AboutPerson(Page):
    """A page about one person whom this administrator may see."""

    ability = roles.ADMINISTER

    @cached_property
    def person(self) -> User:
        rows = User.objects.visible_to(self.actor)
        return get_object_or_404(rows, login=self.kwargs["login"])

    def trail(self) -> Sequence[Link]:
        return [
            Link(_("People"), reverse("accounts:people")),
            Link(self.person.display_name, _person_address(self.person.login)),
        ]


class PersonPage(AboutPerson, RecordPage):
    def trail(self) -> Sequence[Link]:
        return [Link(_("People"), reverse("accounts:people"))]

    def record(self) -> Record:
        person, related = self.person, ("authority", "office")
        memberships = person.memberships.select_related(*related)
        mandates = person.mandates.select_related(*related)
        return Record(
            title=person.display_name,
            sub=person.login,
            facts=[
                Row(_("Language"), LANGUAGE_NAMES[Language(person.language)]),
                Row(_("E-mail"), person.email),
                Row(_("Known here since"), person.since),
                Row(_("Last sign-in"), person.last_login),
                Row(_("Account"), _("active") if person.is_active else _("closed")),
            ],
            sections=[
                Section(_("Roles"), MembershipTable(memberships)),
                Section(_("Mandates to act"), MandateTable(mandates)),
            ],
            actions=self.acts(),
        )

    def acts(self) -> list[Action]:
        def to(name: str) -> str:
            return reverse(f"accounts:{name}", args=[self.person.login])

        if not self.person.is_active:
            return [Action(_("Open the account again"), to("reopen"), Weight.FIRST)]
        return [
            Action(_("Give a role"), to("give-role"), Weight.FIRST),
            Action(_("Give a mandate to act"), to("give-mandate")),
            Action(_("Print a set-up sheet"), to("setup-sheet")),
            Action(_("Close the account"), to("close"), Weight.DANGER),
        ]


class AddPerson(FormPage):
    ability = roles.ADMINISTER
    title = _("Add a person")
    form_class = PersonForm
    statement = _("The person can do nothing before a role is given.")

    def trail(self) -> Sequence[Link]:
        return [Link(_("People"), reverse("accounts:people"))]

    def act(self, answers: Answers) -> str:
        given = answers.values
        person = services.Person(
            given["login"], given["name"], Language(given["language"]), given["email"]
        )
        services.add_person(person, by=self.actor, on=clock.today())
        return _person_address(person.login)


class GivePost(AboutPerson, FormPage):
    """What a role and a mandate share: they belong to the administrator's own authority."""

    def initial(self) -> Mapping[str, Any]:
        return {"since": clock.today()}

    def form_arguments(self) -> Mapping[str, Any]:
        return {"authority": self.actor.authority}

    def post_of(self, given: Mapping[str, Any]) -> services.Post:
        return services.Post(self.actor.authority, Role(given["role"]), given["office"])


class GiveRole(GivePost):
    title = _("Give a role")
    form_class = RoleForm

    def act(self, answers: Answers) -> str:
        given = answers.values
        services.give_role(
            self.person,
            self.post_of(given),
            since=given["since"],
            until=given["until"],
            by=self.actor,
        )
        return _person_address(self.person.login)


class GiveMandate(GivePost):
    title = _("Give a mandate to act")
    form_class = MandateForm

    def act(self, answers: Answers) -> str:
        given = answers.values
        services.give_mandate(
            self.person,
            self.post_of(given),
            decision=given["decision"],
            period=Period(given["since"], given["until"]),
            by=self.actor,
        )
        return _person_address(self.person.login)


class EndPost(FormPage):
    ability = roles.ADMINISTER
    form_class = EndForm
    danger = True

    @property
    def held(self) -> Membership | ActingMandate:
        raise NotImplementedError

    def trail(self) -> Sequence[Link]:
        person, role = self.held.user, ROLE_NAMES[Role(self.held.role)]
        return [
            Link(_("People"), reverse("accounts:people")),
            Link(f"{person.display_name}: {role}", _person_address(person.login)),
        ]

    def initial(self) -> Mapping[str, Any]:
        return {"on": clock.today()}

    def ours(self) -> dict[str, Any]:
        return {"pk": self.kwargs["pk"], "authority__code": self.actor.authority}


class EndMembership(EndPost):
    title = _("End a role")

    @cached_property
    def held(self) -> Membership:
        return get_object_or_404(Membership, **self.ours())

    def act(self, answers: Answers) -> str:
        services.end_membership(self.held, by=self.actor, on=answers.values["on"])
        return _person_address(self.held.user.login)


class EndMandate(EndPost):
    title = _("End a mandate to act")

    @cached_property
    def held(self) -> ActingMandate:
        return get_object_or_404(ActingMandate, **self.ours())

    def act(self, answers: Answers) -> str:
        services.end_mandate(self.held, by=self.actor, on=answers.values["on"])
        return _person_address(self.held.user.login)


class CloseAccount(AboutPerson, FormPage):
    title = _("Close the account")
    form_class = Form
    danger = True
    check = False
    submit = _("Close the account")
    statement = _("The person can no longer sign in. What was done and read stays on record.")

    def act(self, _answers: Answers) -> str:
        services.close_account(self.person, by=self.actor)
        return _person_address(self.person.login)


class ReopenAccount(CloseAccount):
    title = submit = _("Open the account again")
    danger = False
    statement = _("The person can sign in again with the old password and second factor.")

    def act(self, _answers: Answers) -> str:
        services.reopen_account(self.person, by=self.actor)
        return _person_address(self.person.login)


@method_decorator(never_cache, name="dispatch")
class SetupSheet(AboutPerson):
    """A sheet to print and hand over; the code is shown this once."""

    title = _("Print a set-up sheet")
    width = "narrow"

    def get(self, _request: HttpRequest, **_names: str) -> HttpResponse:
        return self.answer(template="accounts/setup_sheet_ask.html", person=self.person)

    def post(self, request: HttpRequest, **_names: str) -> HttpResponse:
        now = clock.now()
        code = services.issue_setup_code(self.person, by=self.actor, at=now)
        address = request.build_absolute_uri(reverse("accounts:own-start"))
        until = now + timedelta(days=settings.SAPHAN_SETUP_CODE_DAYS)
        with translation.override(self.person.language):
            return self.answer(
                template="accounts/setup_sheet.html",
                person=self.person,
                code=code,
                address=address,
                until=until.astimezone(clock.BORDER_TIME).date(),
            )
