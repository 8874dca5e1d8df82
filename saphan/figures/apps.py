"""Plugs the floor in."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "saphan.figures"
    default_auto_field = "django.db.models.BigAutoField"
