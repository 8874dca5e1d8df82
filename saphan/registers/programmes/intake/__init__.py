"""The tables of the programmes register: an office's lists -> the arguments of its services."""

from django.utils.translation import gettext_lazy as _

from saphan.intake.kinds import Tables
from saphan.registers.programmes.intake.compose import compose
from saphan.registers.programmes.intake.prefill import prefill
from saphan.registers.programmes.intake.sheets import SHEETS

TABLES = Tables("programmes", _("Programmes"), SHEETS, compose, prefill)

__all__ = ["TABLES"]
