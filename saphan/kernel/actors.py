"""Who does something, for which authority, and what they may do."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from saphan.kernel.refusals import Forbidden
from saphan.kernel.sides import Side


@dataclass(frozen=True, slots=True)
class Acting:
    """A mandate to act for an office: who decided it and until when (both days included)."""

    office: str
    decision: str
    since: date
    until: date

    def covers(self, on: date) -> bool:
        return self.since <= on <= self.until


@dataclass(frozen=True, slots=True)
class Actor:
    """A person (or a named machine account) at work for one authority of one side.

    Abilities open pages and services; `roles` are what an authority entrusts clearing to.
    """

    login: str
    name: str
    authority: str
    side: Side
    abilities: frozenset[str] = field(default_factory=frozenset)
    office: str = ""
    acting: Acting | None = None
    roles: frozenset[str] = field(default_factory=frozenset)

    def can(self, ability: str) -> bool:
        return ability in self.abilities

    def require(self, ability: str) -> None:
        """Raise `Forbidden` unless the actor has `ability`."""
        if not self.can(ability):
            raise Forbidden(
                "not-able", f"{self.name} may not do this: it needs the ability {ability}."
            )
