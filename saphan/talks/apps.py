"""Plugs the floor in."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TalksConfig(AppConfig):
    name = "saphan.talks"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from importlib import import_module

        from saphan.bilateral import faces, kinds
        from saphan.ledger import projectors
        from saphan.talks import checking, documents, permissions, showing
        from saphan.talks.projection import PROJECTOR
        from saphan.talks.states import STATES
        from saphan.web import menu, states

        projectors.plug(PROJECTOR)
        answering = kinds.Answering(permissions.READ, permissions.SIGN, checking.require_equal)
        kinds.plug(documents.Minutes, answering=answering)
        faces.plug(showing.face)
        for code, state in STATES.items():
            states.add(code, state)
        import_module("saphan.talks.jobs")  # the worker learns of the task
        menu.add(menu.MenuItem(_("Talks"), "talks:list", permissions.READ, order=80))
