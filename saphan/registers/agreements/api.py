"""The agreements register over HTTP."""

from __future__ import annotations

from ninja import Router

from saphan.intake.endpoints import Served, serve
from saphan.registers.agreements.filters import ContentFilter, InstrumentFilter, MeetingFilter
from saphan.registers.agreements.models import Content, Instrument, Meeting

router = Router(tags=["agreements"])
serve(
    router,
    "/instruments",
    Served("agreements.instrument", Instrument, InstrumentFilter, orders=("signed_on", "number")),
)
serve(
    router,
    "/meetings",
    Served("agreements.meeting", Meeting, MeetingFilter, orders=("held_on", "code")),
)
serve(
    router,
    "/contents",
    Served("agreements.content", Content, ContentFilter, orders=("agreed_on", "due", "number")),
)
