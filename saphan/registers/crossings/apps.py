"""Plugs the register in."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CrossingsConfig(AppConfig):
    name = "saphan.registers.crossings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from saphan.accounts import roles
        from saphan.intake import kinds
        from saphan.ledger import projectors
        from saphan.registers.crossings.intake import TABLES
        from saphan.registers.crossings.kinds import CLASSES, KINDS
        from saphan.registers.crossings.permissions import READ
        from saphan.registers.crossings.projection import PROJECTORS
        from saphan.web import menu

        roles.declare("crossings")
        for projector in PROJECTORS:
            projectors.plug(projector)
        kinds.plug(*KINDS, tables=TABLES, classes=CLASSES)
        menu.add(menu.MenuItem(_("Crossings"), "crossings:movements", READ, order=40))
