"""What every template knows about who is at work."""

from __future__ import annotations

from django.http import HttpRequest

from saphan.accounts.models import Authority
from saphan.web.display import language


def actor(request: HttpRequest) -> dict[str, object]:
    """`actor` is None for somebody who is not at work; the authority's name is the short one."""
    authority: Authority | None = getattr(request, "authority", None)
    return {
        "actor": getattr(request, "actor", None),
        "authority_name": authority.short.in_(language()) if authority else "",
    }
