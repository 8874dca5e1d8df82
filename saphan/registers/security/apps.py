"""Plugs the floor in."""

from django.apps import AppConfig


class SecurityConfig(AppConfig):
    name = "saphan.registers.security"
    default_auto_field = "django.db.models.BigAutoField"
