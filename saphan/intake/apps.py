"""Plugs the floor in."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "saphan.intake"
    default_auto_field = "django.db.models.BigAutoField"
