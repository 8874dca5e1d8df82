"""People who log in: adding them, the printed code with which they begin, closing an account."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q

from saphan.accounts import roles, rules
from saphan.accounts.choices import Role
from saphan.accounts.models import LOGIN, Authority, Membership, SetupCode, User
from saphan.accounts.services.refusing import refusal, refuse_if
from saphan.kernel.actors import Actor
from saphan.kernel.languages import Language
from saphan.kernel.refusals import Refused

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without 0 O 1 I L U: a code is read from paper and typed."""
CODE_LETTERS = 12


@dataclass(frozen=True, slots=True)
class Person:
    """Who is to log in: a login name in small Latin letters, the name in its own script."""

    login: str
    name: str
    language: Language = Language.EN
    email: str = ""


@transaction.atomic
def add_person(person: Person, *, by: Actor, on: date) -> User:
    """The person can do nothing until a role is given and a set-up code is used."""
    by.require(roles.ADMINISTER)
    return _add(person, on=on)


@transaction.atomic
def first_administrator(person: Person, *, authority: str, on: date) -> User:
    """Begin an authority on a node: the one appointment that nobody makes.

    Refused with `has-administrator` when somebody ever administered it.
    """
    found = Authority.objects.select_for_update().filter(code=authority).first()
    if found is None:
        raise refusal("unknown-authority")
    if found.memberships.filter(role=Role.ADMINISTRATOR).exists():
        raise refusal("has-administrator")
    user = User.objects.filter(login=person.login).first() or _add(person, on=on)
    Membership.objects.create(
        user=user, authority=found, role=Role.ADMINISTRATOR, since=on, given_by=user.login
    )
    return user


@transaction.atomic
def issue_setup_code(user: User, *, by: Actor, at: datetime) -> str:
    """Return a new one-time code to print; password and second factors end at once.

    For a newcomer and for someone who lost the way in. The code is good for
    `SAPHAN_SETUP_CODE_DAYS` and is kept as a hash. It opens all that the person may do: whoever
    still holds a post in another authority is refused, until that authority has ended it.
    """
    by.require(roles.ADMINISTER)
    locked = _administered(user, by=by)
    if _authorities(locked, on=at.date()) - {by.authority}:
        raise refusal("other-authority")
    locked.set_unusable_password()
    locked.save(update_fields=["password"])
    Authenticator.objects.filter(user=locked).delete()
    return _write_code(locked, issued_by=by.login, at=at)


def _write_code(user: User, *, issued_by: str, at: datetime) -> str:
    code = "".join(secrets.choice(LETTERS) for _ in range(CODE_LETTERS))
    SetupCode.objects.update_or_create(
        user=user,
        defaults={
            "secret": make_password(code),
            "issued_by": issued_by,
            "expires_at": at + timedelta(days=settings.SAPHAN_SETUP_CODE_DAYS),
        },
    )
    return "-".join(code[start : start + 4] for start in range(0, CODE_LETTERS, 4))


@transaction.atomic
def use_setup_code(login: str, *, code: str, password: str, at: datetime) -> User:
    """Set the first password. An unknown login and a wrong code answer alike and as slowly."""
    rows = SetupCode.objects.select_for_update(of=("self",)).select_related("user")
    found = rows.filter(user__login=login.strip().lower(), user__is_active=True).first()
    typed = "".join(code.upper().split()).replace("-", "")
    matches = check_password(typed, found.secret if found else make_password(None))
    if found is None or not matches or not rules.is_usable(found.expires_at, at=at):
        raise refusal("code-not-good")
    user = found.user
    _set_password(user, password)
    found.delete()
    return user


@transaction.atomic
def close_account(user: User, *, by: Actor) -> None:
    """The person can no longer log in; what they did and read stays on record."""
    by.require(roles.ADMINISTER)
    locked = _administered(user, by=by)
    locked.is_active = False
    locked.save(update_fields=["is_active"])
    SetupCode.objects.filter(user=locked).delete()


@transaction.atomic
def reopen_account(user: User, *, by: Actor) -> None:
    by.require(roles.ADMINISTER)
    locked = _administered(user, by=by)
    locked.is_active = True
    locked.save(update_fields=["is_active"])


def _administered(user: User, *, by: Actor) -> User:
    """Lock the person's row and check that `by` may change it."""
    locked = User.objects.select_for_update().get(pk=user.pk)
    codes = _authorities(locked)
    refuse_if(rules.why_not_administer(by=by, login=locked.login, authorities=codes))
    return locked


def _authorities(user: User, *, on: date | None = None) -> set[str]:
    """Where the person holds a post, by role or by mandate: ever, or on a day and later."""
    lasting = Q() if on is None else Q(until__isnull=True) | Q(until__gte=on)
    own = user.memberships.filter(lasting).values_list("authority__code", flat=True)
    acting = user.mandates.filter(lasting).values_list("authority__code", flat=True)
    return {*own, *acting}


def _add(person: Person, *, on: date) -> User:
    refuse_if(_why_not_add(person))
    user = User(
        login=person.login,
        display_name=person.name.strip(),
        language=person.language,
        email=person.email.lower(),
        since=on,
    )
    user.set_unusable_password()
    user.save()
    return user


def _why_not_add(person: Person) -> str | None:
    try:
        LOGIN(person.login)
        if person.email:
            validate_email(person.email)
    except ValidationError:
        return "login-form"
    if User.objects.filter(login=person.login).exists():
        return "login-taken"
    if person.email and User.objects.filter(email__iexact=person.email).exists():
        return "email-taken"
    return None


def _set_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as weak:
        raise Refused("weak-password", " ".join(weak.messages)) from weak
    user.set_password(password)
    user.save(update_fields=["password"])
