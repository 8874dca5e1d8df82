"""Plugs the floor in."""

from django.apps import AppConfig


class TalksConfig(AppConfig):
    name = "saphan.talks"
    default_auto_field = "django.db.models.BigAutoField"
