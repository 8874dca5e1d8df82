"""A browser without a browser: people who log in with password and telephone."""

from __future__ import annotations

import itertools

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from saphan.accounts.choices import Role
from saphan.accounts.models import User
from tests.accounts import make_accounts as make

SECRET = totp.generate_totp_secret()
_numbers = itertools.count()


def code(secret: str = SECRET, *, steps: int = 0) -> str:
    """The code a telephone shows now, or some steps of the clock from now."""
    now = list(totp.yield_hotp_counters_from_time())
    return str(totp.format_hotp_value(totp.hotp_value(secret, now[len(now) // 2] + steps)))


def forget_within_one_step(person: User, typed: str) -> None:
    """As half a minute later: allauth's own memory of a used code is over."""
    kept = Authenticator.objects.get(user=person, type=Authenticator.Type.TOTP)
    cache.delete(totp.TOTP(kept)._get_used_cache_key(typed))


def with_factor(person: User) -> User:
    totp.TOTP.activate(person, SECRET)
    RecoveryCodes.activate(person)
    return person


def password(client: Client, login: str, *, word: str = make.PASSWORD) -> HttpResponse:
    answer = client.post(reverse("account_login"), {"login": login, "password": word})
    assert isinstance(answer, HttpResponse)
    return answer


def telephone(client: Client, typed: str) -> HttpResponse:
    answer = client.post(reverse("mfa_authenticate"), {"code": typed})
    assert isinstance(answer, HttpResponse)
    return answer


def somebody(*roles: Role, authority: str = "vn-son-la") -> User:
    person = with_factor(make.user(f"person.{next(_numbers)}"))
    for role in roles:
        make.member(person, role, authority=authority)
    return person


def enter(person: User) -> Client:
    """A client at work as `person`."""
    client = Client()
    password(client, person.login)
    cache.clear()
    telephone(client, code())
    assert "_auth_user_id" in client.session
    return client
