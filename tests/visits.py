"""People at work in a test's browser, without typing a password."""

from __future__ import annotations

import itertools
from datetime import date

from django.test import Client

from saphan.accounts.choices import Role
from saphan.accounts.middleware import HAS_FACTOR
from saphan.accounts.models import Authority, Membership, User
from saphan.accounts.services import load_authorities

_numbers = itertools.count()
SINCE = date(2024, 7, 1)


def person(*roles: Role, login: str = "", authority: str = "vn-son-la") -> User:
    """Somebody with these roles; the authorities are loaded when they are missing."""
    if not Authority.objects.exists():
        load_authorities()
    login = login or f"officer.{next(_numbers)}"
    found = User.objects.create(login=login, display_name=login.title(), since=SINCE)
    of = Authority.objects.get(code=authority)
    for role in roles:
        Membership.objects.create(
            user=found, authority=of, role=role, since=SINCE, given_by="an.admin"
        )
    return found


def at_work(
    *roles: Role, login: str = "", authority: str = "vn-son-la", checks_csrf: bool = False
) -> Client:
    """A browser in which such a person has logged in with a second factor."""
    client = Client(enforce_csrf_checks=checks_csrf)
    user = person(*roles, login=login, authority=authority)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session[HAS_FACTOR] = True
    session.save()
    return client
