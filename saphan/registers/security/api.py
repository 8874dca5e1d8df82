"""The security register over HTTP."""

from __future__ import annotations

from ninja import Router

from saphan.intake.endpoints import Served, serve
from saphan.registers.security.filters import PatrolFilter
from saphan.registers.security.models import Patrol

router = Router(tags=["security"])
serve(
    router,
    "/patrols",
    Served("security.patrol", Patrol, PatrolFilter, orders=("ended_on", "started_on", "number")),
)
