"""What an authority asks of its own officers before it seals, per kind of record."""

from __future__ import annotations

from django.utils.translation import gettext as _

from saphan.accounts.roles import ADMINISTER
from saphan.kernel import clock
from saphan.kernel.actors import Actor
from saphan.kernel.refusals import Refused
from saphan.ledger import projectors
from saphan.ledger.models import ClearancePolicy


def needs_check(authority: str, kind: str, *, default: bool) -> bool:
    """Tell whether a check must come between drafting and clearing."""
    found = ClearancePolicy.objects.filter(authority=authority, kind=kind).last()
    return default if found is None else found.needs_check


def set_policy(kind: str, *, needs_check: bool, by: Actor) -> ClearancePolicy:
    """State for the actor's authority whether this kind is checked before it is cleared.

    It counts from the next clearing on; who stated what and when is kept. Refused with
    `unknown-kind`, and with `not-able` for whoever does not administer the authority.
    """
    by.require(ADMINISTER)
    if kind not in {known for each in projectors.plugged() for known in each.kinds}:
        raise Refused("unknown-kind", _("No register has records of the kind %s.") % kind)
    return ClearancePolicy.objects.create(
        authority=by.authority,
        kind=kind,
        needs_check=needs_check,
        stated_by=by.login,
        stated_at=clock.now(),
    )
