"""What every template knows about who is at work."""

from __future__ import annotations

from django.http import HttpRequest


def actor(request: HttpRequest) -> dict[str, object]:
    """`actor` is None for somebody who is not at work."""
    return {"actor": getattr(request, "actor", None)}
