"""Questions about many rows: who is in force on a day, what was read of whom."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from saphan.kernel.actors import Actor
from saphan.kernel.sides import Side

if TYPE_CHECKING:
    from saphan.accounts.models import (  # noqa: F401 - named in the quoted bases below
        ActingMandate,
        Authority,
        Membership,
        Office,
        Read,
        User,
    )


def _within(since: str, until: str, on: date) -> Q:
    """Both ends count; an empty end is open."""
    started = Q(**{f"{since}__isnull": True}) | Q(**{f"{since}__lte": on})
    not_over = Q(**{f"{until}__isnull": True}) | Q(**{f"{until}__gte": on})
    return started & not_over


def _named(text: str) -> Q:
    names = ("code", "name_vi", "name_lo", "name_en")
    return Q(*(Q(**{f"{name}__icontains": text}) for name in names), _connector=Q.OR)


class AuthorityQuerySet(models.QuerySet["Authority"]):
    def of_side(self, side: Side) -> AuthorityQuerySet:
        return self.filter(side=side)

    def in_force(self, on: date) -> AuthorityQuerySet:
        return self.filter(_within("valid_from", "valid_until", on))

    def search(self, text: str) -> AuthorityQuerySet:
        return self.filter(_named(text))


class OfficeQuerySet(models.QuerySet["Office"]):
    def of(self, authority: str) -> OfficeQuerySet:
        return self.filter(authority__code=authority)

    def in_force(self, on: date) -> OfficeQuerySet:
        return self.filter(_within("valid_from", "valid_until", on))

    def search(self, text: str) -> OfficeQuerySet:
        return self.filter(_named(text))


class UserQuerySet(models.QuerySet["User"]):
    def get_by_natural_key(self, login: str | None) -> User:
        """Login names are small letters, so a capital typed at a gate finds the same person."""
        return self.get(login=(login or "").lower())

    def at_work(self, on: date) -> UserQuerySet:
        """People who may log in and hold a role or a mandate that day."""
        today = _within("memberships__since", "memberships__until", on)
        acting = _within("mandates__since", "mandates__until", on)
        role = Q(memberships__isnull=False) & today
        mandate = Q(mandates__isnull=False) & acting
        return self.filter(role | mandate, is_active=True).distinct()

    def visible_to(self, actor: Actor) -> UserQuerySet:
        """An administrator sees the people of his own authority, and newcomers without a role."""
        if not actor.can("accounts.administer"):
            return self.none()
        ours = Q(memberships__authority__code=actor.authority)
        acting = Q(mandates__authority__code=actor.authority)
        new = Q(memberships__isnull=True, mandates__isnull=True)
        return self.filter(pk__in=self.model.objects.filter(ours | acting | new).values("pk"))

    def search(self, text: str) -> UserQuerySet:
        return self.filter(Q(login__icontains=text) | Q(display_name__icontains=text))


class MembershipQuerySet(models.QuerySet["Membership"]):
    def in_force(self, on: date) -> MembershipQuerySet:
        return self.filter(_within("since", "until", on))


class MandateQuerySet(models.QuerySet["ActingMandate"]):
    def in_force(self, on: date) -> MandateQuerySet:
        return self.filter(since__lte=on, until__gte=on)


class ReadQuerySet(models.QuerySet["Read"]):
    def visible_to(self, actor: Actor) -> ReadQuerySet:
        """An auditor sees the reads made for his own authority."""
        if not actor.can("accounts.read-log"):
            return self.none()
        return self.filter(authority=actor.authority)

    def of(self, uid: str) -> ReadQuerySet:
        """Who read this record, newest first: what the person recorded is shown."""
        return self.filter(uids__contains=[uid]).order_by("-at", "-pk")

    def search(self, text: str) -> ReadQuerySet:
        """The whole number of a record, or a login name."""
        return self.filter(Q(uids__contains=[text]) | Q(login=text.lower()))

    def by(self, login: str) -> ReadQuerySet:
        return self.filter(login=login).order_by("-at", "-pk")
