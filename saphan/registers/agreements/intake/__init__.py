"""The tables of the agreements register: a meeting's workbook -> the arguments of its services."""

from django.utils.translation import gettext_lazy as _

from saphan.intake.kinds import Tables
from saphan.registers.agreements.intake.compose import compose
from saphan.registers.agreements.intake.sheets import SHEETS

TABLES = Tables("agreements", _("Agreements"), SHEETS, compose)

__all__ = ["TABLES"]
