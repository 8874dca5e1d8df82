"""The tables of the security register: an office's columns -> the arguments of its services."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from saphan.intake.kinds import Composed, Setting, Tables
from saphan.intake.offices import directory
from saphan.intake.reading.outcome import Outcome
from saphan.registers.security.intake.book import Book
from saphan.registers.security.intake.cases import compose_cases
from saphan.registers.security.intake.handbacks import compose_handbacks
from saphan.registers.security.intake.patrols import compose_patrols
from saphan.registers.security.intake.sheets import SHEETS


def compose(outcome: Outcome, setting: Setting) -> Composed:
    """Turn the rows of a reading into entries; rules and questions stand at their cells."""
    book = Book(outcome, Composed(), setting, directory())
    compose_patrols(book)
    compose_cases(book)
    compose_handbacks(book)
    return book.composed


TABLES = Tables("security", _("Security"), SHEETS, compose)
