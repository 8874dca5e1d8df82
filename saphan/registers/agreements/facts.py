"""What the sealed documents of this register state, countable (pure, core part only)."""

from __future__ import annotations

from collections.abc import Iterator

from saphan.kernel.facts import Fact
from saphan.registers.agreements.documents import Content, Instrument, Meeting


def instrument(document: Instrument) -> Iterator[Fact]:
    """An instrument counts once, on the day it was signed."""
    dims = {"instrument": document.kind, "topic": document.meeting}
    yield Fact("instrument.signed", document.signed_on, "", "document", 1, dims)


def content(document: Content) -> Iterator[Fact]:
    """A content counts once, on the day it was agreed; a due one also on the day it is due."""
    dims = {"topic": document.meeting, "office": document.office}
    yield Fact("content.agreed", document.agreed_on, "", "commitment", 1, dims)
    if document.due:
        yield Fact("content.due", document.due, "", "commitment", 1, dims)


def meeting(document: Meeting) -> Iterator[Fact]:
    """A meeting with an ordinal states it; others count as held."""
    dims = {"topic": document.kind}
    yield Fact("meeting.held", document.held_on, "", "item", 1, dims)


FACTS = {Instrument: instrument, Content: content, Meeting: meeting}
