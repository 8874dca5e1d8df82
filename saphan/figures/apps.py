"""Plugs the facts projector into the ledger, and the pages into the menu."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FiguresConfig(AppConfig):
    name = "saphan.figures"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from saphan.accounts.roles import READ_FIGURES
        from saphan.bilateral import kinds
        from saphan.figures import announcing
        from saphan.figures.projection import PROJECTOR
        from saphan.ledger import projectors
        from saphan.web import menu

        projectors.plug(PROJECTOR)
        projectors.plug(announcing.PROJECTOR)
        kinds.plug_readable(announcing.Definitions)
        menu.add(menu.MenuItem(_("Figures"), "figures:table", READ_FIGURES, order=25))
