"""Roles and mandates: who gives them, from when, until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from saphan.accounts import roles, rules
from saphan.accounts.choices import Role
from saphan.accounts.models import ActingMandate, Authority, Membership, Office, User
from saphan.accounts.services.refusing import refusal, refuse_if
from saphan.kernel.actors import Actor
from saphan.kernel.periods import Period


@dataclass(frozen=True, slots=True)
class Post:
    """A role in an authority, perhaps in one of its offices; both by code."""

    authority: str
    role: Role
    office: str = ""


@transaction.atomic
def give_role(
    user: User, post: Post, *, since: date, until: date | None = None, by: Actor
) -> Membership:
    """Refused when the person holds this role there on any of these days already."""
    by.require(roles.ADMINISTER)
    locked = User.objects.select_for_update().get(pk=user.pk)
    authority, office = _places_of(post, login=user.login, since=since, until=until, by=by)
    held = locked.memberships.filter(authority=authority, office=office, role=post.role)
    for other in held:
        starts_before = until is None or other.since <= until
        if starts_before and (other.until is None or since <= other.until):
            raise refusal("already-held")
    return Membership.objects.create(
        user=locked,
        authority=authority,
        office=office,
        role=post.role,
        since=since,
        until=until,
        given_by=by.login,
    )


@transaction.atomic
def give_mandate(
    user: User, post: Post, *, decision: str, period: Period, by: Actor
) -> ActingMandate:
    """Let a person act in a role for a period, by a numbered decision."""
    by.require(roles.ADMINISTER)
    if not decision.strip():
        raise refusal("no-decision")
    authority, office = _places_of(
        post, login=user.login, since=period.since, until=period.until, by=by
    )
    return ActingMandate.objects.create(
        user=user,
        authority=authority,
        office=office,
        role=post.role,
        decision=decision.strip(),
        since=period.since,
        until=period.until,
        given_by=by.login,
    )


@transaction.atomic
def end_membership(membership: Membership, *, by: Actor, on: date) -> Membership:
    """`on` is the last day of the role; one that ends before it began never counted."""
    by.require(roles.ADMINISTER)
    locked = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    _end(locked, by=by, on=on)
    return locked


@transaction.atomic
def end_mandate(mandate: ActingMandate, *, by: Actor, on: date) -> ActingMandate:
    """`on` is the last day; the decision stays on record."""
    by.require(roles.ADMINISTER)
    locked = ActingMandate.objects.select_for_update(of=("self",)).get(pk=mandate.pk)
    _end(locked, by=by, on=on)
    return locked


def _end(holding: Membership | ActingMandate, *, by: Actor, on: date) -> None:
    codes = {holding.authority.code}
    refuse_if(rules.why_not_administer(by=by, login=holding.user.login, authorities=codes))
    refuse_if(rules.why_not_end(holding, on=on))
    holding.until = max(on, holding.since - timedelta(days=1))
    holding.ended_by = by.login
    holding.save(update_fields=["until", "ended_by"])


def _places_of(
    post: Post, *, login: str, since: date, until: date | None, by: Actor
) -> tuple[Authority, Office | None]:
    objection = rules.why_not_appoint(
        by=by, login=login, authority=post.authority, since=since, until=until
    )
    refuse_if(objection)
    authority = Authority.objects.filter(code=post.authority).first()
    if authority is None:
        raise refusal("unknown-authority")
    if not post.office:
        return authority, None
    office = authority.offices.filter(code=post.office).first()
    if office is None:
        raise refusal("other-office")
    return authority, office
