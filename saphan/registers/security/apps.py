"""Plugs the register in."""

from django.apps import AppConfig


class SecurityConfig(AppConfig):
    name = "saphan.registers.security"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from saphan.ledger import projectors
        from saphan.registers.security.projection import PROJECTORS

        for projector in PROJECTORS:
            projectors.plug(projector)
