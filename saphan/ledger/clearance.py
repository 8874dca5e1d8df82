"""Nothing is sealed that was not cleared: who drafted, who checked, who cleared (EXCHANGE 3)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from saphan.accounts import rules
from saphan.kernel.actors import Actor
from saphan.kernel.refusals import Refused


@dataclass(frozen=True, slots=True)
class Hand:
    """Who wrote or checked a draft: a person by login, or an office's file by its hash."""

    login: str
    name: str


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may check and clear a kind of record, by role, and whether a check must come first.

    Where no role is named, every role with the ability may.
    """

    needs_check: bool = False
    checkers: frozenset[str] = field(default_factory=frozenset)
    clearers: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Clearance:
    """The hands a record went through before its seal; the last one is the clearing officer."""

    drafted_by: Hand
    cleared_by: Actor
    checked_by: Hand | None = None
    rule: Rule = Rule()

    @property
    def payload(self) -> dict[str, str]:
        """The personal part that travels with the document under its own commitment."""
        acting = self.cleared_by.acting
        return {
            "drafted_by": self.drafted_by.name,
            "drafted_login": self.drafted_by.login,
            "checked_by": self.checked_by.name if self.checked_by else "",
            "cleared_by": self.cleared_by.name,
            "cleared_login": self.cleared_by.login,
            "decision": acting.decision if acting else "",
        }


def require_clearance(clearance: Clearance, *, on: date) -> None:
    """Raise `Refused` with the code of the first objection of the accounts' rule."""
    objection = rules.why_not_clear(
        drafted_by=clearance.drafted_by.login,
        checked_by=clearance.checked_by.login if clearance.checked_by else None,
        clearer=clearance.cleared_by,
        second_officer_needed=clearance.rule.needs_check,
        on=on,
        entrusted=clearance.rule.clearers,
    )
    if objection:
        raise Refused(objection, str(rules.OBJECTIONS[objection]))
