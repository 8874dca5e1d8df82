"""Plugs the floor in."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "saphan.registers.programmes"
    default_auto_field = "django.db.models.BigAutoField"
