"""From a person who logged in to an actor at work for one authority."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from saphan.accounts import rules
from saphan.accounts.models import ActingMandate, Authority, Membership, User
from saphan.accounts.roles import abilities_of, covers
from saphan.accounts.services.refusing import refusal, refuse_if
from saphan.kernel.actors import Acting, Actor
from saphan.kernel.sides import Side


@dataclass(frozen=True, slots=True)
class _Held:
    """All that one person holds, ended or not."""

    memberships: Sequence[Membership]
    mandates: Sequence[ActingMandate]

    def on(self, day: date) -> _Held:
        return _Held(
            [held for held in self.memberships if covers(held, day)],
            [held for held in self.mandates if covers(held, day)],
        )

    def at(self, authority: str) -> _Held:
        return _Held(
            [held for held in self.memberships if held.authority.code == authority],
            [held for held in self.mandates if held.authority.code == authority],
        )

    @property
    def roles(self) -> frozenset[str]:
        own = {held.role for held in self.memberships}
        return frozenset(own | {held.role for held in self.mandates})

    @property
    def authorities(self) -> list[Authority]:
        own = [held.authority for held in self.memberships]
        by_code = {one.code: one for one in (*own, *(held.authority for held in self.mandates))}
        return [by_code[code] for code in sorted(by_code)]


@dataclass(frozen=True, slots=True)
class AtWork:
    """The actor, and the authority with the names that pages show."""

    actor: Actor
    authority: Authority


def actor_for(user: User, *, authority: str | None = None, on: date) -> Actor:
    """Return the person at work for `authority` on a day; two queries.

    Without `authority` the only one is taken. Refused with `not-active`, `no-role`,
    `mandate-ended`, `mandate-not-begun`, `choose-authority` or `no-such-authority`.
    """
    return at_work(user, authority=authority, on=on).actor


def at_work(user: User, *, authority: str | None = None, on: date) -> AtWork:
    """As `actor_for`, with the authority itself."""
    if not user.is_active:
        raise refusal("not-active")
    held = _held(user)
    refuse_if(rules.why_not_work(held.memberships, held.mandates, on))
    now = held.on(on)
    chosen = _choose(now.authorities, authority)
    there = now.at(chosen.code)
    actor = Actor(
        login=user.login,
        name=user.display_name,
        authority=chosen.code,
        side=Side(chosen.side),
        abilities=abilities_of(there.memberships, there.mandates, on),
        office=_only_office([*there.memberships, *there.mandates]),
        acting=_acting(there.mandates),
        roles=there.roles,
    )
    return AtWork(actor, chosen)


def authorities_of(user: User, *, on: date) -> list[Authority]:
    """The authorities for which a person may work that day, by code; two queries."""
    return _held(user).on(on).authorities


def _held(user: User) -> _Held:
    related = ("authority", "office")
    return _Held(
        list(user.memberships.select_related(*related)),
        list(user.mandates.select_related(*related)),
    )


def _choose(authorities: Sequence[Authority], code: str | None) -> Authority:
    if code is None and len(authorities) > 1:
        raise refusal("choose-authority")
    for authority in authorities:
        if code in (None, authority.code):
            return authority
    raise refusal("no-such-authority")


def _only_office(held: Iterable[Membership | ActingMandate]) -> str:
    """The office where a person works; empty for the whole authority or several offices."""
    offices = {holding.office.code for holding in held if holding.office is not None}
    return offices.pop() if len(offices) == 1 else ""


def _acting(mandates: Sequence[ActingMandate]) -> Acting | None:
    """The mandate that lasts longest, when there are several."""
    if not mandates:
        return None
    last = max(mandates, key=lambda mandate: mandate.until)
    office = last.office.code if last.office else last.authority.code
    return Acting(office, last.decision, last.since, last.until)
