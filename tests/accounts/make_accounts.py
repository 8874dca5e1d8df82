"""Plain makers for tests of accounts; `known` stands for what every node has."""

from __future__ import annotations

from datetime import date

from saphan.accounts.choices import Role
from saphan.accounts.models import Authority, Membership, User
from saphan.accounts.roles import abilities_of_role
from saphan.kernel.actors import Actor
from saphan.kernel.sides import Side

DAY = date(2025, 8, 12)
PASSWORD = "bridge over the river Ma"


def actor(*roles: Role, login: str = "an.admin", authority: str = "vn-son-la") -> Actor:
    abilities = frozenset().union(*(abilities_of_role(role) for role in roles))
    return Actor(login, login, authority, Side(authority[:2].upper()), abilities)


def user(login: str = "ha.thi.lan", *, password: str = PASSWORD, email: str = "") -> User:
    person = User(login=login, display_name=login.title(), email=email, since=DAY)
    person.set_password(password)
    person.save()
    return person


def member(
    person: User,
    role: Role = Role.OFFICER,
    *,
    authority: str = "vn-son-la",
    since: date = date(2024, 7, 1),
    until: date | None = None,
) -> Membership:
    return Membership.objects.create(
        user=person,
        authority=Authority.objects.get(code=authority),
        role=role,
        since=since,
        until=until,
        given_by="an.admin",
    )
