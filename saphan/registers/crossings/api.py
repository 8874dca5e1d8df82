"""The crossings register over HTTP; the API searches no traveller by name."""

from __future__ import annotations

from ninja import Router

from saphan.intake.endpoints import Served, serve
from saphan.registers.crossings.filters import AtGate, MovementFilter
from saphan.registers.crossings.models import Gate, Movement, Tally
from saphan.web.filters import FilterSet

router = Router(tags=["crossings"])
serve(
    router,
    "/movements",
    Served("crossings.movement", Movement, MovementFilter, orders=("on", "gate")),
)
serve(
    router,
    "/tallies",
    Served("crossings.tally", Tally, AtGate, orders=("on", "gate"), drafted=False),
)
serve(
    router,
    "/gates",
    Served("crossings.gate", Gate, FilterSet, orders=("since", "gate")),
)
