"""Plugs the floor in."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "saphan.places"
    default_auto_field = "django.db.models.BigAutoField"
