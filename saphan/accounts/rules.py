"""Who may clear, appoint and log in: pure decisions that return a reason code or None."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from saphan.accounts.roles import Holding, covers, is_binding
from saphan.kernel.actors import Actor

OBJECTIONS = {
    "own-draft": _("You wrote this draft: another officer must clear it."),
    "own-check": _("The officer who wrote the draft also checked it: another must check it."),
    "needs-check": _("A second officer must check this draft before it is cleared."),
    "other-role": _("For this kind of record the authority entrusts another role with this."),
    "mandate-ended": _("The mandate to act has ended; a new decision is needed."),
    "mandate-not-begun": _("The mandate to act begins on a later day."),
    "no-role": _("This account has no role in any authority today."),
    "no-such-authority": _("This account has no role in that authority today."),
    "choose-authority": _("This account works for several authorities: choose one."),
    "own-role": _("Nobody changes their own roles: another administrator must do it."),
    "other-authority": _("You administer your own authority only."),
    "other-office": _("That office belongs to another authority."),
    "ends-before-it-begins": _("The last day is before the first day."),
    "already-held": _("This person already has this role there."),
    "already-ended": _("It has already ended."),
    "no-decision": _("A mandate needs the number of the decision that gives it."),
    "login-taken": _("This login name is taken."),
    "login-form": _("Use 3 to 64 small Latin letters, digits, dots and hyphens."),
    "email-taken": _("This e-mail address belongs to another account."),
    "code-not-good": _("Login name and code do not match, or the code is used or too old."),
    "weak-password": _("The password is too easy to guess."),
    "has-administrator": _("This authority already has an administrator."),
    "unknown-authority": _("No authority has this code."),
    "last-factor": _("Add another second factor before you remove this one."),
    "not-active": _("This account is closed."),
}
"""A sentence for people beside each code for machines."""


def why_not_clear(
    *,
    drafted_by: str,
    checked_by: str | None,
    clearer: Actor,
    second_officer_needed: bool,
    on: date,
    entrusted: Collection[str] = (),
) -> str | None:
    """Return the code of the first objection to this clearance, or None.

    `drafted_by` and `checked_by` are login names. The clearer may be the one who checked; nobody
    clears or checks alone what he drafted. `entrusted` are the roles that may clear; none: all.
    """
    if clearer.acting is not None and not clearer.acting.covers(on):
        return "mandate-not-begun" if on < clearer.acting.since else "mandate-ended"
    if not is_entrusted(clearer, roles=entrusted):
        return "other-role"
    if clearer.login == drafted_by:
        return "own-draft"
    if checked_by == drafted_by:
        return "own-check"
    if second_officer_needed and not checked_by:
        return "needs-check"
    return None


def is_entrusted(actor: Actor, *, roles: Collection[str]) -> bool:
    """Tell whether one of the actor's roles is among those named; no name leaves it to all."""
    return not roles or not actor.roles.isdisjoint(roles)


def why_not_work(
    memberships: Collection[Holding], mandates: Collection[Holding], on: date
) -> str | None:
    """Return why these roles and mandates leave nothing to do on this day, or None."""
    if any(covers(holding, on) for holding in (*memberships, *mandates)):
        return None
    if any(mandate.until is not None and mandate.until < on for mandate in mandates):
        return "mandate-ended"
    if mandates:
        return "mandate-not-begun"
    return "no-role"


def why_not_administer(*, by: Actor, login: str, authorities: Collection[str]) -> str | None:
    """`authorities` are the codes where the other person holds a role; none means a newcomer."""
    if by.login == login:
        return "own-role"
    if authorities and by.authority not in authorities:
        return "other-authority"
    return None


def why_not_appoint(
    *, by: Actor, login: str, authority: str, since: date, until: date | None
) -> str | None:
    if by.login == login:
        return "own-role"
    if by.authority != authority:
        return "other-authority"
    if until is not None and until < since:
        return "ends-before-it-begins"
    return None


def why_not_end(holding: Holding, *, on: date) -> str | None:
    """`on` is the last day of the role or mandate; the day before it began voids it."""
    if holding.until is not None and holding.until <= on:
        return "already-ended"
    return None


def is_usable(expires_at: datetime, *, at: datetime) -> bool:
    return at < expires_at


def needs_second_factor(abilities: Iterable[str], *, everybody: bool) -> bool:
    """Whoever can bind the authority needs one, whatever the node's policy for the rest."""
    return everybody or any(is_binding(ability) for ability in abilities)
