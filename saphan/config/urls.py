"""The way into each floor; a register's pages lie under its name."""

from __future__ import annotations

from importlib.util import find_spec

from django.apps import apps
from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from saphan.config.api import api
from saphan.config.health import health
from saphan.config.home import Home

ROOTS = {"web": "", "accounts": "accounts/"}


def _pages() -> list[URLResolver]:
    """One entry for each app of ours that has pages."""
    own = [config for config in apps.get_app_configs() if config.name.startswith("saphan.")]
    return [
        path(ROOTS.get(config.label, f"{config.label}/"), include(f"{config.name}.urls"))
        for config in own
        if find_spec(f"{config.name}.urls")
    ]


handler404 = "saphan.config.refusals.missing"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", Home.as_view(), name="home"),
    path("api/v1/", api.urls),
    path("health", health, name="health"),
    path("language", login_not_required(set_language), name="set_language"),
    *_pages(),
]
