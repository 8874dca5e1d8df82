"""Plugs the floor in."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "saphan.ledger"
    default_auto_field = "django.db.models.BigAutoField"
