"""Plugs the register in."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgreementsConfig(AppConfig):
    name = "saphan.registers.agreements"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from saphan.accounts import roles
        from saphan.intake import kinds
        from saphan.ledger import projectors
        from saphan.registers.agreements.intake import TABLES
        from saphan.registers.agreements.kinds import KINDS
        from saphan.registers.agreements.permissions import READ
        from saphan.registers.agreements.projection import PROJECTORS
        from saphan.web import menu, states

        roles.declare("agreements")
        for projector in PROJECTORS:
            projectors.plug(projector)
        kinds.plug(*KINDS, tables=TABLES)
        states.add("not-started", states.State(_("not started"), "wait", "ring"))
        menu.add(menu.MenuItem(_("Agreements"), "agreements:meetings", READ, order=20))
