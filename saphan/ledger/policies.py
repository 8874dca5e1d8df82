"""What an authority asks of its own officers before it seals, per kind of record."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from saphan.accounts.roles import CHECK, CLEAR, SET_CLEARANCE, roles_with
from saphan.kernel import clock
from saphan.kernel.actors import Actor
from saphan.kernel.refusals import Refused
from saphan.ledger import projectors
from saphan.ledger.clearance import Rule
from saphan.ledger.models import ClearancePolicy


@dataclass(frozen=True, slots=True)
class Decision:
    """The paper by which an authority set a rule: its number and its day."""

    number: str
    on: date


def rule_of(authority: str, kind: str, *, always: bool) -> Rule:
    """Return what counts now; `always` is the kind's own demand of a check, which stays."""
    last = ClearancePolicy.objects.filter(authority=authority, kind=kind).last()
    return as_rule(last, always=always)


def as_rule(policy: ClearancePolicy | None, *, always: bool) -> Rule:
    """As `rule_of`, for the authority's last policy or none."""
    if policy is None:
        return Rule(needs_check=always)
    return Rule(
        always or policy.needs_check, frozenset(policy.checkers), frozenset(policy.clearers)
    )


def stated_by(authority: str) -> dict[str, ClearancePolicy]:
    """Return kind -> the policy in force; kinds about which nothing was decided are not in it."""
    rows = ClearancePolicy.objects.filter(authority=authority).order_by("kind", "-pk")
    return {row.kind: row for row in rows.distinct("kind")}


def set_policy(kind: str, rule: Rule, *, decision: Decision, by: Actor) -> ClearancePolicy:
    """State for the actor's authority who checks and clears this kind of record.

    It counts from the next clearing on; who stated what, when and by which decision is kept.
    Refused with `not-able`, `unknown-kind`, `no-decision`, `decided-later` and `role-not-able`.
    """
    by.require(SET_CLEARANCE)
    if kind not in {known for each in projectors.plugged() for known in each.kinds}:
        raise Refused("unknown-kind", _("No register has records of the kind %s.") % kind)
    _require_decision(decision, on=clock.today())
    _require_able(rule.checkers, CHECK, field="checkers")
    _require_able(rule.clearers, CLEAR, field="clearers")
    return ClearancePolicy.objects.create(
        authority=by.authority,
        kind=kind,
        needs_check=rule.needs_check,
        checkers=sorted(rule.checkers),
        clearers=sorted(rule.clearers),
        decision=decision.number.strip(),
        decided_on=decision.on,
        stated_by=by.login,
        stated_at=clock.now(),
    )


def _require_decision(decision: Decision, *, on: date) -> None:
    if not decision.number.strip():
        raise Refused(
            "no-decision",
            _("Give the number of the decision that sets this."),
            where={"field": "decision"},
        )
    if decision.on > on:
        raise Refused(
            "decided-later", _("This day has not come yet."), where={"field": "decided_on"}
        )


def _require_able(roles: Collection[str], verb: str, *, field: str) -> None:
    if not set(roles) <= set(roles_with(verb)):
        raise Refused(
            "role-not-able", _("A role is named that can never do this."), where={"field": field}
        )
