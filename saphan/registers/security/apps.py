"""Plugs the register in."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SecurityConfig(AppConfig):
    name = "saphan.registers.security"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from saphan.accounts import roles
        from saphan.bilateral import kinds as bilateral
        from saphan.intake import kinds
        from saphan.ledger import projectors
        from saphan.registers.security import documents
        from saphan.registers.security.intake import TABLES
        from saphan.registers.security.kinds import CLASSES, KINDS
        from saphan.registers.security.models import Case, Patrol
        from saphan.registers.security.permissions import READ
        from saphan.registers.security.projection import PROJECTORS
        from saphan.web import menu

        roles.declare("security")

        for projector in PROJECTORS:
            projectors.plug(projector)
        bilateral.plug(
            documents.Patrol,
            shared=lambda core: bool(core.get("joint", True)),
            rows=Patrol,
            day="ended_on",
        )
        bilateral.plug(
            documents.Case,
            shared=lambda core: bool(core.get("coordinated_with")),
            rows=Case,
            day="opened_on",
        )
        kinds.plug(*KINDS, tables=TABLES, classes=CLASSES)
        menu.add(menu.MenuItem(_("Patrols"), "security:patrols", READ, order=30))
        menu.add(menu.MenuItem(_("Cases"), "security:cases", READ, order=31))
        menu.add(menu.MenuItem(_("Hand-backs"), "security:handbacks", READ, order=32))
