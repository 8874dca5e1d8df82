"""What stands around every page."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from saphan.web import menu
from saphan.web.display import language
from saphan.web.pages import actor_of
from saphan.web.theme import theme_of


def shell(request: HttpRequest) -> dict[str, Any]:
    """Menu, theme, and what `SAPHAN_GENERATED` says of generated records."""
    generated = settings.SAPHAN_GENERATED
    return {
        "doors": menu.visible_to(actor_of(request), path=request.path),
        "theme": theme_of(request),
        "banner": generated.in_(language()) if generated else "",
    }
