"""Plugs the register in."""

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "saphan.registers.agreements"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from saphan.accounts import roles
        from saphan.intake import kinds
        from saphan.ledger import projectors
        from saphan.registers.agreements.intake import TABLES
        from saphan.registers.agreements.kinds import KINDS
        from saphan.registers.agreements.projection import PROJECTORS

        roles.declare("agreements")
        for projector in PROJECTORS:
            projectors.plug(projector)
        kinds.plug(*KINDS, tables=TABLES)
