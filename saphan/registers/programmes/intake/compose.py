"""A file of a support programme -> one record of the programme, one of each month's payments."""

from __future__ import annotations

from saphan.intake.kinds import Composed, Setting
from saphan.intake.reading.outcome import Outcome
from saphan.registers.programmes.intake.book import Book
from saphan.registers.programmes.intake.payments import add_payments
from saphan.registers.programmes.intake.pupils import add_pupils


def compose(outcome: Outcome, setting: Setting) -> Composed:
    """Turn the rows of a reading into new records, or new versions of what they change."""
    book = Book(outcome, setting)
    add_pupils(book)
    add_payments(book)
    return book.composed
