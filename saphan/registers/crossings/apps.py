"""Plugs the floor in."""

from django.apps import AppConfig


class CrossingsConfig(AppConfig):
    name = "saphan.registers.crossings"
    default_auto_field = "django.db.models.BigAutoField"
