"""Plugs the floor in."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BilateralConfig(AppConfig):
    name = "saphan.bilateral"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from saphan.web import menu

        menu.add(menu.MenuItem(_("Both banks"), "bilateral:matters", order=15))
