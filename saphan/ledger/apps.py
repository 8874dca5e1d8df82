"""Plugs the floor in."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LedgerConfig(AppConfig):
    name = "saphan.ledger"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from saphan.accounts.roles import AUDIT_LEDGER
        from saphan.ledger import lookups  # noqa: F401 - registers itself
        from saphan.web import menu

        menu.add(menu.MenuItem(_("Journal"), "ledger:journal", AUDIT_LEDGER, order=910))
