"""Plugs staging in: its doors in the menu."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IntakeConfig(AppConfig):
    name = "saphan.intake"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from saphan.accounts.roles import SET_CLEARANCE
        from saphan.bilateral import faces
        from saphan.intake import kinds, showing
        from saphan.intake.policies import POLICY
        from saphan.web import menu

        faces.plug(showing.face_of)
        kinds.plug(POLICY)
        menu.add(menu.MenuItem(_("Drafts"), "intake:drafts", order=10))
        menu.add(menu.MenuItem(_("Files"), "intake:uploads", order=20))
        menu.add(menu.MenuItem(_("Clearance"), "intake:rules", SET_CLEARANCE, order=905))
