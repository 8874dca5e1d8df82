"""What stands around every page."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from saphan.web import menu
from saphan.web.pages import actor_of
from saphan.web.theme import theme_of


def shell(request: HttpRequest) -> dict[str, Any]:
    """Menu, theme and banner; `SAPHAN_BANNER` says on a demo node that records are generated."""
    return {
        "doors": menu.visible_to(actor_of(request), path=request.path),
        "theme": theme_of(request),
        "banner": getattr(settings, "SAPHAN_BANNER", ""),
    }
