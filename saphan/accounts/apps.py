"""Plugs the floor in."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from saphan.accounts import roles
from saphan.web import menu


class AccountsConfig(AppConfig):
    name = "saphan.accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for label, route, ability, order in (
            (_("People"), "accounts:people", roles.ADMINISTER, 900),
            (_("Authorities"), "accounts:authorities", "", 910),
            (_("Who read what"), "accounts:reads", roles.READ_LOG, 920),
        ):
            menu.add(menu.MenuItem(label, route, ability, order))
