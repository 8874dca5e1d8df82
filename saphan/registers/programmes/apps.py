"""Plugs the register in."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammesConfig(AppConfig):
    name = "saphan.registers.programmes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from saphan.accounts import roles
        from saphan.intake import kinds
        from saphan.ledger import projectors
        from saphan.registers.programmes.intake import TABLES
        from saphan.registers.programmes.kinds import KINDS
        from saphan.registers.programmes.models import Support
        from saphan.registers.programmes.permissions import READ
        from saphan.registers.programmes.projection import PROJECTORS
        from saphan.web import menu

        roles.declare("programmes")
        for projector in PROJECTORS:
            projectors.plug(projector)
        words = {"programme": Support.objects.all().names_of}
        kinds.plug(*KINDS, tables=TABLES, classes=words)
        menu.add(menu.MenuItem(_("Programmes"), "programmes:supports", READ, order=50))
