"""The tables of the crossings register: an office's columns -> the arguments of its services."""

from django.utils.translation import gettext_lazy as _

from saphan.intake.kinds import Tables
from saphan.registers.crossings.intake.book import compose
from saphan.registers.crossings.intake.columns import MOVEMENTS

TABLES = Tables("crossings", _("Crossings"), (MOVEMENTS,), compose)
