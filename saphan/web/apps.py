"""Plugs the floor in."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "saphan.web"
    default_auto_field = "django.db.models.BigAutoField"
