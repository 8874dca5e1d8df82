"""What an authority asks of its own officers before it seals, per kind of record."""

from __future__ import annotations

from saphan.ledger.models import ClearancePolicy


def needs_check(authority: str, kind: str, *, default: bool) -> bool:
    """Tell whether a check must come between drafting and clearing."""
    found = ClearancePolicy.objects.filter(authority=authority, kind=kind).first()
    return default if found is None else found.needs_check


def set_policy(authority: str, kind: str, *, needs_check: bool) -> None:
    ClearancePolicy.objects.update_or_create(
        authority=authority, kind=kind, defaults={"needs_check": needs_check}
    )
