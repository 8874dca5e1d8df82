"""Plugs the facts projector into the ledger."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "saphan.figures"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from saphan.figures.projection import PROJECTOR
        from saphan.ledger import projectors

        projectors.plug(PROJECTOR)
