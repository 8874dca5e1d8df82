"""Plugs the floor in."""

from django.apps import AppConfig


class BilateralConfig(AppConfig):
    name = "saphan.bilateral"
    default_auto_field = "django.db.models.BigAutoField"
