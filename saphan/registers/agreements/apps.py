"""Plugs the floor in."""

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "saphan.registers.agreements"
    default_auto_field = "django.db.models.BigAutoField"
