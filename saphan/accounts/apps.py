"""Plugs the floor in."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "saphan.accounts"
    default_auto_field = "django.db.models.BigAutoField"
